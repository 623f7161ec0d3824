// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One whole trace: the columns that drawing and analysing need, over its run in each segment that has a part
// of it, put together in order of start.
#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "core/store/context_codec.h"
#include "core/store/reader_impl.h"
#include "core/store/segment_builder.h"

namespace spanloupe::store {
namespace {

tl::unexpected<Error> damaged(const char* what) {
  return fail(ErrorKind::Corrupt, std::string("a segment of the session is damaged: ") + what);
}

/// Texts of a trace, each once.
class Strings {
 public:
  explicit Strings(std::vector<std::string>& strings) : m_strings(strings) {
    m_strings.emplace_back();
    m_byText.emplace(std::string(), 0);
  }
  StringIndex add(std::string_view text) {
    const auto [found, isNew] =
        m_byText.try_emplace(std::string(text), static_cast<StringIndex>(m_strings.size()));
    if (isNew) m_strings.emplace_back(text);
    return found->second;
  }

 private:
  std::vector<std::string>& m_strings;
  std::unordered_map<std::string, StringIndex> m_byText;
};

/// Strings of one TextRange, looked up once per dictionary entry.
template <typename Make>
class CodeStrings {
 public:
  CodeStrings(const TextRange& texts, Make make) : m_texts(texts), m_make(std::move(make)) {
    if (texts.dictionary() != nullptr) m_known.assign(texts.dictionary()->size() + 1, kUnknown);
  }
  StringIndex at(std::size_t row) {
    if (m_texts.dictionary() == nullptr) return m_make(m_texts.at(row));
    StringIndex& known = m_known[m_texts.code(row)];
    if (known == kUnknown) known = m_make(m_texts.at(row));
    return known;
  }

 private:
  static constexpr StringIndex kUnknown = 0xffffffff;
  const TextRange& m_texts;
  Make m_make;
  std::vector<StringIndex> m_known;
};

std::uint8_t smallEnum(std::uint64_t number) {
  return number > 254 ? 255 : static_cast<std::uint8_t>(number);
}

class TraceReader {
 public:
  TraceReader(ReaderImpl& impl, const Snapshot& snapshot, TraceId id)
      : m_impl(impl), m_snapshot(snapshot), m_trace(std::make_shared<Trace>()), m_strings(m_trace->strings) {
    m_trace->id = id;
    m_trace->eventsBegin.push_back(0);
    m_trace->linksBegin.push_back(0);
  }

  Result<void> addRun(RunRef ref) {
    SegmentReader& reader = m_impl.open(m_snapshot, ref.segment);
    const SegmentInfo& info = *m_snapshot.segments()[ref.segment];
    const std::uint32_t before = ref.run == 0 ? 0 : 1;
    const auto ends = reader.integers(ColumnScope::Trace, key::kRowsEnd, ref.run - before, 1 + before);
    if (!ends) return tl::unexpected(ends.error());
    const auto base = reader.integers(ColumnScope::Trace, key::kStartBase, ref.run, 1);
    if (!base) return tl::unexpected(base.error());
    const std::uint64_t first = before == 0 ? 0 : ends->front();
    if (ends->back() > info.summary.spans || first > ends->back()) return damaged("a trace has no rows");
    const auto count = static_cast<std::uint32_t>(ends->back() - first);
    if (const auto added = addSpans(reader, info, static_cast<std::uint32_t>(first), count, base->front());
        !added)
      return added;
    if (const auto added = addEvents(reader, static_cast<std::uint32_t>(first), count, info); !added)
      return added;
    return addLinks(reader, static_cast<std::uint32_t>(first), count, info);
  }

