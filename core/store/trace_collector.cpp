// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/trace_collector.h"

#include <algorithm>
#include <array>

namespace spanloupe::store {
namespace {

/// Stable, by key, over the bytes in which keys differ. False when stopped.
bool radixSort(std::vector<Keyed>& items, const std::stop_token& stop) {
  std::uint64_t all = ~std::uint64_t{0};
  std::uint64_t any = 0;
  for (const Keyed& item : items) {
    all &= item.key;
    any |= item.key;
  }
  std::vector<Keyed> other(items.size());
  for (int shift = 0; shift < 64; shift += 8) {
    if (((any & ~all) >> shift & 0xff) == 0) continue;
    if (stop.stop_requested()) return false;
    std::array<std::size_t, 257> begin{};
    for (const Keyed& item : items) ++begin[(item.key >> shift & 0xff) + 1];
    for (std::size_t digit = 0; digit < 256; ++digit) begin[digit + 1] += begin[digit];
    for (const Keyed& item : items) other[begin[item.key >> shift & 0xff]++] = item;
    items.swap(other);
  }
  return true;
}

}  // namespace

void FirstPage::add(const Keyed& item) {
  if (m_items.size() == m_size) {
    std::pop_heap(m_items.begin(), m_items.end(), standsBefore);
    m_items.pop_back();
  }
  m_items.push_back(item);
  std::push_heap(m_items.begin(), m_items.end(), standsBefore);
}

std::vector<Keyed> FirstPage::takeSorted() {
  std::sort_heap(m_items.begin(), m_items.end(), standsBefore);
  return std::move(m_items);
}

std::vector<Keyed> PageBefore::takeSorted() {
  std::vector<Keyed> items = m_last.takeSorted();
  std::reverse(items.begin(), items.end());
  for (Keyed& item : items) item = turn(item);
  return items;
}

bool TraceCollector::finish(OrderedTraces& result, const std::stop_token& stop) {
  if (m_paged) {
    m_items = m_before.takeSorted();
    result.first = m_before.count() - m_items.size();
    const std::vector<Keyed> page = m_page.takeSorted();
    m_items.insert(m_items.end(), page.begin(), page.end());
  } else {
    // Equals stand as in a page, so that a page stays right when the whole replaces it. Traces in several
    // segments come last.
    const auto byPosition = [](const Keyed& a, const Keyed& b) { return a.position < b.position; };
    const auto last = std::is_sorted_until(m_items.begin(), m_items.end(), byPosition);
    std::inplace_merge(m_items.begin(), last, m_items.end(), byPosition);
    if (!radixSort(m_items, stop)) return false;
  }
  result.partial = m_items.size() < result.matching;
  result.positions.reserve(m_items.size());
  for (const Keyed& item : m_items) result.positions.push_back(item.position);
  return true;
}

}  // namespace spanloupe::store
