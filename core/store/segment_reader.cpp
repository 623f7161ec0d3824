// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/segment_reader.h"

#include <algorithm>

#include "core/model/wire.h"
#include "core/store/attribute_table.h"
#include "core/store/column_loader.h"
#include "core/store/segment_builder.h"

namespace spanloupe::store {

EncodedColumns::EncodedColumns(const EncodedSegment& segment) : m_segment(segment) {
  for (const EncodedColumn& column : segment.columns) m_names.push_back({column.scope, column.key});
}

Result<std::unique_ptr<BlobSource>> EncodedColumns::open(std::size_t column) {
  return std::make_unique<MemoryBlob>(m_segment.columns[column].data);
}

bool AttributeRange::append(std::size_t row, std::vector<Attribute>& out) {
  const std::uint32_t shape = m_shapes.code(row);
  if (shape == 0) return true;
  if (row >= m_rows) return false;
  if (m_shapes.dictionary() == nullptr) return appendMixed(row, out);
  const Steps& steps = stepsOf(shape);
  if (steps.kind == Steps::Kind::Mixed) return appendMixed(row, out);
  for (std::uint32_t i = steps.begin; i < steps.end; ++i) {
    const Cells& cells = m_cells[m_steps[i]];
    out.push_back({cells.key, value(cells, row)});
  }
  return true;
}

const AttributeRange::Steps& AttributeRange::stepsOf(std::uint32_t shape) {
  if (m_known.empty()) m_known.resize(std::size_t{m_shapes.dictionary()->size()} + 1);
  Steps& steps = m_known[shape];
  if (steps.kind != Steps::Kind::Unknown) return steps;
  std::string_view bytes = m_shapes.dictionary()->at(shape - 1);
  steps = {static_cast<std::uint32_t>(m_steps.size()), 0, Steps::Kind::Columns};
  while (!bytes.empty()) {
    std::uint64_t mark = 0;
    const int width = wire::parseVarint(bytes, mark);
    // Also what is damaged: going through it row by row finds that out.
    if (width <= 0 || mark < AttributeTable::kFirstColumnMark ||
        mark - AttributeTable::kFirstColumnMark >= m_cells.size()) {
      steps.kind = Steps::Kind::Mixed;
      return steps;
    }
    bytes.remove_prefix(static_cast<std::size_t>(width));
    m_steps.push_back(static_cast<std::uint32_t>(mark - AttributeTable::kFirstColumnMark));
  }
  steps.end = static_cast<std::uint32_t>(m_steps.size());
  return steps;
}

bool AttributeRange::appendMixed(std::size_t row, std::vector<Attribute>& out) const {
  std::string_view shape = m_shapes.at(row);
  std::string_view overflow = m_overflow.at(row);
  while (!shape.empty()) {
    std::uint64_t mark = 0;
    const int width = wire::parseVarint(shape, mark);
    if (width <= 0) return false;
    shape.remove_prefix(static_cast<std::size_t>(width));
    if (mark == AttributeTable::kOverflowMark) {
      if (!takeOverflow(overflow, out.emplace_back())) return false;
    } else if (mark == AttributeTable::kRestMark) {
      while (!overflow.empty())
        if (!takeOverflow(overflow, out.emplace_back())) return false;
    } else {
      const std::size_t column = mark - AttributeTable::kFirstColumnMark;
      if (column >= m_cells.size()) return false;
      out.push_back({m_cells[column].key, value(m_cells[column], row)});
    }
  }
  return true;
}

void AttributeRange::setColumns(std::vector<std::string_view> keys, std::vector<TextRange> columns) {
  m_columns = std::move(columns);
  for (std::size_t i = 0; i < m_columns.size(); ++i) {
    const TextRange& column = m_columns[i];
    const Dictionary* const dictionary = column.dictionary();
    m_cells.push_back({keys[i], column.m_codes.data(),
                       dictionary != nullptr ? dictionary->bytes() : column.m_bytes.data(),
                       dictionary != nullptr ? dictionary->ends() : column.m_begin.data()});
  }
}

std::size_t TraceRuns::find(TraceId id) const {
  const auto found = std::lower_bound(ids.begin(), ids.end(), id);
  return found == ids.end() || *found != id ? ids.size() : static_cast<std::size_t>(found - ids.begin());
}

std::size_t TraceRuns::runOf(std::uint32_t row) const {
  return static_cast<std::size_t>(std::upper_bound(rowsEnd.begin(), rowsEnd.end(), row) - rowsEnd.begin());
}

SegmentReader::SegmentReader(std::unique_ptr<SegmentColumns> columns, const SegmentSummary& summary)
    : m_columns(std::move(columns)), m_summary(summary) {
  m_open.resize(names().size());
  for (std::size_t i = 0; i < names().size(); ++i)
    m_byName.emplace(std::pair(names()[i].scope, std::string_view(names()[i].key)), i);
}

SegmentReader::~SegmentReader() = default;

std::size_t SegmentReader::find(ColumnScope scope, std::string_view key) const {
  const auto found = m_byName.find({scope, key});
  return found == m_byName.end() ? names().size() : found->second;
}

Result<SegmentReader::OpenColumn*> SegmentReader::column(std::size_t index) {
  OpenColumn& open = m_open[index];
  if (!open.reader) {
    auto blob = m_columns->open(index);
    if (!blob) return tl::unexpected(blob.error());
    auto reader = ColumnReader::open(**blob);
    if (!reader) return tl::unexpected(reader.error());
    open.blob = std::move(*blob);
    open.reader = std::move(*reader);
  }
  return &open;
}

Result<std::vector<std::uint64_t>> SegmentReader::integers(ColumnScope scope, std::string_view key,
                                                           std::uint32_t first, std::uint32_t count) {
  std::vector<std::uint64_t> values(count, 0);
  const std::size_t index = find(scope, key);
  if (index == names().size() || count == 0) return values;
  const auto open = column(index);
  if (!open) return tl::unexpected(open.error());
  if (const auto read = (*open)->reader->integers(first, values); !read) return tl::unexpected(read.error());
  return values;
}

Result<TextRange> SegmentReader::texts(ColumnScope scope, std::string_view key, std::uint32_t first,
                                       std::uint32_t count) {
  const std::size_t index = find(scope, key);
  if (index == names().size()) return TextRange{};
  return textsAt(index, first, count);
}

Result<TextRange> SegmentReader::textsAt(std::size_t index, std::uint32_t first, std::uint32_t count) {
  TextRange range;
  if (count == 0) return range;
  const auto open = column(index);
  if (!open) return tl::unexpected(open.error());
  ColumnReader& reader = *(*open)->reader;
  range.m_codes.assign(count, 0);
  if (reader.encoding() == Encoding::Plain) {
    range.m_begin.push_back(0);
    const auto read = reader.plain(first, count, [&](std::uint32_t row, std::string_view value) {
      range.m_bytes.append(value);
      range.m_begin.push_back(range.m_bytes.size());
      range.m_codes[row - first] = static_cast<std::uint32_t>(range.m_begin.size() - 1);
    });
    if (!read) return tl::unexpected(read.error());
    return range;
  }
  if (const auto read = reader.codes(first, range.m_codes); !read) return tl::unexpected(read.error());
  if ((*open)->dictionary == nullptr) {
    auto dictionary = reader.dictionary();
    if (!dictionary) return tl::unexpected(dictionary.error());
    (*open)->dictionary = std::make_shared<const Dictionary>(std::move(*dictionary));
  }
  range.m_dictionary = (*open)->dictionary;
  return range;
}

Result<AttributeRange> SegmentReader::attributes(ColumnScope rows, std::uint32_t first, std::uint32_t count) {
  AttributeRange range;
  auto shapes = texts(rows, key::kShape, first, count);
  if (!shapes) return tl::unexpected(shapes.error());
  range.m_shapes = std::move(*shapes);
  auto overflow = texts(rows, key::kOverflow, first, count);
  if (!overflow) return tl::unexpected(overflow.error());
  range.m_overflow = std::move(*overflow);
  std::vector<std::string_view> keys;
  std::vector<TextRange> columns;
  for (std::size_t index = 0; index < names().size(); ++index) {
    if (names()[index].scope != attributesOf(rows)) continue;
    auto column = textsAt(index, first, count);
    if (!column) return tl::unexpected(column.error());
    keys.emplace_back(names()[index].key);
    columns.push_back(std::move(*column));
  }
  range.m_rows = count;
  range.setColumns(std::move(keys), std::move(columns));
  return range;
}

Result<const TraceRuns*> SegmentReader::traceRuns() {
  if (m_runs) return &*m_runs;
  const std::size_t index = find(ColumnScope::Trace, key::kTraceIdHigh);
  if (index == names().size()) {
    if (m_summary.spans != 0) return damagedSegment("it has spans but no traces");
    m_runs.emplace();
    return &*m_runs;
  }
  const auto open = column(index);
  if (!open) return tl::unexpected(open.error());
  const std::uint32_t count = (*open)->reader->rows();
  const auto high = integers(ColumnScope::Trace, key::kTraceIdHigh, 0, count);
  const auto low = integers(ColumnScope::Trace, key::kTraceIdLow, 0, count);
  const auto ends = integers(ColumnScope::Trace, key::kRowsEnd, 0, count);
  auto base = integers(ColumnScope::Trace, key::kStartBase, 0, count);
  if (!high || !low || !ends || !base) return damagedSegment("its list of traces cannot be read");
  TraceRuns runs;
  runs.ids.reserve(count);
  runs.rowsEnd.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    runs.ids.push_back({(*high)[i], (*low)[i]});
    runs.rowsEnd.push_back(static_cast<std::uint32_t>((*ends)[i]));
  }
  if (!std::is_sorted(runs.ids.begin(), runs.ids.end()) ||
      !std::is_sorted(runs.rowsEnd.begin(), runs.rowsEnd.end()) ||
      (count != 0 && (*ends)[count - 1] != m_summary.spans))
    return damagedSegment("its traces and its spans do not agree");
  runs.startBase = std::move(*base);
  m_runs = std::move(runs);
  return &*m_runs;
}

