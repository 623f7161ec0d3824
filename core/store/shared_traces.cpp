// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/shared_traces.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/store/segment_duplicates.h"

namespace spanloupe::store {

Result<void> SharedTraces::add(const std::shared_ptr<const SegmentInfo>& info, const std::vector<TraceId>& ids) {
  m_segments.push_back(info);
  for (const TraceId id : ids)
    if (!id.isZero()) m_index.set(id, info->id);
  return {};
}

Result<void> SharedTraces::add(const std::shared_ptr<const SegmentInfo>& info) {
  const auto runs = m_cache.open(info).traceRuns();
  if (!runs) return tl::unexpected(runs.error());
  return add(info, (*runs)->ids);
}

const std::shared_ptr<const SegmentInfo>& SharedTraces::info(std::uint32_t id) const {
  return *std::lower_bound(m_segments.begin(), m_segments.end(), id,
                           [](const auto& segment, std::uint32_t wanted) { return segment->id < wanted; });
}

Result<std::optional<SharedRun>> SharedTraces::locate(TraceId id, std::uint32_t run) {
  const std::uint32_t guess = m_index.segment(id);
  if (guess == 0) return std::nullopt;
  const auto lookIn = [&](const std::shared_ptr<const SegmentInfo>& segment) -> Result<std::optional<SharedRun>> {
    const auto runs = m_cache.open(segment).traceRuns();
    if (!runs) return tl::unexpected(runs.error());
    const std::size_t found = (*runs)->find(id);
    if (found == (*runs)->ids.size()) return std::nullopt;
    return SharedRun{run, segment->id, static_cast<std::uint32_t>(found)};
  };
  auto shared = lookIn(info(guess));
  if (!shared || *shared) return shared;
  // Another trace with the same fingerprint was set later: rare enough to look everywhere.
  for (auto segment = m_segments.rbegin(); segment != m_segments.rend(); ++segment) {
    shared = lookIn(*segment);
    if (!shared || *shared) return shared;
  }
  return std::nullopt;
}

Result<std::vector<SharedRun>> SharedTraces::find(const EncodedSegment& segment) {
  std::vector<SharedRun> shared;
  for (std::uint32_t run = 0; run < segment.traceIds.size(); ++run) {
    if (segment.traceIds[run].isZero()) continue;
    const auto found = locate(segment.traceIds[run], run);
    if (!found) return tl::unexpected(found.error());
    if (*found) shared.push_back(**found);
  }
  return shared;
}

Result<void> SharedTraces::matchRun(const EncodedSegment& segment, SharedRun shared, std::vector<Pair>& pairs) {
  const std::uint32_t begin = shared.run == 0 ? 0 : segment.rowsEnd[shared.run - 1];
  std::unordered_multimap<SpanId, std::uint32_t> rowsById;
  for (std::uint32_t row = begin; row < segment.rowsEnd[shared.run]; ++row)
    if (!segment.spanIds[row].isZero()) rowsById.emplace(segment.spanIds[row], row);
  std::uint32_t id = shared.previousSegment;
  std::uint32_t run = shared.previousRun;
  while (id != 0) {
    const std::shared_ptr<const SegmentInfo>& stored = info(id);
    SegmentReader& reader = m_cache.open(stored);
    const auto runs = reader.traceRuns();
    if (!runs) return tl::unexpected(runs.error());
    const std::uint32_t first = (*runs)->begin(run);
    const auto ids = reader.integers(ColumnScope::Span, key::kSpanId, first, (*runs)->rowsEnd[run] - first);
    if (!ids) return tl::unexpected(ids.error());
    for (std::uint32_t i = 0; i < ids->size(); ++i) {
      const auto [from, to] = rowsById.equal_range(SpanId{(*ids)[i]});
      for (auto match = from; match != to; ++match) pairs.push_back({id, first + i, match->second});
    }
    const auto next = std::lower_bound(stored->shared.begin(), stored->shared.end(), run,
                                       [](const SharedRun& entry, std::uint32_t wanted) { return entry.run < wanted; });
    const bool hasNext = next != stored->shared.end() && next->run == run;
    id = hasNext ? next->previousSegment : 0;
    run = hasNext ? next->previousRun : 0;
  }
  return {};
}

Result<std::vector<std::uint32_t>> SharedTraces::duplicates(const EncodedSegment& segment,
                                                            std::span<const SharedRun> shared) {
  std::vector<Pair> pairs;
  for (const SharedRun& run : shared)
    if (const auto matched = matchRun(segment, run, pairs); !matched) return tl::unexpected(matched.error());
  std::vector<std::uint32_t> duplicates;
  if (pairs.empty()) return duplicates;

  const auto hashRows = [](SegmentReader& reader, std::vector<std::uint32_t> rows)
      -> Result<std::map<std::uint32_t, ContentHash>> {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    const auto hashes = contentHashes(reader, rows);
    if (!hashes) return tl::unexpected(hashes.error());
    std::map<std::uint32_t, ContentHash> byRow;
    for (std::size_t i = 0; i < rows.size(); ++i) byRow.emplace(rows[i], (*hashes)[i]);
    return byRow;
  };
  std::vector<std::uint32_t> newRows;
  std::map<std::uint32_t, std::vector<std::uint32_t>> storedRows;
  for (const Pair& pair : pairs) {
    newRows.push_back(pair.newRow);
    storedRows[pair.segment].push_back(pair.storedRow);
  }
  SegmentReader encoded(std::make_unique<EncodedColumns>(segment), segment.summary);
  const auto newHashes = hashRows(encoded, std::move(newRows));
  if (!newHashes) return tl::unexpected(newHashes.error());
  for (auto& [id, rows] : storedRows) {
    const auto storedHashes = hashRows(m_cache.open(info(id)), std::move(rows));
    if (!storedHashes) return tl::unexpected(storedHashes.error());
    for (const Pair& pair : pairs)
      if (pair.segment == id && newHashes->at(pair.newRow) == storedHashes->at(pair.storedRow))
        duplicates.push_back(pair.newRow);
  }
  std::sort(duplicates.begin(), duplicates.end());
  duplicates.erase(std::unique(duplicates.begin(), duplicates.end()), duplicates.end());
  return duplicates;
}

}  // namespace spanloupe::store
