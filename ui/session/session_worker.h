// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The one thread that opens sessions and imports: it owns the writing store::Session while a job runs. Jobs
// run one after the other. submit() and cancel() from any one thread.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace spanloupe::session {

class SessionWorker {
 public:
  using Job = std::function<void(std::stop_token)>;

  SessionWorker();
  /// Stops the running job and waits for it.
  ~SessionWorker();
  SessionWorker(const SessionWorker&) = delete;
  SessionWorker& operator=(const SessionWorker&) = delete;

  /// Stops the running job and forgets the waiting one: only the newest wish counts.
  void replace(Job job);
  void cancel();

 private:
  void run();

  std::mutex m_mutex;  ///< Guards all below but the thread.
  std::condition_variable m_ready;
  std::optional<Job> m_next;
  std::stop_source m_running{std::nostopstate};
  bool m_closed = false;
  std::jthread m_thread;
};

}  // namespace spanloupe::session
