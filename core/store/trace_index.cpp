// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/trace_index.h"

#include <algorithm>

namespace spanloupe::store {

TraceIndex::TraceIndex() : m_parts(std::size_t{1} << kPartBits) {}

std::size_t TraceIndex::slot(const Part& part, std::uint32_t tag) {
  std::size_t at = tag % part.tags.size();
  while (part.segments[at] != 0 && part.tags[at] != tag) at = at + 1 == part.tags.size() ? 0 : at + 1;
  return at;
}

std::uint32_t TraceIndex::segment(TraceId id) const {
  const std::uint64_t hash = hashOf(id);
  const Part& part = m_parts[hash >> (64 - kPartBits)];
  return part.tags.empty() ? 0 : part.segments[slot(part, static_cast<std::uint32_t>(hash))];
}

void TraceIndex::set(TraceId id, std::uint32_t segment) {
  const std::uint64_t hash = hashOf(id);
  Part& part = m_parts[hash >> (64 - kPartBits)];
  if (std::uint64_t{part.count} * 4 >= std::uint64_t{part.tags.size()} * 3) grow(part);
  const auto tag = static_cast<std::uint32_t>(hash);
  const std::size_t at = slot(part, tag);
  if (part.segments[at] == 0) ++part.count;
  part.tags[at] = tag;
  part.segments[at] = segment;
}

template <typename Keep>
TraceIndex::Part TraceIndex::rebuilt(const Part& part, std::size_t size, Keep keep) {
  Part result;
  result.tags.resize(size);
  result.segments.resize(size);
  for (std::size_t i = 0; i < part.tags.size(); ++i) {
    if (part.segments[i] == 0 || !keep(part.segments[i])) continue;
    const std::size_t at = slot(result, part.tags[i]);
    result.tags[at] = part.tags[i];
    result.segments[at] = part.segments[i];
    ++result.count;
  }
  return result;
}

void TraceIndex::grow(Part& part) {
  const std::size_t size = part.tags.empty() ? 8 : part.tags.size() + part.tags.size() / 2;
  part = rebuilt(part, size, [](std::uint32_t) { return true; });
}

void TraceIndex::forget(const std::vector<std::uint32_t>& segments) {
  const auto stays = [&segments](std::uint32_t segment) {
    return !std::binary_search(segments.begin(), segments.end(), segment);
  };
  for (Part& part : m_parts) {
    std::size_t left = 0;
    for (const std::uint32_t segment : part.segments) left += segment != 0 && stays(segment) ? 1 : 0;
    if (left == part.count) continue;
    // Half as large again as it must be: it will grow again.
    const std::size_t size = std::min(part.tags.size(), std::max<std::size_t>(8, left * 2));
    part = rebuilt(part, size, stays);
  }
}

}  // namespace spanloupe::store
