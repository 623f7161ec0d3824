// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How long to wait before something is sent again: doubled from try to try, with jitter so that many senders
// do not come back at once, and never shorter than the other side asked for. One thread at a time.
#pragma once

#include <chrono>
#include <optional>
#include <random>

namespace spanloupe::forward {

class RetryDelay {
 public:
  RetryDelay(std::chrono::milliseconds first, std::chrono::milliseconds longest)
      : m_first(first), m_longest(longest), m_next(first), m_random(std::random_device{}()) {}

  /// From half of the present delay to one and a half.
  [[nodiscard]] std::chrono::milliseconds next(std::optional<std::chrono::milliseconds> asked);
  /// After a success.
  void reset() { m_next = m_first; }

 private:
  std::chrono::milliseconds m_first;
  std::chrono::milliseconds m_longest;
  std::chrono::milliseconds m_next;
  std::minstd_rand m_random;
};

}  // namespace spanloupe::forward
