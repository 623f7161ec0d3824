// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the visible items of a DetailsFrame. Holds the laid-out texts, nothing of what they say. UI thread.
#pragma once

#include "ui/common/look.h"
#include "ui/common/text_cache.h"
#include "ui/details/details_layout.h"

class QPainter;

namespace spanloupe::details {

/// What to paint; all of it outlives the call.
struct DetailsPicture {
  const Sections& sections;
  const DetailsState& state;
  const DetailsFrame& frame;
  const DetailsMeasures& measures;
  QRectF visible;    ///< In the coordinates of the frame.
  int hovered = -1;  ///< Index of an item.
  int focused = -1;
  std::vector<QString> words;  ///< To be marked.
};

/// Where an item's button for copying stands while it is hovered.
[[nodiscard]] QRectF copyButton(const ItemLayout& layout, const DetailsFrame& frame,
                                const DetailsMeasures& measures, const ui::Measures& common);

class DetailsPainter {
 public:
  explicit DetailsPainter(const ui::Look& look) : m_look(look) { setFonts(); }

  /// Again after Look::changed().
  void setFonts();
  [[nodiscard]] double keyWidth(const QString& text) { return m_key.metrics().horizontalAdvance(text); }
  void paint(QPainter& painter, const DetailsPicture& picture);

 private:
  void paintItem(QPainter& painter, const ItemLayout& layout, bool isHovered);
  void paintContent(QPainter& painter, const ItemLayout& layout, const Item& item);
  void paintScenery(QPainter& painter, const ItemLayout& layout, const Item& item);
  void paintSection(QPainter& painter, const ItemLayout& layout);
  void paintKeyValue(QPainter& painter, const ItemLayout& layout, const Item& item);
  void paintBlock(QPainter& painter, const ItemLayout& layout, const Item& item);
  void paintOutlineLine(QPainter& painter, const ItemLayout& layout, const Item& item);
  void paintBoxSlice(QPainter& painter, const ItemLayout& layout);
  void paintRest(QPainter& painter, const ItemLayout& layout);
  void paintGroup(QPainter& painter, const ItemLayout& layout, const Item& item);
  void paintExceptionPart(QPainter& painter, const ItemLayout& layout, const Item& item);
  void paintExceptionHead(QPainter& painter, const ItemLayout& layout, const Item& item);
  void paintAsk(QPainter& painter, const ItemLayout& layout);
  void paintActions(QPainter& painter, const ItemLayout& layout);
  void paintAxis(QPainter& painter, const ItemLayout& layout);
  void paintLines(QPainter& painter, const ItemLayout& layout, const Item& item, double top,
                  const QColor& color);
  void paintLines(QPainter& painter, const ItemLayout& layout, const QString& text,
                  const std::vector<TextRun>& runs, double top, const QColor& color);
  void paintLine(QPainter& painter, QPointF at, const QString& text, const TextLine& line,
                 const std::vector<TextRun>& runs, const QColor& color);
  void markWords(QPainter& painter, QRectF line, const QString& words, ui::TextCache& font);
  void paintMore(QPainter& painter, const ItemLayout& layout);

  const ui::Look& m_look;
  ui::TextCache m_key;
  ui::TextCache m_small;
  ui::TextCache m_strong;
  ui::TextCache m_mono;
  ui::TextCache m_monoStrong;
  // Of the picture that is being painted.
  const Sections* m_sections = nullptr;
  const DetailsState* m_state = nullptr;
  const DetailsFrame* m_frame = nullptr;
  const DetailsMeasures* m_measures = nullptr;
  const std::vector<QString>* m_words = nullptr;
  std::uint32_t m_focusedNumber = 0;
  QRectF m_visible;
};

}  // namespace spanloupe::details
