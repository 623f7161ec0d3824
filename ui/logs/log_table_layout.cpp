// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/log_table_layout.h"

#include <algorithm>
#include <cmath>

namespace spanloupe::logs {
namespace {

// At a font height of 16.
constexpr double kSeverity = 90;
constexpr double kLeastTime = 80;
constexpr double kService = 150;
constexpr double kServiceEnough = 260;
constexpr double kServiceShare = 0.17;  // Of the view, between the two.
constexpr double kSpan = 210;
constexpr double kSpanEnough = 360;
constexpr double kSpanShare = 0.28;  // Of the view, between the two.
constexpr double kTrace = 150;
constexpr double kLeastBody = 220;

}  // namespace

LogTableLayout::LogTableLayout(const LogTableGeometry& geometry) : m_geometry(geometry) {
  const ui::Measures& measures = geometry.measures;
  const auto set = [this](LogColumn column, int width) {
    m_widths[static_cast<std::size_t>(column)] = width;
  };
  set(LogColumn::Severity, measures.px(kSeverity));
  set(LogColumn::Time, std::max(measures.px(kLeastTime), static_cast<int>(std::ceil(geometry.timeWidth)) +
                                                             2 * ui::Measures::kCellPadding));
  set(LogColumn::Service, std::clamp(static_cast<int>(geometry.width * kServiceShare), measures.px(kService),
                                     measures.px(kServiceEnough)));
  const int span =
      std::clamp(static_cast<int>(geometry.width * kSpanShare), measures.px(kSpan), measures.px(kSpanEnough));
  set(LogColumn::Span, geometry.of == LogTableOf::Trace ? span : 0);
  set(LogColumn::Trace, geometry.of == LogTableOf::Session ? measures.px(kTrace) : 0);
  const auto left = [&] {
    int width = geometry.width;
    for (const int one : m_widths) width -= one;
    return width;
  };
  for (const LogColumn column : {LogColumn::Trace, LogColumn::Span, LogColumn::Service})
    if (left() < measures.px(kLeastBody)) set(column, 0);
  set(LogColumn::Body, std::max(0, left()));
  int x = 0;
  for (std::size_t i = 0; i < m_x.size(); ++i) {
    m_x[i] = x;
    x += m_widths[i];
  }
}

int LogTableLayout::firstRow() const {
  return static_cast<int>(std::clamp<qint64>(m_geometry.scrollY / rowHeight(), 0, m_geometry.rows));
}

int LogTableLayout::endRow() const {
  const qint64 end = (m_geometry.scrollY + m_geometry.height + rowHeight() - 1) / rowHeight();
  return static_cast<int>(std::clamp<qint64>(end, firstRow(), m_geometry.rows));
}

int LogTableLayout::rowsPerPage() const { return std::max(1, m_geometry.height / rowHeight() - 1); }

QRect LogTableLayout::rowRect(int row) const {
  return {0, static_cast<int>(qint64{row} * rowHeight() - m_geometry.scrollY), std::max(m_geometry.width, 1),
          rowHeight()};
}

std::optional<int> LogTableLayout::rowAt(int y) const {
  const qint64 row = (m_geometry.scrollY + y) / rowHeight();
  if (y < 0 || y >= m_geometry.height || row < 0 || row >= m_geometry.rows) return std::nullopt;
  return static_cast<int>(row);
}

QRect LogTableLayout::columnRect(LogColumn column, int top, int height) const {
  return {m_x[static_cast<std::size_t>(column)], top, widthOf(column), height};
}

std::optional<LogColumn> LogTableLayout::columnAt(int x) const {
  for (std::size_t i = 0; i < m_x.size(); ++i)
    if (x >= m_x[i] && x < m_x[i] + m_widths[i]) return static_cast<LogColumn>(i);
  return std::nullopt;
}

qint64 LogTableLayout::scrollToShow(int row) const {
  const qint64 top = qint64{row} * rowHeight();
  if (top < m_geometry.scrollY) return top;
  const qint64 bottom = top + rowHeight();
  if (bottom > m_geometry.scrollY + m_geometry.height) return std::max<qint64>(0, bottom - m_geometry.height);
  return m_geometry.scrollY;
}

}  // namespace spanloupe::logs
