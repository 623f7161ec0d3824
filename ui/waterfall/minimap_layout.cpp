// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/minimap_layout.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace spanloupe::waterfall {

namespace {

/// The longest span over a column of a row of pixels, so far.
struct Longest {
  float length = -1;
  StringIndex service = 0;
  void take(const Longest& other) {
    if (other.length > length) *this = other;
  }
};

/// Rows of pixels while lines are gathered. A span of several columns is noted for two overlapping stretches
/// of a power of two of them and handed down to the columns at the end: a million long spans cost no more
/// than a million short ones.
class LineRows {
 public:
  LineRows(std::size_t rows, std::size_t columns)
      : m_columns(columns), m_longest(rows * columns), m_error(rows * columns), m_stretches(rows) {}

  void add(std::size_t row, std::size_t from, std::size_t to, const Longest& one, bool isError) {
    if (from == to) {
      m_longest[row * m_columns + from].take(one);
    } else {
      addStretches(m_stretches[row], from, to, one);
    }
    std::uint8_t& error = m_error[row * m_columns + to];
    error = static_cast<std::uint8_t>(error | static_cast<std::uint8_t>(isError));
  }

  void emitTo(std::vector<MinimapLine>& lines, std::size_t row, double y) {
    handDown(row);
    const Longest* columns = m_longest.data() + row * m_columns;
    const std::uint8_t* errors = m_error.data() + row * m_columns;
    for (std::size_t i = 0; i < m_columns;) {
      if (columns[i].length < 0) {
        ++i;
        continue;
      }
      std::size_t end = i;
      bool hasError = errors[i] != 0;
      while (!hasError && end + 1 < m_columns && columns[end + 1].length >= 0 &&
             columns[end + 1].service == columns[i].service) {
        ++end;
        hasError = errors[end] != 0;
      }
      lines.push_back(
          {static_cast<double>(i), static_cast<double>(end + 1), y, columns[i].service, hasError});
      i = end + 1;
    }
  }

 private:
  using Stretches = std::vector<std::vector<Longest>>;  ///< Of 2, 4, 8 … columns, by the first one.

  void addStretches(Stretches& stretches, std::size_t from, std::size_t to, const Longest& one) const {
    const auto power = static_cast<std::size_t>(std::bit_width(to - from + 1)) - 1;
    while (stretches.size() < power) stretches.emplace_back(m_columns);
    stretches[power - 1][from].take(one);
    stretches[power - 1][to + 1 - (std::size_t{1} << power)].take(one);
  }

  void handDown(std::size_t row) {
    Stretches& stretches = m_stretches[row];
    for (std::size_t power = stretches.size(); power > 0; --power) {
      Longest* below = power > 1 ? stretches[power - 2].data() : m_longest.data() + row * m_columns;
      const std::size_t half = std::size_t{1} << (power - 1);
      for (std::size_t i = 0; i < m_columns; ++i) {
        const Longest& one = stretches[power - 1][i];
        if (one.length < 0) continue;
        below[i].take(one);
        below[i + half].take(one);
      }
    }
  }

  std::size_t m_columns;
  std::vector<Longest> m_longest;  ///< Row by row.
  std::vector<std::uint8_t> m_error;
  std::vector<Stretches> m_stretches;  ///< By row.
};

}  // namespace

std::vector<MinimapLine> layOutMinimap(const TraceDocument& document, double width, double height,
                                       double lineGap) {
  std::vector<MinimapLine> lines;
  const auto columns = static_cast<std::size_t>(std::max(0.0, std::floor(width)));
  const std::size_t nodes = document.nodeCount();
  if (columns == 0 || height <= 0 || nodes == 0) return lines;
  const auto most = static_cast<std::size_t>(std::max(1.0, std::floor(height / lineGap)));
  const std::size_t rowCount = std::min(nodes, most);
  const double perNode = static_cast<double>(rowCount) / static_cast<double>(nodes);
  const double perTime = static_cast<double>(columns - 1) / std::max(1.0, document.length());
  const auto column = [&](Duration offset) {
    const double at = static_cast<double>(offset.count()) * perTime;
    return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(columns - 1)));
  };
  LineRows rows(rowCount, columns);
  // In the order in which spans lie in memory, not in that of the rows.
  const Trace& trace = *document.trace;
  const analysis::DrawnTimes& times = document.times;
  const auto spans = static_cast<SpanIndex>(document.spanCount());
  for (SpanIndex span = 0; span < spans; ++span) {
    const auto row = static_cast<std::size_t>(static_cast<double>(document.position[span]) * perNode);
    const Duration from = elapsed(times.traceStart, times.start[span]);
    const Duration to = elapsed(times.traceStart, times.end[span]);
    rows.add(std::min(row, rowCount - 1), column(from), column(to),
             {static_cast<float>((to - from).count()), trace.service[span]}, trace.isError(span));
  }
  for (std::size_t row = 0; row < rowCount; ++row)
    rows.emitTo(lines, row, static_cast<double>(row) * height / static_cast<double>(rowCount));
  return lines;
}

}  // namespace spanloupe::waterfall
