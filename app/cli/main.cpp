// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// spanloupe-cli COMMAND …: finds the command in the table, runs it, and turns its result into the exit
// status.
#include <signal.h>  // NOLINT(modernize-deprecated-headers): POSIX, not the standard library's

#include <cstdio>
#include <vector>

#include "app/cli/arguments.h"
#include "app/cli/command_list.h"
#include "app/cli/help.h"
#include "app/cli/interrupt.h"
#include "app/version.h"
#include "core/store/sql.h"

namespace spanloupe::cli {
namespace {

void complain(const std::string& text) { std::fputs((cleanText(text) + "\n").c_str(), stderr); }

int wrongUsage(std::string_view command, const std::string& message) {
  const std::string name = "spanloupe-cli" + (command.empty() ? "" : " " + std::string(command));
  complain(name + ": " + message);
  complain("Try: spanloupe-cli help" + (command.empty() ? "" : " " + std::string(command)));
  return kWrongUsage;
}

int statusOf(const Command& command, const Error& error) {
  if (error.kind == ErrorKind::InvalidArgument) return wrongUsage(command.name, error.text());
  complain("spanloupe-cli " + std::string(command.name) + ": " + error.text());
  return kFailed;
}

int runCommand(const Command& command, std::span<char* const> words, StandardOutput& out) {
  Interrupt interrupt;
  const auto arguments = parseArguments(command, words);
  if (!arguments) return wrongUsage(command.name, arguments.error().text());
  if (arguments->has("help")) {
    out.write(helpOf(command));
    return kDone;
  }
  const Terminal terminal = askTerminal();
  const auto form = outputForm(*arguments, terminal.isTerminal);
  if (!form) return wrongUsage(command.name, form.error().text());
  const Result<int> status =
      command.run({*arguments, out, terminal, *form, arguments->has("quiet"), interrupt.token(), &interrupt});
  return status ? *status : statusOf(command, status.error());
}

int run(std::span<char* const> words, StandardOutput& out) {
  if (words.empty()) {
    std::fputs(overview().c_str(), stderr);
    return kWrongUsage;
  }
  const std::string_view first = words[0];
  if (first == "--help" || first == "-h") {
    out.write(overview());
    return kDone;
  }
  if (first == "--version") {
    out.write(app::versionLine("spanloupe-cli") + "\nSQLite " + std::string(store::sqliteVersion()) + "\n");
    return kDone;
  }
  const Command* command = commandNamed(first);
  if (command != nullptr) return runCommand(*command, words.subspan(1), out);
  std::vector<std::string_view> names;
  for (const Command& one : allCommands()) names.push_back(one.name);
  return wrongUsage("", (first.starts_with("-") ? "unknown option " : "there is no command ") +
                            std::string(first) + didYouMean(first, names));
}

}  // namespace
}  // namespace spanloupe::cli

int main(int argc, char** argv) {
  // A reader of our output that goes away is seen when writing, and ends us quietly.
  signal(SIGPIPE, SIG_IGN);
  spanloupe::cli::StandardOutput out;
  const int status = spanloupe::cli::run(
      {argv + (argc > 0 ? 1 : 0), static_cast<std::size_t>(argc > 0 ? argc - 1 : 0)}, out);
  if (const auto written = out.finish(); !written) {
    std::fprintf(stderr, "spanloupe-cli: %s\n", written.error().text().c_str());
    return spanloupe::cli::kFailed;
  }
  return status;
}
