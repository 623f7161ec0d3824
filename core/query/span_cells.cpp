// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/span_cells.h"

namespace spanloupe::query {

double SpanCells::share(SpanIndex span) const {
  const auto whole = static_cast<double>(elapsed(times->traceStart, times->traceEnd).count());
  return whole > 0 ? static_cast<double>(duration(span).count()) / whole : 0;
}

const AttributeColumn* SpanCells::attribute(const std::string& key) const {
  const auto found = attributes.find(key);
  return found == attributes.end() ? nullptr : found->second.get();
}

}  // namespace spanloupe::query
