// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/trace_index.h"

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

void TraceIndex::grow(Part& part) {
  Part larger;
  larger.tags.resize(part.tags.empty() ? 8 : part.tags.size() + part.tags.size() / 2);
  larger.segments.resize(larger.tags.size());
  for (std::size_t i = 0; i < part.tags.size(); ++i) {
    if (part.segments[i] == 0) continue;
    const std::size_t at = slot(larger, part.tags[i]);
    larger.tags[at] = part.tags[i];
    larger.segments[at] = part.segments[i];
  }
  larger.count = part.count;
  part = std::move(larger);
}

}  // namespace spanloupe::store
