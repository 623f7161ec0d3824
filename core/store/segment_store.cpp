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
  return learn();
}

Result<void> SegmentStore::learn() {
  m_isBehind = true;
  const auto infos = loadStored(m_connection, all().empty() ? 0 : all().back()->id);
  if (!infos) return tl::unexpected(infos.error());
  for (const auto& info : *infos)
    if (const auto added = m_shared.add(info); !added) return added;
  m_cursor.release();
  m_isBehind = false;
  return {};
}

/// Nothing is written while segments are unknown: it could not be told what they hold.
Result<void> SegmentStore::catchUp() { return m_isBehind ? learn() : Result<void>(); }

Result<DuplicateCounts> SegmentStore::append(std::vector<EncodedSegment> segments, const SegmentStamp& stamp,
                                             const Inside& inside) {
  if (const auto known = catchUp(); !known) return tl::unexpected(known.error());
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
  std::vector<std::uint32_t> written;
  for (const auto& [part, encoded] : hidden) written.push_back(part->id);
  if (const auto shown = show(written); !shown) return shown;
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
    const auto stored = m_shared.duplicates(segment, *shared, m_cleared);
    if (!stored) return tl::unexpected(stored.error());
    m_repeatsCleared = m_repeatsCleared || stored->inCleared;
    if (!stored->rows.empty()) {
      if (const auto left = leaveOut(segment, stored->rows); !left) return tl::unexpected(left.error());
      shared = m_shared.find(segment);
      if (!shared) return shared;
    }
  }
  m_cursor.release();
  for (const auto& [source, count] : segment.duplicates) duplicates[source] += count;
  return shared;
}

Result<void> SegmentStore::leaveOut(EncodedSegment& segment, const std::vector<std::uint32_t>& rows) {
  SegmentReader reader(std::make_unique<EncodedColumns>(segment), segment.summary);
  const auto sources = reader.integers(ColumnScope::Span, key::kSource, 0, segment.summary.spans);
  if (!sources) return tl::unexpected(sources.error());
  for (const std::uint32_t row : rows)
    ++segment.duplicates[segment.summary.source != 0 ? segment.summary.source
                                                     : static_cast<std::int64_t>((*sources)[row])];
  auto rest = rewriteWithout(segment, rows);
  if (!rest) return tl::unexpected(rest.error());
  segment = std::move(*rest);
  return {};
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
  return rewrite(newest, {newest.front()->id, stampOf(newest), false, {}, {}, {}}, progress, stop);
}

Result<void> SegmentStore::rewrite(const Segments& newest, Rewriting rewriting,
                                   const std::function<void(double)>& progress, const std::stop_token& stop) {
  if (const auto known = catchUp(); !known) return known;
  m_cursor.release();
  auto merged = mergeSegments(
      m_path, newest,
      [&](std::vector<EncodedSegment>& range, double done) -> Result<void> {
        if (const auto written = writeRange(range, rewriting); !written) return written;
        if (progress) progress(done);
        return {};
      },
      stop);
  if (merged) merged = replace(newest, rewriting);
  if (!merged) {
    const std::lock_guard lock(*m_turn);
    return deleteSegments(m_connection, SegmentState::Written).and_then([&] { return merged; });
  }
  m_shared.forget(newest);
  return learn();
}

/// Segments of one range of traces. A trace too long for one of them is linked from each to the one before.
Result<void> SegmentStore::writeRange(std::vector<EncodedSegment>& range, Rewriting& rewriting) {
  std::map<TraceId, SharedRun> newest;
  for (EncodedSegment& segment : range) {
    auto before = m_shared.findBefore(segment, rewriting.replaced);
    if (before && rewriting.leavesOutStored && !before->empty()) {
      const auto stored = m_shared.duplicates(segment, *before, m_cleared);
      if (!stored) return tl::unexpected(stored.error());
      if (!stored->rows.empty()) {
        segment.duplicates.clear();
        if (const auto left = leaveOut(segment, stored->rows); !left) return left;
        for (const auto& [source, count] : segment.duplicates) rewriting.leftOut[source] += count;
        if (segment.columns.empty()) continue;
        before = m_shared.findBefore(segment, rewriting.replaced);
      }
    }
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
    const auto written =
        writeHidden(segment, describe(++m_last, segment, std::move(shared), rewriting.stamp));
    if (!written) return written;
    rewriting.written.push_back(m_last);
  }
  return {};
}

/// In the transaction of the caller.
Result<void> SegmentStore::show(std::span<const std::uint32_t> written) {
  for (const std::uint32_t id : written)
    if (auto shown = m_connection.run("UPDATE segment SET state = 0 WHERE id = " + std::to_string(id));
        !shown)
      return shown;
  return {};
}

/// In one transaction, so that every reader sees either these segments or those that were written for them.
Result<void> SegmentStore::replace(const Segments& segments, const Rewriting& rewriting) {
  const std::lock_guard lock(*m_turn);
  auto transaction = Transaction::begin(m_connection);
  if (!transaction) return tl::unexpected(transaction.error());
  for (const auto& segment : segments) {
    auto hidden = m_connection.run("UPDATE segment SET state = 2 WHERE id = " + std::to_string(segment->id));
    if (!hidden) return hidden;
  }
  if (auto shown = show(rewriting.written); !shown) return shown;
  if (rewriting.inside)
    if (auto done = rewriting.inside(rewriting.leftOut); !done) return done;
  return transaction->commit();
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
  m_lastCleared = std::max(m_lastCleared, segments.back()->id);
  return {};
}

Result<Segments> SegmentStore::showCleared(const Inside& inside) {
  {
    const std::lock_guard lock(*m_turn);
    auto transaction = Transaction::begin(m_connection);
    if (!transaction) return tl::unexpected(transaction.error());
    const auto shown = m_connection.run("UPDATE segment SET state = 0 WHERE state = 3");
    if (!shown) return tl::unexpected(shown.error());
    if (const auto committed = transaction->commit(); !committed) return tl::unexpected(committed.error());
  }
  m_cleared.clear();
  Segments since = after(m_lastCleared);
  // Copies of pinned traces are not what has come since.
  const auto copy = std::find_if(since.rbegin(), since.rend(), [](const auto& segment) {
    return segment->stamp.origin != SegmentOrigin::Live;
  });
  since.erase(since.begin(), copy.base());
  if (!std::exchange(m_repeatsCleared, false) || since.empty()) return Segments();
  const Rewriting rewriting{since.front()->id, stampOf(since), true, inside, {}, {}};
  return rewrite(since, rewriting, {}, {}).map([&] { return since; });
}

Result<void> SegmentStore::evict(
    const Segments& segments, std::span<const TraceId> pinned, SegmentState keptState,
    const std::function<Result<void>(const std::map<std::int64_t, Evicted>&)>& inside) {
  if (const auto known = catchUp(); !known) return known;
  auto plan = planEviction(all(), segments, pinned, m_cursor);
  if (!plan) return tl::unexpected(plan.error());
  const auto parts = m_shared.newestParts(segments, plan->links);
  m_cursor.release();
  if (!parts) return tl::unexpected(parts.error());
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
  m_shared.drop(segments, *parts, plan->relinked);
  for (const auto& segment : segments) m_cleared.erase(segment->id);
  for (const auto& [info, segment] : kept) {
    m_shared.add(info, *segment);
    if (keptState == SegmentState::Cleared) m_cleared.insert(info->id);
  }
  if (m_cleared.empty()) m_repeatsCleared = false;
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
