// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A trace with its figures, as the window hands it to tables and searches.
#pragma once

#include "core/query/span_cells.h"

namespace spanloupe::test {

inline query::SpanCells cellsOf(const std::shared_ptr<const Trace>& trace) {
  query::SpanCells cells;
  const analysis::TraceTree tree = analysis::buildTree(*trace);
  auto times = std::make_shared<analysis::DrawnTimes>(analysis::drawnTimes(*trace, tree, nullptr));
  cells.self = std::make_shared<const std::vector<Duration>>(analysis::selfTimes(tree, *times));
  cells.times = std::move(times);
  cells.trace = trace;
  return cells;
}

}  // namespace spanloupe::test
