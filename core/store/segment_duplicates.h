// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finding spans that are in a session already (decisions.md 1): same trace id, span id and content. Pure but
// for reading columns.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/model/span_sink.h"
#include "core/store/segment_reader.h"

namespace spanloupe::store {

/// XXH3-128 over everything about a span: all fields, attributes in order, events, links, resource and scope.
struct ContentHash {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend constexpr auto operator<=>(const ContentHash&, const ContentHash&) = default;
};

/// The content of each of `rows`, which must ascend.
[[nodiscard]] Result<std::vector<ContentHash>> contentHashes(SegmentReader& reader,
                                                             std::span<const std::uint32_t> rows);

/// Of rows that share trace and span id with an earlier row of the segment (pairs of earlier, later), the
/// later ones whose content is that of any earlier row with the id.
[[nodiscard]] std::vector<std::uint32_t> equalRows(
    const EncodedSegment& segment, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs);

}  // namespace spanloupe::store
