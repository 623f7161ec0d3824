// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A trace as an indented tree with bars, for a terminal of a given width. Pure.
#pragma once

#include <functional>
#include <string>

#include "app/cli/terminal.h"
#include "core/analysis/trace_tree.h"

namespace spanloupe::cli {

/// Hands out one line after the other, each with its end; stops when `write` says false.
void drawTree(const Trace& trace, const analysis::TraceTree& tree, const Terminal& terminal,
              const std::function<bool(const std::string&)>& write);

}  // namespace spanloupe::cli
