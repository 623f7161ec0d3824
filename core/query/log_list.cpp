// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/log_list.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <thread>

#include "core/store/column_loader.h"
#include "core/store/segment_info.h"
#include "core/store/snapshot.h"

namespace spanloupe::query {
namespace {

using store::ColumnScope;
using SegmentPointer = std::shared_ptr<const store::SegmentInfo>;

tl::unexpected<Error> cancelled() { return fail(ErrorKind::Cancelled, "cancelled"); }

struct Entry {
  std::uint64_t time = 0;
  SpanRef ref;
};

bool isNewer(const Entry& a, const Entry& b) { return a.time != b.time ? a.time > b.time : a.ref > b.ref; }

/// Keeps the newest so many of what it is given, in bounded memory.
class Newest {
 public:
  explicit Newest(std::size_t most) : m_most(most) {}
  void offer(const Entry& entry) {
    if (m_isFull && !isNewer(entry, m_oldest)) return;
    m_entries.push_back(entry);
    if (m_entries.size() >= 2 * m_most + kSpare) cut();
  }
  [[nodiscard]] bool isFull() const { return m_entries.size() >= m_most; }
  /// The time that a record needs at least to be among them; call it when isFull().
  [[nodiscard]] std::uint64_t least() {
    cut();
    return m_oldest.time;
  }
  std::vector<Entry> sorted() {
    if (m_entries.size() > m_most) cut();
    std::sort(m_entries.begin(), m_entries.end(), isNewer);
    return std::move(m_entries);
  }

 private:
  static constexpr std::size_t kSpare = 4096;
  void cut() {
    if (m_entries.size() < m_most) return;
    const auto last = m_entries.begin() + static_cast<std::ptrdiff_t>(m_most) - 1;
    std::nth_element(m_entries.begin(), last, m_entries.end(), isNewer);
    m_oldest = *last;
    m_isFull = true;
    m_entries.resize(m_most);
  }
  std::size_t m_most;
  std::vector<Entry> m_entries;
  Entry m_oldest;  ///< Once it is full.
  bool m_isFull = false;
};

Result<std::vector<std::uint64_t>> timesOf(store::SegmentReader& segment) {
  const std::uint32_t rows = segment.summary().logs;
  auto times = segment.integers(ColumnScope::Log, store::key::kTime, 0, rows);
  if (!times || std::find(times->begin(), times->end(), std::uint64_t{0}) == times->end()) return times;
  const auto observed = segment.integers(ColumnScope::Log, store::key::kObservedTime, 0, rows);
  if (!observed) return observed;
  for (std::size_t row = 0; row < times->size(); ++row)
    if ((*times)[row] == 0) (*times)[row] = (*observed)[row];
  return times;
}

/// The matching records of one segment.
struct Matched {
  std::optional<Error> error;
  std::vector<Entry> entries;
};

Matched matchSegment(store::Reader& reader, const SegmentPointer& segment, const LogMatcher& matcher,
                     const std::stop_token& stop) {
  Matched matched;
  const auto read = reader.readSegment(segment, [&](store::SegmentReader& columns) -> Result<void> {
    const auto wanted = matcher.match(columns, stop);
    if (!wanted) return tl::unexpected(wanted.error());
    if (std::find(wanted->begin(), wanted->end(), 1) == wanted->end()) return {};
    const auto times = timesOf(columns);
    if (!times) return tl::unexpected(times.error());
    for (std::uint32_t row = 0; row < times->size(); ++row)
      if ((*wanted)[row] != 0) matched.entries.push_back({(*times)[row], {segment->id, row}});
    return {};
  });
  if (!read) matched.error = read.error();
  return matched;
}

/// One question: through the segments that have logs, a few at a time where there is text to look through.
class Ordering {
 public:
  Ordering(store::Reader& reader, const LogFilter& filter, std::size_t firstPage, std::size_t most)
      : m_reader(reader),
        m_matcher(filter),
        m_isPaged(firstPage != 0 && firstPage < most),
        m_newest(m_isPaged ? firstPage : most) {}

