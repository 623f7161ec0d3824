// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The one way from other threads to the UI thread (decisions.md 18): closures wait in a queue of ours and are
// run in order by the thread the mailbox lives on; Qt is only asked to wake it. post() from any thread, all
// else on its own. A delivery never takes the UI thread longer than kBudget at a stretch: what is left waits
// for the next turn.
#pragma once

#include <QObject>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace spanloupe::session {

class Mailbox : public QObject {
  Q_OBJECT
 public:
  static constexpr std::chrono::milliseconds kBudget{4};

  explicit Mailbox(QObject* parent = nullptr);

  /// After this object is gone nothing may post to it: stop the threads first.
  void post(std::function<void()> letter);

 private:
  Q_INVOKABLE void deliver();
  void wake();

  std::mutex m_mutex;  ///< Guards the two members below.
  std::deque<std::function<void()>> m_letters;
  bool m_woken = false;
};

}  // namespace spanloupe::session
