// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a command is: a row of the table in command_list.cpp. The table gives names, usage errors, help and
// man page. Everything here runs on the main thread.
#pragma once

#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/interrupt.h"
#include "app/cli/standard_output.h"
#include "app/cli/terminal.h"
#include "core/base/result.h"

namespace spanloupe::cli {

// Exit statuses, the same everywhere.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUsage = 2;
inline constexpr int kPartlyUnread = 3;

struct Option {
  std::string_view name;   ///< Without the dashes.
  std::string_view value;  ///< What to call its value in help; empty for a switch. With … it takes several.
  std::string_view help;
  [[nodiscard]] bool takesValue() const { return !value.empty(); }
  [[nodiscard]] bool takesSeveral() const { return value.ends_with("…"); }
  /// All that follows, options too.
  [[nodiscard]] bool takesTheRest() const { return value.ends_with(" ARGS…"); }
};

/// What the user wrote behind the name of the command.
struct Arguments {
  std::map<std::string, std::vector<std::string>, std::less<>> options;
  std::vector<std::string> words;

  [[nodiscard]] bool has(std::string_view option) const { return options.find(option) != options.end(); }
  /// Of an option given more than once the last counts.
  [[nodiscard]] std::string value(std::string_view option, std::string_view fallback = {}) const;
  [[nodiscard]] std::vector<std::string> values(std::string_view option) const;
  /// A whole number without sign; InvalidArgument for anything else.
  [[nodiscard]] Result<std::uint64_t> number(std::string_view option, std::uint64_t fallback) const;
};

enum class OutputForm { Table, Json, JsonLines, Csv };

/// What a command gets to work with.
struct Invocation {
  const Arguments& arguments;
  StandardOutput& out;
  Terminal terminal;
  OutputForm form = OutputForm::Table;
  bool quiet = false;
  std::stop_token stop;
  Interrupt* interrupt = nullptr;  ///< Of the program; where `stop` comes from.
};

struct Command {
  std::string_view name;
  std::string_view words;  ///< Usage of what is no option: "KEY", "PATH…".
  std::string_view summary;
  std::string_view details;  ///< Further text of its help, may be empty.
  std::span<const Option> options;
  std::size_t minWords = 0;
  std::size_t maxWords = 0;
  bool readsStore = false;  ///< Has --store and --open.
  bool prints = true;       ///< Has --output.
  /// The exit status. InvalidArgument becomes status 2, any other error 1.
  Result<int> (*run)(const Invocation&) = nullptr;
};

/// Every option that `command` takes, its own first.
[[nodiscard]] std::vector<Option> optionsOf(const Command& command);

}  // namespace spanloupe::cli
