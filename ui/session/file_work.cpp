// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/file_work.h"

namespace spanloupe::session {

FileWork::FileWork()
    : m_thread([this] {
        while (const auto task = m_tasks.pop()) (*task)();
      }) {}

FileWork::~FileWork() {
  m_tasks.close();
  m_thread.join();
}

void FileWork::post(std::function<void()> task) { m_tasks.push(std::move(task)); }

}  // namespace spanloupe::session
