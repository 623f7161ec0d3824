// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whose code a call is: where package managers and runtimes put theirs, and the namespaces of well-known
// libraries. A guess: what nothing is known of counts as the user's own. Pure.
#pragma once

#include "core/analysis/stack_trace.h"

namespace spanloupe::analysis {

/// Sets name, package and isOwn from function and file.
void setOwner(StackFrame& frame, StackLanguage language);

}  // namespace spanloupe::analysis
