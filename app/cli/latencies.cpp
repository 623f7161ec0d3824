// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/latencies.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace spanloupe::cli {

/// Below 64 each value is a class; above, the six bits below the highest choose one.
std::size_t Latencies::classOf(std::uint64_t nanos) {
  if (nanos < kSteps) return nanos;
  const std::size_t shift = static_cast<std::size_t>(std::bit_width(nanos)) - 7;
  return (shift + 1) * kSteps + ((nanos >> shift) - kSteps);
}

std::uint64_t Latencies::endOf(std::size_t index) {
  if (index < kSteps) return index;
  const std::size_t shift = index / kSteps - 1;
  return ((kSteps + index % kSteps + 1) << shift) - 1;
}

void Latencies::add(std::chrono::nanoseconds duration) {
  const auto nanos = static_cast<std::uint64_t>(std::max<std::int64_t>(0, duration.count()));
  ++m_classes[std::min(classOf(nanos), m_classes.size() - 1)];
  ++m_count;
  m_longest = std::max(m_longest, duration);
}

void Latencies::merge(const Latencies& other) {
  for (std::size_t i = 0; i < m_classes.size(); ++i) m_classes[i] += other.m_classes[i];
  m_count += other.m_count;
  m_longest = std::max(m_longest, other.m_longest);
}

std::chrono::nanoseconds Latencies::percentile(double share) const {
  const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_count)));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < m_classes.size() && m_count != 0; ++i) {
    seen += m_classes[i];
    if (seen < wanted || seen == 0) continue;
    return std::min(std::chrono::nanoseconds(static_cast<std::int64_t>(endOf(i))), m_longest);
  }
  return m_longest;
}

}  // namespace spanloupe::cli
