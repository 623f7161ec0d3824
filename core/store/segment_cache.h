// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Open segments of a session, the most recently used kept, so that their dictionaries and trace lists are
// decoded once. Belongs to one connection and its thread.
#pragma once

#include <list>
#include <memory>
#include <unordered_map>

#include "core/store/segment_info.h"
#include "core/store/segment_reader.h"

namespace spanloupe::store {

class SegmentCache {
 public:
  SegmentCache(BlobCursor& cursor, std::size_t capacity) : m_cursor(cursor), m_capacity(capacity) {}

  /// Valid until the next call.
  [[nodiscard]] SegmentReader& open(const std::shared_ptr<const SegmentInfo>& info);

 private:
  struct Entry {
    std::uint32_t id;
    std::unique_ptr<SegmentReader> reader;
  };
  BlobCursor& m_cursor;
  std::size_t m_capacity;
  std::list<Entry> m_entries;  ///< Most recent first.
  std::unordered_map<std::uint32_t, std::list<Entry>::iterator> m_byId;
};

}  // namespace spanloupe::store
