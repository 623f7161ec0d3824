// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/merge_plan.h"

#include <algorithm>

#include "core/store/column_codec.h"
#include "core/store/encoded_segment.h"

namespace spanloupe::store {
namespace {

/// One sample stands for so many rows.
constexpr std::uint32_t kSampled = 64;
/// A little less than a segment: samples are not exact, and a range that is too long is cut anywhere.
constexpr std::uint32_t kRangeRows = kSegmentRows - kSegmentRows / 16;

Result<std::vector<TraceId>> logTraceIds(SegmentReader& reader) {
  const std::uint32_t count = reader.summary().logs;
  const auto high = reader.integers(ColumnScope::Log, key::kTraceIdHigh, 0, count);
  if (!high) return tl::unexpected(high.error());
  const auto low = reader.integers(ColumnScope::Log, key::kTraceIdLow, 0, count);
  if (!low) return tl::unexpected(low.error());
  std::vector<TraceId> ids(count);
  for (std::uint32_t row = 0; row < count; ++row) ids[row] = {(*high)[row], (*low)[row]};
  return ids;
}

/// The smallest id above; there is one above every id of a trace that another follows.
TraceId after(TraceId id) { return id.low + 1 != 0 ? TraceId{id.high, id.low + 1} : TraceId{id.high + 1, 0}; }

template <typename Ids>
std::pair<std::size_t, std::size_t> between(const Ids& ids, TraceId begin, std::optional<TraceId> end) {
  const auto first = std::lower_bound(ids.begin(), ids.end(), begin);
  const auto last = end ? std::lower_bound(first, ids.end(), *end) : ids.end();
  return {static_cast<std::size_t>(first - ids.begin()), static_cast<std::size_t>(last - ids.begin())};
}

}  // namespace

Result<RowRange> spansBetween(SegmentReader& reader, TraceId begin, std::optional<TraceId> end) {
  const auto runs = reader.traceRuns();
  if (!runs) return tl::unexpected(runs.error());
  const auto [first, last] = between((*runs)->ids, begin, end);
  if (first == last) return RowRange{};
  const std::uint32_t row = (*runs)->begin(first);
  return RowRange{row, (*runs)->rowsEnd[last - 1] - row};
}

Result<RowRange> logsBetween(SegmentReader& reader, TraceId begin, std::optional<TraceId> end) {
  if (reader.summary().logs == 0) return RowRange{};
  const auto ids = logTraceIds(reader);
  if (!ids) return tl::unexpected(ids.error());
  const auto [first, last] = between(*ids, begin, end);
  return RowRange{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last - first)};
}

Result<void> MergePlan::add(SegmentReader& reader) {
  const auto runs = reader.traceRuns();
  if (!runs) return tl::unexpected(runs.error());
  std::uint32_t begin = 0;
  for (std::size_t run = 0; run < (*runs)->ids.size(); ++run) {
    // As many samples as whole multiples of kSampled lie in the run's rows.
    const std::uint32_t end = (*runs)->rowsEnd[run];
    const std::uint32_t samples = end / kSampled - begin / kSampled;
    if (samples != 0) m_samples.push_back({(*runs)->ids[run], samples * kSampled, 0});
    begin = end;
  }
  if (reader.summary().logs == 0) return {};
  const auto ids = logTraceIds(reader);
  if (!ids) return tl::unexpected(ids.error());
  for (std::size_t row = kSampled - 1; row < ids->size(); row += kSampled)
    m_samples.push_back({(*ids)[row], 0, kSampled});
  return {};
}

std::vector<TraceId> MergePlan::ranges() {
  std::sort(m_samples.begin(), m_samples.end(), [](const Sample& a, const Sample& b) { return a.id < b.id; });
  std::vector<TraceId> begins{TraceId{}};
  std::uint64_t spans = 0;
  std::uint64_t logs = 0;
  std::optional<TraceId> tooLong;  // The trace before, when it needs a range of its own.
  for (std::size_t i = 0; i < m_samples.size();) {
    std::uint64_t traceSpans = 0;
    std::uint64_t traceLogs = 0;
    const TraceId id = m_samples[i].id;
    for (; i < m_samples.size() && m_samples[i].id == id; ++i) {
      traceSpans += m_samples[i].spans;
      traceLogs += m_samples[i].logs;
    }
    if ((spans != 0 || logs != 0) && (spans + traceSpans > kRangeRows || logs + traceLogs > kRangeRows)) {
      // Traces between the samples belong to the range before, but not to that of a long trace.
      begins.push_back(tooLong ? after(*tooLong) : id);
      if (tooLong && (traceSpans > kRangeRows || traceLogs > kRangeRows) && begins.back() != id)
        begins.push_back(id);
      spans = logs = 0;
    }
    tooLong = traceSpans > kRangeRows || traceLogs > kRangeRows ? std::optional(id) : std::nullopt;
    spans += traceSpans;
    logs += traceLogs;
  }
  return begins;
}

}  // namespace spanloupe::store
