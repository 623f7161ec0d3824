// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sources/sender_rates.h"

#include <algorithm>
#include <cmath>

namespace spanloupe::sources {

void SenderRates::take(const std::vector<ingest::SenderState>& senders, Clock::time_point now) {
  const bool isFirst = m_counts.empty();
  if (!isFirst && now - m_at < kShortest) return;
  const double seconds = std::chrono::duration<double>(now - m_at).count();
  m_rates.clear();
  std::map<Sender, std::uint64_t> counts;
  for (const ingest::SenderState& sender : senders) {
    // Those beyond the first thousand are one; they have no service.
    const Sender key{sender.source, sender.others ? std::string("\n") : sender.service};
    counts[key] = sender.spans;
    if (isFirst) continue;
    const auto before = m_counts.find(key);
    const std::uint64_t old = before == m_counts.end() ? 0 : before->second;
    // Listening may have begun anew meanwhile.
    const std::uint64_t more = sender.spans - std::min(old, sender.spans);
    m_rates[key] = static_cast<std::uint64_t>(std::llround(static_cast<double>(more) / seconds));
  }
  m_counts = std::move(counts);
  m_at = now;
}

void SenderRates::clear() {
  m_counts.clear();
  m_rates.clear();
}

std::uint64_t SenderRates::ofSender(std::int64_t source, const std::string& service) const {
  const auto found = m_rates.find({source, service});
  return found == m_rates.end() ? 0 : found->second;
}

std::uint64_t SenderRates::ofSource(std::int64_t source) const {
  std::uint64_t sum = 0;
  for (const auto& [sender, rate] : m_rates)
    if (sender.first == source) sum += rate;
  return sum;
}

}  // namespace spanloupe::sources
