// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The segments of a session that is open for writing: adding, merging and dropping them, each so that every
// reader sees all of it or nothing. Segments that readers do not see any more are only marked (Replaced), for
// those who still read an older snapshot. Writer thread.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/store/eviction.h"
#include "core/store/pending_log.h"
#include "core/store/shared_traces.h"

namespace spanloupe::store {

class SegmentStore {
 public:
  /// Further statements of the same transaction.
  using Inside = std::function<Result<void>(const DuplicateCounts&)>;

  /// All must outlive this.
  SegmentStore(const std::string& path, const Connection& connection, WriteTurn turn)
      : m_path(path),
        m_connection(connection),
        m_turn(std::move(turn)),
        m_cursor(connection),
        m_shared(m_cursor) {}

  /// Deletes what readers do not see, and learns which traces there are.
  [[nodiscard]] Result<void> open();
  /// Those that readers see and those that were cleared, ascending id.
  [[nodiscard]] const Segments& all() const { return m_shared.segments(); }
  [[nodiscard]] Segments after(std::uint32_t id) const { return m_shared.segmentsAfter(id); }
  /// Id of the newest; 0 when there was none.
  [[nodiscard]] std::uint32_t last() const { return m_last; }

  /// All of them or, on an Error, none. Spans that are stored already are left out and counted.
  [[nodiscard]] Result<DuplicateCounts> append(std::vector<EncodedSegment> segments,
                                               const SegmentStamp& stamp, const Inside& inside);
  /// Rewrites consecutive segments, the newest of the session, in order of trace.
  [[nodiscard]] Result<void> merge(const Segments& newest, const std::function<void(double)>& progress,
                                   const std::stop_token& stop);
  /// merge() if their traces are scattered over them.
  [[nodiscard]] Result<void> gather(std::uint32_t after, const std::function<void(double)>& progress,
                                    const std::stop_token& stop);
  /// Readers no longer see these, until showCleared(). What is in them stays known.
  [[nodiscard]] Result<void> clear(const Segments& segments);
  /// Returns segments that were written anew without the spans that are seen again, which `inside` is given.
  [[nodiscard]] Result<Segments> showCleared(const Inside& inside);
  [[nodiscard]] bool isCleared(std::uint32_t id) const { return m_cleared.contains(id); }
  /// Takes segments out of what is stored, rows of `pinned` traces (sorted) excepted, whose copies are of
  /// `keptState`. `inside` is given what went, by source.
  [[nodiscard]] Result<void> evict(
      const Segments& segments, std::span<const TraceId> pinned, SegmentState keptState,
      const std::function<Result<void>(const std::map<std::int64_t, Evicted>&)>& inside);
  [[nodiscard]] Result<void> deleteReplaced();
  /// One that readers do not see.
  [[nodiscard]] Result<void> deleteOne(std::uint32_t id);

 private:
  /// Leaves out what earlier segments hold. Returns where the other parts of its traces are.
  [[nodiscard]] Result<std::vector<SharedRun>> prepare(EncodedSegment& segment, DuplicateCounts& duplicates);
  /// Segments that were written to be shown together with the last.
  using HiddenParts = std::vector<std::pair<std::shared_ptr<const SegmentInfo>, const EncodedSegment*>>;
  [[nodiscard]] Result<void> appendParts(std::vector<EncodedSegment>& segments, const SegmentStamp& stamp,
                                         const Inside& inside, DuplicateCounts& duplicates,
                                         HiddenParts& hidden);
  [[nodiscard]] Result<void> writeHidden(const EncodedSegment& segment,
                                         const std::shared_ptr<const SegmentInfo>& info);
  /// What merge() is about.
  struct Rewriting {
    std::uint32_t replaced = 0;  ///< These and those after it.
    SegmentStamp stamp;
    bool leavesOutStored = false;        ///< What is in segments before those.
    Inside inside;                       ///< Given what was left out.
    std::vector<std::uint32_t> written;  ///< Hidden until all are.
    DuplicateCounts leftOut;
  };
  [[nodiscard]] Result<void> rewrite(const Segments& newest, Rewriting rewriting,
                                     const std::function<void(double)>& progress,
                                     const std::stop_token& stop);
  [[nodiscard]] Result<void> writeRange(std::vector<EncodedSegment>& range, Rewriting& rewriting);
  [[nodiscard]] static Result<void> leaveOut(EncodedSegment& segment, const std::vector<std::uint32_t>& rows);
  [[nodiscard]] Result<void> show(std::span<const std::uint32_t> written);
  [[nodiscard]] Result<void> replace(const Segments& segments, const Rewriting& rewriting);
  /// What came after the segments that are known.
  [[nodiscard]] Result<void> learn();
  [[nodiscard]] Result<void> catchUp();

  const std::string& m_path;
  const Connection& m_connection;
  WriteTurn m_turn;
  BlobCursor m_cursor;
  SharedTraces m_shared;
  std::set<std::uint32_t> m_cleared;
  std::uint32_t m_lastCleared = 0;
  bool m_repeatsCleared = false;  ///< Spans have come that are equal to some that were cleared.
  bool m_isBehind = false;        ///< learn() failed.
  std::uint32_t m_last = 0;
};

}  // namespace spanloupe::store
