// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the children of a span ran, as disjoint intervals: solid and pale parts of its bar follow from it.
// Computed when a row first becomes visible and kept, within a bound, because a span may have a million
// children. UI thread.
#pragma once

#include <unordered_map>
#include <vector>

#include "ui/waterfall/trace_document.h"

namespace spanloupe::waterfall {

class Coverage {
 public:
  explicit Coverage(const TraceDocument* document = nullptr) : m_document(document) {}

  /// Ascending, disjoint, clipped to the span. Valid until the next call.
  [[nodiscard]] const std::vector<Interval>& childrenOf(SpanIndex span);

 private:
  const TraceDocument* m_document;
  std::unordered_map<SpanIndex, std::vector<Interval>> m_known;
  std::size_t m_intervals = 0;
};

/// The union of `intervals`, clipped to `bounds`.
[[nodiscard]] std::vector<Interval> merged(std::vector<Interval> intervals, Interval bounds);

}  // namespace spanloupe::waterfall
