// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/segment_rewrite.h"

#include <algorithm>

#include "core/store/segment_builder.h"

namespace spanloupe::store {

Result<EncodedSegment> rewriteWithout(const EncodedSegment& segment, std::span<const std::uint32_t> dropped) {
  EncodedSegment result;
  SegmentBuilder builder([&result](EncodedSegment sealed) { result = std::move(sealed); });
  SegmentReader reader(std::make_unique<EncodedColumns>(segment), segment.summary);
  reader.onSource([&builder](std::int64_t source) { builder.setSource(source); });
  std::vector<std::uint32_t> kept;
  for (std::uint32_t row = 0; row < segment.summary.spans; ++row)
    if (!std::binary_search(dropped.begin(), dropped.end(), row)) kept.push_back(row);
  if (const auto visited = reader.visitSpansAt(kept, builder); !visited)
    return tl::unexpected(visited.error());
  if (const auto visited = reader.visitLogs(0, segment.summary.logs, builder); !visited)
    return tl::unexpected(visited.error());
  builder.finish();
  result.duplicates = segment.duplicates;
  return result;
}

}  // namespace spanloupe::store
