// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rewrites segments over which traces are scattered into segments that each hold a range of trace ids, so
// that a trace lies in one: a file that lists its spans by service or by time leaves a part of every trace in
// every segment. Several ranges are collected in one pass over the segments, on every processor; memory does
// not grow with the number of segments. Blocks; the segments must not change meanwhile.
#pragma once

#include <functional>
#include <stop_token>

#include "core/store/segment_info.h"

namespace spanloupe::store {

/// Whether so many traces lie in several of `segments` that rewriting them is worth it. Links to other
/// segments do not count.
[[nodiscard]] bool areScattered(const Segments& segments);

/// Receives, on the calling thread and in order of trace id, the segments of one range after the other.
/// `done` = share of all ranges that are finished with this one. Traces too long for a segment lie in several
/// segments of the same range, which are the receiver's to change.
using MergedRange = std::function<Result<void>(std::vector<EncodedSegment>& range, double done)>;

/// Cancelled when `stop` is requested.
[[nodiscard]] Result<void> mergeSegments(const std::string& sessionPath, const Segments& segments,
                                         const MergedRange& write, const std::stop_token& stop);

}  // namespace spanloupe::store
