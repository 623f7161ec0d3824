// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/refusals.h"

#include <chrono>
#include <utility>

namespace spanloupe::receive {

void RefusalCounts::count(RefusalReason reason, std::string last) {
  if (last.size() > kMaxText) last.resize(kMaxText);
  for (char& c : last)
    if (c < 0x20 || c >= 0x7f) c = '?';
  const auto now = std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::system_clock::now().time_since_epoch());
  const std::lock_guard lock(m_mutex);
  Refusal& refusal = m_byReason.at(static_cast<std::size_t>(reason));
  refusal.reason = reason;
  ++refusal.count;
  refusal.last = std::move(last);
  refusal.lastTime = now.count();
  ++m_total;
}

std::vector<Refusal> RefusalCounts::all() const {
  const std::lock_guard lock(m_mutex);
  std::vector<Refusal> occurred;
  for (const Refusal& refusal : m_byReason)
    if (refusal.count != 0) occurred.push_back(refusal);
  return occurred;
}

std::uint64_t RefusalCounts::total() const {
  const std::lock_guard lock(m_mutex);
  return m_total;
}

}  // namespace spanloupe::receive
