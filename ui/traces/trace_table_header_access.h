// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The header of the trace list for screen readers: a section per shown column, with its order as value; to
// press it is to sort. UI thread.
#pragma once

namespace spanloupe::traces {

/// Before the first header is asked for its interface.
void installHeaderAccess();

}  // namespace spanloupe::traces
