// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The values of a table of spans: fields, figures of the tree, and attributes that have been read. Values
// that share what they point to; any thread.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/analysis/trace_tree.h"
#include "core/query/trace_columns.h"

namespace spanloupe::query {

enum class SpanField : std::uint8_t { Name, Service, Kind, Start, Duration, Self, Share, Status, Attribute };

/// What one column of the table shows.
struct SpanColumn {
  SpanField field = SpanField::Name;
  std::string key;  ///< Of Attribute.
  friend bool operator==(const SpanColumn&, const SpanColumn&) = default;
  friend auto operator<=>(const SpanColumn&, const SpanColumn&) = default;
};

struct SpanCells {
  std::shared_ptr<const Trace> trace;
  // As core/analysis computed them for this trace.
  std::shared_ptr<const analysis::DrawnTimes> times;
  std::shared_ptr<const std::vector<spanloupe::Duration>> self;
  std::map<std::string, std::shared_ptr<const AttributeColumn>> attributes;  ///< By key.

  [[nodiscard]] std::size_t size() const { return trace->size(); }
  /// From the start of the trace to where the span is drawn.
  [[nodiscard]] Duration offset(SpanIndex span) const {
    return elapsed(times->traceStart, times->start[span]);
  }
  /// As drawn: unfinished spans last until the end of the trace.
  [[nodiscard]] Duration duration(SpanIndex span) const {
    return elapsed(times->start[span], times->end[span]);
  }
  [[nodiscard]] Duration selfTime(SpanIndex span) const { return (*self)[span]; }
  /// 0 to 1; of the length of the trace.
  [[nodiscard]] double share(SpanIndex span) const;
  [[nodiscard]] const std::string& name(SpanIndex span) const { return trace->strings[trace->name[span]]; }
  [[nodiscard]] const std::string& service(SpanIndex span) const {
    return trace->strings[trace->service[span]];
  }
  /// Null when it has not been read.
  [[nodiscard]] const AttributeColumn* attribute(const std::string& key) const;
};

}  // namespace spanloupe::query
