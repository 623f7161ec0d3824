// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/span_table_layout.h"

#include <algorithm>

namespace spanloupe::spantable {
namespace {

constexpr double kBarHeight = 8;
constexpr double kBarGap = 8;
constexpr double kExpander = 11;
constexpr double kLeastName = 170;  // Before everything scrolls sideways.

}  // namespace

SpanTableLayout::SpanTableLayout(const TableGeometry& geometry, const std::vector<TableColumn>& columns)
    : m_geometry(geometry) {
  int sum = 0;
  std::vector<int> widths;
  for (const TableColumn& column : columns) {
    widths.push_back(geometry.measures.px(columnWidth(column)));
    m_bars.push_back(geometry.measures.px(barWidth(column)));
    sum += widths.back();
  }
  int cut = 0;  // What texts would be short of.
  for (std::size_t i = 0; i < columns.size(); ++i)
    cut += std::max(0, geometry.measures.px(std::min(columns[i].wanted, mostWidth(columns[i]))) - widths[i]);
  cut -= geometry.width - sum;
  for (std::size_t i = 0; i < columns.size() && cut > 0; ++i) {
    const int given = std::clamp(widths[i] - geometry.measures.px(leastWidth(columns[i])), 0, cut);
    widths[i] -= given;
    sum -= given;
    cut -= given;
  }
  for (std::size_t i = 0; i < columns.size() && sum > geometry.width; ++i) {
    if (!columns[i].stretches()) continue;
    const int least = std::min(widths[i], geometry.measures.px(kLeastName));
    const int given = std::min(widths[i] - least, sum - geometry.width);
    widths[i] -= given;
    sum -= given;
  }
  // Names first, then texts that would be cut beside free space.
  for (const bool areNames : {true, false}) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].stretches() != areNames) continue;
      const int most = std::max(widths[i], geometry.measures.px(mostWidth(columns[i])));
      const int more = std::clamp(geometry.width - sum, 0, most - widths[i]);
      widths[i] += more;
      sum += more;
    }
  }
  m_x.push_back(0);
  for (const int width : widths) m_x.push_back(m_x.back() + width);
}

int SpanTableLayout::firstRow() const {
  return static_cast<int>(std::clamp<qint64>(m_geometry.scrollY / rowHeight(), 0, m_geometry.rows));
}

int SpanTableLayout::endRow() const {
  const qint64 end = (m_geometry.scrollY + m_geometry.height + rowHeight() - 1) / rowHeight();
  return static_cast<int>(std::clamp<qint64>(end, firstRow(), m_geometry.rows));
}

int SpanTableLayout::rowsPerPage() const { return std::max(1, m_geometry.height / rowHeight() - 1); }

QRect SpanTableLayout::rowRect(int row) const {
  return {0, static_cast<int>(qint64{row} * rowHeight() - m_geometry.scrollY), std::max(m_geometry.width, 1),
          rowHeight()};
}

std::optional<int> SpanTableLayout::rowAt(int y) const {
  const qint64 row = (m_geometry.scrollY + y) / rowHeight();
  if (y < 0 || y >= m_geometry.height || row < 0 || row >= m_geometry.rows) return std::nullopt;
  return static_cast<int>(row);
}

QRect SpanTableLayout::columnRect(int column, int top, int height) const {
  const auto i = static_cast<std::size_t>(column);
  return {m_x[i] - m_geometry.scrollX, top, m_x[i + 1] - m_x[i], height};
}

std::optional<int> SpanTableLayout::columnAt(int x) const {
  for (int column = 0; column < columnCount(); ++column) {
    const QRect rect = columnRect(column, 0, 1);
    if (x >= rect.left() && x <= rect.right()) return column;
  }
  return std::nullopt;
}

std::optional<int> SpanTableLayout::edgeAt(int x) const {
  for (int column = columnCount() - 1; column >= 0; --column)
    if (std::abs(x - columnRect(column, 0, 1).right() - 1) <= kEdgeGrab) return column;
  return std::nullopt;
}

QRectF SpanTableLayout::textRect(int column, int top, int height) const {
  QRectF rect = columnRect(column, top, height);
  rect.adjust(ui::Measures::kCellPadding, 0, -ui::Measures::kCellPadding, 0);
  const QRectF bar = barRect(column, top, height);
  if (!bar.isEmpty()) rect.setRight(std::max(rect.left(), bar.left() - kBarGap));
  return rect;
}

QRectF SpanTableLayout::barRect(int column, int top, int height) const {
  const QRectF cell = columnRect(column, top, height);
  const double barHeight = m_geometry.measures.px(kBarHeight);
  const double width = std::min<double>(m_bars[static_cast<std::size_t>(column)],
                                        cell.width() / 2 - ui::Measures::kCellPadding);
  if (width <= 4) return {};
  return {cell.right() - ui::Measures::kCellPadding - width, top + (height - 1 - barHeight) / 2, width,
          barHeight};
}

QRectF SpanTableLayout::expanderRect(int row) const {
  const QRect rect = rowRect(row);
  const double size = m_geometry.measures.px(kExpander);
  return {textRect(0, rect.top(), rect.height()).left(), rect.top() + (rect.height() - 1 - size) / 2, size,
          size};
}

qint64 SpanTableLayout::scrollToShow(int row) const {
  const qint64 top = qint64{row} * rowHeight();
  if (top < m_geometry.scrollY) return top;
  const qint64 bottom = top + rowHeight();
  if (bottom > m_geometry.scrollY + m_geometry.height) return std::max<qint64>(0, bottom - m_geometry.height);
  return m_geometry.scrollY;
}

int SpanTableLayout::scrollToShowColumn(int column) const {
  const auto i = static_cast<std::size_t>(column);
  if (m_x[i] < m_geometry.scrollX) return m_x[i];
  return std::max(m_geometry.scrollX, std::min(m_x[i], m_x[i + 1] - m_geometry.width));
}

}  // namespace spanloupe::spantable
