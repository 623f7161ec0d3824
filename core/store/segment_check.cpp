// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/segment_check.h"

#include <algorithm>

#include "core/model/wire.h"
#include "core/store/attribute_table.h"
#include "core/store/context_codec.h"
#include "core/store/segment_builder.h"

namespace spanloupe::store {
namespace {

std::uint32_t expectedRows(const SegmentInfo& info, ColumnScope scope) {
  switch (scope) {
    case ColumnScope::Span:
    case ColumnScope::SpanAttribute: return info.summary.spans;
    case ColumnScope::Event:
    case ColumnScope::EventAttribute: return info.summary.events;
    case ColumnScope::Link:
    case ColumnScope::LinkAttribute: return info.summary.links;
    case ColumnScope::Log:
    case ColumnScope::LogAttribute: return info.summary.logs;
    case ColumnScope::Trace: return info.runs;
  }
  return 0;
}

class Checker {
 public:
  Checker(std::shared_ptr<const SegmentInfo> info, BlobCursor& cursor)
      : m_info(std::move(info)),
        m_columns(m_info, cursor),
        m_reader(std::make_unique<StoredColumns>(m_info, cursor), m_info->summary) {}

  SegmentCheck run() {
    for (std::size_t column = 0; column < m_info->names.size(); ++column) checkColumn(column);
    if (!m_result.problems.empty()) return std::move(m_result);  // what follows would only say the same again
    checkTraces();
    checkParents();
    checkContexts();
    for (const ColumnScope scope :
         {ColumnScope::Span, ColumnScope::Event, ColumnScope::Link, ColumnScope::Log})
      checkShapes(scope);
    checkNested(key::kEventsEnd, m_info->summary.events, "events");
    checkNested(key::kLinksEnd, m_info->summary.links, "links");
    countSources(ColumnScope::Span, m_info->summary.spans, m_result.spans);
    countSources(ColumnScope::Log, m_info->summary.logs, m_result.logs);
    return std::move(m_result);
  }

 private:
  void problem(std::string text, std::string_view column = {}) {
    std::string where = "segment " + std::to_string(m_info->id);
    if (!column.empty()) where += ", column " + std::string(column);
    m_result.problems.push_back({std::move(where), std::move(text)});
  }

  void checkColumn(std::size_t index) {
    const ColumnName& name = m_info->names[index];
    const auto blob = m_columns.open(index);
    if (!blob) return problem(blob.error().message, name.key);
    auto reader = ColumnReader::open(**blob);
    if (!reader) return problem(reader.error().message, name.key);
    const std::uint32_t rows = expectedRows(*m_info, name.scope);
    if (reader->rows() != rows)
      return problem(
          "it has " + std::to_string(reader->rows()) + " rows, the segment " + std::to_string(rows),
          name.key);
    if (const auto decoded = decodeAll(*reader, rows); !decoded) problem(decoded.error().message, name.key);
  }

  Result<void> decodeAll(ColumnReader& reader, std::uint32_t rows) {
    if (reader.encoding() == Encoding::Integers || reader.encoding() == Encoding::Increasing) {
      m_numbers.resize(rows);
      return reader.integers(0, m_numbers);
    }
    if (reader.encoding() == Encoding::Plain)
      return reader.plain(0, rows, [](std::uint32_t, std::string_view) {});
    if (const auto dictionary = reader.dictionary(); !dictionary) return tl::unexpected(dictionary.error());
    m_codes.resize(rows);
    return reader.codes(0, m_codes);
  }

  std::vector<std::uint64_t> numbers(ColumnScope scope, std::string_view key, std::uint32_t rows) {
    auto values = m_reader.integers(scope, key, 0, rows);
    return values ? std::move(*values) : std::vector<std::uint64_t>(rows, 0);
  }

  void checkTraces() {
    const auto runs = m_reader.traceRuns();
    if (!runs) return problem(runs.error().message);
    if ((*runs)->ids.size() != m_info->runs)
      problem("it lists " + std::to_string((*runs)->ids.size()) + " traces and counts " +
              std::to_string(m_info->runs));
    if (std::adjacent_find((*runs)->ids.begin(), (*runs)->ids.end()) != (*runs)->ids.end())
      problem("a trace is listed twice");
    const std::vector<std::uint64_t> status = numbers(ColumnScope::Span, key::kStatus, m_info->summary.spans);
    const auto errors =
        std::count(status.begin(), status.end(), static_cast<std::uint64_t>(StatusCode::Error));
    if (errors != m_info->summary.errors)
      problem("it has " + std::to_string(errors) + " failed spans and counts " +
              std::to_string(m_info->summary.errors));
    for (const std::uint64_t root : numbers(ColumnScope::Trace, key::kRootRow, m_info->runs))
      if (root < 4) return problem("a trace has no root", key::kRootRow);
  }

