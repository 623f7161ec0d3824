// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/trace_slice.h"

#include <algorithm>
#include <map>

namespace spanloupe::query {
namespace {

struct Bounds {
  std::uint32_t first = 0xffffffff;
  std::uint32_t last = 0;
  std::size_t slice = 0;
};

void forgetSimpleOrder(TraceSlice& slice) {
  for (std::uint32_t row = 0; row < slice.count; ++row)
    if (slice.spans[row] != slice.spans[0] + row) return;
  slice.firstSpan = slice.spans[0];
  slice.spans = {};
}

}  // namespace

Result<std::vector<TraceSlice>> slicesOf(const store::Snapshot& snapshot, const Trace& trace) {
  std::map<std::uint32_t, Bounds> bounds;
  Bounds* known = nullptr;
  std::uint32_t knownSegment = 0;
  const auto of = [&](std::uint32_t segment) -> Bounds& {
    if (known == nullptr || segment != knownSegment) {
      known = &bounds[segment];
      knownSegment = segment;
    }
    return *known;
  };
  for (const SpanRef ref : trace.ref) {
    Bounds& one = of(ref.segment);
    one.first = std::min(one.first, ref.row);
    one.last = std::max(one.last, ref.row);
  }
  std::vector<TraceSlice> slices;
  for (auto& [segment, one] : bounds) {
    const std::size_t place = snapshot.placeOf(segment);
    if (place == snapshot.segments().size())
      return fail(ErrorKind::NotFound, "the trace is no longer in this session");
    one.slice = slices.size();
    TraceSlice& slice = slices.emplace_back();
    slice.segment = snapshot.segments()[place];
    if (one.last >= slice.segment->summary.spans)
      return fail(ErrorKind::InvalidArgument, "a span is not of this snapshot");
    slice.first = one.first;
    slice.count = one.last - one.first + 1;
    slice.spans.assign(slice.count, kNoSpan);
  }
  for (SpanIndex span = 0; span < trace.size(); ++span) {
    TraceSlice& slice = slices[of(trace.ref[span].segment).slice];
    slice.spans[trace.ref[span].row - slice.first] = span;
  }
  for (TraceSlice& slice : slices) forgetSimpleOrder(slice);
  return slices;
}

}  // namespace spanloupe::query
