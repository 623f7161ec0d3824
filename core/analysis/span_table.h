// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the first span of a trace with a given id. Open addressing over one vector: a million entries in 16
// MB and one cache miss per search, where std::unordered_map takes three times both. One thread while
// building.
#pragma once

#include <cstdint>
#include <vector>

#include "core/model/trace.h"

namespace spanloupe::analysis {

class SpanTable {
 public:
  /// Room for `size` ids.
  explicit SpanTable(std::size_t size);

  /// Enters `ids[index]` unless an equal id is there; returns whose entry it is. The id must not be zero.
  SpanIndex insert(const std::vector<SpanId>& ids, SpanIndex index);
  /// kNoSpan when no entry has that id.
  [[nodiscard]] SpanIndex find(const std::vector<SpanId>& ids, SpanId id) const;
  /// Tells the processor that `id` will be searched for soon.
  void prefetch(SpanId id) const { __builtin_prefetch(&m_slots[slotOf(saltedHash(id))]); }

 private:
  // A slot is the upper half of the hash and the index plus one; 0 is free.
  // Salted, or a file made for it could put all its ids into one run of slots.
  [[nodiscard]] std::uint64_t saltedHash(SpanId id) const { return mixBits(id.value ^ m_salt); }
  [[nodiscard]] std::size_t slotOf(std::uint64_t hash) const { return hash & (m_slots.size() - 1); }
  static constexpr std::uint64_t kTagMask = 0xffffffff00000000ULL;

  std::vector<std::uint64_t> m_slots;
  std::uint64_t m_salt;
};

}  // namespace spanloupe::analysis
