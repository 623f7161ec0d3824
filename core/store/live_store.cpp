// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/live_store.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "core/store/checkpointer.h"
#include "core/store/live_tables.h"
#include "core/store/segment_store.h"
#include "core/store/session_lock.h"

namespace spanloupe::store {
namespace {

/// In rows: the builder ends a segment by spans and logs, and by sixteen times as many events or links.
std::uint32_t fullness(const SegmentSummary& summary) {
  return std::max({summary.spans, summary.logs, summary.events / 16, summary.links / 16});
}

}  // namespace

void SourceGrowth::add(const SourceGrowth& more) {
  spans += more.spans;
  logs += more.logs;
  metricPoints += more.metricPoints;
  duplicates += more.duplicates;
  bytes += more.bytes;
  requests += more.requests;
  rejected += more.rejected;
  lastSeen = std::max(lastSeen, more.lastSeen);
  diagnostics.merge(more.diagnostics);
}

struct LiveStore::Impl {
  const std::string& path;
  const Connection& connection;
  SegmentStore& segments;
  WriteTurn turn;
  std::shared_ptr<Checkpointer> checkpointer;
  std::vector<SegmentExtent> dropped;  ///< By dropCleared().

  [[nodiscard]] SegmentExtent extentOf(const SegmentInfo& segment) const {
    return {segment.id,      segment.summary.spans, segment.summary.logs,          fullness(segment.summary),
            segment.bytes(), segment.stamp,         segments.isCleared(segment.id)};
  }
  Result<void> evict(const Segments& gone, SegmentState kept, EvictionResult& result) {
    if (gone.empty()) return {};
    const auto pinned = readPinned(connection);
    if (!pinned) return tl::unexpected(pinned.error());
    return segments.evict(gone, *pinned, kept, [&](const std::map<std::int64_t, Evicted>& counts) {
      for (const auto& [source, count] : counts) {
        result.spans += count.spans;
        result.logs += count.logs;
        result.traces += count.traces;
      }
      return countEvicted(connection, counts);
    });
  }
  /// Runs `write` in a transaction.
  template <typename Write>
  Result<void> commit(Write write) {
    const std::lock_guard lock(*turn);
    auto transaction = Transaction::begin(connection);
    if (!transaction) return tl::unexpected(transaction.error());
    if (const Result<void> written = write(); !written) return written;
    return transaction->commit();
  }
};

LiveStore::LiveStore(const std::string& path, const Connection& connection, SegmentStore& segments,
                     WriteTurn turn)
    : m_impl(std::make_unique<Impl>(Impl{path, connection, segments, std::move(turn), nullptr, {}})) {}

LiveStore::~LiveStore() {
  if (m_impl->checkpointer) m_impl->checkpointer->release(m_impl->connection);
}

Result<std::int64_t> LiveStore::source(const std::string& name, const std::string& format) {
  std::int64_t id = 0;
  const auto found = m_impl->commit([&]() -> Result<void> {
    const auto source = findLiveSource(m_impl->connection, name, format);
    if (!source) return tl::unexpected(source.error());
    id = *source;
    return {};
  });
  if (!found) return tl::unexpected(found.error());
  return id;
}

Result<std::unique_ptr<PendingLog>> LiveStore::openPendingLog() {
  if (!m_impl->checkpointer) {
    auto checkpointer = Checkpointer::start(m_impl->path, m_impl->turn);
    if (!checkpointer) return tl::unexpected(checkpointer.error());
    m_impl->checkpointer = std::move(*checkpointer);
    if (const auto taken = m_impl->checkpointer->take(m_impl->connection); !taken)
      return tl::unexpected(taken.error());
  }
  return PendingLog::open(m_impl->path, m_impl->turn, m_impl->checkpointer);
}

Result<std::optional<PendingRequest>> LiveStore::nextPending(std::int64_t after) {
  auto query = m_impl->connection.prepare(
      "SELECT id, source, format, body FROM pending WHERE id > ? ORDER BY id LIMIT 1");
  if (!query) return tl::unexpected(query.error());
  query->bind(1, after);
  const auto row = query->step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::nullopt;
  return PendingRequest{
      query->integer(0), query->integer(1), std::string(query->text(2)), std::string(query->blob(3)), {}};
}

Result<DuplicateCounts> LiveStore::append(std::vector<EncodedSegment> segments, const SegmentStamp& stamp,
                                          LiveCommit commit) {
  return m_impl->segments.append(
      std::move(segments), stamp, [&](const DuplicateCounts& duplicates) -> Result<void> {
        for (auto& [source, growth] : commit.sources) {
          const auto found = duplicates.find(source);
          const std::uint64_t less = found == duplicates.end() ? 0 : found->second;
          growth.spans -= std::min(less, growth.spans);
          growth.duplicates += less;
          if (const auto grown = growSource(m_impl->connection, source, growth); !grown) return grown;
        }
        if (commit.upTo == commit.after) return {};
        return m_impl->connection.run("DELETE FROM pending WHERE id > " + std::to_string(commit.after) +
                                      " AND id <= " + std::to_string(commit.upTo));
      });
}

Result<void> LiveStore::forgetTaken(std::int64_t upTo) {
  return m_impl->commit([&] {
    return m_impl->connection.run("DELETE FROM taken_request WHERE id <= " + std::to_string(upTo));
  });
}

Result<void> LiveStore::setPinned(TraceId id, bool pinned) {
  return m_impl->commit([&] { return writePinned(m_impl->connection, id, pinned); });
}

std::vector<SegmentExtent> LiveStore::segments() const {
  std::vector<SegmentExtent> extents;
  for (const auto& segment : m_impl->segments.all()) extents.push_back(m_impl->extentOf(*segment));
  return extents;
}

Result<void> LiveStore::merge(std::uint32_t after) {
  const Segments segments = m_impl->segments.after(after);
  return segments.size() < 2 ? Result<void>() : m_impl->segments.merge(segments, {}, {});
}

Result<EvictionResult> LiveStore::evict(const std::vector<std::uint32_t>& ids) {
  Segments shown;
  Segments cleared;
  for (const auto& segment : m_impl->segments.all())
    if (std::find(ids.begin(), ids.end(), segment->id) != ids.end())
      (m_impl->segments.isCleared(segment->id) ? cleared : shown).push_back(segment);
  EvictionResult result;
  return m_impl->evict(cleared, SegmentState::Cleared, result)
      .and_then([&] { return m_impl->evict(shown, SegmentState::Shown, result); })
      .map([&] { return result; });
}

Result<void> LiveStore::clear() {
  Segments received;
  for (const auto& segment : m_impl->segments.all())
    if (segment->stamp.origin != SegmentOrigin::Import && !m_impl->segments.isCleared(segment->id))
      received.push_back(segment);
  return received.empty() ? Result<void>() : m_impl->segments.clear(received);
}

Result<void> LiveStore::showCleared() {
  const auto replaced = m_impl->segments.showCleared([&](const DuplicateCounts& counts) -> Result<void> {
    for (const auto& [source, count] : counts) {
      SourceGrowth growth;
      growth.spans = 0 - count;
      growth.duplicates = count;
      if (const auto grown = growSource(m_impl->connection, source, growth); !grown) return grown;
    }
    return {};
  });
  if (!replaced) return tl::unexpected(replaced.error());
  for (const auto& segment : *replaced) m_impl->dropped.push_back(m_impl->extentOf(*segment));
  return {};
}

Result<EvictionResult> LiveStore::dropCleared() {
  Segments cleared;
  std::vector<SegmentExtent> extents;
  for (const auto& segment : m_impl->segments.all()) {
    if (!m_impl->segments.isCleared(segment->id)) continue;
    cleared.push_back(segment);
    extents.push_back(m_impl->extentOf(*segment));
  }
  EvictionResult result;
  if (const auto done = m_impl->evict(cleared, SegmentState::Shown, result); !done)
    return tl::unexpected(done.error());
  m_impl->dropped.insert(m_impl->dropped.end(), extents.begin(), extents.end());
  return result;
}

std::vector<SegmentExtent> LiveStore::takeDropped() { return std::exchange(m_impl->dropped, {}); }

Result<void> LiveStore::deleteReplaced(std::uint32_t id) { return m_impl->segments.deleteOne(id); }

bool LiveStore::isBeingRead() const { return isLeased(m_impl->path); }

Result<FileUse> LiveStore::fileUse() const {
  FileUse use;
  for (const auto& [pragma, value] :
       {std::pair{"PRAGMA page_size", &use.pageBytes}, std::pair{"PRAGMA page_count", &use.pages},
        std::pair{"PRAGMA freelist_count", &use.freePages}}) {
    const auto read = m_impl->connection.integer(pragma);
    if (!read) return tl::unexpected(read.error());
    *value = static_cast<std::uint64_t>(*read);
  }
  return use;
}

Result<void> LiveStore::giveBack(std::uint64_t pages) {
  const std::lock_guard lock(*m_impl->turn);
  return m_impl->connection.run("PRAGMA incremental_vacuum(" + std::to_string(pages) + ")");
}

}  // namespace spanloupe::store
