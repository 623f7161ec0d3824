// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the table shows, worked out on a worker thread: the spans that pass the filter, in their order or in
// groups, sums, and how durations are written. A pure function of the wish; immutable, any thread.
#pragma once

#include <memory>
#include <stop_token>

#include "core/query/span_groups.h"
#include "core/query/span_sort.h"
#include "core/query/trace_text.h"
#include "ui/common/format.h"

namespace spanloupe::spantable {

struct TableWish {
  std::shared_ptr<const store::Snapshot> snapshot;
  query::SpanCells cells;                        ///< With the attributes read so far.
  std::shared_ptr<const query::TraceText> text;  ///< Null until words were looked for.
  std::vector<std::string> keys;                 ///< Attributes that are shown.
  std::string filter;
  std::string only;  ///< Words of a search that hides what it does not find.
  query::SpanOrder order;
  std::vector<query::SpanColumn> groupBy;  ///< Empty: not grouped.
  /// Spans within spans count twice in a total, in self times never.
  query::GroupFigure groupOrder = query::GroupFigure::Self;
  bool groupsDescend = true;
};

struct TableContent {
  query::SpanCells cells;  ///< With everything that was needed.
  std::shared_ptr<const query::TraceText> text;
  std::string filter;
  std::string only;
  std::string mistake;  ///< The comparison in the filter that means nothing.
  std::vector<query::SpanColumn> groupBy;
  query::SpanOrder order;
  query::GroupFigure groupOrder = query::GroupFigure::Self;
  bool groupsDescend = true;
  std::vector<SpanIndex> spans;  ///< In order; empty when grouped.
  query::SpanGroups groups;
  query::SpanTotals totals;
  // Largest of the shown ones, which bars are drawn against, and the formats that follow from them.
  Duration longest{};
  Duration largestTotal{};
  ui::DurationFormat offsets;
  ui::DurationFormat durations;
  ui::DurationFormat selfTimes;
  ui::DurationFormat totalTimes;

  [[nodiscard]] bool isGrouped() const { return !groupBy.empty(); }
  [[nodiscard]] bool isEmpty() const { return totals.count == 0; }
  [[nodiscard]] bool hasOrderOf(const TableContent& other) const {
    return groupBy == other.groupBy &&
           (isGrouped() ? groupOrder == other.groupOrder && groupsDescend == other.groupsDescend
                        : order == other.order);
  }
};

[[nodiscard]] Result<std::shared_ptr<const TableContent>> makeContent(store::Reader& reader, TableWish wish,
                                                                      std::stop_token stop);

}  // namespace spanloupe::spantable
