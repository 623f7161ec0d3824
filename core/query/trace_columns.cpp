// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/trace_columns.h"

#include "core/query/trace_slice.h"
#include "core/store/attribute_table.h"
#include "core/store/column_loader.h"
#include "core/store/context_codec.h"

namespace spanloupe::query {
namespace {

using store::ColumnScope;
namespace key = store::key;

/// The value of `key` of each of the dictionary's or range's resources, asked row by row.
class ResourceValues {
 public:
  ResourceValues(const store::TextRange& resources, ValuePool& values, const std::string& key)
      : m_resources(resources), m_values(values), m_key(key) {
    if (resources.dictionary() != nullptr)
      m_known.assign(std::size_t{resources.dictionary()->size()} + 1, kUnknown);
  }
  std::uint32_t code(std::size_t row) {
    if (!m_resources.has(row)) return 0;
    if (m_known.empty()) return find(m_resources.at(row));
    std::uint32_t& known = m_known[m_resources.code(row)];
    if (known == kUnknown) known = find(m_resources.at(row));
    return known;
  }

 private:
  static constexpr std::uint32_t kUnknown = 0xffffffff;
  std::uint32_t find(std::string_view bytes) {
    ResourceView view;
    if (!store::decodeResource(bytes, m_attributes, view)) return 0;
    for (const Attribute& attribute : m_attributes)
      if (attribute.key == m_key) return m_values.add(attribute.value.bytes());
    return 0;
  }

  const store::TextRange& m_resources;
  ValuePool& m_values;
  const std::string& m_key;
  std::vector<std::uint32_t> m_known;
  std::vector<Attribute> m_attributes;
};

}  // namespace

class AttributeColumn::Filler {
 public:
  Filler(AttributeColumn& column, const TraceSlice& slice, store::SegmentReader& reader)
      : m_column(column), m_slice(slice), m_reader(reader), m_codes(slice.count, 0) {}

  Result<void> fill() {
    if (auto done = own(); !done) return done;
    if (auto done = overflow(); !done) return done;
    if (auto done = resources(); !done) return done;
    for (std::uint32_t row = 0; row < m_slice.count; ++row)
      if (m_slice.span(row) != kNoSpan) m_column.m_codes[m_slice.span(row)] = m_codes[row];
    return {};
  }

 private:
  Result<store::TextRange> texts(ColumnScope scope, std::string_view name) {
    return m_reader.texts(scope, name, m_slice.first, m_slice.count);
  }

  Result<void> own() {
    const auto range = texts(ColumnScope::SpanAttribute, m_column.m_key);
    if (!range) return tl::unexpected(range.error());
    const store::Dictionary* const dictionary = range->dictionary();
    std::vector<std::uint32_t> numbers(dictionary != nullptr ? std::size_t{dictionary->size()} + 1 : 0, 0);
    for (std::uint32_t row = 0; row < m_slice.count; ++row) {
      if (!range->has(row)) continue;
      std::uint32_t fresh = 0;
      std::uint32_t& number = dictionary != nullptr ? numbers[range->code(row)] : fresh;
      if (number == 0) number = m_column.m_values.add(range->at(row));
      m_codes[row] = number;
    }
    return {};
  }

  /// Keys beyond what a segment keeps apart; of repeated keys the first counts, which has a column.
  Result<void> overflow() {
    const auto range = texts(ColumnScope::Span, key::kOverflow);
    if (!range) return tl::unexpected(range.error());
    for (std::uint32_t row = 0; row < m_slice.count; ++row) {
      Attribute attribute;
      for (std::string_view bytes = range->at(row); !bytes.empty() && m_codes[row] == 0;) {
        if (!store::takeOverflow(bytes, attribute)) return store::damagedSegment("an attribute");
        if (attribute.key == m_column.m_key) m_codes[row] = m_column.m_values.add(attribute.value.bytes());
      }
    }
    return {};
  }

  Result<void> resources() {
    const auto range = texts(ColumnScope::Span, key::kResource);
    if (!range) return tl::unexpected(range.error());
    ResourceValues values(*range, m_column.m_values, m_column.m_key);
    for (std::uint32_t row = 0; row < m_slice.count; ++row)
      if (m_codes[row] == 0) m_codes[row] = values.code(row);
    return {};
  }

  AttributeColumn& m_column;
  const TraceSlice& m_slice;
  store::SegmentReader& m_reader;
  std::vector<std::uint32_t> m_codes;
};

Result<std::shared_ptr<const AttributeColumn>> AttributeColumn::read(const store::Reader& reader,
                                                                     const store::Snapshot& snapshot,
                                                                     const Trace& trace, std::string key,
                                                                     std::stop_token stop) {
  const auto slices = slicesOf(snapshot, trace);
  if (!slices) return tl::unexpected(slices.error());
  const auto parts = reader.forParts();
  if (!parts) return tl::unexpected(parts.error());
  auto column = std::make_shared<AttributeColumn>();
  column->m_key = std::move(key);
  column->m_codes.assign(trace.size(), 0);
  for (const TraceSlice& slice : *slices) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    const auto done = (*parts)->readSegment(
        slice.segment, [&](store::SegmentReader& segment) { return Filler(*column, slice, segment).fill(); });
    if (!done) return tl::unexpected(done.error());
  }
  column->m_values.close();
  column->m_isNumeric = column->valueCount() > 0;
  for (std::uint32_t code = 1; code <= column->valueCount() && column->m_isNumeric; ++code)
    column->m_isNumeric = isNumber(column->value(code));
  return column;
}

}  // namespace spanloupe::query
