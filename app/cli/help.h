// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Help texts made from the table of commands. Pure.
#pragma once

#include <string>

#include "app/cli/command.h"

namespace spanloupe::cli {

/// What `spanloupe-cli --help` prints.
[[nodiscard]] std::string overview();
[[nodiscard]] std::string helpOf(const Command& command);
/// The fields of every command's output: the contract for scripts.
[[nodiscard]] std::string_view outputHelp();
/// Everything in one text, for the man page.
[[nodiscard]] std::string completeHelp();

}  // namespace spanloupe::cli
