// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_table_layout.h"

#include <algorithm>
#include <cstdlib>

namespace spanloupe::traces {
namespace {

constexpr double kDateWidth = 88;        // What a date adds to a start.
constexpr double kServicesShare = 0.4;   // Of what is left over; names take the rest.
constexpr double kServicesEnough = 280;  // All twelve colours.
constexpr double kNamesMost = 720;
constexpr double kBarWidth = 118;
constexpr double kBarHeight = 8;
constexpr double kNumberWidth = 124;  // Of a duration, with the gap to its bar.
constexpr double kSketchHeight = 20;

}  // namespace

TableLayout::TableLayout(const TableGeometry& geometry)
    : m_geometry(geometry), m_rowHeight(geometry.measures.rowTraces()) {
  std::array<int, kColumnCount> widths{};
  int least = 0;
  for (std::size_t i = 0; i < kColumnCount; ++i) {
    double width = columns()[i].width;
    if (static_cast<Column>(i) == Column::Start && geometry.withDate) width += kDateWidth;
    if (geometry.choice.width[i] > 0) width = std::max(geometry.choice.width[i], kLeastWidth);
    widths[i] = geometry.choice.hidden[i] ? 0 : geometry.measures.px(width);
    least += widths[i];
  }
  m_contentWidth = std::max(least, geometry.width - geometry.keptFree);
  shareSpare(widths, m_contentWidth - least);
  m_widths = widths;
  int x = 0;
  for (const Column column : geometry.choice.order) {
    m_x[static_cast<std::size_t>(column)] = x;
    x += widths[static_cast<std::size_t>(column)];
  }
}

// Names and services share what is left over, unless their widths were chosen. Beyond what they need, figures
// stay near the names and the rest is left at the right end.
void TableLayout::shareSpare(std::array<int, kColumnCount>& widths, int spare) const {
  const auto give = [&](Column column, double enough, int most) {
    const auto i = static_cast<std::size_t>(column);
    if (m_geometry.choice.hidden[i] || m_geometry.choice.width[i] > 0) return;
    const int given = std::clamp(m_geometry.measures.px(enough) - widths[i], 0, most);
    widths[i] += given;
    spare -= given;
  };
  give(Column::Services, kServicesEnough, static_cast<int>(spare * kServicesShare));
  give(Column::Root, kNamesMost, spare);
}

int TableLayout::firstRow() const {
  return static_cast<int>(std::clamp<qint64>(m_geometry.scrollY / m_rowHeight, 0, m_geometry.rows));
}

int TableLayout::endRow() const {
  const qint64 end = (m_geometry.scrollY + m_geometry.height + m_rowHeight - 1) / m_rowHeight;
  return static_cast<int>(std::clamp<qint64>(end, firstRow(), m_geometry.rows));
}

int TableLayout::rowsPerPage() const { return std::max(1, m_geometry.height / m_rowHeight - 1); }

QRect TableLayout::rowRect(int row) const {
  return {0, static_cast<int>(qint64{row} * m_rowHeight - m_geometry.scrollY), std::max(m_geometry.width, 1),
          m_rowHeight};
}

std::optional<int> TableLayout::rowAt(int y) const {
  const qint64 row = (m_geometry.scrollY + y) / m_rowHeight;
  if (y < 0 || y >= m_geometry.height || row < 0 || row >= m_geometry.rows) return std::nullopt;
  return static_cast<int>(row);
}

QRect TableLayout::columnRect(Column column, int top, int height) const {
  const auto i = static_cast<std::size_t>(column);
  return {m_x[i] - m_geometry.scrollX, top, m_widths[i], height};
}

std::optional<Column> TableLayout::columnAt(int x) const {
  for (std::size_t i = 0; i < kColumnCount; ++i)
    if (x + m_geometry.scrollX >= m_x[i] && x + m_geometry.scrollX < m_x[i] + m_widths[i])
      return static_cast<Column>(i);
  return std::nullopt;
}

std::optional<Column> TableLayout::edgeAt(int x) const {
  constexpr int kReach = 4;
  // Of two ends at one place, the last is the one that can be seen to move.
  for (std::size_t place = kColumnCount; place-- > 1;) {
    const Column column = m_geometry.choice.order[place];
    const auto i = static_cast<std::size_t>(column);
    if (!isShown(column)) continue;
    if (std::abs(x + m_geometry.scrollX - m_x[i] - m_widths[i]) <= kReach) return column;
  }
  return std::nullopt;
}

RowParts TableLayout::parts(int row) const {
  const QRect rect = rowRect(row);
  const auto cell = [&](Column column) {
    return QRectF(columnRect(column, rect.top(), rect.height())).adjusted(kCellPadding, 0, -kCellPadding, 0);
  };
  const auto centred = [&](double left, double size, double height) {
    return QRectF(left, rect.top() + (rect.height() - 1 - height) / 2, size, height);
  };
  const ui::Measures& measures = m_geometry.measures;
  RowParts parts;
  const double icon = measures.iconRow();
  const QRect markCell = columnRect(Column::Mark, rect.top(), rect.height());
  parts.mark = centred(markCell.left() + 9, icon, icon);
  parts.name = cell(Column::Root);
  parts.tile = centred(parts.name.left(), measures.tile(), measures.tile());
  parts.name.setLeft(parts.tile.right() + 7);
  parts.start = cell(Column::Start);
  parts.duration = cell(Column::Duration);
  // A narrow cell keeps its number and gives up the bar.
  const double barWidth =
      std::clamp(parts.duration.width() - measures.real(kNumberWidth), 0.0, measures.real(kBarWidth));
  parts.bar = centred(parts.duration.right() - barWidth, barWidth, measures.px(kBarHeight));
  if (barWidth > 0) parts.duration.setRight(parts.bar.left() - 8);
  parts.spans = cell(Column::Spans);
  parts.errors = cell(Column::Errors);
  parts.services = cell(Column::Services);
  parts.services.setLeft(parts.services.left() + 2);
  const QRectF sketchCell = cell(Column::Waterfall);
  parts.sketch = centred(sketchCell.left(), std::max(0.0, sketchCell.width()), measures.px(kSketchHeight));
  return parts;
}

qint64 TableLayout::scrollToShow(int row) const {
  const qint64 top = qint64{row} * m_rowHeight;
  if (top < m_geometry.scrollY) return top;
  const qint64 bottom = top + m_rowHeight;
  if (bottom > m_geometry.scrollY + m_geometry.height) return std::max<qint64>(0, bottom - m_geometry.height);
  return m_geometry.scrollY;
}

QRectF barFill(const QRectF& bar, Duration value, Duration longest) {
  const double share =
      longest.count() > 0 ? static_cast<double>(value.count()) / static_cast<double>(longest.count()) : 0;
  QRectF fill = bar;
  fill.setWidth(std::clamp(bar.width() * share, std::min(2.0, bar.width()), bar.width()));
  return fill;
}

}  // namespace spanloupe::traces
