// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/live/recent_requests.h"

namespace spanloupe::ingest {

bool RecentRequests::has(const store::RequestHash& hash, Clock::time_point now) {
  forgetOld(now);
  return m_hashes.contains(hash);
}

void RecentRequests::add(const store::TakenRequest& request, Clock::time_point now) {
  if (!m_hashes.insert(request.hash).second) return;
  m_order.push_back({request, now});
  forgetOld(now);
}

void RecentRequests::forget(std::int64_t upTo) {
  while (!m_order.empty() && m_order.front().request.id <= upTo) forgetFirst();
}

void RecentRequests::forgetOld(Clock::time_point now) {
  constexpr auto kMost = static_cast<std::size_t>(store::PendingLog::kRemembered);
  while (!m_order.empty() && (m_order.front().at + kRemembered < now || m_order.size() > kMost))
    forgetFirst();
}

void RecentRequests::forgetFirst() {
  m_hashes.erase(m_order.front().request.hash);
  m_order.pop_front();
}

}  // namespace spanloupe::ingest
