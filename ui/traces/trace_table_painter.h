// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Draws rows of the trace list from their layout. Keeps laid-out texts and elided names, so that a frame
// draws glyphs and lays out nothing. UI thread.
#pragma once

#include "ui/common/look.h"
#include "ui/common/paint.h"
#include "ui/common/text_cache.h"
#include "ui/traces/trace_sketch.h"
#include "ui/traces/trace_table_layout.h"

namespace spanloupe::traces {

class TablePainter {
 public:
  explicit TablePainter(const ui::Look& look);

  /// After Look::changed().
  void readLook();
  /// `trace` and `sketch` may be null while they are not known.
  void paintRow(QPainter& painter, const TableLayout& layout, int row, const store::TraceRow* trace,
                const ColumnFormats& formats, Duration longest, ui::RowState state,
                const TraceSketch* sketch = nullptr);
  /// Which of the services has its tile at `x` of the cell.
  [[nodiscard]] std::optional<std::size_t> tileAt(const QRectF& services, const store::TraceRow& trace,
                                                  double x);
  /// The width at which nothing of that cell is cut.
  [[nodiscard]] double widthFor(Column column, const store::TraceRow& trace, const ColumnFormats& formats);

 private:
  void paintRoot(QPainter& painter, const RowParts& parts, const store::TraceRow& trace,
                 const ColumnFormats& formats);
  void paintDuration(QPainter& painter, const RowParts& parts, const store::TraceRow& trace,
                     const ColumnFormats& formats, Duration longest);
  void paintServices(QPainter& painter, const QRectF& rect, const store::TraceRow& trace);
  void paintSketch(QPainter& painter, const QRectF& rect, const TraceSketch& sketch) const;
  [[nodiscard]] std::size_t tilesIn(double width, const store::TraceRow& trace);
  [[nodiscard]] double nameWidth(const store::TraceRow& trace, const ColumnFormats& formats);
  [[nodiscard]] static ui::Badge badgeOf(const store::TraceRow& trace, const ColumnFormats& formats);

  const ui::Look& m_look;
  ui::TextCache m_body;
  ui::TextCache m_numbers;
  ui::TextCache m_strongNumbers;
  ui::TextCache m_small;
  double m_baseline = 0;  ///< Of body text, below the top of a row.
};

}  // namespace spanloupe::traces
