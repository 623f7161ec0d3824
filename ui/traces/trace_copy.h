// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ranges of rows of a listing, read whole or as tab-separated text. For the query pool: a hundred thousand
// rows are too long a loop for the UI thread.
#pragma once

#include <QString>
#include <stop_token>

#include "core/store/reader.h"
#include "ui/traces/row_selection.h"
#include "ui/traces/trace_columns.h"

namespace spanloupe::traces {

[[nodiscard]] Result<std::vector<store::TraceRow>> rowsIn(store::Reader& reader,
                                                          const store::Snapshot& snapshot,
                                                          const store::OrderedTraces& ordered,
                                                          const std::vector<RowRange>& ranges,
                                                          const std::stop_token& stop);
/// With a line of titles when there are several rows.
[[nodiscard]] Result<QString> copyText(store::Reader& reader, const store::Snapshot& snapshot,
                                       const store::OrderedTraces& ordered,
                                       const std::vector<RowRange>& ranges, const ColumnFormats& formats,
                                       const std::stop_token& stop);

}  // namespace spanloupe::traces