  /// Logs may stand in other segments than the spans they belong to.
  Result<void> addLogs(std::size_t place) {
    const SegmentInfo& info = *m_snapshot.segments()[place];
    SegmentReader& reader = m_impl.open(m_snapshot, place);
    const auto high = reader.integers(ColumnScope::Log, key::kTraceIdHigh, 0, info.summary.logs);
    if (!high) return tl::unexpected(high.error());
    const auto [from, to] = std::equal_range(high->begin(), high->end(), m_trace->id.high);
    const auto first = static_cast<std::uint32_t>(from - high->begin());
    const auto count = static_cast<std::uint32_t>(to - from);
    if (count == 0) return {};
    const auto numbers = [&](std::string_view key) {
      return reader.integers(ColumnScope::Log, key, first, count);
    };
    const auto low = numbers(key::kTraceIdLow);
    const auto span = numbers(key::kSpanId);
    const auto time = numbers(key::kTime);
    const auto observed = numbers(key::kObservedTime);
    const auto severity = numbers(key::kSeverity);
    for (const auto* column : {&low, &span, &time, &observed, &severity})
      if (!*column) return tl::unexpected(column->error());
    for (std::uint32_t i = 0; i < count; ++i) {
      if ((*low)[i] != m_trace->id.low) continue;
      TraceLog log;
      log.time = timestampFromNanos((*time)[i] != 0 ? (*time)[i] : (*observed)[i]);
      log.severityNumber = static_cast<std::uint32_t>((*severity)[i]);
      log.ref = {info.id, first + i};
      m_trace->logs.push_back(log);
      m_logSpans.push_back({(*span)[i]});
    }
    return {};
  }

  std::shared_ptr<const Trace> finish() {
    if (!std::is_sorted(m_trace->start.begin(), m_trace->start.end())) sortByStart();
    attachLogs();
    return m_trace;
  }

 private:
  Result<void> addSpans(SegmentReader& reader, const SegmentInfo& info, std::uint32_t first,
                        std::uint32_t count, std::uint64_t base) {
    const auto numbers = [&](std::string_view key) {
      return reader.integers(ColumnScope::Span, key, first, count);
    };
    const auto ids = numbers(key::kSpanId);
    const auto start = numbers(key::kStart);
    const auto duration = numbers(key::kDuration);
    const auto kind = numbers(key::kKind);
    const auto status = numbers(key::kStatus);
    const auto parent = numbers(key::kParent);
    const auto foreign = numbers(key::kParentId);
    for (const auto* column : {&ids, &start, &duration, &kind, &status, &parent, &foreign})
      if (!*column) return tl::unexpected(column->error());
    const auto names = reader.texts(ColumnScope::Span, key::kName, first, count);
    if (!names) return tl::unexpected(names.error());
    const auto resources = reader.texts(ColumnScope::Span, key::kResource, first, count);
    if (!resources) return tl::unexpected(resources.error());
    CodeStrings nameOf(*names, [this](std::string_view text) { return m_strings.add(text); });
    CodeStrings serviceOf(*resources, [this](std::string_view bytes) {
      ResourceView view;
      return decodeResource(bytes, m_attributes, view) ? m_strings.add(serviceName(m_attributes)) : 0;
    });
    Trace& trace = *m_trace;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint64_t begin = base + (*start)[i];
      trace.start.push_back(timestampFromNanos(begin));
      trace.end.push_back(timestampFromNanos(begin + (*duration)[i]));
      trace.spanId.push_back({(*ids)[i]});
      const std::uint64_t code = (*parent)[i];
      if (code != 0 && code != kForeignParent && code > count)
        return damaged("a parent stands outside its trace");
      trace.parentId.push_back(code == 0 ? SpanId{}
                                         : SpanId{code == kForeignParent ? (*foreign)[i] : (*ids)[code - 1]});
      trace.name.push_back(nameOf.at(i));
      trace.service.push_back(serviceOf.at(i));
      trace.kind.push_back(smallEnum((*kind)[i]));
      trace.status.push_back(smallEnum((*status)[i]));
      trace.ref.push_back({info.id, first + i});
    }
    return {};
  }

