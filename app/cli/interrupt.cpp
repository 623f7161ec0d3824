// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include <pthread.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): POSIX, not the standard library's
#include <unistd.h>

namespace spanloupe::cli {
namespace {

/// What shells report for a program that SIGINT ended.
constexpr int kInterruptedStatus = 130;

sigset_t watchedSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGUSR1);  // From the destructor: stop watching.
  return signals;
}

}  // namespace

Interrupt::Interrupt() {
  sigset_t signals = watchedSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  m_thread = std::thread([this, stop = m_stop, signals]() mutable {
    for (siginfo_t info{};;) {
      const int signal = sigwaitinfo(&signals, &info);
      if (signal < 0) continue;
      if (signal == SIGUSR1) return;
      // Ctrl+C reaches every process of the terminal's foreground group by itself.
      if (info.si_code != SI_KERNEL) pass(signal);
      if (!stop.request_stop()) _exit(kInterruptedStatus);
    }
  });
}

Interrupt::~Interrupt() {
  pthread_kill(m_thread.native_handle(), SIGUSR1);
  m_thread.join();
}

void Interrupt::passTo(pid_t child) {
  const std::lock_guard lock(m_mutex);
  m_child = child;
  if (child != 0 && m_missed != 0) kill(child, m_missed);
  m_missed = 0;
}

void Interrupt::pass(int signal) {
  const std::lock_guard lock(m_mutex);
  if (m_child != 0)
    kill(m_child, signal);
  else
    m_missed = signal;
}

}  // namespace spanloupe::cli
