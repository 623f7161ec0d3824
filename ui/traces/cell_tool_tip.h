// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the tool tip of a cell of the trace list says: exact values, and what the cell has no room for. UI
// thread.
#pragma once

#include <QString>

#include "ui/traces/trace_columns.h"

namespace spanloupe::traces {

struct TraceSketch;

/// `service` = whose tile is under the pointer; empty for none. `sketch` may be null.
[[nodiscard]] QString cellToolTip(const store::TraceRow& trace, Column column, const ColumnFormats& formats,
                                  const QString& service, const TraceSketch* sketch);

}  // namespace spanloupe::traces
