// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Open segments of a session, the most recently used kept, so that their dictionaries and trace lists are
// decoded once. Belongs to one connection and its thread.
#pragma once

#include <limits>
#include <list>
#include <memory>
#include <unordered_map>

#include "core/store/segment_info.h"
#include "core/store/segment_reader.h"

namespace spanloupe::store {

class SegmentCache {
 public:
  static constexpr std::uint64_t kAnyTraces = std::numeric_limits<std::uint64_t>::max();

  /// Keeps up to `capacity` segments which together have no more than `traces`, but always one.
  SegmentCache(BlobCursor& cursor, std::size_t capacity, std::uint64_t traces = kAnyTraces)
      : m_cursor(cursor), m_capacity(capacity), m_mostTraces(traces) {}

  /// Valid until the next call.
  [[nodiscard]] SegmentReader& open(const std::shared_ptr<const SegmentInfo>& info);

  [[nodiscard]] std::size_t size() const { return m_entries.size(); }

 private:
  struct Entry {
    std::uint32_t id;
    std::uint64_t traces;
    std::unique_ptr<SegmentReader> reader;
  };
  BlobCursor& m_cursor;
  std::size_t m_capacity;
  std::uint64_t m_mostTraces;
  std::uint64_t m_traces = 0;  ///< Of m_entries.
  std::list<Entry> m_entries;  ///< Most recent first.
  std::unordered_map<std::uint32_t, std::list<Entry>::iterator> m_byId;
};

}  // namespace spanloupe::store
