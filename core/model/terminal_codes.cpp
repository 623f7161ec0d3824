// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/terminal_codes.h"

namespace spanloupe {
namespace {

constexpr char kEscape = '\x1b';
constexpr char kBell = '\x07';

bool isBetween(char c, char first, char last) { return c >= first && c <= last; }

/// "ESC [", parameters, intermediates, one final byte.
std::size_t endOfControl(std::string_view text, std::size_t at) {
  while (at < text.size() && isBetween(text[at], ' ', '?')) ++at;
  return at < text.size() && isBetween(text[at], '@', '~') ? at + 1 : at;
}

/// "ESC ]" and its like, up to BEL or "ESC \"; without an end it is no string, and its text stays.
std::size_t endOfString(std::string_view text, std::size_t begin) {
  for (std::size_t at = begin; at < text.size() && text[at] != '\n'; ++at) {
    if (text[at] == kBell) return at + 1;
    if (text[at] == kEscape) return at + 1 < text.size() && text[at + 1] == '\\' ? at + 2 : begin;
  }
  return begin;
}

/// `at` is behind the escape character.
std::size_t endOfSequence(std::string_view text, std::size_t at) {
  if (at == text.size()) return at;
  const char kind = text[at];
  if (kind == '[') return endOfControl(text, at + 1);
  if (kind == ']' || kind == 'P' || kind == 'X' || kind == '^' || kind == '_')
    return endOfString(text, at + 1);
  while (at < text.size() && isBetween(text[at], ' ', '/')) ++at;
  return at < text.size() && isBetween(text[at], '0', '~') ? at + 1 : at;
}

}  // namespace

std::string withoutTerminalCodes(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == kEscape) {
      at = endOfSequence(text, at + 1);
    } else {
      plain += text[at++];
    }
  }
  return plain;
}

}  // namespace spanloupe
