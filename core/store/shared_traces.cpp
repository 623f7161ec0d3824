// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/shared_traces.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>

#include "core/store/segment_duplicates.h"

namespace spanloupe::store {
namespace {

// Parts of earlier segments to look at for one new segment before the filter is made.
constexpr std::size_t kWalked = 4096;
constexpr std::size_t kWalkedPerRun = 4;

}  // namespace

void SharedTraces::remember(const std::shared_ptr<const SegmentInfo>& info, const std::vector<TraceId>& ids) {
  m_segments.push_back(info);
  for (const TraceId id : ids)
    if (!id.isZero()) m_index.set(id, info->id);
}

void SharedTraces::add(const std::shared_ptr<const SegmentInfo>& info, const EncodedSegment& segment) {
  remember(info, segment.traceIds);
  if (!m_filter) return;
  std::size_t row = 0;
  for (std::size_t run = 0; run < segment.traceIds.size(); ++run)
    for (; row < segment.rowsEnd[run]; ++row) m_filter->add(segment.traceIds[run], segment.spanIds[row]);
}

Result<void> SharedTraces::add(const std::shared_ptr<const SegmentInfo>& info) {
  const auto runs = m_cache.open(info).traceRuns();
  if (!runs) return tl::unexpected(runs.error());
  remember(info, (*runs)->ids);
  return {};
}

void SharedTraces::takeBack(const SegmentInfo& info, const EncodedSegment& segment) {
  m_segments.pop_back();
  for (const SharedRun& run : info.shared) m_index.set(segment.traceIds[run.run], run.previousSegment);
  m_index.forget({info.id});
}

Segments SharedTraces::segmentsAfter(std::uint32_t after) const {
  const auto first = std::upper_bound(m_segments.begin(), m_segments.end(), after,
                                      [](std::uint32_t id, const auto& segment) { return id < segment->id; });
  return {first, m_segments.end()};
}

void SharedTraces::forget(const Segments& replaced) {
  std::erase_if(m_segments, [&replaced](const auto& segment) {
    return segment->id >= replaced.front()->id && segment->id <= replaced.back()->id;
  });
}

Result<SharedTraces::NewestParts> SharedTraces::newestParts(const Segments& gone,
                                                            const EvictionLinks& links) {
  NewestParts parts;
  for (const auto& segment : gone) {
    // By segment and run, so those of one segment follow each other.
    auto link = links.onwards.lower_bound({segment->id, 0});
    if (link == links.onwards.end() || link->first.first != segment->id) continue;
    const auto runs = m_cache.open(segment).traceRuns();
    if (!runs) return tl::unexpected(runs.error());
    for (; link != links.onwards.end() && link->first.first == segment->id; ++link) {
      const TraceId id = (*runs)->ids[link->first.second];
      if (link->second.first != 0 && m_index.segment(id) == segment->id)
        parts.emplace_back(id, link->second.first);
    }
  }
  return parts;
}

void SharedTraces::drop(const Segments& gone, const NewestParts& parts, const Segments& changed) {
  std::vector<std::uint32_t> ids;
  for (const auto& segment : gone) ids.push_back(segment->id);
  std::sort(ids.begin(), ids.end());
  std::erase_if(m_segments, [&ids](const auto& segment) {
    return std::binary_search(ids.begin(), ids.end(), segment->id);
  });
  for (const auto& info : changed)
    for (auto& segment : m_segments)
      if (segment->id == info->id) segment = info;
  for (const auto& [trace, segment] : parts) m_index.set(trace, segment);
  m_index.forget(ids);
  // What the filter has of them is only a waste: it is made again when that is too much.
  std::uint64_t spans = 0;
  for (const auto& segment : m_segments) spans += segment->summary.spans;
  if (m_filter && m_filter->size() > 2 * spans + kSegmentRows) m_filter.reset();
}

void SharedTraces::clear() {
  m_segments.clear();
  m_index = {};
  m_filter.reset();
}

Result<void> SharedTraces::fillFilter() {
  m_filter.emplace();
  for (const auto& segment : m_segments) {
    SegmentReader& reader = m_cache.open(segment);
    const auto runs = reader.traceRuns();
    if (!runs) return tl::unexpected(runs.error());
    const auto ids = reader.integers(ColumnScope::Span, key::kSpanId, 0, segment->summary.spans);
    if (!ids) return tl::unexpected(ids.error());
    std::size_t row = 0;
    for (std::size_t run = 0; run < (*runs)->ids.size(); ++run)
      for (; row < (*runs)->rowsEnd[run]; ++row) m_filter->add((*runs)->ids[run], SpanId{(*ids)[row]});
  }
  return {};
}

std::vector<SharedRun> SharedTraces::suspects(const EncodedSegment& segment,
                                              std::span<const SharedRun> shared) const {
  std::vector<SharedRun> found;
  for (const SharedRun& run : shared) {
    const auto begin = segment.spanIds.begin() + (run.run == 0 ? 0 : segment.rowsEnd[run.run - 1]);
    const auto end = segment.spanIds.begin() + segment.rowsEnd[run.run];
    if (std::any_of(begin, end, [&](SpanId id) { return m_filter->mayHave(segment.traceIds[run.run], id); }))
      found.push_back(run);
  }
  return found;
}

std::shared_ptr<const SegmentInfo> SharedTraces::info(std::uint32_t id) const {
  const auto found =
      std::lower_bound(m_segments.begin(), m_segments.end(), id,
                       [](const auto& segment, std::uint32_t wanted) { return segment->id < wanted; });
  return found != m_segments.end() && (*found)->id == id ? *found : nullptr;
}

Result<std::optional<SharedRun>> SharedTraces::locate(TraceId id, std::uint32_t run) {
  const std::uint32_t guess = m_index.segment(id);
  if (guess == 0) return std::nullopt;
  const auto lookIn =
      [&](const std::shared_ptr<const SegmentInfo>& segment) -> Result<std::optional<SharedRun>> {
    const auto runs = m_cache.open(segment).traceRuns();
    if (!runs) return tl::unexpected(runs.error());
    const std::size_t found = (*runs)->find(id);
    if (found == (*runs)->ids.size()) return std::nullopt;
    return SharedRun{run, segment->id, static_cast<std::uint32_t>(found)};
  };
  Result<std::optional<SharedRun>> shared;
  if (const auto guessed = info(guess)) shared = lookIn(guessed);
  if (!shared || *shared) return shared;
  // Another trace with the same fingerprint was set later, or a segment was not written after all: rare
  // enough to look everywhere.
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

Result<std::vector<SharedRun>> SharedTraces::findBefore(const EncodedSegment& segment,
                                                        std::uint32_t replaced) {
  auto shared = find(segment);
  if (!shared) return shared;
  std::erase_if(*shared, [&](SharedRun& run) {
    while (run.previousSegment >= replaced) {
      const auto previous = info(run.previousSegment);
      const SharedRun* const older = previous ? previous->sharedRun(run.previousRun) : nullptr;
      if (older == nullptr) return true;
      run.previousSegment = older->previousSegment;
      run.previousRun = older->previousRun;
    }
    return false;
  });
  return shared;
}

Result<void> SharedTraces::matchStored(const std::shared_ptr<const SegmentInfo>& stored,
                                       std::span<const SharedRun> runs, const SpanIdTable& newRows,
                                       std::vector<Pair>& pairs) {
  SegmentReader& reader = m_cache.open(stored);
  const auto traces = reader.traceRuns();
  if (!traces) return tl::unexpected(traces.error());
  // Whole when much of the segment is wanted, else run by run.
  const bool whole = runs.size() * 8 > (*traces)->ids.size();
  std::vector<std::uint64_t> ids;
  std::uint32_t idsBegin = 0;
  const auto load = [&](std::uint32_t first, std::uint32_t count) -> Result<void> {
    auto loaded = reader.integers(ColumnScope::Span, key::kSpanId, first, count);
    if (!loaded) return tl::unexpected(loaded.error());
    ids = std::move(*loaded);
    idsBegin = first;
    return {};
  };
  if (whole)
    if (const auto loaded = load(0, stored->summary.spans); !loaded) return loaded;
  for (const SharedRun& run : runs) {
    const std::uint32_t first = (*traces)->begin(run.previousRun);
    const std::uint32_t end = (*traces)->rowsEnd[run.previousRun];
    if (!whole)
      if (const auto loaded = load(first, end - first); !loaded) return loaded;
    for (std::uint32_t row = first; row < end; ++row) {
      const SpanId id{ids[row - idsBegin]};
      if (id.isZero()) continue;
      // Rows of the new segment with equal ids follow the first in the same run.
      for (std::uint32_t match = newRows.find(run.run, id); match != SpanIdTable::kNone;
           match = newRows.next(match))
        pairs.push_back({stored->id, row, match});
    }
  }
  return {};
}

Result<std::optional<std::vector<SharedTraces::Pair>>> SharedTraces::match(const EncodedSegment& segment,
                                                                           std::span<const SharedRun> shared,
                                                                           std::size_t most) {
  SpanIdTable newRows(segment.spanIds.size());
  for (const SharedRun& run : shared) {
    const std::uint32_t begin = run.run == 0 ? 0 : segment.rowsEnd[run.run - 1];
    for (std::uint32_t row = begin; row < segment.rowsEnd[run.run]; ++row)
      if (!segment.spanIds[row].isZero()) newRows.add(run.run, segment.spanIds[row], row);
  }
  // Newest segment first: whatever links to an older one is then handled together with what links there
  // directly.
  std::map<std::uint32_t, std::vector<SharedRun>, std::greater<>> waiting;
  for (const SharedRun& run : shared) waiting[run.previousSegment].push_back(run);
  std::vector<Pair> pairs;
  std::size_t looked = 0;
  while (!waiting.empty()) {
    auto [id, runs] = std::move(*waiting.begin());
    waiting.erase(waiting.begin());
    looked += runs.size();
    if (looked > most) return std::nullopt;
    // Links to segments that were dropped lead nowhere.
    const auto stored = info(id);
    if (stored == nullptr) continue;
    if (const auto matched = matchStored(stored, runs, newRows, pairs); !matched)
      return tl::unexpected(matched.error());
    for (const SharedRun& run : runs)
      if (const SharedRun* const older = stored->sharedRun(run.previousRun))
        waiting[older->previousSegment].push_back({run.run, older->previousSegment, older->previousRun});
  }
  return pairs;
}

Result<std::vector<SharedTraces::Pair>> SharedTraces::pairs(const EncodedSegment& segment,
                                                            std::span<const SharedRun> shared) {
  if (!m_filter) {
    auto matched = match(segment, shared, kWalked + kWalkedPerRun * shared.size());
    if (!matched) return tl::unexpected(matched.error());
    if (*matched) return std::move(**matched);
    if (const auto filled = fillFilter(); !filled) return tl::unexpected(filled.error());
  }
  auto matched = match(segment, suspects(segment, shared), std::numeric_limits<std::size_t>::max());
  if (!matched) return tl::unexpected(matched.error());
  return std::move(**matched);
}

Result<SharedTraces::Duplicates> SharedTraces::duplicates(const EncodedSegment& segment,
                                                          std::span<const SharedRun> shared,
                                                          const std::set<std::uint32_t>& cleared) {
  const auto matched = pairs(segment, shared);
  if (!matched) return tl::unexpected(matched.error());
  const std::vector<Pair>& pairs = *matched;
  Duplicates found;
  if (pairs.empty()) return found;

  const auto hashRows = [](SegmentReader& reader,
                           std::vector<std::uint32_t> rows) -> Result<std::map<std::uint32_t, ContentHash>> {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    const auto hashes = contentHashes(reader, rows);
    if (!hashes) return tl::unexpected(hashes.error());
    std::map<std::uint32_t, ContentHash> byRow;
    for (std::size_t i = 0; i < rows.size(); ++i) byRow.emplace(rows[i], (*hashes)[i]);
    return byRow;
  };
  std::vector<std::uint32_t> newRows;
  std::map<std::uint32_t, std::vector<Pair>> bySegment;
  for (const Pair& pair : pairs) {
    newRows.push_back(pair.newRow);
    bySegment[pair.segment].push_back(pair);
  }
  SegmentReader encoded(std::make_unique<EncodedColumns>(segment), segment.summary);
  const auto newHashes = hashRows(encoded, std::move(newRows));
  if (!newHashes) return tl::unexpected(newHashes.error());
  for (const auto& [id, ofSegment] : bySegment) {
    std::vector<std::uint32_t> storedRows;
    for (const Pair& pair : ofSegment) storedRows.push_back(pair.storedRow);
    const auto storedHashes = hashRows(m_cache.open(info(id)), std::move(storedRows));
    if (!storedHashes) return tl::unexpected(storedHashes.error());
    for (const Pair& pair : ofSegment)
      if (newHashes->at(pair.newRow) == storedHashes->at(pair.storedRow)) {
        if (cleared.contains(id)) {
          found.inCleared = true;
        } else {
          found.rows.push_back(pair.newRow);
        }
      }
  }
  std::sort(found.rows.begin(), found.rows.end());
  found.rows.erase(std::unique(found.rows.begin(), found.rows.end()), found.rows.end());
  return found;
}

}  // namespace spanloupe::store
