// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/json_cursor.h"

#include <bit>
#include <cstring>

#include "core/formats/otlp/json/bracket_scanner.h"

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

namespace spanloupe::formats::json {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The four digits at `at`, or -1.
std::int32_t hexQuad(const char* at, const char* end) {
  if (end - at < 4) return -1;
  std::int32_t value = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = hexDigit(at[i]);
    if (digit < 0) return -1;
    value = value << 4 | digit;
  }
  return value;
}

void appendUtf8(std::string& out, std::uint32_t code) {
  const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xc0 | code >> 6);
    put(0x80 | (code & 63));
  } else if (code < 0x10000) {
    put(0xe0 | code >> 12);
    put(0x80 | (code >> 6 & 63));
    put(0x80 | (code & 63));
  } else {
    put(0xf0 | code >> 18);
    put(0x80 | (code >> 12 & 63));
    put(0x80 | (code >> 6 & 63));
    put(0x80 | (code & 63));
  }
}

/// What follows \u, `at` on its first digit; steps over it. False when these are no digits.
bool appendCodePoint(std::string& out, const char*& at, const char* end) {
  const std::int32_t unit = hexQuad(at, end);
  if (unit < 0) return false;
  at += 4;
  if (unit < 0xd800 || unit > 0xdfff) {
    appendUtf8(out, static_cast<std::uint32_t>(unit));
    return true;
  }
  if (unit < 0xdc00 && end - at >= 6 && at[0] == '\\' && at[1] == 'u') {
    const std::int32_t low = hexQuad(at + 2, end);
    if (low >= 0xdc00 && low <= 0xdfff) {
      at += 6;
      appendUtf8(out, 0x10000 + (static_cast<std::uint32_t>(unit - 0xd800) << 10) +
                          static_cast<std::uint32_t>(low - 0xdc00));
      return true;
    }
  }
  out += kReplacement;
  return true;
}

constexpr char simpleEscape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/': return c;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return '\0';
  }
}

bool endsScalar(char c) {
  return c == ',' || c == '}' || c == ']' || c == ':' || static_cast<unsigned char>(c) <= ' ';
}

}  // namespace

const char* findQuoteOrBackslash(const char* at, const char* end) {
#if defined(__x86_64__)
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  for (; at < end; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const auto found = static_cast<unsigned>(
        _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash))));
    if (found != 0) {
      at += std::countr_zero(found);
      return at < end ? at : end;
    }
  }
  return end;
#else
  while (at < end && *at != '"' && *at != '\\') ++at;
  return at;
#endif
}

char JsonCursor::tokenAfterSpace() {
#if defined(__x86_64__)
  // Pretty-printed files are half indentation.
  const __m128i space = _mm_set1_epi8(' ');
  while (m_at < m_end) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(m_at));
    // Unsigned "greater than space", as max(byte, space) != space.
    const __m128i blank = _mm_cmpeq_epi8(_mm_max_epu8(bytes, space), space);
    const auto other = static_cast<unsigned>(_mm_movemask_epi8(blank)) ^ 0xffffU;
    if (other == 0) {
      m_at += 16;
      continue;
    }
    m_at += std::countr_zero(other);
    break;
  }
  if (m_at >= m_end) {
    m_at = m_end;
    return '\0';
  }
  return *m_at;
#else
  while (m_at < m_end && static_cast<unsigned char>(*m_at) <= ' ') ++m_at;
  return m_at < m_end ? *m_at : '\0';
#endif
}

bool JsonCursor::member(bool& first, std::string_view& key) {
  if (m_failed) return false;
  char c = token();
  if (!first && c == ',') {
    ++m_at;
    c = token();
  } else if (!first && c != '}') {
    return fail();
  }
  first = false;
  if (c == '}') {
    ++m_at;
    return false;
  }
  if (c != '"' || !string(key) || !take(':')) return fail();
  return true;
}

