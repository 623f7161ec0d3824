// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Spans of a table put together by the values of columns, with the figures of each group. Pure; any thread.
#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include "core/query/span_cells.h"

namespace spanloupe::query {

/// Figures of any number of spans. Sums stop at the largest duration there is.
struct SpanTotals {
  std::uint64_t count = 0;
  std::uint64_t errors = 0;
  Duration total{};
  Duration self{};
};
[[nodiscard]] SpanTotals totalsOf(const SpanCells& cells, std::span<const SpanIndex> spans);

struct SpanGroup {
  SpanIndex sample = kNoSpan;  ///< Its values are the group's.
  std::uint32_t begin = 0;     ///< Of its spans in SpanGroups::members.
  std::uint32_t end = 0;
  SpanTotals totals;
  Duration smallest{};
  Duration median{};  ///< The lower one of two.
  Duration largest{};
};

struct SpanGroups {
  std::vector<SpanGroup> groups;
  std::vector<SpanIndex> members;  ///< In the order they were given.

  [[nodiscard]] std::span<const SpanIndex> membersOf(const SpanGroup& group) const {
    return std::span(members).subspan(group.begin, group.end - group.begin);
  }
};

/// Spans with equal values of all of `columns` form a group; attributes must have been read. Groups are in
/// order of their first span. Times cannot be grouped by and are left out.
[[nodiscard]] SpanGroups grouped(const SpanCells& cells, std::span<const SpanIndex> spans,
                                 const std::vector<SpanColumn>& columns);

enum class GroupFigure : std::uint8_t { Label, Count, Errors, Total, Self, Smallest, Median, Largest };
/// Puts the groups in that order; equal ones stay as they are. Labels are ordered by the columns one after
/// the other.
void sortGroups(SpanGroups& groups, const SpanCells& cells, const std::vector<SpanColumn>& columns,
                GroupFigure figure, bool descending);

}  // namespace spanloupe::query
