// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What dropping the oldest segments of a session comes to: what is lost of which source, which rows are kept
// because their trace is pinned, and which newer segments must be linked past the ones that go. Reads, and
// changes nothing; writer thread.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "core/store/segment_info.h"

namespace spanloupe::store {

/// Of one source.
struct Evicted {
  std::uint64_t spans = 0, logs = 0;
  std::uint64_t traces = 0;                                  ///< Of which nothing is left.
  std::uint64_t minStart = ~std::uint64_t{0}, maxStart = 0;  ///< Nanoseconds; of whole segments.
};

/// A run of a segment that goes, and where the trace goes on among older segments that stay.
using RunPlace = std::pair<std::uint32_t, std::uint32_t>;  ///< Segment id, run.
struct EvictionLinks {
  std::vector<std::uint32_t> gone;  ///< Segments that go; sorted ids.
  std::map<RunPlace, RunPlace> onwards;
  [[nodiscard]] bool isGone(std::uint32_t segment) const;
};

struct EvictionPlan {
  std::map<std::int64_t, Evicted> counts;  ///< By source.
  std::vector<EncodedSegment> kept;        ///< Rows of pinned traces.
  EvictionLinks links;
  Segments relinked;  ///< Segments that stay, with new links.
};

/// `segments` = some of `all`; `pinned` is sorted.
[[nodiscard]] Result<EvictionPlan> planEviction(const Segments& all, const Segments& segments,
                                                std::span<const TraceId> pinned, BlobCursor& cursor);

/// Leads links around what goes; erases those that then lead nowhere. Whether any changed.
bool redirect(const EvictionLinks& links, std::vector<SharedRun>& shared);
/// Links runs of `segment`, whose links are `shared`, to the runs of the same traces in `earlier`.
void linkTo(const SegmentInfo& info, const EncodedSegment& earlier, const EncodedSegment& segment,
            std::vector<SharedRun>& shared);

}  // namespace spanloupe::store