  Result<OrderedLogs> run(const store::Snapshot& snapshot, const std::stop_token& stop) {
    OrderedLogs result;
    for (const SegmentPointer& segment : snapshot.segments()) {
      if (segment->summary.logs == 0) continue;
      m_segments.push_back({segment, ~std::uint64_t{0}});
      result.total += segment->summary.logs;
    }
    // A first page of what matches is looked for where the newest are.
    if (m_isPaged && m_matcher.hasWords())
      if (const auto known = newestFirst(stop); !known) return tl::unexpected(known.error());
    if (const auto made = makeReaders(); !made) return tl::unexpected(made.error());
    for (std::size_t at = 0; at < m_segments.size(); at += width()) {
      if (stop.stop_requested()) return cancelled();
      if (m_isPaged && m_newest.isFull() && m_segments[at].newest < m_newest.least()) {
        result.partial = true;
        break;
      }
      if (const auto taken = take(at, stop); !taken) return tl::unexpected(taken.error());
    }
    if (stop.stop_requested()) return cancelled();
    result.matching = m_matching;
    std::vector<Entry> entries = m_newest.sorted();
    result.partial = result.partial || (m_isPaged && m_matching > entries.size());
    result.refs.reserve(entries.size());
    result.times.reserve(entries.size());
    for (const Entry& entry : entries) {
      result.refs.push_back(entry.ref);
      result.times.push_back(entry.time);
    }
    return result;
  }

 private:
  struct Segment {
    SegmentPointer info;
    std::uint64_t newest = 0;  ///< Of its records; the highest number when it is not known.
  };

  [[nodiscard]] std::size_t width() const { return std::max<std::size_t>(1, m_readers.size()); }

  Result<void> newestFirst(const std::stop_token& stop) {
    for (Segment& segment : m_segments) {
      if (stop.stop_requested()) return cancelled();
      const auto read =
          m_reader.readSegment(segment.info, [&](store::SegmentReader& columns) -> Result<void> {
            const auto times = timesOf(columns);
            if (!times) return tl::unexpected(times.error());
            segment.newest = times->empty() ? 0 : *std::max_element(times->begin(), times->end());
            return {};
          });
      if (!read) return read;
    }
    std::stable_sort(m_segments.begin(), m_segments.end(),
                     [](const Segment& a, const Segment& b) { return a.newest > b.newest; });
    return {};
  }

  // Readers of their own, so that the texts of all the segments do not stay behind.
  Result<void> makeReaders() {
    if (!m_matcher.hasWords()) return {};
    const std::size_t threads = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 4);
    while (m_readers.size() < std::min(threads, m_segments.size())) {
      auto reader = m_reader.forParts();
      if (!reader) return tl::unexpected(reader.error());
      m_readers.push_back(std::move(*reader));
    }
    return {};
  }

  Result<void> take(std::size_t at, const std::stop_token& stop) {
    const std::size_t count = std::min(width(), m_segments.size() - at);
    std::vector<Matched> matched(count);
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 1; i < count; ++i)
        threads.emplace_back(
            [&, i] { matched[i] = matchSegment(*m_readers[i], m_segments[at + i].info, m_matcher, stop); });
      matched[0] =
          matchSegment(m_readers.empty() ? m_reader : *m_readers[0], m_segments[at].info, m_matcher, stop);
    }
    for (const Matched& one : matched) {
      if (one.error) return tl::unexpected(*one.error);
      m_matching += one.entries.size();
      for (const Entry& entry : one.entries) m_newest.offer(entry);
    }
    return {};
  }

  store::Reader& m_reader;
  LogMatcher m_matcher;
  bool m_isPaged;
  Newest m_newest;
  std::vector<Segment> m_segments;
  std::vector<std::unique_ptr<store::Reader>> m_readers;
  std::uint64_t m_matching = 0;
};

}  // namespace

std::pair<std::size_t, std::size_t> OrderedLogs::placesOf(std::uint64_t time) const {
  const auto [first, last] = std::equal_range(times.begin(), times.end(), time, std::greater<>());
  return {static_cast<std::size_t>(first - times.begin()), static_cast<std::size_t>(last - times.begin())};
}

Result<OrderedLogs> orderLogs(store::Reader& reader, const store::Snapshot& snapshot, const LogFilter& filter,
                              std::size_t firstPage, std::stop_token stop, std::size_t most) {
  return Ordering(reader, filter, firstPage, most).run(snapshot, stop);
}

}  // namespace spanloupe::query
