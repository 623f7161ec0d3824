// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/stack_frames.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace spanloupe::analysis {
namespace {

constexpr auto npos = std::string_view::npos;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Takes ":123" off the end.
bool takeNumber(std::string_view& text, std::uint32_t& number, char before = ':') {
  std::size_t begin = text.size();
  while (begin > 0 && text.size() - begin < 9 && isDigit(text[begin - 1])) --begin;
  if (begin == text.size() || begin == 0 || text[begin - 1] != before) return false;
  std::from_chars(text.data() + begin, text.data() + text.size(), number);
  text = text.substr(0, begin - 1);
  return true;
}

/// "file:12:5" or "file:12"; false when there is no line.
bool takePlace(std::string_view text, StackFrame& frame) {
  std::uint32_t last = 0;
  if (!takeNumber(text, last)) return false;
  std::uint32_t first = 0;
  if (takeNumber(text, first)) {
    frame.line = first;
    frame.column = last;
  } else {
    frame.line = last;
  }
  frame.file = text;
  return !text.empty();
}

bool takePrefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// The opening bracket of the pair that ends `text`.
std::size_t openingOf(std::string_view text) {
  int depth = 0;
  for (std::size_t i = text.size(); i-- > 0;) {
    if (text[i] == ')') ++depth;
    if (text[i] == '(' && --depth == 0) return i;
  }
  return npos;
}

std::optional<StackFrame> pythonCall(std::string_view line) {
  std::string_view rest = trimmed(line);
  if (!takePrefix(rest, "File \"")) return std::nullopt;
  const std::size_t close = rest.find("\", line ");
  if (close == npos) return std::nullopt;
  StackFrame frame;
  frame.file = rest.substr(0, close);
  rest.remove_prefix(close + 8);
  std::size_t digits = 0;
  while (digits < rest.size() && isDigit(rest[digits])) ++digits;
  std::from_chars(rest.data(), rest.data() + digits, frame.line);
  rest.remove_prefix(digits);
  if (takePrefix(rest, ", in ")) frame.function = rest;
  return frame;
}

std::optional<StackFrame> javaCall(std::string_view line) {
  std::string_view rest = trimmed(line);
  if (!takePrefix(rest, "at ")) return std::nullopt;
  // What logging frameworks add: "~[guava.jar:31.1]".
  if (rest.ends_with(']')) {
    const std::size_t jar = rest.rfind('[');
    if (jar == npos) return std::nullopt;
    rest = trimmed(rest.substr(0, jar > 0 && rest[jar - 1] == '~' ? jar - 1 : jar));
  }
  if (!rest.ends_with(')')) return std::nullopt;
  const std::size_t open = openingOf(rest);
  if (open == npos || open == 0) return std::nullopt;
  std::string_view place = rest.substr(open + 1, rest.size() - open - 2);
  std::string_view function = rest.substr(0, open);
  // "java.base@17/java.net.Socket", "app//com.acme.Main": class loader and module.
  if (const std::size_t slash = function.rfind('/'); slash != npos) function.remove_prefix(slash + 1);
  if (function.empty() || function.find(' ') != npos) return std::nullopt;
  StackFrame frame;
  frame.function = function;
  if (!takePlace(place, frame) && place.find('.') != npos) frame.file = place;
  return frame;
}

std::optional<StackFrame> browserCall(std::string_view line) {
  const std::size_t at = line.find('@');
  if (at == npos) return std::nullopt;
  StackFrame frame;
  if (!takePlace(line.substr(at + 1), frame)) return std::nullopt;
  frame.function = line.substr(0, at);
  takePrefix(frame.function, "async*");
  return frame.function.find(' ') == npos ? std::optional(frame) : std::nullopt;
}

std::optional<StackFrame> scriptCall(std::string_view line) {
  std::string_view rest = trimmed(line);
  if (!takePrefix(rest, "at ")) return browserCall(rest);
  // The first frames of an error that has properties end with " {".
  if (rest.ends_with(" {")) rest.remove_suffix(2);
  takePrefix(rest, "async ");
  StackFrame frame;
  if (rest.ends_with(')')) {
    const std::size_t open = openingOf(rest);
    if (open != npos && open > 0 && rest[open - 1] == ' ') {
      frame.function = trimmed(rest.substr(0, open));
      const std::string_view place = rest.substr(open + 1, rest.size() - open - 2);
      if (!takePlace(place, frame)) frame.file = place;
      return frame;
    }
  }
  if (takePlace(rest, frame)) return frame;
  if (rest.empty() || rest.find(' ') != npos) return std::nullopt;
  frame.function = rest;
  return frame;
}

std::optional<StackFrame> dotNetCall(std::string_view line) {
  std::string_view rest = trimmed(line);
  if (!takePrefix(rest, "at ")) return std::nullopt;
  StackFrame frame;
  if (const std::size_t in = rest.rfind(") in "); in != npos) {
    std::string_view place = rest.substr(in + 5);
    const std::size_t number = place.rfind(":line ");
    if (number != npos) {
      const std::string_view digits = place.substr(number + 6);
      std::from_chars(digits.data(), digits.data() + digits.size(), frame.line);
      place = place.substr(0, number);
    }
    frame.file = place;
    rest = rest.substr(0, in + 1);
  }
  if (!rest.ends_with(')')) return std::nullopt;
  const std::size_t open = openingOf(rest);
  if (open == npos || open == 0) return std::nullopt;
  frame.function = trimmed(rest.substr(0, open));
  return frame;
}

std::optional<StackFrame> goCall(std::string_view line) {
  std::string_view rest = line;
  if (rest.empty() || rest.front() == '\t' || rest.front() == ' ') return std::nullopt;
  const bool isCreator = takePrefix(rest, "created by ");
  if (const std::size_t in = rest.find(" in goroutine "); isCreator && in != npos) rest = rest.substr(0, in);
  StackFrame frame;
  if (rest.ends_with(')') && !isCreator) {
    const std::size_t open = rest.rfind('(');
    if (open == npos || open == 0) return std::nullopt;
    rest = rest.substr(0, open);
  }
  if (rest == "panic" && rest.size() != line.size()) {
    frame.function = rest;
    return frame;
  }
  // A function has a package in front of it, and messages have blanks.
  if (rest.find(' ') != npos || rest.find('.') == npos || rest.ends_with('.') || rest.ends_with(':'))
    return std::nullopt;
  frame.function = rest;
  return frame;
}

std::optional<StackFrame> rubyCall(std::string_view line) {
  std::string_view rest = trimmed(line);
  takePrefix(rest, "from ");
  const std::size_t in = rest.find(":in ");
  StackFrame frame;
  if (in == npos)
    return takePlace(rest, frame) && frame.file.find(' ') == npos ? std::optional(frame) : std::nullopt;
  if (!takePlace(rest.substr(0, in), frame)) return std::nullopt;
  std::string_view name = rest.substr(in + 4);
  if (name.empty() || (name.front() != '`' && name.front() != '\'')) return std::nullopt;
  name.remove_prefix(1);
  const std::size_t close = name.find('\'');
  if (close == npos) return std::nullopt;
  frame.function = name.substr(0, close);
  return frame;
}

std::optional<StackFrame> phpCall(std::string_view line) {
  std::string_view rest = trimmed(line);
  if (rest.starts_with("at ")) return javaCall(line);  // OpenTelemetry's own formatter writes like Java.
  if (!takePrefix(rest, "#")) return std::nullopt;
  std::size_t digits = 0;
  while (digits < rest.size() && isDigit(rest[digits])) ++digits;
  if (digits == 0 || digits == rest.size() || rest[digits] != ' ') return std::nullopt;
  rest.remove_prefix(digits + 1);
  StackFrame frame;
  if (rest == "{main}") {
    frame.function = rest;
    return frame;
  }
  const std::size_t colon = rest.find(": ");
  if (colon == npos) return std::nullopt;
  std::string_view place = rest.substr(0, colon);
  std::string_view function = rest.substr(colon + 2);
  if (place.ends_with(')')) {
    place.remove_suffix(1);
    takeNumber(place, frame.line, '(');
  }
  frame.file = place;
  frame.function = function.substr(0, function.find('('));
  return frame;
}

std::optional<StackFrame> rustCall(std::string_view line) {
  std::string_view rest = trimmed(line);
  std::size_t digits = 0;
  while (digits < rest.size() && digits < 6 && isDigit(rest[digits])) ++digits;
  if (digits == 0 || !rest.substr(digits).starts_with(": ")) return std::nullopt;
  StackFrame frame;
  frame.function = trimmed(rest.substr(digits + 2));
  // "0x55d0 - std::panicking::begin": the long form has the address.
  if (frame.function.starts_with("0x")) {
    const std::size_t dash = frame.function.find(" - ");
    if (dash != npos) frame.function.remove_prefix(dash + 3);
  }
  return frame.function.empty() ? std::nullopt : std::optional(frame);
}

struct Scores {
  std::array<int, 9> of{};
  int& operator[](StackLanguage language) { return of[static_cast<std::size_t>(language)]; }
};

/// Lines that begin with "at": half of the languages.
void scoreAt(std::string_view rest, Scores& scores) {
  if (rest.find(".rs:") != npos) {
    scores[StackLanguage::Rust] += 3;
    return;
  }
  if (rest.find(") in ") != npos && rest.find(":line ") != npos) {
    scores[StackLanguage::DotNet] += 3;
    return;
  }
  if (rest.ends_with(" {")) rest.remove_suffix(2);
  StackFrame frame;
  std::string_view place = rest;
  if (place.ends_with(')')) {
    const std::size_t open = openingOf(place);
    place = open == npos ? place : place.substr(open + 1, place.size() - open - 2);
  }
  const bool hasPlace = takePlace(place, frame);
  if (frame.file.ends_with(".php")) {
    scores[StackLanguage::Php] += 3;
  } else if ((hasPlace && frame.column != 0) || place == "native" || place == "<anonymous>" ||
             place.starts_with("node:")) {
    scores[StackLanguage::JavaScript] += 3;
  } else if (hasPlace || place == "Native Method" || place == "Unknown Source" || place == "<generated>" ||
             place.ends_with(".java") || place.ends_with(".kt") || rest.ends_with(']')) {
    scores[StackLanguage::Java] += 3;
  } else if (rest.ends_with(')')) {
    scores[StackLanguage::DotNet] += 2;
  } else if (rest.find(' ') == npos) {
    scores[StackLanguage::JavaScript] += 1;
  }
}

void score(std::string_view line, Scores& scores) {
  std::string_view rest = trimmed(line);
  const bool isIndented = !line.empty() && (line.front() == '\t' || line.front() == ' ');
  if (rest.starts_with("File \"") && rest.find("\", line ") != npos) scores[StackLanguage::Python] += 3;
  if (rest.find("Traceback (most recent call last)") != npos) scores[StackLanguage::Python] += 3;
  if (takePrefix(rest, "at ")) {
    scoreAt(rest, scores);
  } else if (rest.starts_with("goroutine ") || (isIndented && placeOnly(StackLanguage::Go, line))) {
    scores[StackLanguage::Go] += 3;
  } else if (rest.starts_with("panic: ") || rest.starts_with("fatal error: ")) {
    scores[StackLanguage::Go] += 2;
  } else if (rest.starts_with("#") && phpCall(rest)) {
    scores[StackLanguage::Php] += 3;
  } else if (rest.find(":in `") != npos || rest.find(":in '") != npos) {
    scores[StackLanguage::Ruby] += 3;
  } else if (rest.starts_with("stack backtrace:") || rest.starts_with("Stack backtrace:") ||
             rest.find(" panicked at ") != npos) {
    scores[StackLanguage::Rust] += 3;
  } else if (isIndented && rustCall(line)) {
    scores[StackLanguage::Rust] += 1;
  } else if (browserCall(rest)) {
    scores[StackLanguage::JavaScript] += 2;
  }
}

}  // namespace

