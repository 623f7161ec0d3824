// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes at stable addresses until clear(), which keeps the memory for the next trace. One thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace spanloupe::generate {

class ByteArena {
 public:
  char* allocate(std::size_t size) {
    if (m_chunk >= m_chunks.size() || m_chunks[m_chunk].size - m_used < size) grow(size);
    char* const bytes = m_chunks[m_chunk].bytes.get() + m_used;
    m_used += size;
    return bytes;
  }
  std::string_view copy(std::string_view text) {
    char* const bytes = allocate(text.size());
    if (!text.empty()) std::memcpy(bytes, text.data(), text.size());
    return {bytes, text.size()};
  }
  void clear() { m_chunk = m_used = 0; }

 private:
  static constexpr std::size_t kChunkSize = 8192;
  struct Chunk {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };

  void grow(std::size_t size) {
    if (m_used > 0) ++m_chunk;
    m_used = 0;
    while (m_chunk < m_chunks.size() && m_chunks[m_chunk].size < size) ++m_chunk;
    if (m_chunk < m_chunks.size()) return;
    const std::size_t capacity = std::max(size, kChunkSize);
    m_chunks.push_back({std::make_unique<char[]>(capacity), capacity});
  }

  std::vector<Chunk> m_chunks;
  std::size_t m_chunk = 0;
  std::size_t m_used = 0;
};

}  // namespace spanloupe::generate
