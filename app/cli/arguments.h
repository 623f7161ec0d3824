// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From the words of the command line to Arguments. Pure.
#pragma once

#include <span>

#include "app/cli/command.h"

namespace spanloupe::cli {

/// InvalidArgument, with what to write instead where that can be guessed. An option that takes several values
/// takes all words up to the next option, but leaves `command` the words it cannot do without.
[[nodiscard]] Result<Arguments> parseArguments(const Command& command, std::span<char* const> words);

[[nodiscard]] Result<OutputForm> outputForm(const Arguments& arguments, bool terminal);

/// " (did you mean --store?)" when one of `known` is near `word`, else empty.
[[nodiscard]] std::string didYouMean(std::string_view word, std::span<const std::string_view> known,
                                     std::string_view prefix = {});

}  // namespace spanloupe::cli
