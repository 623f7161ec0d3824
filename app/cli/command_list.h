// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every command of spanloupe-cli in one table. Constant; any thread.
#pragma once

#include <span>

#include "app/cli/command.h"

namespace spanloupe::cli {

[[nodiscard]] std::span<const Command> allCommands();
/// Null when there is none of that name.
[[nodiscard]] const Command* commandNamed(std::string_view name);

// One file each: NAME_command.cpp.
Result<int> runImport(const Invocation& invocation);
Result<int> runStats(const Invocation& invocation);
Result<int> runSources(const Invocation& invocation);
Result<int> runKeys(const Invocation& invocation);
Result<int> runValues(const Invocation& invocation);
Result<int> runShow(const Invocation& invocation);
Result<int> runExport(const Invocation& invocation);
Result<int> runSql(const Invocation& invocation);
Result<int> runServe(const Invocation& invocation);
Result<int> runSend(const Invocation& invocation);
Result<int> runCheck(const Invocation& invocation);
Result<int> runGenerate(const Invocation& invocation);
Result<int> runFormats(const Invocation& invocation);
Result<int> runHelp(const Invocation& invocation);

}  // namespace spanloupe::cli