  /// Ends of the nested rows of spans [first, first + count), with the end before them in front.
  static Result<std::vector<std::uint64_t>> nestedEnds(SegmentReader& reader, std::string_view key,
                                                       std::uint32_t first, std::uint32_t count,
                                                       std::uint32_t total) {
    const std::uint32_t before = first == 0 ? 0 : 1;
    auto ends = reader.integers(ColumnScope::Span, key, first - before, count + before);
    if (!ends) return ends;
    if (before == 0) ends->insert(ends->begin(), 0);
    if (!std::is_sorted(ends->begin(), ends->end()) || ends->back() > total)
      return damaged("its events or links do not agree with its spans");
    return ends;
  }

  Result<void> addEvents(SegmentReader& reader, std::uint32_t first, std::uint32_t count,
                         const SegmentInfo& info) {
    Trace& trace = *m_trace;
    const std::size_t firstSpan = trace.size() - count;
    const auto ends = nestedEnds(reader, key::kEventsEnd, first, count, info.summary.events);
    if (!ends) return tl::unexpected(ends.error());
    const auto from = static_cast<std::uint32_t>(ends->front());
    const auto events = static_cast<std::uint32_t>(ends->back() - ends->front());
    const auto time = reader.integers(ColumnScope::Event, key::kTime, from, events);
    if (!time) return tl::unexpected(time.error());
    const auto names = reader.texts(ColumnScope::Event, key::kName, from, events);
    if (!names) return tl::unexpected(names.error());
    CodeStrings nameOf(*names, [this](std::string_view text) { return m_strings.add(text); });
    const StringIndex exception = events == 0 ? 0 : m_strings.add("exception");
    for (std::uint32_t i = 0; i < count; ++i) {
      for (std::uint64_t row = (*ends)[i] - from; row < (*ends)[i + 1] - from; ++row) {
        const StringIndex name = nameOf.at(row);
        trace.events.push_back({timestampFromNanos(nanosOf(trace.start[firstSpan + i]) + (*time)[row]), name,
                                name == exception});
      }
      trace.eventsBegin.push_back(static_cast<std::uint32_t>(trace.events.size()));
    }
    return {};
  }

  Result<void> addLinks(SegmentReader& reader, std::uint32_t first, std::uint32_t count,
                        const SegmentInfo& info) {
    Trace& trace = *m_trace;
    const auto ends = nestedEnds(reader, key::kLinksEnd, first, count, info.summary.links);
    if (!ends) return tl::unexpected(ends.error());
    const auto from = static_cast<std::uint32_t>(ends->front());
    const auto links = static_cast<std::uint32_t>(ends->back() - ends->front());
    const auto numbers = [&](std::string_view key) {
      return reader.integers(ColumnScope::Link, key, from, links);
    };
    const auto high = numbers(key::kTraceIdHigh);
    const auto low = numbers(key::kTraceIdLow);
    const auto span = numbers(key::kSpanId);
    for (const auto* column : {&high, &low, &span})
      if (!*column) return tl::unexpected(column->error());
    for (std::uint32_t i = 0; i < count; ++i) {
      for (std::uint64_t row = (*ends)[i] - from; row < (*ends)[i + 1] - from; ++row)
        trace.links.push_back({TraceId{(*high)[row], (*low)[row]}, SpanId{(*span)[row]}});
      trace.linksBegin.push_back(static_cast<std::uint32_t>(trace.links.size()));
    }
    return {};
  }

  template <typename T>
  static void permute(std::vector<T>& values, const std::vector<std::uint32_t>& order) {
    std::vector<T> sorted;
    sorted.reserve(values.size());
    for (const std::uint32_t i : order) sorted.push_back(values[i]);
    values = std::move(sorted);
  }

  template <typename T>
  static void permuteNested(std::vector<T>& values, std::vector<std::uint32_t>& begins,
                            const std::vector<std::uint32_t>& order) {
    std::vector<T> sorted;
    std::vector<std::uint32_t> sortedBegins{0};
    for (const std::uint32_t i : order) {
      sorted.insert(sorted.end(), values.begin() + begins[i], values.begin() + begins[i + 1]);
      sortedBegins.push_back(static_cast<std::uint32_t>(sorted.size()));
    }
    values = std::move(sorted);
    begins = std::move(sortedBegins);
  }

