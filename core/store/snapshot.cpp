// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/snapshot.h"

#include <algorithm>

namespace spanloupe::store {

Snapshot::Snapshot(std::vector<std::shared_ptr<const SegmentInfo>> segments)
    : m_segments(std::move(segments)), m_superseded(m_segments.size()) {
  std::uint32_t position = 0;
  for (const auto& segment : m_segments) {
    m_firstPosition.push_back(position);
    position += segment->runs;
    m_traces += segment->summary.traces;
    for (const SharedRun& run : segment->shared) {
      const std::size_t place = placeOf(run.previousSegment);
      if (place == m_segments.size()) continue;
      m_superseded[place].push_back(run.previousRun);
      --m_traces;
    }
  }
  m_firstPosition.push_back(position);
  for (std::vector<std::uint32_t>& runs : m_superseded) std::sort(runs.begin(), runs.end());
}

std::size_t Snapshot::placeOf(std::uint32_t segmentId) const {
  const auto found = std::lower_bound(m_segments.begin(), m_segments.end(), segmentId,
                                      [](const auto& segment, std::uint32_t id) { return segment->id < id; });
  return found != m_segments.end() && (*found)->id == segmentId
             ? static_cast<std::size_t>(found - m_segments.begin())
             : m_segments.size();
}

bool Snapshot::isListed(RunRef run) const {
  if (run.run == 0 && m_segments[run.segment]->firstRunHasNoTrace) return false;
  const std::vector<std::uint32_t>& superseded = m_superseded[run.segment];
  return !std::binary_search(superseded.begin(), superseded.end(), run.run);
}

std::vector<std::uint32_t> Snapshot::positions() const {
  std::vector<std::uint32_t> positions;
  positions.reserve(m_traces);
  for (std::size_t segment = 0; segment < m_segments.size(); ++segment) {
    auto superseded = m_superseded[segment].begin();
    for (std::uint32_t run = m_segments[segment]->firstRunHasNoTrace ? 1 : 0; run < m_segments[segment]->runs;
         ++run) {
      while (superseded != m_superseded[segment].end() && *superseded < run) ++superseded;
      if (superseded != m_superseded[segment].end() && *superseded == run) continue;
      positions.push_back(m_firstPosition[segment] + run);
    }
  }
  return positions;
}

std::optional<std::uint32_t> Snapshot::withoutTrace() const {
  for (std::size_t place = m_segments.size(); place-- > 0;)
    if (m_segments[place]->firstRunHasNoTrace) return m_firstPosition[place];
  return std::nullopt;
}

std::optional<RunRef> Snapshot::at(std::uint32_t position) const {
  if (position >= m_firstPosition.back()) return std::nullopt;
  const auto next = std::upper_bound(m_firstPosition.begin(), m_firstPosition.end(), position);
  const auto segment = static_cast<std::uint32_t>(next - m_firstPosition.begin() - 1);
  return RunRef{segment, position - m_firstPosition[segment]};
}

const SharedRun* Snapshot::shared(RunRef run) const { return m_segments[run.segment]->sharedRun(run.run); }

std::vector<RunRef> Snapshot::chain(RunRef run) const {
  std::vector<RunRef> runs{run};
  if (run.run == 0 && m_segments[run.segment]->firstRunHasNoTrace) {
    for (std::uint32_t place = run.segment; place-- > 0;)
      if (m_segments[place]->firstRunHasNoTrace) runs.push_back({place, 0});
    return runs;
  }
  // Each step goes to an older segment, so a damaged session cannot make this endless.
  for (const SharedRun* next = shared(run); next != nullptr; next = shared(run)) {
    const std::size_t place = placeOf(next->previousSegment);
    if (place >= run.segment || next->previousRun >= m_segments[place]->runs) break;
    run = {static_cast<std::uint32_t>(place), next->previousRun};
    runs.push_back(run);
  }
  return runs;
}

}  // namespace spanloupe::store
