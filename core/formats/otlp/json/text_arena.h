// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Room for texts that are made while one record is decoded (unescaped strings, canonical values) and viewed
// until the sink has seen it. Reused record after record, so it allocates only while it grows. One thread at
// a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace spanloupe::formats::json {

class TextArena {
 public:
  /// A string to which `size` bytes can be appended without moving what others view in it.
  [[nodiscard]] std::string& room(std::size_t size) {
    std::string& current = *m_chunks[m_current];
    if (current.capacity() - current.size() >= size) [[likely]]
      return current;
    return nextChunk(size);
  }

  /// Everything given out becomes invalid.
  void clear() {
    m_current = 0;
    m_chunks.front()->clear();
    // One huge record must not hold its memory for the rest of the file.
    if (m_chunks.size() > kKeptChunks) m_chunks.resize(kKeptChunks);
  }

 private:
  std::string& nextChunk(std::size_t size) {
    while (++m_current < m_chunks.size()) {
      m_chunks[m_current]->clear();
      if (m_chunks[m_current]->capacity() >= size) return *m_chunks[m_current];
    }
    m_chunks.push_back(makeChunk(size));
    return *m_chunks.back();
  }

  static std::unique_ptr<std::string> makeChunk(std::size_t size) {
    auto chunk = std::make_unique<std::string>();
    chunk->reserve(std::max(size, kChunkSize));
    return chunk;
  }

  static constexpr std::size_t kChunkSize = std::size_t{64} << 10;
  static constexpr std::size_t kKeptChunks = 8;

  std::vector<std::unique_ptr<std::string>> m_chunks = [] {
    std::vector<std::unique_ptr<std::string>> chunks;
    chunks.push_back(makeChunk(0));
    return chunks;
  }();
  std::size_t m_current = 0;
};

}  // namespace spanloupe::formats::json
