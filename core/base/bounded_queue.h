// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A first-in first-out queue of fixed capacity between threads. push() waits while it is full, pop() while
// it is empty; close() ends both sides. Every function may be called from any thread.
// The mutex guards everything below it.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace spanloupe {

template <typename T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : m_capacity(capacity) {}

  /// False, and `value` dropped, when the queue is closed.
  bool push(T value) {
    std::unique_lock lock(m_mutex);
    m_notFull.wait(lock, [this] { return m_closed || m_items.size() < m_capacity; });
    if (m_closed) return false;
    m_items.push_back(std::move(value));
    m_notEmpty.notify_one();
    return true;
  }

  /// Nothing once the queue is closed and drained.
  std::optional<T> pop() {
    std::unique_lock lock(m_mutex);
    m_notEmpty.wait(lock, [this] { return m_closed || !m_items.empty(); });
    if (m_items.empty()) return std::nullopt;
    T value = std::move(m_items.front());
    m_items.pop_front();
    m_notFull.notify_one();
    return value;
  }

  /// No more pushes; what is queued can still be popped.
  void close() {
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_notEmpty.notify_all();
    m_notFull.notify_all();
  }

 private:
  const std::size_t m_capacity;
  std::mutex m_mutex;
  std::condition_variable m_notFull;
  std::condition_variable m_notEmpty;
  std::deque<T> m_items;
  bool m_closed = false;
};

}  // namespace spanloupe