  void sortByStart() {
    Trace& trace = *m_trace;
    std::vector<std::uint32_t> order(trace.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&trace](std::uint32_t a, std::uint32_t b) { return trace.start[a] < trace.start[b]; });
    permuteNested(trace.events, trace.eventsBegin, order);
    permuteNested(trace.links, trace.linksBegin, order);
    permute(trace.start, order);
    permute(trace.end, order);
    permute(trace.spanId, order);
    permute(trace.parentId, order);
    permute(trace.name, order);
    permute(trace.service, order);
    permute(trace.kind, order);
    permute(trace.status, order);
    permute(trace.ref, order);
  }

  void attachLogs() {
    Trace& trace = *m_trace;
    if (trace.logs.empty()) return;
    std::unordered_map<SpanId, SpanIndex> wanted;
    for (const SpanId id : m_logSpans)
      if (!id.isZero()) wanted.emplace(id, kNoSpan);
    for (SpanIndex span = 0; span < trace.size(); ++span) {
      const auto found = wanted.find(trace.spanId[span]);
      if (found != wanted.end() && found->second == kNoSpan) found->second = span;
    }
    for (std::size_t i = 0; i < trace.logs.size(); ++i) {
      const auto found = wanted.find(m_logSpans[i]);
      if (found != wanted.end()) trace.logs[i].span = found->second;
    }
    std::stable_sort(trace.logs.begin(), trace.logs.end(),
                     [](const TraceLog& a, const TraceLog& b) { return a.time < b.time; });
  }

  ReaderImpl& m_impl;
  const Snapshot& m_snapshot;
  std::shared_ptr<Trace> m_trace;
  Strings m_strings;
  std::vector<SpanId> m_logSpans;  ///< Per log, until they are attached.
  std::vector<Attribute> m_attributes;
};

}  // namespace

Result<std::shared_ptr<const Trace>> readTrace(ReaderImpl& impl, const Snapshot& snapshot, TraceId id,
                                               std::vector<RunRef> runs, const std::stop_token& stop) {
  // Oldest segment first: equal starts then stand in order of arrival.
  std::reverse(runs.begin(), runs.end());
  TraceReader reader(impl, snapshot, id);
  for (const RunRef run : runs) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    if (const auto added = reader.addRun(run); !added) return tl::unexpected(added.error());
  }
  for (std::size_t place = 0; place < snapshot.segments().size(); ++place) {
    if (snapshot.segments()[place]->summary.logs == 0) continue;
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    if (const auto added = reader.addLogs(place); !added) return tl::unexpected(added.error());
  }
  return reader.finish();
}

Result<RunRef> findTrace(ReaderImpl& impl, const Snapshot& snapshot, TraceId id) {
  for (std::size_t place = snapshot.segments().size(); place-- > 0;) {
    const SegmentInfo& info = *snapshot.segments()[place];
    if (info.runs == 0) continue;
    SegmentReader& reader = impl.open(snapshot, place);
    const auto high = reader.integers(ColumnScope::Trace, key::kTraceIdHigh, 0, info.runs);
    if (!high) return tl::unexpected(high.error());
    const auto [from, to] = std::equal_range(high->begin(), high->end(), id.high);
    if (from == to) continue;
    const auto first = static_cast<std::uint32_t>(from - high->begin());
    const auto low =
        reader.integers(ColumnScope::Trace, key::kTraceIdLow, first, static_cast<std::uint32_t>(to - from));
    if (!low) return tl::unexpected(low.error());
    const auto found = std::find(low->begin(), low->end(), id.low);
    if (found != low->end())
      return RunRef{static_cast<std::uint32_t>(place),
                    first + static_cast<std::uint32_t>(found - low->begin())};
  }
  return fail(ErrorKind::NotFound, "no span with trace id " + id.hex() + " is in this session");
}

}  // namespace spanloupe::store
