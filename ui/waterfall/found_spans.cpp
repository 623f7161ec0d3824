// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/found_spans.h"

#include <algorithm>

namespace spanloupe::waterfall {

FoundSpans::FoundSpans(const TraceDocument& document, std::shared_ptr<const SpanMatches> matches)
    : m_matches(std::move(matches)) {
  if (m_matches == nullptr) return;
  m_positions.reserve(m_matches->spans.size());
  // Marking and collecting beats sorting when much of a large trace was found.
  const std::size_t nodes = document.nodeCount();
  if (m_matches->spans.size() > nodes / 16) {
    std::vector<std::uint8_t> found(nodes);
    for (const SpanIndex span : m_matches->spans) {
      if (span < document.spanCount()) found[document.position[span]] = 1;
    }
    for (std::uint32_t at = 0; at < nodes; ++at) {
      if (found[at] != 0) m_positions.push_back(at);
    }
    return;
  }
  for (const SpanIndex span : m_matches->spans) {
    if (span < document.spanCount()) m_positions.push_back(document.position[span]);
  }
  std::sort(m_positions.begin(), m_positions.end());
}

std::uint32_t FoundSpans::indexOf(std::uint32_t position) const {
  const auto at = std::lower_bound(m_positions.begin(), m_positions.end(), position);
  if (at == m_positions.end() || *at != position) return kNotFound;
  return static_cast<std::uint32_t>(at - m_positions.begin());
}

std::uint32_t FoundSpans::next(std::uint32_t position, bool forward) const {
  if (m_positions.empty()) return kNotFound;
  if (forward) {
    const auto at = std::upper_bound(m_positions.begin(), m_positions.end(), position);
    return at != m_positions.end() ? *at : m_positions.front();
  }
  const auto at = std::lower_bound(m_positions.begin(), m_positions.end(), position);
  return at != m_positions.begin() ? *std::prev(at) : m_positions.back();
}

}  // namespace spanloupe::waterfall
