// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/span_filter.h"

#include <algorithm>

namespace spanloupe::store {
namespace {

/// Never 0, which marks a free slot.
std::uint32_t tagOf(std::uint64_t fingerprint) {
  return std::max(std::uint32_t{1}, static_cast<std::uint32_t>(fingerprint));
}

}  // namespace

SpanFilter::SpanFilter() : m_parts(std::size_t{1} << kPartBits) {}

std::uint64_t SpanFilter::fingerprint(TraceId trace, SpanId span) {
  return mixBits(hashOf(trace) + 0x9e3779b97f4a7c15ULL * hashOf(span));
}

std::size_t SpanFilter::slot(const Part& part, std::uint32_t tag) {
  // The tag's place among all tags, scaled: no division, and growing keeps neighbours neighbours.
  std::size_t at = (std::uint64_t{tag} * part.tags.size()) >> 32;
  while (part.tags[at] != 0 && part.tags[at] != tag) at = at + 1 == part.tags.size() ? 0 : at + 1;
  return at;
}

bool SpanFilter::mayHave(TraceId trace, SpanId span) const {
  const std::uint64_t print = fingerprint(trace, span);
  const Part& part = m_parts[print >> (64 - kPartBits)];
  return !part.tags.empty() && part.tags[slot(part, tagOf(print))] != 0;
}

std::uint64_t SpanFilter::size() const {
  std::uint64_t size = 0;
  for (const Part& part : m_parts) size += part.count;
  return size;
}

void SpanFilter::add(TraceId trace, SpanId span) {
  const std::uint64_t print = fingerprint(trace, span);
  Part& part = m_parts[print >> (64 - kPartBits)];
  if (std::uint64_t{part.count} * 4 >= std::uint64_t{part.tags.size()} * 3) grow(part);
  std::uint32_t& place = part.tags[slot(part, tagOf(print))];
  if (place == 0) ++part.count;
  place = tagOf(print);
}

void SpanFilter::grow(Part& part) {
  Part larger;
  larger.tags.resize(part.tags.empty() ? 8 : part.tags.size() + part.tags.size() / 2);
  larger.count = part.count;
  for (const std::uint32_t tag : part.tags)
    if (tag != 0) larger.tags[slot(larger, tag)] = tag;
  part = std::move(larger);
}

}  // namespace spanloupe::store
