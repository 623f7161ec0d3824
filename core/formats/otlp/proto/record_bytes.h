// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that messages are written to without asking at every byte whether there is room: reserve() what they
// can take at most, write through the pointer, end() where they ended. Values, one thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace spanloupe::formats::proto {

class RecordBytes {
 public:
  RecordBytes() = default;
  RecordBytes(RecordBytes&& other) noexcept
      : m_memory(std::move(other.m_memory)),
        m_size(std::exchange(other.m_size, 0)),
        m_capacity(std::exchange(other.m_capacity, 0)) {}
  RecordBytes& operator=(RecordBytes&& other) noexcept {
    m_memory = std::move(other.m_memory);
    m_size = std::exchange(other.m_size, 0);
    m_capacity = std::exchange(other.m_capacity, 0);
    return *this;
  }

  /// Where the next `most` bytes may be written; valid until the next call.
  [[nodiscard]] char* reserve(std::size_t most) {
    if (m_capacity - m_size < most) grow(most);
    return m_memory.get() + m_size;
  }
  void end(const char* end) { m_size = static_cast<std::size_t>(end - m_memory.get()); }
  void clear() { m_size = 0; }

  [[nodiscard]] std::size_t size() const { return m_size; }
  [[nodiscard]] std::size_t capacity() const { return m_capacity; }
  [[nodiscard]] std::string_view view() const { return {m_memory.get(), m_size}; }

 private:
  void grow(std::size_t most) {
    const std::size_t capacity = std::max(m_size + most, m_capacity * 2);
    std::unique_ptr<char[]> memory(new char[capacity]);
    if (m_size != 0) std::memcpy(memory.get(), m_memory.get(), m_size);
    m_memory = std::move(memory);
    m_capacity = capacity;
  }

  std::unique_ptr<char[]> m_memory;
  std::size_t m_size = 0;
  std::size_t m_capacity = 0;
};

}  // namespace spanloupe::formats::proto
