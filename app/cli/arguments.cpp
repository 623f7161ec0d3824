// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace spanloupe::cli {
namespace {

constexpr Option kStoreOption{"store", "S", "read the session file S"};
constexpr Option kOpenOption{"open", "PATH…", "read these trace files, through the same cache as the window"};
constexpr Option kOutputOption{
    "output", "FORM", "table, json, jsonl or csv; table on a terminal, else jsonl (see `help output`)"};
constexpr Option kQuietOption{"quiet", "", "no progress on a terminal"};
constexpr Option kHelpOption{"help", "", "this text"};

/// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

class Parser {
 public:
  Parser(const Command& command, std::span<char* const> words)
      : m_command(command), m_options(optionsOf(command)), m_input(words.begin(), words.end()) {}

  Result<Arguments> parse();

 private:
  Result<void> option(std::string_view word);
  const Option* find(std::string_view name) const;
  tl::unexpected<Error> unknown(std::string_view name) const;
  void giveBackWords();

  const Command& m_command;
  std::vector<Option> m_options;
  std::vector<std::string_view> m_input;
  std::size_t m_next = 0;
  bool m_wordsOnly = false;
  Arguments m_arguments;
};

tl::unexpected<Error> needsValue(const Option& option) {
  return fail(ErrorKind::InvalidArgument,
              "--" + std::string(option.name) + " needs a value: " + std::string(option.value));
}

bool isOption(std::string_view word) { return word.size() > 1 && word[0] == '-'; }

const Option* Parser::find(std::string_view name) const {
  const auto found =
      std::find_if(m_options.begin(), m_options.end(), [&](const Option& o) { return o.name == name; });
  return found == m_options.end() ? nullptr : &*found;
}

tl::unexpected<Error> Parser::unknown(std::string_view name) const {
  std::vector<std::string_view> names;
  for (const Option& option : m_options) names.push_back(option.name);
  return fail(ErrorKind::InvalidArgument,
              "unknown option --" + std::string(name) + didYouMean(name, names, "--"));
}

Result<void> Parser::option(std::string_view word) {
  if (word == "-h") word = "--help";
  if (!word.starts_with("--")) return fail(ErrorKind::InvalidArgument, "unknown option " + std::string(word));
  const std::size_t equals = word.find('=');
  const std::string_view name = word.substr(2, equals == std::string_view::npos ? equals : equals - 2);
  const Option* option = find(name);
  if (option == nullptr) return unknown(name);

  std::vector<std::string>& values = m_arguments.options[std::string(name)];
  if (equals != std::string_view::npos) {
    if (!option->takesValue()) {
      return fail(ErrorKind::InvalidArgument, "--" + std::string(name) + " takes no value");
    }
    if (equals + 1 == word.size()) return needsValue(*option);
    values.emplace_back(word.substr(equals + 1));
    return {};
  }
  if (!option->takesValue()) return {};
  if (m_next >= m_input.size() || m_input[m_next].empty() || isOption(m_input[m_next])) {
    return needsValue(*option);
  }
  values.emplace_back(m_input[m_next++]);
  if (option->takesTheRest()) {
    values.insert(values.end(), m_input.begin() + static_cast<std::ptrdiff_t>(m_next), m_input.end());
    m_next = m_input.size();
  }
  while (option->takesSeveral() && m_next < m_input.size() && !isOption(m_input[m_next])) {
    values.emplace_back(m_input[m_next++]);
  }
  return {};
}

/// `values --open a.json b.json http.method`: the last word is the key, or there would be none.
void Parser::giveBackWords() {
  for (const Option& option : m_options) {
    const auto found = m_arguments.options.find(option.name);
    if (!option.takesSeveral() || found == m_arguments.options.end()) continue;
    std::vector<std::string>& values = found->second;
    while (m_arguments.words.size() < m_command.minWords && values.size() > 1) {
      m_arguments.words.insert(m_arguments.words.begin(), values.back());
      values.pop_back();
    }
  }
}

Result<Arguments> Parser::parse() {
  while (m_next < m_input.size()) {
    const std::string_view word = m_input[m_next++];
    if (!m_wordsOnly && word == "--") {
      m_wordsOnly = true;
    } else if (!m_wordsOnly && isOption(word)) {
      if (auto done = option(word); !done) return tl::unexpected(done.error());
    } else {
      m_arguments.words.emplace_back(word);
    }
  }
  if (m_arguments.has("help")) return m_arguments;
  giveBackWords();
  if (m_arguments.words.size() < m_command.minWords) {
    return fail(ErrorKind::InvalidArgument, "missing: " + std::string(m_command.words));
  }
  if (m_arguments.words.size() > m_command.maxWords) {
    return fail(ErrorKind::InvalidArgument,
                "“" + m_arguments.words[m_command.maxWords] + "” is one word too many");
  }
  if (m_arguments.has("store") && m_arguments.has("open")) {
    return fail(ErrorKind::InvalidArgument, "--store and --open exclude each other");
  }
  return std::move(m_arguments);
}

}  // namespace

std::vector<Option> optionsOf(const Command& command) {
  std::vector<Option> options(command.options.begin(), command.options.end());
  if (command.readsStore) options.insert(options.end(), {kStoreOption, kOpenOption});
  if (command.prints) options.push_back(kOutputOption);
  options.insert(options.end(), {kQuietOption, kHelpOption});
  return options;
}

std::string Arguments::value(std::string_view option, std::string_view fallback) const {
  const auto found = options.find(option);
  return found == options.end() || found->second.empty() ? std::string(fallback) : found->second.back();
}

std::vector<std::string> Arguments::values(std::string_view option) const {
  const auto found = options.find(option);
  return found == options.end() ? std::vector<std::string>() : found->second;
}

Result<std::uint64_t> Arguments::number(std::string_view option, std::uint64_t fallback) const {
  if (!has(option)) return fallback;
  const std::string text = value(option);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    return fail(ErrorKind::InvalidArgument,
                "--" + std::string(option) + " needs a whole number, not “" + text + "”");
  }
  return number;
}

Result<Arguments> parseArguments(const Command& command, std::span<char* const> words) {
  return Parser(command, words).parse();
}

Result<OutputForm> outputForm(const Arguments& arguments, bool terminal) {
  if (!arguments.has("output")) return terminal ? OutputForm::Table : OutputForm::JsonLines;
  const std::string name = arguments.value("output");
  if (name == "table") return OutputForm::Table;
  if (name == "json") return OutputForm::Json;
  if (name == "jsonl") return OutputForm::JsonLines;
  if (name == "csv") return OutputForm::Csv;
  return fail(ErrorKind::InvalidArgument, "--output is table, json, jsonl or csv, not “" + name + "”");
}

std::string didYouMean(std::string_view word, std::span<const std::string_view> known,
                       std::string_view prefix) {
  std::string_view best;
  // Short words are near to everything; two letters that changed places count as two steps.
  std::size_t nearest = word.size() < 4 ? 2 : std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string_view candidate : known) {
    const std::size_t apart = candidate.starts_with(word) && word.size() > 1 ? 1 : distance(word, candidate);
    if (apart < nearest) {
      nearest = apart;
      best = candidate;
    }
  }
  if (best.empty()) return {};
  return " (did you mean " + std::string(prefix) + std::string(best) + "?)";
}

}  // namespace spanloupe::cli
