// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Takes traces with 64-bit keys in any order and gives one page of them, or all of them, in that of their
// keys. Ten million keys are 120 MB while this sorts; a page costs no more than going through them. One
// thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/store/trace_list.h"

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

/// The last so many of those that stand before a place, and how many there are.
class PageBefore {
 public:
  explicit PageBefore(std::size_t size) : m_last(size) {}

  void add(const Keyed& item) {
    ++m_count;
    if (const Keyed turned = turn(item); m_last.wants(turned)) m_last.add(turned);
  }
  [[nodiscard]] std::uint64_t count() const { return m_count; }
  [[nodiscard]] std::vector<Keyed> takeSorted();

 private:
  /// What is last stands first.
  static Keyed turn(const Keyed& item) { return {~item.key, ~item.position}; }

  FirstPage m_last;
  std::uint64_t m_count = 0;
};

class TraceCollector {
 public:
  /// `pageSize` = 0, or not much less than `total`: all are kept.
  TraceCollector(bool descending, std::size_t pageSize, std::uint64_t total)
      : m_descending(descending),
        m_paged(pageSize != 0 && pageSize * 4 < total),
        m_page(m_paged ? pageSize : 0),
        m_before(m_paged ? pageSize : 0) {}

  /// The page surrounds this place instead of being the first. Before anything is offered.
  void setAnchor(std::uint64_t key, std::uint32_t position) { m_anchor = itemOf(key, position); }

  [[nodiscard]] bool isPaged() const { return m_paged; }
  [[nodiscard]] bool isAnchored() const { return m_paged && m_anchor; }
  void reserve(std::uint64_t traces) {
    if (!m_paged) m_items.reserve(traces);
  }
  /// False: offering it would change nothing.
  [[nodiscard]] bool wants(std::uint64_t key, std::uint32_t position) const {
    return !m_paged || wants(itemOf(key, position));
  }
  void offer(std::uint64_t key, std::uint32_t position) {
    const Keyed item = itemOf(key, position);
    if (!m_paged) {
      m_items.push_back(item);
    } else if (isBefore(item)) {
      m_before.add(item);
    } else if (m_page.wants(item)) {
      m_page.add(item);
    }
  }
  /// Gives `positions`, `first` and `partial`, for `matching` traces. False when stopped.
  [[nodiscard]] bool finish(OrderedTraces& result, const std::stop_token& stop);

 private:
  [[nodiscard]] Keyed itemOf(std::uint64_t key, std::uint32_t position) const {
    return {m_descending ? ~key : key, position};
  }
  [[nodiscard]] bool isBefore(const Keyed& item) const { return m_anchor && standsBefore(item, *m_anchor); }
  [[nodiscard]] bool wants(const Keyed& item) const { return isBefore(item) || m_page.wants(item); }

  bool m_descending;
  bool m_paged;
  std::optional<Keyed> m_anchor;
  FirstPage m_page;
  PageBefore m_before;
  std::vector<Keyed> m_items;
};

}  // namespace spanloupe::store
