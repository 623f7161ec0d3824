// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of a span's details on screen: paints the visible items of a DetailsFrame, folds, copies,
// follows links. Keys: Up and Down choose an item, Enter folds or unfolds it, Ctrl+C copies its value. UI
// thread.
#pragma once

#include <QAbstractScrollArea>
#include <memory>

#include "ui/common/look.h"
#include "ui/details/details_layout.h"
#include "ui/details/details_painter.h"

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
  void setCurrentItem(int index);
  /// Folds or unfolds the current section or value, or follows its link.
  void activateCurrent();
  /// Sections and the items of unfolded ones.
  [[nodiscard]] int itemCount() { return static_cast<int>(frame().items.size()); }
  /// On the viewport.
  [[nodiscard]] QRect itemRect(int index);
  /// -1 where there is none.
  [[nodiscard]] int itemAt(QPointF position);
  [[nodiscard]] bool isFolded(std::uint32_t section) const { return m_state.isFolded[section]; }

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
  [[nodiscard]] const Item& itemOf(const ItemLayout& layout) const;
  [[nodiscard]] QRectF copyRect(const ItemLayout& layout) const;

  const ui::Look& m_look;
  std::shared_ptr<const SpanDetails> m_details;
  std::vector<Section> m_sections;
  DetailsState m_state;
  std::map<QString, bool> m_foldedByTitle;  ///< The user's choices.
  DetailsMeasures m_measures;
  DetailsFrame m_frame;
  bool m_frameValid = false;
  DetailsPainter m_painter;
  int m_hovered = -1;
  int m_current = -1;
};

}  // namespace spanloupe::details
