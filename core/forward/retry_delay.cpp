// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/retry_delay.h"

#include <algorithm>

namespace spanloupe::forward {

std::chrono::milliseconds RetryDelay::next(std::optional<std::chrono::milliseconds> asked) {
  std::uniform_int_distribution<std::int64_t> jitter(m_next.count() / 2, m_next.count() * 3 / 2);
  const std::chrono::milliseconds delay(jitter(m_random));
  m_next = std::min(m_next * 2, m_longest);
  return std::max(delay, asked.value_or(std::chrono::milliseconds(0)));
}

}  // namespace spanloupe::forward
