// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Threads that inflate bodies and hand them to the session, which decodes them: while one sender's 64 MiB
// are unpacked, the receiver's thread goes on serving the others. add() on the receiver's thread.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/base/bounded_queue.h"
#include "core/receive/http_endpoint.h"
#include "core/receive/http_outcomes.h"

namespace spanloupe::receive {

class BodyWorkers {
 public:
  struct Job {
    std::uint64_t request = 0;
    Signal signal = Signal::Traces;
    AnswerFormat format = AnswerFormat::Protobuf;
    std::optional<BodyEncoding> encoding;  ///< Nothing: by its first bytes.
    std::string body;
  };

  /// `endpoint` must outlive this.
  BodyWorkers(unsigned threads, const HttpEndpoint& endpoint, std::shared_ptr<HttpOutcomes> outcomes);
  ~BodyWorkers() { stop(); }

  void add(Job job) { m_jobs.push(std::move(job)); }
  /// Drops the jobs that have not begun, and waits for the others.
  void stop();

 private:
  void work(Job job);

  const HttpEndpoint& m_endpoint;
  std::shared_ptr<HttpOutcomes> m_outcomes;
  BoundedQueue<Job> m_jobs;
  std::atomic<bool> m_stopping{false};
  std::vector<std::jthread> m_threads;  // Last: they use everything above.
};

}  // namespace spanloupe::receive