std::string_view takeLine(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) + 1 - begin);
}

StackLanguage guessLanguage(std::string_view text) {
  constexpr int kLines = 400;
  Scores scores;
  for (int i = 0; i < kLines && !text.empty(); ++i) {
    const std::string_view line = takeLine(text);
    if (line.size() <= kMaxFrameLine) score(line, scores);
  }
  const auto best = std::max_element(scores.of.begin(), scores.of.end());
  return *best < 2 ? StackLanguage::Unknown : static_cast<StackLanguage>(best - scores.of.begin());
}

std::optional<StackFrame> callOf(StackLanguage language, std::string_view line) {
  if (line.size() > kMaxFrameLine) return std::nullopt;
  switch (language) {
    case StackLanguage::Python: return pythonCall(line);
    case StackLanguage::Java: return javaCall(line);
    case StackLanguage::JavaScript: return scriptCall(line);
    case StackLanguage::Go: return goCall(line);
    case StackLanguage::DotNet: return dotNetCall(line);
    case StackLanguage::Ruby: return rubyCall(line);
    case StackLanguage::Php: return phpCall(line);
    case StackLanguage::Rust: return rustCall(line);
    case StackLanguage::Unknown: break;
  }
  return std::nullopt;
}

std::optional<StackFrame> placeOnly(StackLanguage language, std::string_view line) {
  if (line.size() > kMaxFrameLine) return std::nullopt;
  std::string_view rest = trimmed(line);
  StackFrame frame;
  if (language == StackLanguage::Rust) {
    return takePrefix(rest, "at ") && takePlace(rest, frame) ? std::optional(frame) : std::nullopt;
  }
  if (line.empty() || (line.front() != '\t' && line.front() != ' ')) return std::nullopt;
  if (const std::size_t offset = rest.rfind(" +0x"); offset != npos) rest = rest.substr(0, offset);
  if (!takePlace(rest, frame)) return std::nullopt;
  return frame.file.ends_with(".go") || frame.file.ends_with(".s") ? std::optional(frame) : std::nullopt;
}

std::optional<StackFrame> omittedCalls(std::string_view line) {
  std::string_view rest = trimmed(line);
  const bool isRepeat = takePrefix(rest, "[Previous line repeated ");
  if (!isRepeat && !takePrefix(rest, "... ") && !takePrefix(rest, "...")) return std::nullopt;
  std::size_t digits = 0;
  while (digits < rest.size() && digits < 9 && isDigit(rest[digits])) ++digits;
  if (digits == 0) return std::nullopt;
  StackFrame frame;
  frame.kind = StackFrame::Kind::Omitted;
  std::from_chars(rest.data(), rest.data() + digits, frame.line);
  rest.remove_prefix(digits);
  if (!rest.starts_with(" more") && !rest.starts_with(" common") && !rest.starts_with(" frames") &&
      !rest.starts_with(" levels") && !rest.starts_with(" additional"))
    return std::nullopt;
  return frame;
}

}  // namespace spanloupe::analysis
