// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Counts over whole sessions: services, attribute keys, values. Each segment's columns are walked once, by
// code.
#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/store/attribute_table.h"
#include "core/store/context_codec.h"
#include "core/store/reader_impl.h"

namespace spanloupe::store {
namespace {

constexpr std::array kTypeNames = {"empty", "string", "bool", "int", "double", "array", "map", "bytes"};
/// Distinct values of one key are counted exactly up to here.
constexpr std::size_t kExactDistinct = 1'000'000;

/// Calls `visit(value, rows)` for each distinct value of a column; plain values come once per row.
template <typename Visit>
Result<void> countValues(SegmentReader& reader, std::size_t column, std::uint32_t rows, Visit visit) {
  std::vector<std::uint32_t> counts;
  const Dictionary* counted = nullptr;
  for (std::uint32_t first = 0; first < rows; first += kBlockRows) {
    const std::uint32_t count = std::min(kBlockRows, rows - first);
    const auto texts = reader.textsAt(column, first, count);
    if (!texts) return tl::unexpected(texts.error());
    if (const Dictionary* const dictionary = texts->dictionary()) {
      // One dictionary serves all blocks of a column.
      counted = dictionary;
      counts.resize(dictionary->size() + 1, 0);
      for (std::uint32_t row = 0; row < count; ++row) ++counts[texts->code(row)];
    } else {
      for (std::uint32_t row = 0; row < count; ++row)
        if (texts->has(row)) visit(texts->at(row), 1);
    }
  }
  for (std::uint32_t code = 1; code < counts.size(); ++code)
    if (counts[code] != 0) visit(counted->at(code - 1), counts[code]);
  return {};
}

std::uint32_t rowsOf(const SegmentSummary& summary, ColumnScope scope) {
  switch (scope) {
    case ColumnScope::Event:
    case ColumnScope::EventAttribute: return summary.events;
    case ColumnScope::Link:
    case ColumnScope::LinkAttribute: return summary.links;
    case ColumnScope::Log:
    case ColumnScope::LogAttribute: return summary.logs;
    default: return summary.spans;
  }
}

std::optional<Scope> attributeScope(ColumnScope scope) {
  switch (scope) {
    case ColumnScope::SpanAttribute: return Scope::Span;
    case ColumnScope::EventAttribute: return Scope::Event;
    case ColumnScope::LinkAttribute: return Scope::Link;
    case ColumnScope::LogAttribute: return Scope::Log;
    default: return std::nullopt;
  }
}

/// Where the overflow column of such rows belongs.
std::optional<Scope> overflowScope(const ColumnName& name) {
  if (name.key != key::kOverflow) return std::nullopt;
  switch (name.scope) {
    case ColumnScope::Span: return Scope::Span;
    case ColumnScope::Event: return Scope::Event;
    case ColumnScope::Link: return Scope::Link;
    case ColumnScope::Log: return Scope::Log;
    default: return std::nullopt;
  }
}

/// Walks every attribute of a snapshot, or those of one key unless `only` is empty: visit(scope, key, value
/// bytes, occurrences, whether the key has no column, so that these rows were not told of before).
template <typename Visit>
Result<void> visitAttributes(ReaderImpl& impl, const Snapshot& snapshot, std::string_view only,
                             const std::stop_token& stop, Visit visit) {
  std::vector<Attribute> attributes;
  for (std::size_t place = 0; place < snapshot.segments().size(); ++place) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    SegmentReader& reader = impl.open(snapshot, place);
    for (std::size_t column = 0; column < reader.names().size(); ++column) {
      const ColumnName& name = reader.names()[column];
      const std::uint32_t rows = rowsOf(reader.summary(), name.scope);
      Result<void> done;
      if (const auto scope = attributeScope(name.scope)) {
        if (!only.empty() && name.key != only) continue;
        done = countValues(reader, column, rows, [&](std::string_view value, std::uint64_t count) {
          visit(*scope, name.key, value, count, true);
        });
      } else if (const auto overflowing = overflowScope(name)) {
        done = countValues(reader, column, rows, [&](std::string_view bytes, std::uint64_t count) {
          for (Attribute attribute; !bytes.empty() && takeOverflow(bytes, attribute);)
            visit(*overflowing, attribute.key, attribute.value.bytes(), count,
                  !reader.has(attributesOf(name.scope), attribute.key));
        });
      } else if (name.scope == ColumnScope::Span && name.key == key::kResource) {
        done = countValues(reader, column, rows, [&](std::string_view bytes, std::uint64_t count) {
          ResourceView view;
          if (!decodeResource(bytes, attributes, view)) return;
          for (const Attribute& attribute : attributes)
            visit(Scope::Resource, attribute.key, attribute.value.bytes(), count, true);
        });
      } else if (name.scope == ColumnScope::Span && name.key == key::kScope) {
        done = countValues(reader, column, rows, [&](std::string_view bytes, std::uint64_t count) {
          ScopeView view;
          if (!decodeScope(bytes, attributes, view)) return;
          for (const Attribute& attribute : attributes)
            visit(Scope::InstrumentationScope, attribute.key, attribute.value.bytes(), count, true);
        });
      }
      if (!done) return done;
    }
  }
  return {};
}

struct KeyCounts {
  std::uint64_t count = 0;
  std::array<bool, kTypeNames.size()> types{};
  std::unordered_set<std::uint64_t> distinct;
  std::uint64_t beyond = 0;  ///< Values not looked up any more.
};

}  // namespace

