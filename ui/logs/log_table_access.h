// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A list of log records for screen readers: one child per row, made when asked for. UI thread.
#pragma once

namespace spanloupe::logs {

class LogTable;

/// Makes QAccessible know LogTable; more than once is harmless.
void installLogTableAccess();
/// Tells screen readers that `row` is current now.
void tellAccess(LogTable& table, int row);

}  // namespace spanloupe::logs
