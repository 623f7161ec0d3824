// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/live/segment_upkeep.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace spanloupe::ingest {
namespace {

using std::chrono::duration_cast;
using std::chrono::nanoseconds;

/// Segments deleted at a time: senders wait meanwhile.
constexpr std::size_t kDeletedAtOnce = 4;
/// Likewise pages given back.
constexpr std::uint64_t kPagesAtOnce = 256;
constexpr std::uint64_t kLeastFreePages = 128;
constexpr std::chrono::milliseconds kSoon{20};
/// How exactly an age is kept.
constexpr std::chrono::minutes kAgeChecked{1};

std::int64_t wallClock() {
  return duration_cast<nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

nanoseconds mergedAges(const Retention& retention) {
  constexpr nanoseconds kDay = std::chrono::hours(24);
  return retention.age ? std::min<nanoseconds>(kDay, *retention.age / 8) : kDay;
}

}  // namespace

SegmentUpkeep::SegmentUpkeep(store::LiveStore& store, const Retention& retention)
    : m_store(store), m_retention(retention) {
  // Cleared by the user of a former process, which no reader of this one has seen.
  for (const store::SegmentExtent& segment : store.takeDropped())
    m_hidden.push_back({segment.id, segment.bytes, {}});
  if (!m_hidden.empty()) wake(Clock::now() + kLeastGrace);
}

Result<void> SegmentUpkeep::clear(Clock::time_point now) {
  if (auto dropped = dropCleared(now); !dropped) return dropped;
  return m_store.clear();
}

Result<void> SegmentUpkeep::dropCleared(Clock::time_point now) {
  const auto evicted = m_store.dropCleared();
  if (!evicted) return tl::unexpected(evicted.error());
  // It is not what retention drops at a time, so it says nothing about the room that must be left.
  std::uint64_t bytes = 0;
  hide(m_store.takeDropped(), now, bytes);
  wake(now + kGrace);
  return {};
}

Result<void> SegmentUpkeep::run(Clock::time_point now) {
  m_due.reset();
  // Segments that were written anew when clearing was undone.
  hide(m_store.takeDropped(), now, m_largestMerge);
  Result<void> outcome;
  for (const auto step : {&SegmentUpkeep::mergeSmall, &SegmentUpkeep::dropOldest, &SegmentUpkeep::renewKept,
                          &SegmentUpkeep::deleteHidden, &SegmentUpkeep::giveBack}) {
    auto done = (this->*step)(now);
    if (!done && outcome) outcome = std::move(done);
  }
  return outcome;
}

void SegmentUpkeep::wake(Clock::time_point at) { m_due = m_due ? std::min(*m_due, at) : at; }

void SegmentUpkeep::hide(const std::vector<store::SegmentExtent>& segments, Clock::time_point now,
                         std::uint64_t& largest) {
  std::uint64_t bytes = 0;
  for (const store::SegmentExtent& segment : segments) {
    m_hidden.push_back({segment.id, segment.bytes, now});
    bytes += segment.bytes;
  }
  largest = std::max(largest, bytes);
}

/// That the session file itself may take: beside it is its log, of 64 MiB, and more for moments.
std::uint64_t SegmentUpkeep::mostInFile() const {
  constexpr std::uint64_t kLog = std::uint64_t{96} << 20;
  return m_retention.bytes - std::min(m_retention.bytes / 6, kLog);
}

/// What merging and dropping leave in the file for a while, as far as has been seen.
std::uint64_t SegmentUpkeep::hiddenReserve() const {
  return std::clamp(m_largestMerge + m_largestDrop, mostInFile() / 16, mostInFile() / 2);
}

std::uint64_t SegmentUpkeep::hiddenBytes() const {
  std::uint64_t bytes = 0;
  for (const Hidden& hidden : m_hidden) bytes += hidden.bytes;
  return bytes;
}

/// Sixteen segments of one size become one of the next. The largest are merged as soon as they fill one: what
/// is received meanwhile waits to be seen.
Result<void> SegmentUpkeep::mergeSmall(Clock::time_point now) {
  constexpr std::array<std::uint32_t, 3> kSizes{store::kSegmentRows / 2, store::kSegmentRows / 32,
                                                store::kSegmentRows / 512};
  constexpr std::uint32_t kFull = store::kSegmentRows / 4 * 3;
  const auto all = m_store.segments();
  const std::int64_t oldest = all.empty() ? 0 : all.back().stamp.lastAt - mergedAges(m_retention).count();
  for (const std::uint32_t size : kSizes) {
    const auto stays = std::find_if(all.rbegin(), all.rend(), [&](const store::SegmentExtent& segment) {
      return segment.rows >= size || segment.stamp.origin != store::SegmentOrigin::Live ||
             segment.isCleared || segment.stamp.firstAt < oldest;
    });
    const auto count = static_cast<std::size_t>(stays - all.rbegin());
    const std::uint64_t rows = std::accumulate(
        all.rbegin(), stays, std::uint64_t{0},
        [](std::uint64_t sum, const store::SegmentExtent& segment) { return sum + segment.rows; });
    if (count < 2 || (count < kMerged && rows < kFull)) continue;
    const std::vector<store::SegmentExtent> merged(all.end() - static_cast<std::ptrdiff_t>(count), all.end());
    if (auto done = m_store.merge(merged.front().id - 1); !done) return done;
    hide(merged, now, m_largestMerge);
    return {};
  }
  return {};
}

/// What was cleared and may still be shown again counts, and as the oldest it goes first.
Result<void> SegmentUpkeep::dropOldest(Clock::time_point now) {
  const auto use = m_store.fileUse();
  if (!use) return tl::unexpected(use.error());
  std::uint64_t spans = 0;
  std::uint64_t bytes = 0;
  std::uint64_t allBytes = hiddenBytes();
  std::vector<store::SegmentExtent> live;
  for (const store::SegmentExtent& segment : m_store.segments()) {
    allBytes += segment.bytes;
    if (segment.stamp.origin != store::SegmentOrigin::Live) continue;
    spans += segment.spans;
    bytes += segment.bytes;
    live.push_back(segment);
  }
  if (live.empty()) return {};
  // What the columns do not account for is shared out among them. Room is left for what is hidden.
  const double perByte = allBytes == 0 ? 1.0
                                       : static_cast<double>((use->pages - use->freePages) * use->pageBytes) /
                                             static_cast<double>(allBytes);
  const auto mostBytes = static_cast<std::uint64_t>(static_cast<double>(mostInFile() - hiddenReserve()) /
                                                    std::max(1.0, perByte));
  const bool over = spans > m_retention.spans || bytes > mostBytes;
  const std::int64_t eldest = m_retention.age ? wallClock() - nanoseconds(*m_retention.age).count() : 0;
  // No segment is younger than those after it: the clock may have been ahead for a while.
  for (std::size_t i = live.size(); i-- > 1;)
    live[i - 1].stamp.lastAt = std::min(live[i - 1].stamp.lastAt, live[i].stamp.lastAt);
  std::vector<store::SegmentExtent> dropped;
  for (std::size_t i = 0; i + 1 < live.size(); ++i) {
    // A little more than must be, so that it is not the turn of one with every commit.
    const bool goes =
        over && (spans > m_retention.spans - m_retention.spans / 64 || bytes > mostBytes - mostBytes / 64);
    if (!goes && live[i].stamp.lastAt >= eldest) break;
    spans -= live[i].spans;
    bytes -= live[i].bytes;
    dropped.push_back(live[i]);
  }
  if (m_retention.age) wake(now + kAgeChecked);
  return dropped.empty() ? Result<void>() : drop(dropped, now);
}

/// Segments with rows of pinned traces become one, without those that are pinned no more.
Result<void> SegmentUpkeep::renewKept(Clock::time_point now) {
  std::vector<store::SegmentExtent> kept;
  for (const store::SegmentExtent& segment : m_store.segments())
    if (segment.stamp.origin == store::SegmentOrigin::Kept && !segment.isCleared) kept.push_back(segment);
  if (!kept.empty() && (m_unpinned || kept.size() >= kMerged))
    if (auto done = drop(kept, now); !done) return done;
  m_unpinned = false;
  return {};
}

Result<void> SegmentUpkeep::drop(const std::vector<store::SegmentExtent>& segments, Clock::time_point now) {
  // Each kind by itself, as it is a transaction of its own.
  for (const bool cleared : {true, false}) {
    std::vector<store::SegmentExtent> some;
    std::vector<std::uint32_t> ids;
    for (const store::SegmentExtent& segment : segments) {
      if (segment.isCleared != cleared) continue;
      some.push_back(segment);
      ids.push_back(segment.id);
    }
    const auto evicted = m_store.evict(ids);
    if (!evicted) return tl::unexpected(evicted.error());
    hide(some, now, m_largestDrop);
    for (const store::SegmentExtent& segment : some)
      m_droppedUntil = std::max(m_droppedUntil, segment.stamp.lastAt);
    m_evicted.spans += evicted->spans;
    m_evicted.logs += evicted->logs;
    m_evicted.traces += evicted->traces;
  }
  return {};
}

/// What was received takes so much of the file, with its share of what the columns do not account for.
std::uint64_t SegmentUpkeep::receivedBytes(const store::FileUse& use) const {
  std::uint64_t imported = 0;
  std::uint64_t all = hiddenBytes();
  for (const store::SegmentExtent& segment : m_store.segments()) {
    all += segment.bytes;
    if (segment.stamp.origin == store::SegmentOrigin::Import) imported += segment.bytes;
  }
  const auto used = static_cast<double>((use.pages - use.freePages) * use.pageBytes);
  const double share = all == 0 ? 1.0 : static_cast<double>(all - imported) / static_cast<double>(all);
  return static_cast<std::uint64_t>(used * share);
}

Result<void> SegmentUpkeep::deleteHidden(Clock::time_point now) {
  const auto use = m_store.fileUse();
  if (!use) return tl::unexpected(use.error());
  Clock::duration grace = kGrace;
  if (hiddenBytes() > mostInFile() / 16) grace = kLeastGrace;
  // The size of the file comes first.
  const bool tooLarge = receivedBytes(*use) > mostInFile() / 32 * 33;
  if (tooLarge) grace = {};
  if (!tooLarge && !m_hidden.empty() && m_hidden.front().since + grace <= now && m_store.isBeingRead()) {
    wake(now + kLeastGrace);
    return {};
  }
  for (std::size_t deleted = 0; !m_hidden.empty(); ++deleted) {
    if (m_hidden.front().since + grace > now) {
      wake(m_hidden.front().since + grace);
      break;
    }
    if (deleted == kDeletedAtOnce) {
      wake(now + kSoon);
      break;
    }
    if (auto done = m_store.deleteReplaced(m_hidden.front().id); !done) {
      wake(now + kGrace);
      return done;
    }
    m_hidden.pop_front();
  }
  return {};
}

Result<void> SegmentUpkeep::giveBack(Clock::time_point now) {
  const auto use = m_store.fileUse();
  if (!use) return tl::unexpected(use.error());
  const std::uint64_t most = std::max(kLeastFreePages, use->pages / 32);
  if (use->freePages <= most) return {};
  if (auto given = m_store.giveBack(std::min(kPagesAtOnce, use->freePages - most)); !given) return given;
  // A file that was not made for it keeps its pages.
  const auto left = m_store.fileUse();
  if (left && left->pages < use->pages && left->freePages > most) wake(now + kSoon);
  return {};
}

}  // namespace spanloupe::ingest
