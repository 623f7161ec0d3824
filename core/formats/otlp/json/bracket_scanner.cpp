// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/bracket_scanner.h"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace spanloupe::formats::json {
namespace {

/// Which of 64 bytes are of each class, string or not.
struct Classes {
  std::uint64_t quote = 0;
  std::uint64_t backslash = 0;
  std::uint64_t open = 0;
  std::uint64_t close = 0;
};

/// Bytes that a backslash takes the meaning from. Backslashes are rare, so they are walked one by one.
[[gnu::always_inline]] inline std::uint64_t escapedBytes(std::uint64_t backslash, std::uint64_t& carry) {
  std::uint64_t escaped = carry;
  backslash &= ~carry;
  carry = 0;
  while (backslash != 0) {
    const std::uint64_t first = backslash & (~backslash + 1);
    const std::uint64_t next = first << 1;
    if (next == 0) carry = 1;
    escaped |= next;
    backslash &= ~(first | next);
  }
  return escaped;
}

/// Bit i = parity of bits 0…i: from quotes to the bytes between them.
[[gnu::always_inline]] inline std::uint64_t prefixParity(std::uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ bits << 32;
}

[[gnu::always_inline]] inline std::uint64_t stringBytes(const Classes& classes, std::uint64_t& escapeCarry,
                                                        std::uint64_t& inString) {
  std::uint64_t quote = classes.quote;
  if ((classes.backslash | escapeCarry) != 0) quote &= ~escapedBytes(classes.backslash, escapeCarry);
  const std::uint64_t inside = prefixParity(quote) ^ inString;
  inString = ~std::uint64_t{0} * (inside >> 63);
  return inside;
}

}  // namespace

// The same loop for each instruction set. { and [ differ in one bit only, as do } and ], so that with this
// bit set one comparison finds both.
struct BlockLoader {
  using Load = void (*)(BracketScanner&, const char*, std::size_t);

  [[gnu::always_inline]] static void store(BracketScanner& scanner, std::size_t index,
                                           const Classes& classes) {
    const std::uint64_t inside = stringBytes(classes, scanner.m_escaped, scanner.m_inString);
    const std::uint64_t open = classes.open & ~inside;
    const std::uint64_t close = classes.close & ~inside;
    scanner.m_blocks[index] = {open, close, std::popcount(open), std::popcount(close)};
  }

#if defined(__x86_64__)
  [[gnu::target("avx2,popcnt")]] static void avx2(BracketScanner& scanner, const char* at,
                                                  std::size_t blocks) {
    const __m256i quote = _mm256_set1_epi8('"');
    const __m256i backslash = _mm256_set1_epi8('\\');
    const __m256i open = _mm256_set1_epi8('{');
    const __m256i close = _mm256_set1_epi8('}');
    const __m256i fold = _mm256_set1_epi8(0x20);
    for (std::size_t i = 0; i < blocks; ++i, at += BracketScanner::kBlockSize) {
      Classes classes;
      for (int half = 0; half < 2; ++half) {
        const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + 32 * half));
        const __m256i folded = _mm256_or_si256(bytes, fold);
        const auto mask = [&](__m256i found) __attribute__((target("avx2,popcnt"), always_inline)) {
          return std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(found))} << (32 * half);
        };
        classes.quote |= mask(_mm256_cmpeq_epi8(bytes, quote));
        classes.backslash |= mask(_mm256_cmpeq_epi8(bytes, backslash));
        classes.open |= mask(_mm256_cmpeq_epi8(folded, open));
        classes.close |= mask(_mm256_cmpeq_epi8(folded, close));
      }
      store(scanner, i, classes);
    }
  }

  static void sse2(BracketScanner& scanner, const char* at, std::size_t blocks) {
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i backslash = _mm_set1_epi8('\\');
    const __m128i open = _mm_set1_epi8('{');
    const __m128i close = _mm_set1_epi8('}');
    const __m128i fold = _mm_set1_epi8(0x20);
    for (std::size_t i = 0; i < blocks; ++i, at += BracketScanner::kBlockSize) {
      Classes classes;
      for (int part = 0; part < 4; ++part) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 16 * part));
        const __m128i folded = _mm_or_si128(bytes, fold);
        const auto mask = [part](__m128i found) {
          return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(found))} << (16 * part);
        };
        classes.quote |= mask(_mm_cmpeq_epi8(bytes, quote));
        classes.backslash |= mask(_mm_cmpeq_epi8(bytes, backslash));
        classes.open |= mask(_mm_cmpeq_epi8(folded, open));
        classes.close |= mask(_mm_cmpeq_epi8(folded, close));
      }
      store(scanner, i, classes);
    }
  }

  static Load best() {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt") ? avx2 : sse2;
  }
