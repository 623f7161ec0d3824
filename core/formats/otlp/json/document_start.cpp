// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/document_start.h"

#include <bit>

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

namespace spanloupe::formats::json {
namespace {

std::string_view withoutSpace(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  return text;
}

/// The first { at the beginning of a line, where the line feed stands at or after `from`.
std::size_t findLineBrace(std::string_view text, std::size_t from) {
#if defined(__x86_64__)
  const __m128i feed = _mm_set1_epi8('\n');
  const __m128i brace = _mm_set1_epi8('{');
  const auto load = [](const char* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); };
  for (; from + 17 <= text.size(); from += 16) {
    const char* const at = text.data() + from;
    const auto found = static_cast<unsigned>(_mm_movemask_epi8(
        _mm_and_si128(_mm_cmpeq_epi8(load(at), feed), _mm_cmpeq_epi8(load(at + 1), brace))));
    if (found != 0) return from + static_cast<std::size_t>(std::countr_zero(found)) + 1;
  }
#endif
  const std::size_t at = text.find("\n{", from);
  return at == std::string_view::npos ? at : at + 1;
}

}  // namespace

std::string_view firstMemberName(std::string_view text) {
  text = withoutSpace(text);
  if (!text.starts_with('{')) return {};
  text = withoutSpace(text.substr(1));
  if (!text.starts_with('"')) return {};
  text.remove_prefix(1);
  const std::size_t end = text.substr(0, 256).find('"');
  return end == std::string_view::npos ? std::string_view() : text.substr(0, end);
}

bool beginsDocument(std::string_view text) {
  const Key key = keyNamed(firstMemberName(text));
  return key >= Key::ResourceSpans && key <= Key::Wrapper;
}

std::size_t findDocumentLine(std::string_view text, std::size_t from, bool known) {
  for (std::size_t at = findLineBrace(text, from); at != std::string_view::npos; at = findLineBrace(text, at))
    if (!known || beginsDocument(text.substr(at))) return at;
  return std::string_view::npos;
}

}  // namespace spanloupe::formats::json
