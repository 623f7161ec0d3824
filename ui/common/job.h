// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a view and the job it started say to each other: how far it is, and which came first, its end or
// Cancel. Only one of the two can win, so that a file that appears is never called "not saved". Any thread.
#pragma once

#include <atomic>
#include <cstdint>

namespace spanloupe::ui {

class Job {
 public:
  void add(std::uint64_t done) { m_done.fetch_add(done, std::memory_order_relaxed); }
  void setDone(std::uint64_t done) { m_done.store(done, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t done() const { return m_done.load(std::memory_order_relaxed); }

  /// The job asks this before the step that others see. False: it was cancelled, and must leave nothing.
  [[nodiscard]] bool beginLastStep() { return decide(Fate::Ending); }
  /// False: too late, its answer is on the way.
  [[nodiscard]] bool cancel() { return decide(Fate::Cancelled); }

 private:
  enum class Fate : std::uint8_t { Open, Ending, Cancelled };

  [[nodiscard]] bool decide(Fate wanted) {
    Fate fate = Fate::Open;
    return m_fate.compare_exchange_strong(fate, wanted);
  }

  std::atomic<std::uint64_t> m_done = 0;
  std::atomic<Fate> m_fate = Fate::Open;
};

}  // namespace spanloupe::ui
