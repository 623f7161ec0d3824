// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds rows by trace run and span id within one segment. One thread at a time.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "core/base/ids.h"

namespace spanloupe::store {

class SpanIdTable {
 public:
  static constexpr std::uint32_t kNone = 0xffffffff;

  /// For at most `rows` additions; rows are below 2^32 - 1.
  explicit SpanIdTable(std::size_t rows) : m_slots(std::bit_ceil(2 * rows + 2)), m_next(rows, kNone) {}

  /// The first row that was added with this run and id: `row` itself when there was none.
  std::uint32_t add(std::uint32_t run, SpanId id, std::uint32_t row) {
    Slot& slot = m_slots[place(run, id)];
    if (slot.first == kNone) {
      slot = {id, run, row, row};
    } else {
      m_next[slot.last] = row;
      slot.last = row;
    }
    return slot.first;
  }
  /// The first row with this run and id, or kNone.
  [[nodiscard]] std::uint32_t find(std::uint32_t run, SpanId id) const {
    return m_slots[place(run, id)].first;
  }
  /// The next row with the run and id of `row`, or kNone.
  [[nodiscard]] std::uint32_t next(std::uint32_t row) const { return m_next[row]; }

 private:
  struct Slot {
    SpanId id;
    std::uint32_t run = 0;
    std::uint32_t first = kNone;
    std::uint32_t last = kNone;
  };
  [[nodiscard]] std::size_t place(std::uint32_t run, SpanId id) const {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = hashOf(SpanId{id.value + run * 0x9e3779b97f4a7c15ULL}) & mask;
    while (m_slots[at].first != kNone && (m_slots[at].id != id || m_slots[at].run != run))
      at = (at + 1) & mask;
    return at;
  }

  std::vector<Slot> m_slots;
  std::vector<std::uint32_t> m_next;  ///< By row.
};

}  // namespace spanloupe::store
