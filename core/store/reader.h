// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Questions to a session. A Reader owns one read-only connection and is used by one thread at a time; make
// one per thread. Snapshots are immutable and shared. Long questions poll the stop token and end with
// Cancelled.
//
// A session that receives is merged and cut while it is read: what a snapshot lists is there for about ten
// seconds after it was replaced (SegmentUpkeep), or less when much is received. A question about an older
// snapshot then ends with Outdated: take a new snapshot() and ask again. What takes long uses forParts().
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/record.h"
#include "core/model/trace.h"
#include "core/store/statistics.h"
#include "core/store/trace_filter.h"
#include "core/store/trace_outline.h"
#include "core/store/trace_points.h"

namespace spanloupe::store {

class Snapshot;
class ReaderImpl;
class SegmentReader;
struct SegmentInfo;

/// Rows of one segment that are decoded together: what one thread may read while others read other parts.
struct SnapshotPart {
  std::uint32_t segment = 0;  ///< Place in the snapshot.
  bool logs = false;          ///< Or spans.
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};
/// Everything in the snapshot once: the spans segment by segment, then the logs likewise.
[[nodiscard]] std::vector<SnapshotPart> partsOf(const Snapshot& snapshot);

class Reader {
 public:
  /// `path` = a session file. A session in a folder that cannot be written opens too.
  [[nodiscard]] static Result<std::unique_ptr<Reader>> open(const std::string& path);
  ~Reader();
  /// Another reader of the same session, for a thread that visits parts of one segment after the other. As
  /// long as it is there, what its snapshots list is kept (ReadingLease).
  [[nodiscard]] Result<std::unique_ptr<Reader>> forParts() const;

  /// What is committed now. Later commits do not change it.
  [[nodiscard]] Result<std::shared_ptr<const Snapshot>> snapshot();

  /// At least the page that is wanted of the traces that match.
  [[nodiscard]] Result<OrderedTraces> orderTraces(const Snapshot& snapshot, TraceOrder order,
                                                  const TraceFilter& filter, const WantedPage& page,
                                                  std::stop_token stop);
  /// At least the first `firstPage` of them; 0 = all.
  [[nodiscard]] Result<OrderedTraces> orderTraces(const Snapshot& snapshot, TraceOrder order,
                                                  const TraceFilter& filter, std::size_t firstPage,
                                                  std::stop_token stop);
  [[nodiscard]] Result<OrderedTraces> orderTraces(const Snapshot& snapshot, TraceOrder order,
                                                  std::size_t firstPage, std::stop_token stop);
  /// Rows for positions of an OrderedTraces of the same snapshot.
  [[nodiscard]] Result<std::vector<TraceRow>> traceRows(const Snapshot& snapshot,
                                                        std::span<const std::uint32_t> positions);

  /// Start, duration and failure of every trace, by position.
  [[nodiscard]] Result<TracePoints> tracePoints(const Snapshot& snapshot, std::stop_token stop);

  /// NotFound when no span of the snapshot has that id.
  [[nodiscard]] Result<std::shared_ptr<const Trace>> trace(const Snapshot& snapshot, TraceId id,
                                                           std::stop_token stop);
  /// Ids of the segments that hold it, which tells whether more of it has come: segments never change.
  /// NotFound as above.
  [[nodiscard]] Result<std::vector<std::uint32_t>> segmentsOf(const Snapshot& snapshot, TraceId id);
  /// The trace of a row of the list, without searching for it.
  [[nodiscard]] Result<std::shared_ptr<const Trace>> traceAt(const Snapshot& snapshot, std::uint32_t position,
                                                             std::stop_token stop);
  /// Of a row of the list: much less than the trace, and of at most `mostSpans` spans.
  [[nodiscard]] Result<TraceOutline> outlineAt(const Snapshot& snapshot, std::uint32_t position,
                                               std::size_t mostSpans);
  /// Whole spans, in the order asked.
  [[nodiscard]] Result<std::vector<SpanRecord>> spans(const Snapshot& snapshot,
                                                      std::span<const SpanRef> refs);
  [[nodiscard]] Result<std::vector<LogRecord>> logs(const Snapshot& snapshot, std::span<const SpanRef> refs);
  /// For reading whole columns: calls `read` with a segment of a snapshot of this session. What it is given
  /// is valid during the call only.
  [[nodiscard]] Result<void> readSegment(const std::shared_ptr<const SegmentInfo>& segment,
                                         const std::function<Result<void>(SegmentReader&)>& read);
  /// Every span and log of the snapshot, segment by segment.
  [[nodiscard]] Result<void> visitAll(const Snapshot& snapshot, SpanSink& sink, std::stop_token stop);
  [[nodiscard]] Result<void> visitPart(const Snapshot& snapshot, const SnapshotPart& part, SpanSink& sink,
                                       std::stop_token stop);
  /// Every span and log of the given traces.
  [[nodiscard]] Result<void> visitTraces(const Snapshot& snapshot, std::span<const TraceId> ids,
                                         SpanSink& sink);

  [[nodiscard]] Result<Statistics> statistics(const Snapshot& snapshot);
  [[nodiscard]] Result<std::vector<SourceRow>> sources();
  [[nodiscard]] Result<std::vector<Diagnostic>> diagnostics(std::int64_t source);
  /// What retention dropped, oldest day first.
  [[nodiscard]] Result<std::vector<EvictedRow>> evicted();
  /// Traces that retention keeps, ascending.
  [[nodiscard]] Result<std::vector<TraceId>> pinnedTraces();
  [[nodiscard]] Result<std::vector<KeyRow>> keys(const Snapshot& snapshot, std::stop_token stop);
  /// Most frequent values of `key` in all scopes that have it, at most `limit`.
  [[nodiscard]] Result<std::vector<ValueRow>> values(const Snapshot& snapshot, const std::string& key,
                                                     std::size_t limit, std::stop_token stop);

 private:
  explicit Reader(std::unique_ptr<ReaderImpl> impl);
  [[nodiscard]] static Result<std::unique_ptr<Reader>> open(const std::string& path,
                                                            std::size_t openSegments);
  std::unique_ptr<ReaderImpl> m_impl;
};

}  // namespace spanloupe::store
