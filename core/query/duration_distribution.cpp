// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cmath>

#include "core/query/operation_durations.h"

namespace spanloupe::query {
namespace {

constexpr unsigned kSubBits = 7;
constexpr std::size_t kSub = std::size_t{1} << kSubBits;
constexpr std::size_t kFineBins = (64 - kSubBits) * kSub;

/// Numbers below kSub exactly, then kSub bins for each doubling.
std::size_t fineBin(std::int64_t duration) {
  const auto value = static_cast<std::uint64_t>(duration);
  if (value < kSub) return value;
  const auto shift = static_cast<unsigned>(std::bit_width(value)) - kSubBits - 1;
  return (shift + 1) * kSub + ((value >> shift) - kSub);
}

/// The smallest number of the bin.
std::int64_t fineBegin(std::size_t bin) {
  if (bin < kSub) return static_cast<std::int64_t>(bin);
  const std::size_t shift = bin / kSub - 1;
  return static_cast<std::int64_t>((bin % kSub + kSub) << shift);
}

}  // namespace

void DurationDistribution::toFine() {
  m_fine.assign(kFineBins, 0);
  for (const std::int64_t duration : m_sorted) ++m_fine[fineBin(duration)];
  m_sorted = {};
}

void DurationDistribution::add(std::int64_t duration, bool isError) {
  if (isError) ++m_errors;
  if (duration < 0) {
    ++m_unfinished;
    return;
  }
  m_min = m_count == 0 ? duration : std::min(m_min, duration);
  m_max = m_count == 0 ? duration : std::max(m_max, duration);
  ++m_count;
  if (!m_fine.empty()) {
    ++m_fine[fineBin(duration)];
    return;
  }
  m_sorted.push_back(duration);
  if (m_sorted.size() > kExact) toFine();
}

void DurationDistribution::finish() {
  std::sort(m_sorted.begin(), m_sorted.end());
  m_sorted.shrink_to_fit();
}

Duration DurationDistribution::quantile(double q) const {
  if (m_count == 0) return Duration(0);
  const auto last = static_cast<double>(m_count - 1);
  const auto place =
      static_cast<std::uint64_t>(std::clamp(std::ceil(q * static_cast<double>(m_count)) - 1, 0.0, last));
  if (isExact()) return Duration(m_sorted[place]);
  std::uint64_t seen = 0;
  for (std::size_t bin = 0; bin < m_fine.size(); ++bin) {
    seen += m_fine[bin];
    if (seen > place) return Duration(std::clamp(fineBegin(bin), m_min, m_max));
  }
  return Duration(m_max);
}

std::uint64_t DurationDistribution::below(Duration duration) const {
  const std::int64_t value = duration.count();
  if (value <= m_min || m_count == 0) return 0;
  if (isExact())
    return static_cast<std::uint64_t>(std::lower_bound(m_sorted.begin(), m_sorted.end(), value) -
                                      m_sorted.begin());
  if (value > m_max) return m_count;
  std::uint64_t seen = 0;
  for (std::size_t bin = 0; bin < fineBin(value); ++bin) seen += m_fine[bin];
  return seen;
}

double DurationDistribution::rank(Duration duration) const {
  if (m_count < 2) return 1;
  return std::min(1.0, static_cast<double>(below(duration)) / static_cast<double>(m_count - 1));
}

double DurationDistribution::axisShare(Duration duration) const {
  const double low = std::log(static_cast<double>(m_min) + 1);
  const double high = std::log(static_cast<double>(m_max) + 1);
  if (high <= low) return 0.5;
  const double at = std::log(static_cast<double>(std::max<std::int64_t>(0, duration.count())) + 1);
  return std::clamp((at - low) / (high - low), 0.0, 1.0);
}

std::vector<std::uint64_t> DurationDistribution::histogram(std::size_t bins) const {
  if (m_count == 0 || bins == 0) return {};
  if (m_min == m_max) return {m_count};
  std::vector<std::uint64_t> counts(bins, 0);
  const auto put = [&](std::int64_t duration, std::uint64_t count) {
    const auto bin = static_cast<std::size_t>(axisShare(Duration(duration)) * static_cast<double>(bins));
    counts[std::min(bin, bins - 1)] += count;
  };
  for (const std::int64_t duration : m_sorted) put(duration, 1);
  for (std::size_t bin = 0; bin < m_fine.size(); ++bin)
    if (m_fine[bin] != 0) put(std::clamp(fineBegin(bin), m_min, m_max), m_fine[bin]);
  return counts;
}

}  // namespace spanloupe::query
