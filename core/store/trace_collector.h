// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Takes traces with 64-bit keys in any order and gives the first page of them, or all of them, in that of
// their keys. Ten million keys are 120 MB while this sorts. One thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <stop_token>
#include <vector>

namespace spanloupe::store {

struct Keyed {
  std::uint64_t key;
  std::uint32_t position;
};

[[nodiscard]] inline bool standsBefore(const Keyed& a, const Keyed& b) {
  return a.key != b.key ? a.key < b.key : a.position < b.position;
}

/// The first so many of all that are offered: nearly all of ten million fall to one comparison, and none of
/// them is kept.
class FirstPage {
 public:
  explicit FirstPage(std::size_t size) : m_size(size) { m_items.reserve(size); }

  [[nodiscard]] bool wants(const Keyed& item) const {
    return m_items.size() < m_size || standsBefore(item, m_items.front());
  }
  void add(const Keyed& item);
  [[nodiscard]] std::vector<Keyed> takeSorted();

 private:
  std::size_t m_size;
  std::vector<Keyed> m_items;  ///< A heap: the last of them first.
};

class TraceCollector {
 public:
  /// `firstPage` = 0, or not much less than `total`: all are kept.
  TraceCollector(bool descending, std::size_t firstPage, std::uint64_t total)
      : m_descending(descending), m_paged(firstPage != 0 && firstPage * 4 < total), m_page(firstPage) {}

  [[nodiscard]] bool isPaged() const { return m_paged; }
  void reserve(std::uint64_t traces) {
    if (!m_paged) m_items.reserve(traces);
  }
  [[nodiscard]] bool wants(std::uint64_t key, std::uint32_t position) const {
    return !m_paged || m_page.wants(itemOf(key, position));
  }
  void offer(std::uint64_t key, std::uint32_t position) {
    const Keyed item = itemOf(key, position);
    if (!m_paged) {
      m_items.push_back(item);
    } else if (m_page.wants(item)) {
      m_page.add(item);
    }
  }
  /// False when stopped.
  [[nodiscard]] bool finish(std::vector<std::uint32_t>& positions, const std::stop_token& stop);

 private:
  [[nodiscard]] Keyed itemOf(std::uint64_t key, std::uint32_t position) const {
    return {m_descending ? ~key : key, position};
  }

  bool m_descending;
  bool m_paged;
  FirstPage m_page;
  std::vector<Keyed> m_items;
};

}  // namespace spanloupe::store
