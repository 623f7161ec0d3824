// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Draws rows and titles of a list of log records from their layout. Keeps laid-out texts, so that a frame
// draws glyphs and lays out little. UI thread.
#pragma once

#include "core/query/log_list.h"
#include "ui/common/look.h"
#include "ui/common/paint.h"
#include "ui/common/text_cache.h"
#include "ui/logs/log_table_layout.h"

namespace spanloupe::logs {

[[nodiscard]] QString columnTitle(LogColumn column, LogTableOf of);

/// What a row shows besides its record.
struct LogRowTexts {
  QString time;
  QString span;
  bool isMarked = false;
};

class LogTablePainter {
 public:
  explicit LogTablePainter(const ui::Look& look);

  /// After Look::changed().
  void readLook();
  [[nodiscard]] double timeWidth(const QString& text) { return m_numbers.width(text); }
  /// `log` may be null while it is not known.
  void paintRow(QPainter& painter, const LogTableLayout& layout, int row, const query::LogRow* log,
                const LogRowTexts& texts, ui::RowState state);
  void paintTitles(QPainter& painter, const LogTableLayout& layout, LogTableOf of, const QRect& rect) const;

 private:
  void paintSeverity(QPainter& painter, const QRectF& cell, double baseline, query::LogLevel level);
  void paintService(QPainter& painter, const QRectF& cell, double baseline, const std::string& service);

  const ui::Look& m_look;
  ui::TextCache m_body;
  ui::TextCache m_numbers;
  ui::TextCache m_strong;
  ui::TextCache m_small;
  ui::TextCache m_mono;
  double m_baseline = 0;  ///< Below the top of a row.
};

}  // namespace spanloupe::logs
