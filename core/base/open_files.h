// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How many files and connections a process may have open. Shells give 1 024 where many times that is allowed,
// and a receiver needs one for each sender. For the beginning of a program.
#pragma once

#include <cstddef>

namespace spanloupe {

inline constexpr std::size_t kMostOpenFiles = 65'536;

/// Raises the limit to what is allowed, at most kMostOpenFiles; never lowers it. What holds afterwards.
std::size_t raiseOpenFileLimit();

}  // namespace spanloupe
