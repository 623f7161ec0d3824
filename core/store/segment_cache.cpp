// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/segment_cache.h"

namespace spanloupe::store {

SegmentReader& SegmentCache::open(const std::shared_ptr<const SegmentInfo>& info) {
  const auto found = m_byId.find(info->id);
  if (found != m_byId.end()) {
    m_entries.splice(m_entries.begin(), m_entries, found->second);
    return *m_entries.front().reader;
  }
  while (m_entries.size() >= m_capacity || (!m_entries.empty() && m_traces + info->runs > m_mostTraces)) {
    m_traces -= m_entries.back().traces;
    m_byId.erase(m_entries.back().id);
    m_entries.pop_back();
  }
  m_traces += info->runs;
  m_entries.push_front(
      {info->id, info->runs,
       std::make_unique<SegmentReader>(std::make_unique<StoredColumns>(info, m_cursor), info->summary)});
  m_byId[info->id] = m_entries.begin();
  return *m_entries.front().reader;
}

}  // namespace spanloupe::store
