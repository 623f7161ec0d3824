// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of Reader share: the connection, the open segments, and the scope of one question. One
// thread.
#pragma once

#include "core/store/reader.h"
#include "core/store/segment_cache.h"
#include "core/store/session_lock.h"
#include "core/store/snapshot.h"
#include "core/store/trace_filter.h"

namespace spanloupe::store {

class ReaderImpl {
 public:
  ReaderImpl(std::string path, Connection connection, std::size_t openSegments)
      : m_path(std::move(path)),
        m_connection(std::move(connection)),
        m_cursor(m_connection),
        m_cache(m_cursor, openSegments) {}

  [[nodiscard]] const std::string& path() const { return m_path; }
  /// Until this goes, what a snapshot lists stays.
  void lease() { m_lease = ReadingLease(m_path); }
  [[nodiscard]] const Connection& connection() const { return m_connection; }
  [[nodiscard]] BlobCursor& cursor() { return m_cursor; }
  [[nodiscard]] SegmentReader& open(const Snapshot& snapshot, std::size_t place) {
    return m_cache.open(snapshot.segments()[place]);
  }
  [[nodiscard]] SegmentReader& open(const std::shared_ptr<const SegmentInfo>& segment) {
    return m_cache.open(segment);
  }
  [[nodiscard]] std::vector<std::shared_ptr<const SegmentInfo>>& known() { return m_known; }

  /// Segments kept open, with dictionaries of some megabytes each.
  static constexpr std::size_t kOpenSegments = 24;
  /// For going through segments one after the other.
  static constexpr std::size_t kOpenInTurn = 1;

 private:
  std::string m_path;
  ReadingLease m_lease;
  Connection m_connection;
  BlobCursor m_cursor;
  SegmentCache m_cache;
  std::vector<std::shared_ptr<const SegmentInfo>> m_known;  ///< Segments loaded so far.
};

/// Lets go of the blob handle when a question ends.
class Question {
 public:
  explicit Question(ReaderImpl& impl) : m_impl(impl) {}
  Question(const Question&) = delete;
  Question& operator=(const Question&) = delete;
  ~Question() { m_impl.cursor().release(); }

 private:
  ReaderImpl& m_impl;
};

// The questions, one file each.
[[nodiscard]] Result<OrderedTraces> orderTraces(ReaderImpl& impl, const Snapshot& snapshot, TraceOrder order,
                                                const TraceFilter& filter, const WantedPage& page,
                                                const std::stop_token& stop);
[[nodiscard]] Result<TracePoints> readTracePoints(ReaderImpl& impl, const Snapshot& snapshot,
                                                  const std::stop_token& stop);
/// Order: missing parents of traces in several segments are not counted exactly, which takes reading their
/// spans.
enum class RowUse { Show, Order };
[[nodiscard]] Result<std::vector<TraceRow>> readTraceRows(ReaderImpl& impl, const Snapshot& snapshot,
                                                          std::span<const std::uint32_t> positions,
                                                          RowUse use);
[[nodiscard]] Result<std::shared_ptr<const Trace>> readTrace(ReaderImpl& impl, const Snapshot& snapshot,
                                                             TraceId id, std::vector<RunRef> runs,
                                                             const std::stop_token& stop);
/// Of at most so many spans.
[[nodiscard]] Result<TraceOutline> readOutline(ReaderImpl& impl, const Snapshot& snapshot, RunRef head,
                                               std::size_t mostSpans);
/// The listed run of that trace.
[[nodiscard]] Result<RunRef> findTrace(ReaderImpl& impl, const Snapshot& snapshot, TraceId id);
[[nodiscard]] Result<std::vector<KeyRow>> readKeys(ReaderImpl& impl, const Snapshot& snapshot,
                                                   const std::stop_token& stop);
[[nodiscard]] Result<std::vector<ValueRow>> readValues(ReaderImpl& impl, const Snapshot& snapshot,
                                                       const std::string& key, std::size_t limit,
                                                       const std::stop_token& stop);
[[nodiscard]] Result<Statistics> readStatistics(ReaderImpl& impl, const Snapshot& snapshot);

}  // namespace spanloupe::store
