// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// SIGINT and SIGTERM as a stop token. Made first thing in main(), before any other thread, so that all
// threads have the signals blocked and only the one in here takes them. A second signal ends the program at
// once.
#pragma once

#include <sys/types.h>

#include <mutex>
#include <stop_token>
#include <thread>

namespace spanloupe::cli {

class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }
  /// From now on signals go to this process as well, but for those that its terminal sends it anyway; 0 ends
  /// that. One that came a moment too early goes to it now.
  void passTo(pid_t child);

 private:
  void pass(int signal);

  std::stop_source m_stop;

  // The mutex guards these.
  std::mutex m_mutex;
  pid_t m_child = 0;
  int m_missed = 0;  ///< A signal that came before there was a child.

  std::thread m_thread;
};

}  // namespace spanloupe::cli
