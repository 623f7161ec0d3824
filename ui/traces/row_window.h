// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a huge result that are at hand: pages of kPageRows rows, the least recently used ones dropped
// first. A plain container; any one thread.
#pragma once

#include <cstddef>
#include <list>
#include <unordered_map>
#include <utility>
#include <vector>

namespace spanloupe::traces {

template <typename Row>
class RowWindow {
 public:
  /// About a screen: the rows of a sorted list are strewn over the session, so each that is read costs.
  static constexpr int kPageRows = 32;

  explicit RowWindow(std::size_t pages = 512) : m_limit(pages) {}

  [[nodiscard]] static int pageOf(int row) { return row / kPageRows; }
  [[nodiscard]] bool hasPage(int page) const { return m_pages.contains(page); }

  /// Null when its page is not here. Does not count as a use: painting must not shuffle what is kept.
  [[nodiscard]] const Row* find(int row) const {
    const auto page = m_pages.find(pageOf(row));
    if (page == m_pages.end()) return nullptr;
    const auto index = static_cast<std::size_t>(row % kPageRows);
    return index < page->second.rows.size() ? &page->second.rows[index] : nullptr;
  }

  void touch(int page) {
    const auto found = m_pages.find(page);
    if (found != m_pages.end()) m_used.splice(m_used.begin(), m_used, found->second.used);
  }

  /// The last page may have fewer rows than the others.
  void put(int page, std::vector<Row> rows) {
    const auto found = m_pages.find(page);
    if (found != m_pages.end()) {
      found->second.rows = std::move(rows);
      touch(page);
      return;
    }
    m_used.push_front(page);
    m_pages.emplace(page, Page{std::move(rows), m_used.begin()});
    while (m_pages.size() > m_limit) {
      m_pages.erase(m_used.back());
      m_used.pop_back();
    }
  }

  void clear() {
    m_pages.clear();
    m_used.clear();
  }

  /// Pages at hand, most recently used first.
  [[nodiscard]] const std::list<int>& pages() const { return m_used; }

 private:
  struct Page {
    std::vector<Row> rows;
    std::list<int>::iterator used;
  };
  std::size_t m_limit;
  std::list<int> m_used;
  std::unordered_map<int, Page> m_pages;
};

}  // namespace spanloupe::traces
