// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/value_pool.h"

namespace spanloupe::query {

std::uint32_t ValuePool::add(std::string_view bytes) {
  if (m_slots.size() < 2 * (m_ends.size() + 1)) grow();
  std::size_t slot = std::hash<std::string_view>()(bytes) & (m_slots.size() - 1);
  for (; m_slots[slot] != 0; slot = (slot + 1) & (m_slots.size() - 1))
    if (value(m_slots[slot]).bytes() == bytes) return m_slots[slot];
  m_bytes.append(bytes);
  m_ends.push_back(m_bytes.size());
  return m_slots[slot] = size();
}

void ValuePool::grow() {
  std::vector<std::uint32_t> slots(m_slots.empty() ? 64 : m_slots.size() * 4, 0);
  for (std::uint32_t number = 1; number <= size(); ++number) {
    std::size_t slot = std::hash<std::string_view>()(value(number).bytes()) & (slots.size() - 1);
    while (slots[slot] != 0) slot = (slot + 1) & (slots.size() - 1);
    slots[slot] = number;
  }
  m_slots = std::move(slots);
}

void ValuePool::close() {
  m_slots = {};
  m_bytes.shrink_to_fit();
  m_ends.shrink_to_fit();
}

}  // namespace spanloupe::query
