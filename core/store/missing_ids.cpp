// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/missing_ids.h"

#include <bit>

#include "core/base/ids.h"

namespace spanloupe::store {

void MissingIds::add(const std::vector<std::uint64_t>& ids) {
  // Children of one parent stand together often enough that most repetitions end here.
  for (const std::uint64_t id : ids)
    if (id != 0 && (m_added.empty() || m_added.back() != id)) m_added.push_back(id);
}

void MissingIds::addingIsOver() {
  m_slots.assign(std::bit_ceil(2 * m_added.size() + 2), 0);
  m_found.assign(m_slots.size(), false);
  for (const std::uint64_t id : m_added) {
    std::uint64_t& slot = m_slots[place(id)];
    if (slot == 0) ++m_count;
    slot = id;
  }
  m_added = {};
}

void MissingIds::remove(const std::vector<std::uint64_t>& ids) {
  for (const std::uint64_t id : ids) {
    if (id == 0) continue;
    const std::size_t at = place(id);
    if (m_slots[at] == 0 || m_found[at]) continue;
    m_found[at] = true;
    if (--m_count == 0) return;
  }
}

std::size_t MissingIds::place(std::uint64_t id) const {
  const std::size_t mask = m_slots.size() - 1;
  std::size_t at = hashOf(SpanId{id}) & mask;
  while (m_slots[at] != 0 && m_slots[at] != id) at = (at + 1) & mask;
  return at;
}

}  // namespace spanloupe::store
