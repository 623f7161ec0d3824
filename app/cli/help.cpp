// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help.h"

#include <algorithm>

#include "app/cli/command_list.h"
#include "core/generate/generate.h"

namespace spanloupe::cli {
namespace {

constexpr std::string_view kSummary = "explore distributed traces on the command line";

/// Two columns, the first as wide as it has to be.
std::string columns(const std::vector<std::pair<std::string, std::string>>& rows) {
  std::size_t width = 0;
  for (const auto& row : rows) width = std::max(width, cellsOf(row.first));
  std::string text;
  for (const auto& [left, right] : rows) {
    text.append("  ").append(left).append(width - cellsOf(left) + 2, ' ').append(right).append("\n");
  }
  return text;
}

std::string usageOf(const Command& command) {
  std::string text = "spanloupe-cli " + std::string(command.name) + " [OPTIONS]";
  if (!command.words.empty()) text += " " + std::string(command.words);
  return text;
}

std::string optionTable(const Command& command) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Option& option : optionsOf(command)) {
    std::string left = "--" + std::string(option.name);
    if (option.takesValue()) left += " " + std::string(option.value);
    rows.emplace_back(std::move(left), option.help);
  }
  return columns(rows);
}

std::string shapeTable() {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const generate::Shape& shape : generate::shapes()) rows.emplace_back(shape.name, shape.summary);
  return columns(rows);
}

std::string bodyOf(const Command& command) {
  std::string text;
  if (!command.details.empty()) text += std::string(command.details) + "\n";
  text += "Options:\n" + optionTable(command);
  if (command.name == "generate") text += "\nShapes:\n" + shapeTable();
  return text;
}

constexpr std::string_view kReading =
    "Where a command reads from:\n"
    "  --store S      a session file; reading never changes it\n"
    "  --open PATH…   trace files of any kind, through the same cache as the window\n"
    "  neither        the default session, where the window keeps what it received\n";

constexpr std::string_view kStatus =
    "Exit status:\n"
    "  0  done\n"
    "  1  failed; the message on standard error says what, where and what to do\n"
    "  2  wrong usage\n"
    "  3  done, but some input could not be read; what, is listed on standard error\n";

}  // namespace

std::string overview() {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Command& command : allCommands()) {
    rows.emplace_back(
        std::string(command.name) + (command.words.empty() ? "" : " " + std::string(command.words)),
        command.summary);
  }
  return std::string(kSummary) + "\n\nUsage: spanloupe-cli COMMAND [OPTIONS] …\n\nCommands:\n" +
         columns(rows) + "\n" + std::string(kReading) + "\n" + std::string(kStatus) +
         "\n`spanloupe-cli help COMMAND` explains a command, `help output` every field that is printed.\n";
}

std::string helpOf(const Command& command) {
  return std::string(command.summary) + "\n\nUsage: " + usageOf(command) + "\n\n" + bodyOf(command);
}

std::string completeHelp() {
  std::string text = overview();
  for (const Command& command : allCommands()) {
    text += "\nCommand " + std::string(command.name) + ":\n" + usageOf(command) + "\n\n" +
            std::string(command.summary) + "\n\n" + std::string(command.details) +
            (command.details.empty() ? "" : "\n") + optionTable(command);
    if (command.name == "generate") text += "\nShapes:\n" + shapeTable();
  }
  return text + "\n" + std::string(outputHelp());
}

}  // namespace spanloupe::cli
