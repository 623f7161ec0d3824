// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The trace list for screen readers: one child per row, made when asked for, so ten million rows cost
// nothing. UI thread.
#pragma once

namespace spanloupe::traces {

class TraceTable;

/// Makes QAccessible know TraceTable; more than once is harmless.
void installTableAccess();
/// Tells screen readers that `row` is current now.
void tellAccess(TraceTable& table, int row);

}  // namespace spanloupe::traces
