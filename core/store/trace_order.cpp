// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Orders all traces of a snapshot by one column: a 64-bit key per trace, texts by the rank of their value
// among all values, then a radix sort over the bytes in which keys differ. Ten million keys are 120 MB while
// this runs.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/model/wire.h"
#include "core/store/reader_impl.h"

namespace spanloupe::store {
namespace {

struct Keyed {
  std::uint64_t key;
  std::uint32_t position;
};

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

bool standsBefore(const Keyed& a, const Keyed& b) {
  return a.key != b.key ? a.key < b.key : a.position < b.position;
}

/// The first so many of all that are offered: nearly all of ten million fall to one comparison, and none of
/// them is kept.
class FirstPage {
 public:
  explicit FirstPage(std::size_t size) : m_size(size) { m_items.reserve(size); }

  [[nodiscard]] bool wants(const Keyed& item) const {
    return m_items.size() < m_size || standsBefore(item, m_items.front());
  }
  void add(const Keyed& item) {
    if (m_items.size() == m_size) {
      std::pop_heap(m_items.begin(), m_items.end(), standsBefore);
      m_items.pop_back();
    }
    m_items.push_back(item);
    std::push_heap(m_items.begin(), m_items.end(), standsBefore);
  }
  [[nodiscard]] std::vector<Keyed> takeSorted() {
    std::sort_heap(m_items.begin(), m_items.end(), standsBefore);
    return std::move(m_items);
  }

 private:
  std::size_t m_size;
  std::vector<Keyed> m_items;  ///< A heap: the last of them first.
};

/// Stable, by key. False when stopped.
bool radixSort(std::vector<Keyed>& items, const std::stop_token& stop) {
  std::uint64_t all = ~std::uint64_t{0};
  std::uint64_t any = 0;
  for (const Keyed& item : items) {
    all &= item.key;
    any |= item.key;
  }
  std::vector<Keyed> other(items.size());
  for (int shift = 0; shift < 64; shift += 8) {
    if (((any & ~all) >> shift & 0xff) == 0) continue;
    if (stop.stop_requested()) return false;
    std::array<std::size_t, 257> begin{};
    for (const Keyed& item : items) ++begin[(item.key >> shift & 0xff) + 1];
    for (std::size_t digit = 0; digit < 256; ++digit) begin[digit + 1] += begin[digit];
    for (const Keyed& item : items) other[begin[item.key >> shift & 0xff]++] = item;
    items.swap(other);
  }
  return true;
}

}  // namespace

Result<OrderedTraces> orderTraces(ReaderImpl& impl, const Snapshot& snapshot, TraceOrder order,
                                  std::size_t firstPage, const std::stop_token& stop) {
  KeyLoader loader(impl, snapshot, order.column);
  if (const auto ready = loader.prepare(stop); !ready) return tl::unexpected(ready.error());
  OrderedTraces result;
  result.total = snapshot.traceCount();
  result.partial = firstPage != 0 && firstPage * 4 < result.total;
  std::vector<Keyed> items;
  if (!result.partial) items.reserve(result.total);
  FirstPage page(firstPage);
  const auto offer = [&](std::uint64_t key, std::uint32_t position) {
    const Keyed item{order.descending ? ~key : key, position};
    if (!result.partial) {
      items.push_back(item);
    } else if (page.wants(item)) {
      page.add(item);
    }
  };
  std::vector<std::uint32_t> shared;  // in several segments: their key takes all of them
  const auto segments = static_cast<std::uint32_t>(snapshot.segments().size());
  for (std::uint32_t i = 0; i < segments; ++i) {
    // Times mostly grow from segment to segment: a page of the newest is found soonest at the end.
    const std::uint32_t place = result.partial && order.descending ? segments - 1 - i : i;
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    const auto keys = loader.keys(place);
    if (!keys) return tl::unexpected(keys.error());
    const std::uint32_t first = snapshot.firstPosition(place);
    auto nextShared = snapshot.segments()[place]->shared.begin();
    const auto lastShared = snapshot.segments()[place]->shared.end();
    for (std::uint32_t run = 0; run < keys->size(); ++run) {
      while (nextShared != lastShared && nextShared->run < run) ++nextShared;
      if (nextShared != lastShared && nextShared->run == run) {
        if (snapshot.isListed({place, run})) shared.push_back(first + run);
      } else if (!result.partial ||
                 page.wants({order.descending ? ~(*keys)[run] : (*keys)[run], first + run})) {
        if (snapshot.isListed({place, run})) offer((*keys)[run], first + run);
      }
    }
  }
  const auto rows = readTraceRows(impl, snapshot, shared, RowUse::Order);
  if (!rows) return tl::unexpected(rows.error());
  for (std::size_t i = 0; i < shared.size(); ++i) offer(loader.keyOf((*rows)[i]), shared[i]);
  if (result.partial) {
    items = page.takeSorted();
  } else if (!radixSort(items, stop)) {
    return fail(ErrorKind::Cancelled, "cancelled");
  }
  result.positions.reserve(items.size());
  for (const Keyed& item : items) result.positions.push_back(item.position);
  return result;
}

}  // namespace spanloupe::store
