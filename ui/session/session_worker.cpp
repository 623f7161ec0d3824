// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_worker.h"

namespace spanloupe::session {

SessionWorker::SessionWorker() : m_thread([this] { run(); }) {}

SessionWorker::~SessionWorker() {
  {
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_next.reset();
    m_running.request_stop();
  }
  m_ready.notify_one();
}

void SessionWorker::replace(Job job) {
  {
    const std::lock_guard lock(m_mutex);
    m_running.request_stop();
    m_next = std::move(job);
  }
  m_ready.notify_one();
}

void SessionWorker::cancel() {
  const std::lock_guard lock(m_mutex);
  m_running.request_stop();
  m_next.reset();
}

void SessionWorker::run() {
  for (;;) {
    Job job;
    std::stop_source stop;
    {
      std::unique_lock lock(m_mutex);
      m_running = std::stop_source(std::nostopstate);
      m_ready.wait(lock, [this] { return m_closed || m_next; });
      if (m_closed) return;
      job = std::move(*m_next);
      m_next.reset();
      m_running = stop;
    }
    job(stop.get_token());
  }
}

}  // namespace spanloupe::session
