// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// When a trace began and how long it took, from the extents of its parts in several segments. A part all of
// whose times are absurd counts only where no other part has better ones. A value; any thread.
#pragma once

#include <algorithm>

#include "core/base/time.h"

namespace spanloupe::store {

class TraceExtent {
 public:
  /// As the trace columns of a segment have it.
  void add(std::uint64_t start, std::uint64_t duration) {
    const bool absurd = isAbsurd(timestampFromNanos(start));
    if (!m_any || (m_absurd && !absurd)) {
      m_start = start;
      m_end = start + duration;
    } else if (absurd == m_absurd) {
      m_start = std::min(m_start, start);
      // Times that cannot be believed say nothing about how long it took.
      m_end = absurd ? m_start : std::max(m_end, start + duration);
    }
    m_absurd = m_any ? m_absurd && absurd : absurd;
    m_any = true;
  }

  [[nodiscard]] Timestamp start() const { return timestampFromNanos(m_start); }
  [[nodiscard]] Duration duration() const { return elapsed(start(), timestampFromNanos(m_end)); }

 private:
  std::uint64_t m_start = 0;
  std::uint64_t m_end = 0;
  bool m_any = false;
  bool m_absurd = false;
};

}  // namespace spanloupe::store
