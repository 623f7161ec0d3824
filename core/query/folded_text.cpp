// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/folded_text.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/query/letter_cases.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace spanloupe::query {
namespace {

/// Bytes of the character that begins with `lead`; 1 for what begins none.
std::size_t sizeOf(unsigned char lead) {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 1;
}

/// Makes the character of `size` bytes at `at` a small one; false when they are none.
bool foldAt(char* at, std::size_t size) {
  char32_t letter = static_cast<unsigned char>(at[0]) & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(at[i]);
    if ((byte & 0xc0U) != 0x80) return false;
    letter = letter << 6 | (byte & 0x3fU);
  }
  char32_t small = smallLetter(letter);
  if (small == letter) return true;
  for (std::size_t i = size; i-- > 1; small >>= 6) at[i] = static_cast<char>(0x80U | (small & 0x3fU));
  at[0] = static_cast<char>((static_cast<unsigned char>(at[0]) & ~(0x7fU >> size)) | small);
  return true;
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
  for (std::size_t i = begin; i < out.size();) {
    const std::size_t size = sizeOf(static_cast<unsigned char>(out[i]));
    const bool isLetter = size > 1 && i + size <= out.size() && foldAt(out.data() + i, size);
    i += isLetter ? size : 1;
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
