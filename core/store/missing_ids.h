// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ids that are looked for among very many others: which of them never come. Made for some thousands among a
// million, right for any number. Zero is no id. One thread.
#pragma once

#include <cstdint>
#include <vector>

namespace spanloupe::store {

class MissingIds {
 public:
  void add(const std::vector<std::uint64_t>& ids);
  /// Must come between the last add() and the first remove().
  void addingIsOver();
  void remove(const std::vector<std::uint64_t>& ids);

  /// Different ids that were added and not removed.
  [[nodiscard]] std::uint32_t count() const { return m_count; }

 private:
  [[nodiscard]] std::size_t place(std::uint64_t id) const;

  std::vector<std::uint64_t> m_added;
  std::vector<std::uint64_t> m_slots;  ///< Open addressing, a power of two; 0 = free.
  std::vector<bool> m_found;           ///< By slot: a removed id stays, or the search for others would end.
  std::uint32_t m_count = 0;
};

}  // namespace spanloupe::store
