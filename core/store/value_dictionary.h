// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Distinct byte strings of one column while a segment is built, numbered in order of first appearance. When
// nearly every value is new it stops looking them up and only appends (isPlain), which is how such a column
// is stored. One thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace spanloupe::store {

class ValueDictionary {
 public:
  /// The number of `value`.
  std::uint32_t add(std::string_view value);
  /// `value`'s number when it is there; size() otherwise. Never adds.
  [[nodiscard]] std::uint32_t find(std::string_view value) const;

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_ends.size()); }
  [[nodiscard]] std::string_view value(std::uint32_t number) const {
    const std::size_t begin = number == 0 ? 0 : m_ends[number - 1];
    return {m_bytes.data() + begin, m_ends[number] - begin};
  }
  [[nodiscard]] bool isPlain() const { return m_plain; }
  [[nodiscard]] std::size_t byteCount() const { return m_bytes.size(); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;  ///< Plus one; 0 = free.
  };
  std::uint32_t append(std::string_view value);
  void grow();
  void noticeUniqueness();

  std::string m_bytes;
  std::vector<std::size_t> m_ends;
  std::vector<Slot> m_slots;
  std::uint32_t m_last = 0;  ///< Number of the value added last: runs of equal values need no hashing.
  std::uint32_t m_lookups = 0;
  bool m_plain = false;
};

/// The blob of a column whose rows hold `codes` into `values` (0 = absent, else number plus one): plain when
/// nearly all values differ, else with a dictionary of just those that occur. Empty when no row has a value.
[[nodiscard]] std::string encodeValues(std::vector<std::uint32_t> codes, const ValueDictionary& values);

}  // namespace spanloupe::store
