// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// SIGINT and SIGTERM as a stop token. Made first thing in main(), before any other thread, so that all
// threads have the signals blocked and only the one in here takes them. A second signal ends the program at
// once.
#pragma once

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

 private:
  std::stop_source m_stop;
  std::thread m_thread;
};

}  // namespace spanloupe::cli
