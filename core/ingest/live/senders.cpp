// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/live/senders.h"

#include <algorithm>

namespace spanloupe::ingest {

void Senders::add(const std::vector<SenderState>& counts) {
  const std::lock_guard lock(m_mutex);
  for (const SenderState& count : counts) {
    const auto key = std::pair(count.source, count.service);
    auto found = count.others ? m_byService.end() : m_byService.find(key);
    if (found == m_byService.end() && !count.others && m_byService.size() < kMostSenders)
      found =
          m_byService
              .try_emplace(key, SenderState{count.source, count.service, false, {}, {}, {}, 0, 0, 0, 0, {}})
              .first;
    SenderState& state = found == m_byService.end() ? m_others : found->second;
    state.others = found == m_byService.end();
    if (!state.others) {
      state.sdkName = count.sdkName;
      state.sdkVersion = count.sdkVersion;
      state.sdkLanguage = count.sdkLanguage;
    }
    state.spans += count.spans;
    state.logs += count.logs;
    state.rejected += count.rejected;
    state.bytes += count.bytes;
    state.lastSeen = std::max(state.lastSeen, count.lastSeen);
  }
}

std::vector<SenderState> Senders::list() const {
  const std::lock_guard lock(m_mutex);
  std::vector<SenderState> list;
  for (const auto& [key, state] : m_byService) list.push_back(state);
  if (m_others.others) list.push_back(m_others);
  return list;
}

}  // namespace spanloupe::ingest