bool JsonCursor::element(bool& first) {
  if (m_failed) return false;
  char c = token();
  if (!first && c == ',') {
    ++m_at;
    c = token();
  } else if (!first && c != ']') {
    return fail();
  }
  first = false;
  if (c == ']') {
    ++m_at;
    return false;
  }
  return m_at < m_end || fail();
}

void JsonCursor::skip() {
  const char c = token();
  if (c == '{' || c == '[') {
    const char* close = BracketScanner({m_at, static_cast<std::size_t>(m_end - m_at)}).close(m_at);
    if (close == nullptr) {
      m_at = m_end;
      fail();
      return;
    }
    m_at = close;
    return;
  }
  Scalar ignored;
  static_cast<void>(scalar(ignored));
}

std::string_view JsonCursor::skipText() {
  static_cast<void>(token());
  const char* const begin = m_at;
  skip();
  return {begin, static_cast<std::size_t>(m_at - begin)};
}

bool JsonCursor::scalar(Scalar& out) {
  switch (token()) {
    case '"': out.kind = Scalar::Kind::String; return string(out.text);
    case '{':
    case '[': skip(); return false;
    case 't':
    case 'f':
    case 'n': return literal(out);
    default: out.kind = Scalar::Kind::Number; return number(out.text);
  }
}

bool JsonCursor::stringRest(std::string_view& out) {
  const char* const begin = m_at;
  const char* at = findQuoteOrBackslash(begin, m_end);
  if (at < m_end && *at == '"') [[likely]] {
    out = {begin, static_cast<std::size_t>(at - begin)};
    m_at = at + 1;
    return true;
  }
  while (at < m_end && *at == '\\') {
    at += 2;
    if (at < m_end) at = findQuoteOrBackslash(at, m_end);
  }
  if (at >= m_end) {
    m_at = m_end;
    return fail();
  }
  m_at = at + 1;
  return unescape(begin, at, out);
}

bool JsonCursor::unescape(const char* begin, const char* close, std::string_view& out) {
  // No escape is longer than it was: "\uXXXX" is six bytes and becomes four at most.
  std::string& text = m_arena->room(static_cast<std::size_t>(close - begin));
  const std::size_t start = text.size();
  for (const char* at = begin; at < close;) {
    const char* const backslash = findQuoteOrBackslash(at, close);
    text.append(at, backslash);
    if (backslash == close) break;
    at = backslash + 2;
    if (const char plain = simpleEscape(backslash[1]); plain != '\0') {
      text += plain;
    } else if (backslash[1] != 'u' || !appendCodePoint(text, at, close)) {
      m_at = backslash;
      return fail();
    }
  }
  out = std::string_view(text).substr(start);
  return true;
}

bool JsonCursor::literal(Scalar& out) {
  const auto left = static_cast<std::size_t>(m_end - m_at);
  for (const std::string_view word : {"null", "true", "false"}) {
    if (left < word.size() || std::memcmp(m_at, word.data(), word.size()) != 0) continue;
    out.kind = word.front() == 'n' ? Scalar::Kind::Null : Scalar::Kind::Bool;
    out.text = {m_at, word.size()};
    if (left > word.size() && !endsScalar(m_at[word.size()])) return fail();
    m_at += word.size();
    return true;
  }
  return fail();
}

bool JsonCursor::number(std::string_view& out) {
  const char* at = m_at;
  const auto digits = [&] {
    const char* const begin = at;
    while (at < m_end && *at >= '0' && *at <= '9') ++at;
    return at != begin;
  };
  if (at < m_end && *at == '-') ++at;
  bool good = digits();
  if (good && at < m_end && *at == '.') {
    ++at;
    good = digits();
  }
  if (good && at < m_end && (*at == 'e' || *at == 'E')) {
    ++at;
    if (at < m_end && (*at == '+' || *at == '-')) ++at;
    good = digits();
  }
  if (!good || (at < m_end && !endsScalar(*at))) return fail();
  out = {m_at, static_cast<std::size_t>(at - m_at)};
  m_at = at;
  return true;
}

}  // namespace spanloupe::formats::json
