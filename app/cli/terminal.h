// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the terminal can do, and texts made fit for it: no control characters of a trace may reach a terminal,
// where they could do anything. Pure but for the questions to the system. Main thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace spanloupe::cli {

struct Terminal {
  bool isTerminal = false;  ///< Standard output is one.
  bool colours = false;     ///< … and wants colours: NO_COLOR is not set, TERM is not dumb.
  bool progress = false;    ///< Standard error is one.
  std::size_t width = 80;   ///< In character cells; COLUMNS counts where there is no terminal.
};
[[nodiscard]] Terminal askTerminal();

/// Columns that `text` takes, when printed after cleanText().
[[nodiscard]] std::size_t cellsOf(std::string_view text);
/// Valid UTF-8 with control characters written out (\n, \t, \x1b).
[[nodiscard]] std::string cleanText(std::string_view text);
/// At most `cells` wide, the end replaced by … when it is longer.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t cells);

}  // namespace spanloupe::cli
