// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Orders all traces of a snapshot by one column: a 64-bit key per trace, texts by the rank of their value
// among all values.
#include <algorithm>
#include <map>
#include <set>

#include "core/model/wire.h"
#include "core/store/reader_impl.h"
#include "core/store/run_matcher.h"
#include "core/store/trace_collector.h"

namespace spanloupe::store {
namespace {

std::uint64_t countNames(std::string_view set) {
  std::uint64_t count = 0;
  while (!set.empty()) {
    std::uint64_t size = 0;
    const int width = wire::parseVarint(set, size);
    if (width <= 0 || size > set.size() - static_cast<std::size_t>(width)) break;
    set.remove_prefix(static_cast<std::size_t>(width) + size);
    ++count;
  }
  return count;
}

class KeyLoader {
 public:
  KeyLoader(ReaderImpl& impl, const Snapshot& snapshot, TraceColumn column)
      : m_impl(impl), m_snapshot(snapshot), m_column(column) {}

  /// Ranks of all texts of the column, when it is one of texts.
  Result<void> prepare(const std::stop_token& stop) {
    if (textKey().empty()) return {};
    std::set<std::string, std::less<>> values;
    for (std::size_t place = 0; place < m_snapshot.segments().size(); ++place) {
      if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
      const std::uint32_t runs = m_snapshot.segments()[place]->runs;
      const auto texts = m_impl.open(m_snapshot, place).texts(ColumnScope::Trace, textKey(), 0, runs);
      if (!texts) return tl::unexpected(texts.error());
      if (const Dictionary* const dictionary = texts->dictionary()) {
        for (std::uint32_t i = 0; i < dictionary->size(); ++i)
          if (!values.contains(dictionary->at(i))) values.emplace(dictionary->at(i));
      } else {
        for (std::uint32_t run = 0; run < runs; ++run)
          if (!values.contains(texts->at(run))) values.emplace(texts->at(run));
      }
    }
    std::uint64_t rank = 0;
    for (const std::string& value : values) m_ranks.emplace(value, ++rank);
    return {};
  }

  /// One key per run of the segment.
  Result<std::vector<std::uint64_t>> keys(std::size_t place) {
    SegmentReader& reader = m_impl.open(m_snapshot, place);
    const std::uint32_t runs = m_snapshot.segments()[place]->runs;
    if (!textKey().empty()) return textKeys(reader, runs);
    switch (m_column) {
      case TraceColumn::Duration: return reader.integers(ColumnScope::Trace, key::kExtentDuration, 0, runs);
      case TraceColumn::Errors: return reader.integers(ColumnScope::Trace, key::kErrors, 0, runs);
      case TraceColumn::Spans: {
        auto ends = reader.integers(ColumnScope::Trace, key::kRowsEnd, 0, runs);
        if (!ends) return ends;
        for (std::size_t run = ends->size(); run-- > 1;) (*ends)[run] -= (*ends)[run - 1];
        return ends;
      }
      case TraceColumn::Services: return serviceCounts(reader, runs);
      default: {
        auto start = reader.integers(ColumnScope::Trace, key::kStartBase, 0, runs);
        if (!start) return start;
        const auto offset = reader.integers(ColumnScope::Trace, key::kExtentStart, 0, runs);
        if (!offset) return tl::unexpected(offset.error());
        for (std::uint32_t run = 0; run < runs; ++run) (*start)[run] += (*offset)[run];
        return start;
      }
    }
  }

  /// The key of a whole row, for traces that lie in several segments.
  [[nodiscard]] std::uint64_t keyOf(const TraceRow& row) const {
    switch (m_column) {
      case TraceColumn::RootName: return rank(row.rootName);
      case TraceColumn::RootService: return rank(row.rootService);
      case TraceColumn::Start: return nanosOf(row.start);
      case TraceColumn::Duration: return static_cast<std::uint64_t>(row.duration.count());
      case TraceColumn::Spans: return row.spans;
      case TraceColumn::Errors: return row.errors;
      case TraceColumn::Services: return row.services.size();
    }
    return 0;
  }

 private:
  [[nodiscard]] std::string_view textKey() const {
    if (m_column == TraceColumn::RootName) return key::kRootName;
    return m_column == TraceColumn::RootService ? key::kRootService : std::string_view{};
  }
  [[nodiscard]] std::uint64_t rank(std::string_view text) const {
    const auto found = m_ranks.find(text);
    return found == m_ranks.end() ? 0 : found->second;
  }

  Result<std::vector<std::uint64_t>> textKeys(SegmentReader& reader, std::uint32_t runs) {
    const auto texts = reader.texts(ColumnScope::Trace, textKey(), 0, runs);
    if (!texts) return tl::unexpected(texts.error());
    std::vector<std::uint64_t> keys(runs, 0);
    std::vector<std::uint64_t> rankOfCode{0};
    if (const Dictionary* const dictionary = texts->dictionary())
      for (std::uint32_t i = 0; i < dictionary->size(); ++i) rankOfCode.push_back(rank(dictionary->at(i)));
    for (std::uint32_t run = 0; run < runs; ++run)
      keys[run] = texts->dictionary() != nullptr ? rankOfCode[texts->code(run)] : rank(texts->at(run));
    return keys;
  }

