// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Brings parts of a file from the threads that encode them to the one that writes, in the order of their
// numbers. Every number must be put, or close() called. What waits is bounded: only the part that is next
// is always taken in, others wait while kHeldBytes are held. Any thread; the mutex guards everything below
// it.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace spanloupe::exports {

struct EncodedPart {
  std::size_t number = 0;
  std::string bytes;
};

class PartQueue {
 public:
  explicit PartQueue(std::size_t parts, std::size_t limit = kHeldBytes) : m_parts(parts), m_limit(limit) {}

  /// False, and the bytes dropped, when closed.
  bool put(EncodedPart part) {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_closed || part.number == m_next || m_held < m_limit; });
    if (m_closed) return false;
    m_held += part.bytes.size();
    m_waiting.emplace(part.number, std::move(part.bytes));
    m_changed.notify_all();
    return true;
  }

  /// The next part; nothing after the last one or when closed.
  std::optional<EncodedPart> take() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_closed || m_next == m_parts || m_waiting.contains(m_next); });
    if (m_closed || m_next == m_parts) return std::nullopt;
    const auto found = m_waiting.find(m_next);
    EncodedPart part{m_next++, std::move(found->second)};
    m_waiting.erase(found);
    m_held -= part.bytes.size();
    m_changed.notify_all();
    return part;
  }

  /// Bytes that wait to be taken.
  [[nodiscard]] std::size_t held() {
    const std::lock_guard lock(m_mutex);
    return m_held;
  }

  /// Ends everybody's waiting.
  void close() {
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_changed.notify_all();
  }

  /// Memory that is done with, for the next part: asking the system for it anew costs more than filling it.
  void giveBack(std::string bytes) {
    if (bytes.capacity() > kLargestKept) return;
    bytes.clear();
    const std::lock_guard lock(m_mutex);
    m_spare.push_back(std::move(bytes));
  }
  [[nodiscard]] std::string spare() {
    const std::lock_guard lock(m_mutex);
    if (m_spare.empty()) return {};
    std::string bytes = std::move(m_spare.back());
    m_spare.pop_back();
    return bytes;
  }

  static constexpr std::size_t kHeldBytes = std::size_t{48} << 20;

 private:
  static constexpr std::size_t kLargestKept = std::size_t{16} << 20;

  const std::size_t m_parts;
  const std::size_t m_limit;
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::map<std::size_t, std::string> m_waiting;
  std::vector<std::string> m_spare;
  std::size_t m_next = 0;
  std::size_t m_held = 0;
  bool m_closed = false;
};

}  // namespace spanloupe::exports
