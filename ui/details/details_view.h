// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of a span's details on screen: paints the visible items of a DetailsFrame, folds, copies,
// follows links. Keys: Up and Down choose an item, Enter folds or unfolds it, Ctrl+C copies its value. UI
// thread.
#pragma once

#include <QAbstractScrollArea>
#include <memory>

#include "ui/common/look.h"
#include "ui/common/text_cache.h"
#include "ui/details/details_layout.h"

class QMenu;

namespace spanloupe::details {

class DetailsView : public QAbstractScrollArea {
  Q_OBJECT

 public:
  explicit DetailsView(const ui::Look& look, QWidget* parent = nullptr);

  /// Null: nothing. Sections the user folded or unfolded stay so for the next span.
  void setDetails(std::shared_ptr<const SpanDetails> details);
  [[nodiscard]] const std::vector<Section>& sections() const { return m_sections; }
  /// As painted now.
  const DetailsFrame& frame();
  [[nodiscard]] int currentItem() const { return m_current; }

 signals:
  void linkActivated(spanloupe::TraceId trace, spanloupe::SpanId span);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;
  bool viewportEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void reset();
  void relayOut();
  void activate(std::size_t index);
  void toggleSection(std::uint32_t section);
  void toggleWhole(ItemId id);
  void moveCurrent(int by);
  void ensureVisible(const ItemLayout& item);
  void fillMenu(QMenu& menu, std::size_t index);
  void copyValue(const Item& item) const;
  [[nodiscard]] int itemAt(QPointF position);
  [[nodiscard]] const Item& itemOf(const ItemLayout& layout) const;
  [[nodiscard]] QRectF copyRect(const ItemLayout& layout) const;

  void paintItem(QPainter& painter, const ItemLayout& layout, bool isHovered);
  void paintSection(QPainter& painter, const ItemLayout& layout);
  void paintKeyValue(QPainter& painter, const ItemLayout& layout, const Item& item);
  void paintBlock(QPainter& painter, const ItemLayout& layout, const Item& item);
  void paintException(QPainter& painter, const ItemLayout& layout, const Item& item);
  void paintAxis(QPainter& painter, const ItemLayout& layout);
  void paintLines(QPainter& painter, const ItemLayout& layout, const QString& text, std::uint32_t begin,
                  std::uint32_t end, double top, const QColor& color, BlockSyntax syntax);
  void paintMore(QPainter& painter, const ItemLayout& layout);

  const ui::Look& m_look;
  std::shared_ptr<const SpanDetails> m_details;
  std::vector<Section> m_sections;
  DetailsState m_state;
  std::map<QString, bool> m_foldedByTitle;  ///< The user's choices.
  DetailsMeasures m_measures;
  DetailsFrame m_frame;
  bool m_frameValid = false;
  ui::TextCache m_key;
  ui::TextCache m_small;
  ui::TextCache m_strong;
  ui::TextCache m_mono;
  ui::TextCache m_monoStrong;
  int m_hovered = -1;
  int m_current = -1;
};

}  // namespace spanloupe::details
