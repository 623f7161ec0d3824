// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything of a list of log records is. Painting, hit testing and accessibility read the same
// rectangles. Pure values; any thread.
#pragma once

#include <QRect>
#include <array>
#include <optional>

#include "ui/common/fonts.h"

namespace spanloupe::logs {

enum class LogColumn : std::uint8_t { Severity, Time, Service, Span, Body, Trace };
inline constexpr int kLogColumnCount = 6;

/// A session's records name their trace, those of a trace their span.
enum class LogTableOf : std::uint8_t { Session, Trace };

struct LogTableGeometry {
  ui::Measures measures;
  LogTableOf of = LogTableOf::Session;
  int width = 0;  ///< Of the viewport.
  int height = 0;
  int rows = 0;
  qint64 scrollY = 0;
  double timeWidth = 0;  ///< Of the widest time.
};

class LogTableLayout {
 public:
  explicit LogTableLayout(const LogTableGeometry& geometry);

  [[nodiscard]] int rowHeight() const { return m_geometry.measures.row(); }
  [[nodiscard]] qint64 contentHeight() const { return qint64{m_geometry.rows} * rowHeight(); }
  /// The rows that are at least partly on screen: [first, end).
  [[nodiscard]] int firstRow() const;
  [[nodiscard]] int endRow() const;
  [[nodiscard]] int rowsPerPage() const;
  [[nodiscard]] QRect rowRect(int row) const;
  [[nodiscard]] std::optional<int> rowAt(int y) const;
  /// In a narrow view those are left out that the body can do without.
  [[nodiscard]] bool isShown(LogColumn column) const { return widthOf(column) > 0; }
  /// With its padding; empty when it is not shown.
  [[nodiscard]] QRect columnRect(LogColumn column, int top, int height) const;
  [[nodiscard]] std::optional<LogColumn> columnAt(int x) const;
  /// The scroll position nearest to the present one that shows `row` whole.
  [[nodiscard]] qint64 scrollToShow(int row) const;

 private:
  [[nodiscard]] int widthOf(LogColumn column) const { return m_widths[static_cast<std::size_t>(column)]; }

  LogTableGeometry m_geometry;
  std::array<int, kLogColumnCount> m_x{};
  std::array<int, kLogColumnCount> m_widths{};
};

}  // namespace spanloupe::logs
