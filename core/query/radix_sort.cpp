// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/radix_sort.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace spanloupe::query {

void sortByKey(std::vector<std::uint32_t>& items, std::span<const std::uint64_t> keys) {
  constexpr unsigned kBits = 11;
  constexpr std::size_t kBuckets = std::size_t{1} << kBits;
  struct Entry {
    std::uint64_t key;
    std::uint32_t item;
  };
  if (items.size() < kBuckets) {
    std::stable_sort(items.begin(), items.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
    return;
  }
  std::vector<Entry> entries(items.size());
  std::uint64_t anySet = 0;
  std::uint64_t allSet = ~std::uint64_t{0};
  for (std::size_t i = 0; i < items.size(); ++i) {
    entries[i] = {keys[items[i]], items[i]};
    anySet |= entries[i].key;
    allSet &= entries[i].key;
  }
  std::vector<Entry> other(items.size());
  for (unsigned shift = 0; shift < 64; shift += kBits) {
    const auto digit = [shift](std::uint64_t key) { return key >> shift & (kBuckets - 1); };
    if (digit(anySet ^ allSet) == 0) continue;  // The same in all keys.
    std::array<std::uint32_t, kBuckets> place{};
    for (const Entry& entry : entries) ++place[digit(entry.key)];
    std::exclusive_scan(place.begin(), place.end(), place.begin(), 0U);
    for (const Entry& entry : entries) other[place[digit(entry.key)]++] = entry;
    entries.swap(other);
  }
  for (std::size_t i = 0; i < items.size(); ++i) items[i] = entries[i].item;
}

}  // namespace spanloupe::query