  void checkParents() {
    const auto runs = m_reader.traceRuns();
    if (!runs) return;
    const std::vector<std::uint64_t> parents =
        numbers(ColumnScope::Span, key::kParent, m_info->summary.spans);
    std::uint32_t row = 0;
    std::uint32_t begin = 0;
    for (const std::uint32_t end : (*runs)->rowsEnd) {
      for (; row < end; ++row)
        if (parents[row] != kForeignParent && parents[row] > end - begin)
          return problem("row " + std::to_string(row) + " names a parent outside its trace", key::kParent);
      begin = end;
    }
  }

  void checkContexts() {
    std::vector<Attribute> attributes;
    for (const ColumnScope scope : {ColumnScope::Span, ColumnScope::Log}) {
      const std::uint32_t rows = expectedRows(*m_info, scope);
      for (const std::string_view key : {key::kResource, key::kScope}) {
        const auto texts = m_reader.texts(scope, key, 0, rows);
        if (!texts || texts->dictionary() == nullptr) continue;
        for (std::uint32_t i = 0; i < texts->dictionary()->size(); ++i) {
          ResourceView resource;
          ScopeView instrumentation;
          const bool ok = key == key::kResource
                              ? decodeResource(texts->dictionary()->at(i), attributes, resource)
                              : decodeScope(texts->dictionary()->at(i), attributes, instrumentation);
          if (!ok) problem("entry " + std::to_string(i) + " cannot be read", key);
        }
      }
    }
  }

  void checkShapes(ColumnScope scope) {
    const std::uint32_t rows = expectedRows(*m_info, scope);
    const auto columns = static_cast<std::uint64_t>(
        std::count_if(m_info->names.begin(), m_info->names.end(),
                      [scope](const ColumnName& name) { return name.scope == attributesOf(scope); }));
    const auto texts = m_reader.texts(scope, key::kShape, 0, rows);
    if (!texts || texts->dictionary() == nullptr) return;
    for (std::uint32_t i = 0; i < texts->dictionary()->size(); ++i) {
      std::string_view shape = texts->dictionary()->at(i);
      while (!shape.empty()) {
        std::uint64_t mark = 0;
        const int width = wire::parseVarint(shape, mark);
        if (width <= 0 ||
            (mark >= AttributeTable::kFirstColumnMark && mark - AttributeTable::kFirstColumnMark >= columns))
          return problem("entry " + std::to_string(i) + " names a column that is not there", key::kShape);
        shape.remove_prefix(static_cast<std::size_t>(width));
      }
    }
  }

  void checkNested(std::string_view key, std::uint32_t total, const char* what) {
    const std::vector<std::uint64_t> ends = numbers(ColumnScope::Span, key, m_info->summary.spans);
    const std::uint64_t last = ends.empty() ? 0 : ends.back();
    if (!std::is_sorted(ends.begin(), ends.end()) || last != total)
      problem(
          "its spans have " + std::to_string(last) + " " + what + ", the segment " + std::to_string(total),
          key);
  }

  void countSources(ColumnScope scope, std::uint32_t rows, SourceRows& counts) {
    if (rows == 0) return;
    if (m_info->summary.source != 0) {
      counts[m_info->summary.source] += rows;
      return;
    }
    for (const std::uint64_t source : numbers(scope, key::kSource, rows))
      ++counts[static_cast<std::int64_t>(source)];
  }

  std::shared_ptr<const SegmentInfo> m_info;
  StoredColumns m_columns;
  SegmentReader m_reader;
  SegmentCheck m_result;
  std::vector<std::uint64_t> m_numbers;
  std::vector<std::uint32_t> m_codes;
};

}  // namespace

SegmentCheck checkSegment(const std::shared_ptr<const SegmentInfo>& info, BlobCursor& cursor) {
  return Checker(info, cursor).run();
}

}  // namespace spanloupe::store
