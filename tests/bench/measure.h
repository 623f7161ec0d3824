// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stopwatch, peak anonymous memory and the "name value" lines that run.sh reads. Peak sampling has a thread
// of its own; everything else is for the main thread.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>

#include "core/base/error.h"

namespace spanloupe::bench {

class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  }

 private:
  std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// File pages come and go with the machine; what the program itself holds is RssAnon.
inline std::uint64_t anonymousKilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (word != "RssAnon:") continue;
    std::uint64_t kilobytes = 0;
    status >> kilobytes;
    return kilobytes;
  }
  return 0;
}

class PeakMemory {
 public:
  PeakMemory()
      : m_thread([this](const std::stop_token& stop) {
          std::mutex mutex;
          std::condition_variable_any ended;
          std::unique_lock lock(mutex);
          do {
            m_peak = std::max(m_peak.load(), anonymousKilobytes());
          } while (!ended.wait_for(lock, stop, std::chrono::milliseconds(5), [] { return false; }) &&
                   !stop.stop_requested());
        }) {}
  [[nodiscard]] double megabytes() const { return static_cast<double>(m_peak.load()) / 1000; }

 private:
  std::atomic<std::uint64_t> m_peak{0};
  std::jthread m_thread;
};

inline void print(const char* name, double value) { std::printf("%s %.4f\n", name, value); }

/// A figure of something that did not work is worth nothing.
[[noreturn]] inline void giveUp(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::exit(1);
}
template <typename Result>
auto& require(Result& result) {
  if (!result) giveUp(result.error().text());
  return result;
}

}  // namespace spanloupe::bench
