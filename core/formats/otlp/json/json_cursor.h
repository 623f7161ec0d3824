// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Walks JSON text front to back, in one pass and without building anything. Strict about structure, tolerant
// about the inside of strings, where real files are broken: raw control characters and invalid UTF-8 stay as
// they are, a lone surrogate becomes U+FFFD. After the first mistake every function says "no more" and
// failed() is true. One thread at a time; views are into the text or the arena.
//
// Input::kPadding readable bytes must follow the text (pieces have them).
//
//   bool first = true;
//   for (std::string_view key; cursor.member(first, key);) …read or skip exactly one value…
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "core/formats/otlp/json/text_arena.h"

namespace spanloupe::formats::json {

/// A value that is neither object nor array.
struct Scalar {
  enum class Kind : std::uint8_t { Null, Bool, Number, String };
  Kind kind = Kind::Null;
  std::string_view text;  ///< String: unescaped. Otherwise as written.
};

class JsonCursor {
 public:
  JsonCursor(std::string_view text, TextArena& arena)
      : m_at(text.data()), m_end(text.data() + text.size()), m_arena(&arena) {}

  [[nodiscard]] const char* position() const { return m_at; }
  [[nodiscard]] const char* end() const { return m_end; }
  [[nodiscard]] bool failed() const { return m_failed; }
  /// Continue at `position`; forgets a failure.
  void moveTo(const char* position) {
    m_at = position;
    m_failed = false;
  }
  /// The text goes no further than `end`, which lies in the text or at its end.
  void endAt(const char* end) { m_end = end; }
  /// Marks the text as damaged at the current position.
  bool fail() {
    m_failed = true;
    return false;
  }

  /// The first character of the next token, not consumed; NUL at the end of the text.
  [[nodiscard]] char token() {
    if (m_at<m_end&& static_cast<unsigned char>(*m_at)> ' ') [[likely]]
      return *m_at;
    return tokenAfterSpace();
  }
  /// Consumes `c` if it is the next token.
  [[nodiscard]] bool take(char c) {
    if (token() != c || m_at == m_end) return false;
    ++m_at;
    return true;
  }

  /// Consumes `text` if that, byte for byte, is what follows.
  template <std::size_t Size>
  [[nodiscard]] bool takeExactly(const char (&text)[Size]) {
    constexpr std::size_t kLength = Size - 1;
    if (static_cast<std::size_t>(m_end - m_at) < kLength || std::memcmp(m_at, text, kLength) != 0)
      return false;
    m_at += kLength;
    return true;
  }

  /// To the next member of an object whose { has been taken: true with its key, standing before its value;
  /// false after the closing brace or a mistake.
  [[nodiscard]] bool member(bool& first, std::string_view& key);
  /// Likewise for the next element of an array.
  [[nodiscard]] bool element(bool& first);

  /// Any value, unread.
  void skip();
  /// Any value, unread, as its text.
  [[nodiscard]] std::string_view skipText();
  /// A value that is no object or array; those are skipped and give false without a failure.
  [[nodiscard]] bool scalar(Scalar& out);
  /// A string whose opening quote is the next token.
  [[nodiscard]] bool string(std::string_view& out) {
    ++m_at;
    return stringRest(out);
  }
  /// A string whose opening quote has been taken.
  [[nodiscard]] bool stringRest(std::string_view& out);

 private:
  char tokenAfterSpace();
  bool unescape(const char* begin, const char* close, std::string_view& out);
  bool literal(Scalar& out);
  bool number(std::string_view& out);

  const char* m_at;
  const char* m_end;
  TextArena* m_arena;
  bool m_failed = false;
};

/// The first " or \ in [at, end), or `end`. Up to 63 bytes beyond `end` are read.
[[nodiscard]] const char* findQuoteOrBackslash(const char* at, const char* end);

}  // namespace spanloupe::formats::json
