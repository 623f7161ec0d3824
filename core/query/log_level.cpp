// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/log_level.h"

#include <array>

#include "core/query/folded_text.h"

namespace spanloupe::query {
namespace {

struct Name {
  std::string_view begin;
  LogLevel level;
};

constexpr std::array kNames{
    Name{"trace", LogLevel::Trace},     Name{"verb", LogLevel::Trace},  Name{"fine", LogLevel::Trace},
    Name{"debug", LogLevel::Debug},     Name{"dbg", LogLevel::Debug},   Name{"info", LogLevel::Info},
    Name{"inf", LogLevel::Info},        Name{"notice", LogLevel::Info}, Name{"warn", LogLevel::Warn},
    Name{"wrn", LogLevel::Warn},        Name{"err", LogLevel::Error},   Name{"severe", LogLevel::Error},
    Name{"exception", LogLevel::Error}, Name{"fatal", LogLevel::Fatal}, Name{"crit", LogLevel::Fatal},
    Name{"alert", LogLevel::Fatal},     Name{"emerg", LogLevel::Fatal}, Name{"panic", LogLevel::Fatal}};
constexpr std::string_view kLetters = "tdiwef";

}  // namespace

LogLevel logLevel(std::string_view text) {
  constexpr std::size_t kLongest = 16;
  const std::string name = folded(text.substr(0, kLongest));
  if (name.size() == 1) {
    const std::size_t letter = kLetters.find(name.front());
    return letter == std::string_view::npos ? LogLevel::Unknown : static_cast<LogLevel>(letter + 1);
  }
  for (const Name& one : kNames)
    if (name.starts_with(one.begin)) return one.level;
  return LogLevel::Unknown;
}

LogLevel logLevel(std::uint64_t number, std::string_view text) {
  constexpr std::uint64_t kPerLevel = 4;
  constexpr std::uint64_t kHighest = 24;
  if (number == 0 || number > kHighest) return logLevel(text);
  return static_cast<LogLevel>((number - 1) / kPerLevel + 1);
}

}  // namespace spanloupe::query
