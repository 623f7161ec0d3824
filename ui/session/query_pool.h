// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A few threads that answer questions, each with a store::Reader of its own that it opens when first needed
// and keeps while the session file stays the same (a connection is never used by two threads at once).
// submit() and cancel() from any thread; jobs run on the pool's threads.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "core/base/result.h"
#include "core/store/reader.h"

namespace spanloupe::session {

class QueryPool {
 public:
  /// Gets the reader, or why there is none. The pointer is valid during the call.
  using Job = std::function<void(const Result<store::Reader*>& reader, std::stop_token stop)>;

  explicit QueryPool(unsigned threads);
  /// Stops what runs, forgets what waits, and waits for the threads.
  ~QueryPool();
  QueryPool(const QueryPool&) = delete;
  QueryPool& operator=(const QueryPool&) = delete;

  /// `job` runs with a reader of the session at `path`. A job whose stop source has been asked to stop before
  /// its turn is not run at all.
  void submit(std::shared_ptr<const std::string> path, std::stop_source stop, Job job);

 private:
  struct Entry {
    std::shared_ptr<const std::string> path;
    std::stop_source stop;
    Job job;
  };
  void run(unsigned thread);

  std::mutex m_mutex;  ///< Guards the queue, what runs, and m_closed.
  std::condition_variable m_ready;
  std::deque<Entry> m_queue;
  std::vector<std::stop_source> m_running;  ///< One per thread.
  bool m_closed = false;
  std::vector<std::jthread> m_threads;
};

}  // namespace spanloupe::session
