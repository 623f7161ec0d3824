// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What `serve` is asked for. Pure but for the files that options name. Main thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/command.h"
#include "app/cli/listening.h"

namespace spanloupe::cli {

struct ServeOptions {
  ListenOptions listen;
  std::optional<std::chrono::nanoseconds> duration;
  std::optional<std::uint64_t> untilSpans;
  std::vector<std::string> program;
};

[[nodiscard]] Result<ServeOptions> serveOptions(const Arguments& arguments);

}  // namespace spanloupe::cli
