// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Checks one segment from its columns alone: every column decodes, rows agree, and what columns say about
// each other holds. One thread; several checkers may run side by side on their own connections.
#pragma once

#include <map>
#include <vector>

#include "core/store/check.h"
#include "core/store/segment_info.h"
#include "core/store/segment_reader.h"

namespace spanloupe::store {

/// Rows of each source.
using SourceRows = std::map<std::int64_t, std::uint64_t>;

struct SegmentCheck {
  std::vector<CheckProblem> problems;
  SourceRows spans, logs;
};

[[nodiscard]] SegmentCheck checkSegment(const std::shared_ptr<const SegmentInfo>& info, BlobCursor& cursor);

}  // namespace spanloupe::store
