// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The header of the trace list for screen readers: a section per shown column, with its order as value; to
// press it is to sort. UI thread.
#pragma once

namespace spanloupe::traces {

class TableHeader;

/// Before the first header is asked for its interface.
void installHeaderAccess();
/// The keyboard stands on another column.
void tellSection(TableHeader& header);

}  // namespace spanloupe::traces
