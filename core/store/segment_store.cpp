// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/segment_store.h"

#include <algorithm>

#include "core/store/segment_merge.h"
#include "core/store/segment_rewrite.h"

namespace spanloupe::store {
namespace {

/// Pages that opening a session gives back to the file system at most: what a crash left is otherwise free
/// for what is written next, and opening must not take long.
constexpr const char* kVacuumOnOpening = "PRAGMA incremental_vacuum(4096)";

SegmentStamp stampOf(const Segments& segments) {
  SegmentStamp stamp = segments.front()->stamp;
  for (const auto& segment : segments) {
    stamp.firstAt = std::min(stamp.firstAt, segment->stamp.firstAt);
    stamp.lastAt = std::max(stamp.lastAt, segment->stamp.lastAt);
  }
  return stamp;
}

}  // namespace

Result<void> SegmentStore::open() {
  const auto last = m_connection.integer("SELECT coalesce(max(id), 0) FROM segment");
  if (!last) return tl::unexpected(last.error());
  m_last = static_cast<std::uint32_t>(*last);
  while (true) {
    const auto hidden =
        m_connection.integer("SELECT coalesce(max(id), 0) FROM segment WHERE state IN (1, 2)");
    if (!hidden) return tl::unexpected(hidden.error());
    if (*hidden == 0) break;
    const auto deleted = deleteSegment(m_connection, static_cast<std::uint32_t>(*hidden));
    if (!deleted) return deleted;
  }
  if (const auto given = m_connection.run(kVacuumOnOpening); !given) return given;
  auto cleared = m_connection.prepare("SELECT id FROM segment WHERE state = 3");
  if (!cleared) return tl::unexpected(cleared.error());
  while (true) {
    const auto more = cleared->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
    m_cleared.insert(static_cast<std::uint32_t>(cleared->integer(0)));
  }
  return learn(0);
}

Result<void> SegmentStore::learn(std::uint32_t after) {
  const auto infos = loadStored(m_connection, after);
  if (!infos) return tl::unexpected(infos.error());
  for (const auto& info : *infos)
    if (const auto added = m_shared.add(info); !added) return added;
  m_cursor.release();
  return {};
}

Result<DuplicateCounts> SegmentStore::append(std::vector<EncodedSegment> segments, const SegmentStamp& stamp,
                                             const Inside& inside) {
  DuplicateCounts duplicates;
  HiddenParts hidden;
  auto appended = appendParts(segments, stamp, inside, duplicates, hidden);
  m_cursor.release();
  if (appended) return duplicates;
  for (auto part = hidden.rbegin(); part != hidden.rend(); ++part) {
    m_shared.takeBack(*part->first, *part->second);
    // Whatever cannot be deleted now is when the session is next opened.
    (void)deleteOne(part->first->id);
  }
  return tl::unexpected(appended.error());
}

/// All but the last are written hidden; the transaction of the last shows them.
Result<void> SegmentStore::appendParts(std::vector<EncodedSegment>& segments, const SegmentStamp& stamp,
                                       const Inside& inside, DuplicateCounts& duplicates,
                                       HiddenParts& hidden) {
  std::shared_ptr<const SegmentInfo> info;
  for (EncodedSegment& segment : segments) {
    auto shared = prepare(segment, duplicates);
    if (!shared) return tl::unexpected(shared.error());
    info = segment.columns.empty() ? nullptr : describe(++m_last, segment, std::move(*shared), stamp);
    if (&segment == &segments.back() || info == nullptr) continue;
    if (const auto written = writeHidden(segment, info); !written) return written;
    m_shared.add(info, segment);
    hidden.emplace_back(info, &segment);
  }
  if (info == nullptr && hidden.empty() && !inside) return {};
  const std::lock_guard lock(*m_turn);
  auto transaction = Transaction::begin(m_connection);
  if (!transaction) return tl::unexpected(transaction.error());
  if (info != nullptr) {
    const auto inserted = insertSegment(m_connection, *info, segments.back(), SegmentState::Shown);
    if (!inserted) return inserted;
  }
  if (!hidden.empty()) {
    const auto shown = m_connection.run("UPDATE segment SET state = 0 WHERE state = 1");
    if (!shown) return shown;
  }
  if (inside)
    if (const auto done = inside(duplicates); !done) return done;
  if (const auto committed = transaction->commit(); !committed) return committed;
  if (info != nullptr) m_shared.add(info, segments.back());
  return {};
}

Result<std::vector<SharedRun>> SegmentStore::prepare(EncodedSegment& segment, DuplicateCounts& duplicates) {
  auto shared = m_shared.find(segment);
  if (!shared) return shared;
  if (!shared->empty()) {
    const auto rows = m_shared.duplicates(segment, *shared);
    if (!rows) return tl::unexpected(rows.error());
    if (!rows->empty()) {
      SegmentReader reader(std::make_unique<EncodedColumns>(segment), segment.summary);
      const auto sources = reader.integers(ColumnScope::Span, key::kSource, 0, segment.summary.spans);
      if (!sources) return tl::unexpected(sources.error());
      for (const std::uint32_t row : *rows)
        ++segment.duplicates[segment.summary.source != 0 ? segment.summary.source
                                                         : static_cast<std::int64_t>((*sources)[row])];
      auto rest = rewriteWithout(segment, *rows);
      if (!rest) return tl::unexpected(rest.error());
      segment = std::move(*rest);
      shared = m_shared.find(segment);
      if (!shared) return shared;
    }
  }
  m_cursor.release();
  for (const auto& [source, count] : segment.duplicates) duplicates[source] += count;
  return shared;
}

Result<void> SegmentStore::writeHidden(const EncodedSegment& segment,
                                       const std::shared_ptr<const SegmentInfo>& info) {
  const std::lock_guard lock(*m_turn);
  auto transaction = Transaction::begin(m_connection);
  if (!transaction) return tl::unexpected(transaction.error());
  return insertSegment(m_connection, *info, segment, SegmentState::Written).and_then([&] {
    return transaction->commit();
  });
}

Result<void> SegmentStore::gather(std::uint32_t after, const std::function<void(double)>& progress,
                                  const std::stop_token& stop) {
  const Segments segments = m_shared.segmentsAfter(after);
  if (!areScattered(segments)) return {};
  m_shared.dropFilter();
  return merge(segments, progress, stop);
}

Result<void> SegmentStore::merge(const Segments& newest, const std::function<void(double)>& progress,
                                 const std::stop_token& stop) {
  m_cursor.release();
  const SegmentStamp stamp = stampOf(newest);
  auto merged = mergeSegments(
      m_path, newest,
      [&](const std::vector<EncodedSegment>& range, double done) -> Result<void> {
        if (const auto written = writeRange(range, newest.front()->id, stamp); !written) return written;
        if (progress) progress(done);
        return {};
      },
      stop);
  if (merged) merged = replace(newest);
  if (!merged) {
    const std::lock_guard lock(*m_turn);
    return deleteSegments(m_connection, SegmentState::Written).and_then([&] { return merged; });
  }
  m_shared.forget(newest);
  return learn(newest.back()->id);
}

/// Segments of one range of traces that will replace those from `replaced` on. A trace too long for one of
/// them is linked from each to the one before.
Result<void> SegmentStore::writeRange(const std::vector<EncodedSegment>& range, std::uint32_t replaced,
                                      const SegmentStamp& stamp) {
  std::map<TraceId, SharedRun> newest;
  for (const EncodedSegment& segment : range) {
    const auto before = m_shared.findBefore(segment, replaced);
    if (!before) return tl::unexpected(before.error());
    m_cursor.release();
    std::map<std::uint32_t, SharedRun> links;
    for (const SharedRun& run : *before) links[run.run] = run;
    for (std::uint32_t run = 0; range.size() > 1 && run < segment.traceIds.size(); ++run) {
      if (segment.traceIds[run].isZero()) continue;
      SharedRun& last = newest[segment.traceIds[run]];
      if (last.previousSegment != 0) links[run] = {run, last.previousSegment, last.previousRun};
      last = {0, m_last + 1, run};
    }
    std::vector<SharedRun> shared;
    for (const auto& [run, link] : links) shared.push_back(link);
    const auto written = writeHidden(segment, describe(++m_last, segment, std::move(shared), stamp));
    if (!written) return written;
  }
  return {};
}

/// In one transaction, so that every reader sees either these segments or those that were written for them.
Result<void> SegmentStore::replace(const Segments& segments) {
  const std::lock_guard lock(*m_turn);
  auto transaction = Transaction::begin(m_connection);
  if (!transaction) return tl::unexpected(transaction.error());
  const std::string first = std::to_string(segments.front()->id);
  const std::string last = std::to_string(segments.back()->id);
  return m_connection
      .run("UPDATE segment SET state = 2 WHERE id BETWEEN " + first + " AND " + last +
           "; UPDATE segment SET state = 0 WHERE id > " + last + " AND state = 1")
      .and_then([&] { return transaction->commit(); });
}

Result<void> SegmentStore::clear(const Segments& segments) {
  {
    const std::lock_guard lock(*m_turn);
    auto transaction = Transaction::begin(m_connection);
    if (!transaction) return tl::unexpected(transaction.error());
    auto hide = m_connection.prepare("UPDATE segment SET state = 3 WHERE id = ? AND state = 0");
    if (!hide) return tl::unexpected(hide.error());
    for (const auto& segment : segments) {
      hide->bind(1, std::int64_t{segment->id});
      if (const auto hidden = hide->run(); !hidden) return hidden;
    }
    if (const auto committed = transaction->commit(); !committed) return committed;
  }
  for (const auto& segment : segments) m_cleared.insert(segment->id);
  return {};
}

Result<void> SegmentStore::showCleared() {
  {
    const std::lock_guard lock(*m_turn);
    auto transaction = Transaction::begin(m_connection);
    if (!transaction) return tl::unexpected(transaction.error());
    const auto shown = m_connection.run("UPDATE segment SET state = 0 WHERE state = 3");
    if (!shown) return shown;
    if (const auto committed = transaction->commit(); !committed) return committed;
  }
  m_cleared.clear();
  return {};
}

Result<void> SegmentStore::evict(
    const Segments& segments, std::span<const TraceId> pinned, SegmentState keptState,
    const std::function<Result<void>(const std::map<std::int64_t, Evicted>&)>& inside) {
  auto plan = planEviction(all(), segments, pinned, m_cursor);
  m_cursor.release();
  if (!plan) return tl::unexpected(plan.error());
  std::vector<std::pair<std::shared_ptr<const SegmentInfo>, const EncodedSegment*>> kept;
  const SegmentStamp stamp = {SegmentOrigin::Kept, stampOf(segments).firstAt, stampOf(segments).lastAt};
  for (const EncodedSegment& segment : plan->kept) {
    auto shared = m_shared.find(segment);
    if (!shared) return tl::unexpected(shared.error());
    // Parts of one trace in several segments of this loop are linked by hand: none is known yet.
    redirect(plan->links, *shared);
    for (const auto& [info, earlier] : kept) linkTo(*info, *earlier, segment, *shared);
    kept.emplace_back(describe(++m_last, segment, std::move(*shared), stamp), &segment);
  }
  m_cursor.release();
  {
    const std::lock_guard lock(*m_turn);
    auto transaction = Transaction::begin(m_connection);
    if (!transaction) return tl::unexpected(transaction.error());
    for (const auto& segment : segments) {
      const auto hidden =
          m_connection.run("UPDATE segment SET state = 2 WHERE id = " + std::to_string(segment->id));
      if (!hidden) return hidden;
    }
    for (const auto& [info, segment] : kept)
      if (const auto done = insertSegment(m_connection, *info, *segment, keptState); !done) return done;
    for (const auto& info : plan->relinked)
      if (const auto done = updateShared(m_connection, *info); !done) return done;
    if (const auto done = inside(plan->counts); !done) return done;
    if (const auto committed = transaction->commit(); !committed) return committed;
  }
  m_shared.drop(segments, plan->relinked);
  for (const auto& segment : segments) m_cleared.erase(segment->id);
  for (const auto& [info, segment] : kept) {
    m_shared.add(info, *segment);
    if (keptState == SegmentState::Cleared) m_cleared.insert(info->id);
  }
  return {};
}

Result<void> SegmentStore::deleteReplaced() {
  const std::lock_guard lock(*m_turn);
  return deleteSegments(m_connection, SegmentState::Replaced);
}

Result<void> SegmentStore::deleteOne(std::uint32_t id) {
  const std::lock_guard lock(*m_turn);
  return deleteSegment(m_connection, id);
}

}  // namespace spanloupe::store
