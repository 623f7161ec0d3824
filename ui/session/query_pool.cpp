// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/query_pool.h"

namespace spanloupe::session {

QueryPool::QueryPool(unsigned threads) : m_running(threads, std::stop_source(std::nostopstate)) {
  for (unsigned i = 0; i < threads; ++i) m_threads.emplace_back([this, i] { run(i); });
}

QueryPool::~QueryPool() {
  {
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_queue.clear();
    for (auto& stop : m_running) stop.request_stop();
  }
  m_ready.notify_all();
  m_threads.clear();
}

void QueryPool::submit(std::shared_ptr<const std::string> path, std::stop_source stop, Job job) {
  {
    const std::lock_guard lock(m_mutex);
    if (m_closed) return;
    m_queue.push_back({std::move(path), std::move(stop), std::move(job)});
  }
  m_ready.notify_one();
}

void QueryPool::run(unsigned thread) {
  std::unique_ptr<store::Reader> reader;
  std::shared_ptr<const std::string> readerPath;
  for (;;) {
    Entry entry{{}, std::stop_source(std::nostopstate), {}};
    {
      std::unique_lock lock(m_mutex);
      m_running[thread] = std::stop_source(std::nostopstate);
      m_ready.wait(lock, [this] { return m_closed || !m_queue.empty(); });
      if (m_closed) return;
      entry = std::move(m_queue.front());
      m_queue.pop_front();
      m_running[thread] = entry.stop;
    }
    if (entry.stop.stop_requested()) continue;
    // Two openings of one path are two sessions: the file may have been replaced in between.
    if (!reader || readerPath != entry.path) {
      reader.reset();
      auto opened = store::Reader::open(*entry.path);
      if (!opened) {
        entry.job(unexpected<Error>(opened.error()), entry.stop.get_token());
        continue;
      }
      reader = std::move(*opened);
      readerPath = entry.path;
    }
    entry.job(reader.get(), entry.stop.get_token());
  }
}

}  // namespace spanloupe::session
