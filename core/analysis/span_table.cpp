// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/span_table.h"

#include <algorithm>
#include <bit>
#include <random>

namespace spanloupe::analysis {
namespace {

std::uint64_t processSalt() {
  static const std::uint64_t salt = [] {
    std::random_device device;
    return std::uint64_t{device()} << 32 | device();
  }();
  return salt;
}

}  // namespace

SpanTable::SpanTable(std::size_t size)
    : m_slots(std::bit_ceil(std::max<std::size_t>(size + size / 2, 2))), m_salt(processSalt()) {}

SpanIndex SpanTable::insert(const std::vector<SpanId>& ids, SpanIndex index) {
  const std::uint64_t hash = saltedHash(ids[index]);
  for (std::size_t slot = slotOf(hash);; slot = (slot + 1) & (m_slots.size() - 1)) {
    const std::uint64_t entry = m_slots[slot];
    if (entry == 0) {
      m_slots[slot] = (hash & kTagMask) | (std::uint64_t{index} + 1);
      return index;
    }
    const auto other = static_cast<SpanIndex>((entry & ~kTagMask) - 1);
    if ((entry & kTagMask) == (hash & kTagMask) && ids[other] == ids[index]) return other;
  }
}

SpanIndex SpanTable::find(const std::vector<SpanId>& ids, SpanId id) const {
  const std::uint64_t hash = saltedHash(id);
  for (std::size_t slot = slotOf(hash);; slot = (slot + 1) & (m_slots.size() - 1)) {
    const std::uint64_t entry = m_slots[slot];
    if (entry == 0) return kNoSpan;
    const auto index = static_cast<SpanIndex>((entry & ~kTagMask) - 1);
    if ((entry & kTagMask) == (hash & kTagMask) && ids[index] == id) return index;
  }
}

}  // namespace spanloupe::analysis
