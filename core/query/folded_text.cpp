// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/folded_text.h"

#include <algorithm>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace spanloupe::query {
namespace {

/// Lower case of the two bytes of U+0080 to U+07FF, or themselves.
void foldPair(unsigned char& lead, unsigned char& trail) {
  const unsigned code = (lead & 0x1fU) << 6 | (trail & 0x3fU);
  unsigned lower = code;
  if ((code >= 0xc0 && code <= 0xde && code != 0xd7) || (code >= 0x391 && code <= 0x3a9) ||
      (code >= 0x410 && code <= 0x42f))
    lower = code + 0x20;
  if (code >= 0x400 && code <= 0x40f) lower = code + 0x50;
  lead = static_cast<unsigned char>(0xc0U | lower >> 6);
  trail = static_cast<unsigned char>(0x80U | (lower & 0x3fU));
}

#ifdef __SSE2__
// Places where both the first and the last byte of the needle fit are rare; sixteen are looked at at once.
std::size_t findLong(std::string_view text, std::string_view needle, std::size_t from) {
  const std::size_t last = needle.size() - 1;
  const __m128i first16 = _mm_set1_epi8(needle.front());
  const __m128i last16 = _mm_set1_epi8(needle.back());
  std::size_t at = from;
  for (; at + last + 16 <= text.size(); at += 16) {
    const auto load = [&](std::size_t place) {
      return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + place));
    };
    const __m128i both =
        _mm_and_si128(_mm_cmpeq_epi8(load(at), first16), _mm_cmpeq_epi8(load(at + last), last16));
    auto places = static_cast<unsigned>(_mm_movemask_epi8(both));
    for (; places != 0; places &= places - 1) {
      const std::size_t place = at + static_cast<std::size_t>(std::countr_zero(places));
      if (std::memcmp(text.data() + place, needle.data(), needle.size()) == 0) return place;
    }
  }
  return text.find(needle, at);
}
#endif

}  // namespace

void appendFolded(std::string& out, std::string_view text) {
  const std::size_t begin = out.size();
  out.append(text);
  bool isAscii = true;
  for (std::size_t i = begin; i < out.size(); ++i) {
    const auto byte = static_cast<unsigned char>(out[i]);
    if (byte >= 'A' && byte <= 'Z') out[i] = static_cast<char>(byte + 0x20);
    isAscii &= byte < 0x80;
  }
  if (isAscii) return;
  for (std::size_t i = begin; i + 1 < out.size(); ++i) {
    auto lead = static_cast<unsigned char>(out[i]);
    auto trail = static_cast<unsigned char>(out[i + 1]);
    if (lead < 0xc2 || lead > 0xdf || (trail & 0xc0U) != 0x80) continue;
    foldPair(lead, trail);
    out[i] = static_cast<char>(lead);
    out[i + 1] = static_cast<char>(trail);
    ++i;
  }
}

std::string folded(std::string_view text) {
  std::string out;
  appendFolded(out, text);
  return out;
}

std::size_t findBytes(std::string_view text, std::string_view needle, std::size_t from) {
  if (from > text.size() || needle.size() > text.size() - from) return std::string_view::npos;
#ifdef __SSE2__
  if (!needle.empty()) return findLong(text, needle, from);
#endif
  return text.find(needle, from);
}

}  // namespace spanloupe::query
