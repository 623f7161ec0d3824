// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// SIGINT and SIGTERM as a stop token. Made first thing in main(), before any other thread, so that all
// threads have the signals blocked and only the one in here takes them. A second signal ends the program at
// once.
#pragma once

#include <sys/types.h>

#include <atomic>
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
  /// that.
  void passTo(pid_t child) { m_child = child; }

 private:
  std::stop_source m_stop;
  std::atomic<pid_t> m_child{0};
  std::thread m_thread;
};

}  // namespace spanloupe::cli
