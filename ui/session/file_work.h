// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small work with files that a widget asks for: done on a thread of its own, one after the other; what comes
// of it is delivered on the UI thread as long as this lives. UI thread. What was asked for is done even when
// this goes away.
#pragma once

#include <functional>
#include <thread>
#include <utility>

#include "core/base/bounded_queue.h"
#include "ui/session/mailbox.h"

namespace spanloupe::session {

class FileWork {
 public:
  FileWork();
  /// Waits for what is under way.
  ~FileWork();
  FileWork(const FileWork&) = delete;
  FileWork& operator=(const FileWork&) = delete;

  /// `then` gets what `work` returns.
  template <typename Work, typename Then>
  void run(Work work, Then then) {
    post([this, work = std::move(work), then = std::move(then)] {
      m_mailbox.post([then, result = work()] { then(result); });
    });
  }

 private:
  void post(std::function<void()> task);

  Mailbox m_mailbox;  // First: the thread posts to it until it is gone.
  BoundedQueue<std::function<void()>> m_tasks{32};
  std::jthread m_thread;
};

}  // namespace spanloupe::session