Result<std::vector<SpanId>> SegmentReader::parentIds(std::uint32_t first, std::uint32_t count) {
  std::vector<SpanId> parents(count);
  const auto runs = traceRuns();
  if (!runs) return tl::unexpected(runs.error());
  const auto codes = integers(ColumnScope::Span, key::kParent, first, count);
  if (!codes) return tl::unexpected(codes.error());
  const auto foreign = integers(ColumnScope::Span, key::kParentId, first, count);
  if (!foreign) return tl::unexpected(foreign.error());
  if (count == 0) return parents;
  // A parent may stand anywhere in the run, also outside the range.
  const std::size_t firstRun = (*runs)->runOf(first);
  const std::size_t lastRun = (*runs)->runOf(first + count - 1);
  if (lastRun >= (*runs)->rowsEnd.size()) return damagedSegment("rows out of range");
  const std::uint32_t begin = (*runs)->begin(firstRun);
  const auto ids = integers(ColumnScope::Span, key::kSpanId, begin, (*runs)->rowsEnd[lastRun] - begin);
  if (!ids) return tl::unexpected(ids.error());
  std::size_t run = firstRun;
  for (std::uint32_t i = 0; i < count; ++i) {
    while (first + i >= (*runs)->rowsEnd[run]) ++run;
    const std::uint64_t code = (*codes)[i];
    if (code == 0) continue;
    if (code == kForeignParent) {
      parents[i] = {(*foreign)[i]};
      continue;
    }
    const std::uint64_t row = (*runs)->begin(run) + code - 1;
    if (row >= (*runs)->rowsEnd[run]) return damagedSegment("a parent stands outside its trace");
    parents[i] = {(*ids)[row - begin]};
  }
  return parents;
}

}  // namespace spanloupe::store
