// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds where a JSON object or array ends without parsing it: 64 bytes at a time it is told which brackets
// lie outside strings, and only counts them. This is the whole cost of splitting a file on one thread, so it
// runs at memory speed (AVX2 where the machine has it). It trusts the text to be JSON; damage shows as an end
// that is never found or found at the wrong place, which the decoder notices. A value type over borrowed
// bytes; one thread at a time.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace spanloupe::formats::json {

class BracketScanner {
 public:
  /// Nothing outside `text` is read.
  explicit BracketScanner(std::string_view text) : m_end(text.data() + text.size()) {}

  /// One past the bracket that closes the one at `open`, null when the text ends first. `open` must not lie
  /// inside a string, nor before the `open` of an earlier call.
  [[nodiscard]] const char* close(const char* open);
  /// After close() or this function gave null: goes on in `next`, which follows the text so far, as if both
  /// were one. Every text but the last must be a multiple of kBlockSize long.
  [[nodiscard]] const char* closeIn(std::string_view next);

  static constexpr std::size_t kBlockSize = 64;

 private:
  struct Block {
    std::uint64_t open = 0;  ///< One bit for each byte that is { or [ outside a string.
    std::uint64_t close = 0;
    std::int32_t opens =
        0;  ///< How many bits are set in each: counted where the machine has an instruction for it.
    std::int32_t closes = 0;
  };
  static constexpr std::size_t kBatch = 16;

  void start(const char* at);
  void load();
  [[nodiscard]] const char* findClose(std::size_t index, std::uint64_t visible);

  const char* m_end;
  const char* m_batch = nullptr;   ///< First byte of m_blocks[0].
  const char* m_loaded = nullptr;  ///< One past the last byte of the batch.
  std::size_t m_batchSize = 0;
  std::uint64_t m_inString = 0;  ///< All ones when the next block begins inside a string.
  std::uint64_t m_escaped = 0;   ///< 1 when its first byte follows an odd backslash.
  std::int64_t m_depth = 0;
  std::array<Block, kBatch> m_blocks;

  friend struct BlockLoader;
};

}  // namespace spanloupe::formats::json
