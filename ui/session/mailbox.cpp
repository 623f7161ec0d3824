// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/mailbox.h"

#include <QMetaObject>

namespace spanloupe::session {

Mailbox::Mailbox(QObject* parent) : QObject(parent) {}

void Mailbox::post(std::function<void()> letter) {
  {
    const std::lock_guard lock(m_mutex);
    m_letters.push_back(std::move(letter));
    if (m_woken) return;
    m_woken = true;
  }
  wake();
}

// By name: a pointer to the function would travel in an object that both threads touch, which the thread
// sanitizer takes for a race because it does not see Qt's locks.
void Mailbox::wake() { QMetaObject::invokeMethod(this, "deliver", Qt::QueuedConnection); }

void Mailbox::deliver() {
  const auto begin = std::chrono::steady_clock::now();
  for (;;) {
    std::function<void()> letter;
    {
      const std::lock_guard lock(m_mutex);
      if (m_letters.empty()) {
        m_woken = false;
        return;
      }
      letter = std::move(m_letters.front());
      m_letters.pop_front();
    }
    letter();
    if (std::chrono::steady_clock::now() - begin >= kBudget) break;
  }
  wake();
}

}  // namespace spanloupe::session
