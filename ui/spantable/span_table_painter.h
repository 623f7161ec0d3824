// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Draws rows of the span table from their layout and cells. Keeps laid-out texts, so that a frame draws
// glyphs and lays out little. UI thread.
#pragma once

#include "ui/common/look.h"
#include "ui/common/paint.h"
#include "ui/common/text_cache.h"
#include "ui/spantable/span_table_layout.h"
#include "ui/spantable/table_cell.h"

namespace spanloupe::spantable {

/// What a row has before its first text.
enum class RowHead : std::uint8_t { Plain, ClosedGroup, OpenGroup, Member };

class SpanTablePainter {
 public:
  explicit SpanTablePainter(const ui::Look& look);
  /// After Look::changed().
  void readLook();

  void paintRow(QPainter& painter, const SpanTableLayout& layout, int row, RowHead head,
                const std::vector<Cell>& cells, ui::RowState state, bool isDimmed = false);
  /// What the cell needs to be whole, in pixels, with the padding of its column.
  [[nodiscard]] double widthFor(const Cell& cell, const TableColumn& column, bool hasHead);
  /// On panel with a line on top; `rect` is the whole row.
  void paintTotals(QPainter& painter, const SpanTableLayout& layout, const QRect& rect,
                   const std::vector<Cell>& cells);

 private:
  void paintCell(QPainter& painter, const QRectF& room, const QRectF& bar, const Cell& cell, bool isStrong);
  void paintText(QPainter& painter, const QRectF& room, double baseline, const Cell& cell, bool isStrong);
  void paintMarks(QPainter& painter, const QPointF& baseline, const Cell& cell, const QString& shown,
                  const QFontMetricsF& metrics);
  void paintExpander(QPainter& painter, const QRectF& rect, bool isOpen);
  [[nodiscard]] QColor colorOf(CellTone tone) const;

  const ui::Look& m_look;
  ui::TextCache m_body;
  ui::TextCache m_strong;
  ui::TextCache m_numbers;
  ui::TextCache m_strongNumbers;
  ui::TextCache m_mono;
  double m_baseline = 0;  ///< Of body text, below the top of a row.
};

}  // namespace spanloupe::spantable
