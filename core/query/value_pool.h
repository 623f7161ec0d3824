// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The distinct values of one attribute, numbered from 1 in order of appearance. One thread while adding, then
// any.
#pragma once

#include <string>
#include <vector>

#include "core/model/attribute_value.h"

namespace spanloupe::query {

class ValuePool {
 public:
  /// The number of the value with these canonical bytes.
  std::uint32_t add(std::string_view bytes);
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_ends.size()); }
  [[nodiscard]] AttributeValue value(std::uint32_t number) const {
    const std::size_t begin = number == 1 ? 0 : m_ends[number - 2];
    return AttributeValue(std::string_view(m_bytes).substr(begin, m_ends[number - 1] - begin));
  }
  /// No more will be added: gives back what only adding needs.
  void close();
  [[nodiscard]] std::size_t byteCount() const {
    return m_bytes.capacity() + m_ends.capacity() * sizeof m_ends[0];
  }

 private:
  void grow();
  std::string m_bytes;
  std::vector<std::size_t> m_ends;
  std::vector<std::uint32_t> m_slots;  ///< Numbers by hash, open addressing; 0 = free.
};

}  // namespace spanloupe::query