  static Result<std::vector<std::uint64_t>> serviceCounts(SegmentReader& reader, std::uint32_t runs) {
    const auto sets = reader.texts(ColumnScope::Trace, key::kServices, 0, runs);
    if (!sets) return tl::unexpected(sets.error());
    std::vector<std::uint64_t> keys(runs, 0);
    for (std::uint32_t run = 0; run < runs; ++run) keys[run] = countNames(sets->at(run));
    return keys;
  }

  ReaderImpl& m_impl;
  const Snapshot& m_snapshot;
  TraceColumn m_column;
  std::map<std::string, std::uint64_t, std::less<>> m_ranks;
};

/// One question: goes through the segments, and through the traces in several of them afterwards.
class Ordering {
 public:
  Ordering(ReaderImpl& impl, const Snapshot& snapshot, TraceOrder order, const TraceFilter& filter,
           const WantedPage& page)
      : m_impl(impl),
        m_snapshot(snapshot),
        m_order(order),
        m_isFiltered(!filter.isEmpty()),
        m_loader(impl, snapshot, order.column),
        m_matcher(filter),
        m_page(page),
        m_collector(order.descending, page.rows, snapshot.traceCount()) {}

  Result<OrderedTraces> run(const std::stop_token& stop) {
    if (!m_page.inAnyOrder)
      if (const auto ready = m_loader.prepare(stop); !ready) return tl::unexpected(ready.error());
    if (m_page.anchor) m_collector.setAnchor(m_loader.keyOf(m_page.anchor->row), m_page.anchor->position);
    if (!m_isFiltered) m_collector.reserve(m_snapshot.traceCount());
    const auto segments = static_cast<std::uint32_t>(m_snapshot.segments().size());
    for (std::uint32_t i = 0; i < segments; ++i) {
      if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
      // Times mostly grow from segment to segment: a page of the newest is found soonest at the end.
      const bool fromBehind = m_collector.isPaged() && !m_collector.isAnchored() && m_order.descending;
      const std::uint32_t place = fromBehind ? segments - 1 - i : i;
      if (const auto added = addSegment(place); !added) return tl::unexpected(added.error());
    }
    if (const auto added = addShared(); !added) return tl::unexpected(added.error());
    OrderedTraces result;
    result.total = m_snapshot.traceCount();
    result.matching = m_isFiltered ? m_matching : result.total;
    if (!m_collector.finish(result, stop)) return fail(ErrorKind::Cancelled, "cancelled");
    return result;
  }

 private:
  Result<void> addSegment(std::uint32_t place) {
    const SegmentInfo& info = *m_snapshot.segments()[place];
    std::vector<std::uint8_t> matching;
    if (m_isFiltered) {
      auto matched = m_matcher.match(m_impl.open(m_snapshot, place), info.runs);
      if (!matched) return tl::unexpected(matched.error());
      matching = std::move(*matched);
      const bool any = std::find(matching.begin(), matching.end(), 1) != matching.end();
      if (!any && info.shared.empty()) return {};
    }
    const auto keys = m_page.inAnyOrder ? std::vector<std::uint64_t>(info.runs, 0) : m_loader.keys(place);
    if (!keys) return tl::unexpected(keys.error());
    const std::uint32_t first = m_snapshot.firstPosition(place);
    auto nextShared = info.shared.begin();
    for (std::uint32_t run = 0; run < keys->size(); ++run) {
      while (nextShared != info.shared.end() && nextShared->run < run) ++nextShared;
      if (nextShared != info.shared.end() && nextShared->run == run) {
        if (m_snapshot.isListed({place, run})) m_shared.push_back(first + run);
        continue;
      }
      if (m_isFiltered ? matching[run] == 0 : !m_collector.wants((*keys)[run], first + run)) continue;
      if (!m_snapshot.isListed({place, run})) continue;
      ++m_matching;
      m_collector.offer((*keys)[run], first + run);
    }
    return {};
  }

  /// Their key takes all of their parts.
  Result<void> addShared() {
    const auto rows = readTraceRows(m_impl, m_snapshot, m_shared, RowUse::Order);
    if (!rows) return tl::unexpected(rows.error());
    for (std::size_t i = 0; i < m_shared.size(); ++i) {
      if (m_isFiltered && !m_matcher.matchesRow((*rows)[i])) continue;
      ++m_matching;
      m_collector.offer(m_page.inAnyOrder ? 0 : m_loader.keyOf((*rows)[i]), m_shared[i]);
    }
    return {};
  }

  ReaderImpl& m_impl;
  const Snapshot& m_snapshot;
  TraceOrder m_order;
  bool m_isFiltered;
  KeyLoader m_loader;
  RunMatcher m_matcher;
  const WantedPage& m_page;
  TraceCollector m_collector;
  std::vector<std::uint32_t> m_shared;  ///< In several segments.
  std::uint64_t m_matching = 0;         ///< Counted only when there is a filter.
};

}  // namespace

Result<OrderedTraces> orderTraces(ReaderImpl& impl, const Snapshot& snapshot, TraceOrder order,
                                  const TraceFilter& filter, const WantedPage& page,
                                  const std::stop_token& stop) {
  return Ordering(impl, snapshot, order, filter, page).run(stop);
}

}  // namespace spanloupe::store
