// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Two to four columns of numbers per segment and no text at all. Parts of one trace are put together from the
// arrays themselves: all parts have positions.
#include "core/store/trace_points.h"

#include "core/base/time.h"
#include "core/store/column_loader.h"
#include "core/store/reader_impl.h"
#include "core/store/trace_extent.h"

namespace spanloupe::store {
namespace {

Result<void> addSegment(ReaderImpl& impl, const Snapshot& snapshot, std::size_t place, TracePoints& points) {
  const std::uint32_t runs = snapshot.segments()[place]->runs;
  if (runs == 0) return {};
  Loader loader(impl.open(snapshot, place), ColumnScope::Trace, 0, runs);
  const Numbers base = loader.integers(key::kStartBase);
  const Numbers offset = loader.integers(key::kExtentStart);
  const Numbers length = loader.integers(key::kExtentDuration);
  const Numbers errors = loader.integers(key::kErrors);
  if (loader.error()) return tl::unexpected(*loader.error());
  for (std::uint32_t run = 0; run < runs; ++run) {
    const std::uint64_t start = base[run] + offset[run];
    points.start.push_back(start);
    points.duration.push_back(
        elapsed(timestampFromNanos(start), timestampFromNanos(start + length[run])).count());
    points.state.push_back(errors[run] != 0 ? TracePoints::kError : 0);
  }
  return {};
}

/// The whole trace at the position of its newest part, as readTraceRows() puts it together.
void joinParts(const Snapshot& snapshot, RunRef head, TracePoints& points) {
  const std::uint32_t at = snapshot.firstPosition(head.segment) + head.run;
  TraceExtent extent;
  unsigned state = points.state[at];
  for (const RunRef part : snapshot.chain(head)) {
    const std::uint32_t other = snapshot.firstPosition(part.segment) + part.run;
    extent.add(points.start[other], static_cast<std::uint64_t>(points.duration[other]));
    state |= points.state[other] & TracePoints::kError;
  }
  points.start[at] = nanosOf(extent.start());
  points.duration[at] = extent.duration().count();
  points.state[at] = static_cast<std::uint8_t>(state);
}

}  // namespace

Result<TracePoints> readTracePoints(ReaderImpl& impl, const Snapshot& snapshot, const std::stop_token& stop) {
  const std::size_t segments = snapshot.segments().size();
  std::size_t runs = 0;
  for (const auto& segment : snapshot.segments()) runs += segment->runs;
  TracePoints points;
  points.start.reserve(runs);
  points.duration.reserve(runs);
  points.state.reserve(runs);
  for (std::size_t place = 0; place < segments; ++place) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    if (const auto added = addSegment(impl, snapshot, place, points); !added)
      return tl::unexpected(added.error());
  }
  for (const std::uint32_t position : snapshot.positions()) points.state[position] |= TracePoints::kListed;
  for (std::uint32_t place = 0; place < segments; ++place) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    // Only heads are changed, and no head is a part of another trace.
    for (const SharedRun& shared : snapshot.segments()[place]->shared)
      if ((points.state[snapshot.firstPosition(place) + shared.run] & TracePoints::kListed) != 0)
        joinParts(snapshot, {place, shared.run}, points);
  }
  return points;
}

}  // namespace spanloupe::store