#else
  static void portable(BracketScanner& scanner, const char* at, std::size_t blocks) {
    for (std::size_t i = 0; i < blocks; ++i, at += BracketScanner::kBlockSize) {
      Classes classes;
      for (std::size_t k = 0; k < BracketScanner::kBlockSize; ++k) {
        const std::uint64_t bit = std::uint64_t{1} << k;
        const char c = at[k];
        const char folded = static_cast<char>(c | 0x20);
        classes.quote |= c == '"' ? bit : 0;
        classes.backslash |= c == '\\' ? bit : 0;
        classes.open |= folded == '{' ? bit : 0;
        classes.close |= folded == '}' ? bit : 0;
      }
      store(scanner, i, classes);
    }
  }

  static Load best() { return portable; }
#endif
};

void BracketScanner::start(const char* at) {
  m_batch = m_loaded = at;
  m_batchSize = 2;
  m_inString = 0;
  m_escaped = 0;
  load();
}

// Batches begin small: most values are, and what is loaded beyond the end of one is only of use to the next.
void BracketScanner::load() {
  static const BlockLoader::Load loadBlocks = BlockLoader::best();
  m_batchSize = std::min(m_batchSize * 2, kBatch);
  m_batch = m_loaded;
  const auto left = static_cast<std::size_t>(m_end - m_batch);
  const std::size_t whole = std::min(left / kBlockSize, m_batchSize);
  if (whole > 0) {
    loadBlocks(*this, m_batch, whole);
    m_loaded = m_batch + whole * kBlockSize;
    return;
  }
  char tail[kBlockSize] = {};
  std::memcpy(tail, m_batch, left);
  loadBlocks(*this, tail, 1);
  m_loaded = m_end;
}

const char* BracketScanner::close(const char* open) {
  if (open >= m_loaded || open < m_batch) start(open);
  const auto at = static_cast<std::size_t>(open - m_batch);
  m_depth = 0;
  return findClose(at / kBlockSize, ~std::uint64_t{0} << (at % kBlockSize));
}

const char* BracketScanner::closeIn(std::string_view next) {
  if (next.empty()) return nullptr;
  m_end = next.data() + next.size();
  m_loaded = next.data();
  load();
  return findClose(0, ~std::uint64_t{0});
}

/// From block `index` of the batch on, of which only the bits in `visible` count.
const char* BracketScanner::findClose(std::size_t index, std::uint64_t visible) {
  bool whole = false;
  while (true) {
    const Block& found = m_blocks[index];
    // Most blocks cannot bring the depth to zero, whatever the order of their brackets.
    if (whole && m_depth > found.closes) {
      m_depth += found.opens - found.closes;
    } else {
      std::uint64_t opens = found.open & visible;
      for (std::uint64_t closes = found.close & visible; closes != 0; closes &= closes - 1) {
        const std::uint64_t below = (closes & (~closes + 1)) - 1;
        m_depth += std::popcount(opens & below) - 1;
        if (m_depth <= 0) return m_batch + index * kBlockSize + std::countr_zero(closes) + 1;
        opens &= ~below;
      }
      m_depth += std::popcount(opens);
      visible = ~std::uint64_t{0};
      whole = true;
    }
    ++index;
    if (m_batch + index * kBlockSize < m_loaded) continue;
    if (m_loaded == m_end) return nullptr;
    load();
    index = 0;
  }
}

}  // namespace spanloupe::formats::json
