// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Turns acknowledged requests into segments, on a thread of its own that alone uses the Session. What arrives
// is committed as a segment when it fills one, or shortly after it came, whichever is first; small segments
// are merged into larger ones as they pile up, so that a trickle of requests costs no more to read than a
// flood. A segment and the end of its requests' pending rows are one transaction.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "core/base/result.h"
#include "core/store/session.h"

namespace spanloupe::formats {
class Format;
}
namespace spanloupe::store {
class SegmentBuilder;
}

namespace spanloupe::ingest {

/// A request that is in the session's pending rows.
struct AcknowledgedRequest {
  std::int64_t id = 0;  ///< Of the pending row; ascending from call to call.
  std::int64_t source = 0;
  const formats::Format* format = nullptr;
  std::string body;
  std::uint64_t records = 0;  ///< Spans and logs.
};

class SegmentWriter {
 public:
  struct Callbacks {
    std::function<void()> committed;           ///< Readers see more now.
    std::function<void(const Error&)> failed;  ///< Appending failed; it is tried again.
  };
  /// What came is to be seen within this time.
  static constexpr std::chrono::milliseconds kVisibleWithin{150};
  /// Small segments that are merged at a time.
  static constexpr std::size_t kMerged = 16;

  /// `session` must outlive this. The callbacks are called on the writer thread.
  SegmentWriter(store::Session& session, Callbacks callbacks);
  ~SegmentWriter();

  /// Any thread, one at a time.
  void add(AcknowledgedRequest request);
  /// Waits until less than `bytes` of requests wait to be written, or stop() was called.
  void waitForRoom(std::size_t bytes);
  /// Writes what has been added, then ends the thread.
  void stop();

 private:
  void run();
  [[nodiscard]] std::optional<AcknowledgedRequest> next();
  void decode(const AcknowledgedRequest& request);
  void commit();
  void appendSegment(store::EncodedSegment segment);
  void mergeSmall();

  store::Session& m_session;
  Callbacks m_callbacks;

  // Writer thread only.
  std::unique_ptr<store::SegmentBuilder> m_builder;
  std::uint64_t m_unsealed = 0;  ///< Records in the builder.
  std::int64_t m_complete = 0;   ///< All requests up to this one are in the builder or in segments.
  std::optional<std::chrono::steady_clock::time_point> m_due;

  // The mutex guards these.
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::condition_variable m_room;
  std::deque<AcknowledgedRequest> m_waiting;
  std::size_t m_waitingBytes = 0;
  bool m_stopping = false;

  std::jthread m_thread;  // Last: it uses everything above.
};

}  // namespace spanloupe::ingest
