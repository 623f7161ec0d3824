// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The span table for screen readers: a child per row and, of the header, a child per column, made when asked
// for, so that a million rows cost nothing. UI thread.
#pragma once

namespace spanloupe::spantable {

class SpanTableHeader;
class SpanTableView;

/// Makes QAccessible know both; more than once is harmless.
void installSpanTableAccess();
/// Tells screen readers that `row` or `column` has the keyboard now.
void tellAccess(SpanTableView& view, int row);
void tellAccess(SpanTableHeader& header, int column);

}  // namespace spanloupe::spantable