const char* nameOf(Scope scope) {
  switch (scope) {
    case Scope::Intrinsic: return "intrinsic";
    case Scope::Span: return "span";
    case Scope::Resource: return "resource";
    case Scope::InstrumentationScope: return "scope";
    case Scope::Event: return "event";
    case Scope::Link: return "link";
    case Scope::Log: return "log";
  }
  return "";
}

Result<Statistics> readStatistics(ReaderImpl& impl, const Snapshot& snapshot) {
  Statistics result;
  result.traces = snapshot.traceCount();
  std::uint64_t first = ~std::uint64_t{0};
  std::uint64_t last = 0;
  std::vector<Attribute> attributes;
  for (std::size_t place = 0; place < snapshot.segments().size(); ++place) {
    const SegmentSummary& summary = snapshot.segments()[place]->summary;
    result.spans += summary.spans;
    result.errors += summary.errors;
    result.events += summary.events;
    result.links += summary.links;
    result.logs += summary.logs;
    if (summary.minStart != ~std::uint64_t{0}) {
      first = std::min(first, summary.minStart);
      last = std::max(last, summary.maxStart);
    }
    SegmentReader& reader = impl.open(snapshot, place);
    for (std::size_t column = 0; column < reader.names().size(); ++column) {
      if (reader.names()[column].scope != ColumnScope::Span || reader.names()[column].key != key::kResource)
        continue;
      const auto done =
          countValues(reader, column, summary.spans, [&](std::string_view bytes, std::uint64_t count) {
            ResourceView view;
            if (decodeResource(bytes, attributes, view) && !serviceName(attributes).empty())
              result.services[std::string(serviceName(attributes))] += count;
          });
      if (!done) return tl::unexpected(done.error());
    }
  }
  if (first <= last) {
    result.first = timestampFromNanos(first);
    result.last = timestampFromNanos(last);
  }
  auto query = impl.connection().prepare(
      "SELECT count(*), coalesce(sum(metric_points), 0), coalesce(sum(diagnostics), 0), "
      "coalesce(sum(duplicates), 0) "
      "FROM source");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->step();
  if (!row) return tl::unexpected(row.error());
  result.sources = static_cast<std::uint64_t>(query->integer(0));
  result.metricPoints = static_cast<std::uint64_t>(query->integer(1));
  result.diagnostics = static_cast<std::uint64_t>(query->integer(2));
  result.duplicates = static_cast<std::uint64_t>(query->integer(3));
  return result;
}

Result<std::vector<KeyRow>> readKeys(ReaderImpl& impl, const Snapshot& snapshot,
                                     const std::stop_token& stop) {
  std::map<std::pair<Scope, std::string>, KeyCounts, std::less<>> keys;
  // A column's values come one after the other, so the key is looked up once for all of them.
  auto last = keys.end();
  const auto visited = visitAttributes(
      impl, snapshot, {}, stop,
      [&](Scope scope, std::string_view name, std::string_view value, std::uint64_t count, bool moreRows) {
        if (last == keys.end() || last->first.first != scope || last->first.second != name)
          last = keys.try_emplace({scope, std::string(name)}).first;
        KeyCounts& counts = last->second;
        if (moreRows) counts.count += count;
        counts.types[static_cast<std::size_t>(AttributeValue(value).type())] = true;
        if (counts.distinct.size() < kExactDistinct) {
          counts.distinct.insert(XXH3_64bits(value.data(), value.size()));
        } else {
          ++counts.beyond;
        }
      });
  if (!visited) return tl::unexpected(visited.error());
  std::vector<KeyRow> rows;
  for (const auto& [name, counts] : keys) {
    KeyRow& row = rows.emplace_back();
    row.scope = name.first;
    row.key = name.second;
    row.count = counts.count;
    row.distinct = counts.distinct.size() + counts.beyond;
    for (std::size_t type = 0; type < kTypeNames.size(); ++type) {
      if (!counts.types[type]) continue;
      if (!row.types.empty()) row.types += '|';
      row.types += kTypeNames[type];
    }
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const KeyRow& a, const KeyRow& b) { return a.count > b.count; });
  return rows;
}

Result<std::vector<ValueRow>> readValues(ReaderImpl& impl, const Snapshot& snapshot, const std::string& key,
                                         std::size_t limit, const std::stop_token& stop) {
  std::unordered_map<std::string, std::uint64_t> counts;
  const auto visited =
      visitAttributes(impl, snapshot, key, stop,
                      [&](Scope, std::string_view name, std::string_view value, std::uint64_t count, bool) {
                        if (name == key) counts[std::string(value)] += count;
                      });
  if (!visited) return tl::unexpected(visited.error());
  if (counts.empty())
    return fail(ErrorKind::NotFound, "no span, resource, event, link or log has the attribute " + key);
  std::vector<ValueRow> rows;
  for (const auto& [bytes, count] : counts)
    rows.push_back({displayText(AttributeValue(bytes)), AttributeValue(bytes).type(), count});
  std::sort(rows.begin(), rows.end(), [](const ValueRow& a, const ValueRow& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
  if (rows.size() > limit) rows.resize(limit);
  return rows;
}

}  // namespace spanloupe::store
