// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "core/model/utf8.h"

namespace spanloupe::cli {
namespace {

bool setAndNotEmpty(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

std::size_t widthOf(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  if (const char* columns = std::getenv("COLUMNS")) {
    const long value = std::strtol(columns, nullptr, 10);
    if (value >= 20 && value <= 10'000) return static_cast<std::size_t>(value);
  }
  return 80;
}

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
};

/// `text` must be valid UTF-8 and not empty.
CodePoint firstOf(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return {byte(0), 1};
  if (byte(0) < 0xe0) return {static_cast<char32_t>((byte(0) & 0x1f) << 6 | (byte(1) & 0x3f)), 2};
  if (byte(0) < 0xf0) {
    return {static_cast<char32_t>((byte(0) & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f)), 3};
  }
  return {static_cast<char32_t>((byte(0) & 0x07) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 |
                                (byte(3) & 0x3f)),
          4};
}

bool within(char32_t value, char32_t low, char32_t high) { return value >= low && value <= high; }

/// The blocks that every terminal draws two cells wide or none; the rest is one.
std::size_t cellsOf(char32_t value) {
  if (value < 0x300) return 1;
  if (within(value, 0x300, 0x36f) || within(value, 0x200b, 0x200f) || within(value, 0xfe00, 0xfe0f)) return 0;
  const bool wide = within(value, 0x1100, 0x115f) || within(value, 0x2e80, 0xa4cf) ||
                    within(value, 0xac00, 0xd7a3) || within(value, 0xf900, 0xfaff) ||
                    within(value, 0xfe30, 0xfe6f) || within(value, 0xff00, 0xff60) ||
                    within(value, 0x1f300, 0x1faff) || within(value, 0x20000, 0x3fffd);
  return wide ? 2 : 1;
}

/// C0, DEL, C1, and the marks that turn the direction of writing around.
bool isControl(char32_t value) {
  return value < 0x20 || within(value, 0x7f, 0x9f) || within(value, 0x202a, 0x202e) ||
         within(value, 0x2066, 0x2069);
}

std::string escaped(char32_t value) {
  if (value == '\n') return "\\n";
  if (value == '\r') return "\\r";
  if (value == '\t') return "\\t";
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits;
  for (int shift = value > 0xff ? 12 : 4; shift >= 0; shift -= 4) digits += kDigits[(value >> shift) & 0xf];
  return (value > 0xff ? "\\u" : "\\x") + digits;
}

}  // namespace

Terminal askTerminal() {
  Terminal terminal;
  terminal.isTerminal = isatty(STDOUT_FILENO) == 1;
  terminal.progress = isatty(STDERR_FILENO) == 1;
  const char* kind = std::getenv("TERM");
  const bool dumb = kind == nullptr || std::string_view(kind) == "dumb";
  terminal.colours = terminal.isTerminal && !setAndNotEmpty("NO_COLOR") && !dumb;
  terminal.width = widthOf(terminal.isTerminal ? STDOUT_FILENO : STDERR_FILENO);
  return terminal;
}

std::size_t cellsOf(std::string_view text) {
  std::size_t cells = 0;
  while (!text.empty()) {
    const CodePoint point = firstOf(text);
    cells += cellsOf(point.value);
    text.remove_prefix(point.bytes);
  }
  return cells;
}

std::string cleanText(std::string_view text) {
  const std::string valid = toValidUtf8(text);
  std::string_view rest = valid;
  std::string out;
  out.reserve(valid.size());
  while (!rest.empty()) {
    const CodePoint point = firstOf(rest);
    if (isControl(point.value)) {
      out += escaped(point.value);
    } else {
      out += rest.substr(0, point.bytes);
    }
    rest.remove_prefix(point.bytes);
  }
  return out;
}

std::string fitted(std::string_view text, std::size_t cells) {
  if (cellsOf(text) <= cells) return std::string(text);
  std::string out;
  std::size_t used = 0;
  while (!text.empty()) {
    const CodePoint point = firstOf(text);
    const std::size_t width = cellsOf(point.value);
    if (used + width + 1 > cells) break;
    out += text.substr(0, point.bytes);
    used += width;
    text.remove_prefix(point.bytes);
  }
  if (cells > 0) out += "…";
  return out;
}

}  // namespace spanloupe::cli
