// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Results that several threads make in any order and one thread takes in the order of their numbers 0, 1, 2,
// … At most `inFlight` may be in the making or waiting at a time, which bounds memory. Every function may be
// called from any thread. The mutex guards everything below it.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace spanloupe {

template <typename T>
class OrderedResults {
 public:
  explicit OrderedResults(std::size_t inFlight) : m_most(inFlight) {}

  /// Waits until one more may be in the making and gives its number; nothing once closed.
  std::optional<std::uint64_t> admit() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_closed || m_admitted - m_next < m_most; });
    if (m_closed) return std::nullopt;
    return m_admitted++;
  }
  /// Of a number that admit() gave.
  void put(std::uint64_t number, T result) {
    const std::lock_guard lock(m_mutex);
    m_ready.emplace(number, std::move(result));
    m_changed.notify_all();
  }
  /// No result with this number or a later one will come.
  void end(std::uint64_t number) {
    const std::lock_guard lock(m_mutex);
    m_end = number;
    m_changed.notify_all();
  }
  /// The next; nothing after the last.
  std::optional<T> take() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_ready.contains(m_next) || m_next >= m_end; });
    const auto found = m_ready.find(m_next);
    if (found == m_ready.end()) return std::nullopt;
    T result = std::move(found->second);
    m_ready.erase(found);
    ++m_next;
    m_changed.notify_all();
    return result;
  }
  /// Lets everyone who waits in admit() go on; nothing more is admitted.
  void close() {
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_changed.notify_all();
  }

 private:
  const std::size_t m_most;
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::map<std::uint64_t, T> m_ready;
  std::uint64_t m_admitted = 0;
  std::uint64_t m_next = 0;
  std::uint64_t m_end = ~std::uint64_t{0};
  bool m_closed = false;
};

}  // namespace spanloupe
