// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/span_block.h"

#include <algorithm>

#include "core/store/attribute_table.h"
#include "core/store/context_codec.h"

namespace spanloupe::store {
namespace {

/// The value of `key` among the attributes that have no column of their own (attribute_table.h).
std::optional<std::string> findInOverflow(std::string_view overflow, std::string_view key) {
  for (Attribute attribute; !overflow.empty() && takeOverflow(overflow, attribute);)
    if (attribute.key == key) return std::string(attribute.value.bytes());
  return std::nullopt;
}

}  // namespace

SpanBlock::SpanBlock(SegmentReader& reader, std::uint32_t row)
    : m_reader(reader),
      m_first(row / kBlockRows * kBlockRows),
      m_count(std::min(kBlockRows, reader.summary().spans - m_first)) {}

Result<TraceId> SpanBlock::traceId(std::uint32_t row) {
  const auto runs = m_reader.traceRuns();
  if (!runs) return tl::unexpected(runs.error());
  return (*runs)->ids[(*runs)->runOf(row)];
}

Result<SpanId> SpanBlock::parentId(std::uint32_t row) {
  if (!m_parents) {
    auto parents = m_reader.parentIds(m_first, m_count);
    if (!parents) return tl::unexpected(parents.error());
    m_parents = std::move(*parents);
  }
  return (*m_parents)[row - m_first];
}

Result<std::uint64_t> SpanBlock::start(std::uint32_t row) {
  const auto runs = m_reader.traceRuns();
  if (!runs) return tl::unexpected(runs.error());
  const auto offset = number(key::kStart, row);
  if (!offset) return offset;
  return (*runs)->startBase[(*runs)->runOf(row)] + *offset;
}

Result<std::uint64_t> SpanBlock::number(std::string_view key, std::uint32_t row) {
  auto found = m_numbers.find(key);
  if (found == m_numbers.end()) {
    auto numbers = m_reader.integers(ColumnScope::Span, key, m_first, m_count);
    if (!numbers) return tl::unexpected(numbers.error());
    found = m_numbers.emplace(std::string(key), std::move(*numbers)).first;
  }
  return found->second[row - m_first];
}

Result<const TextRange*> SpanBlock::texts(ColumnScope scope, const std::string& key) {
  auto found = m_texts.find({scope, key});
  if (found == m_texts.end()) {
    auto texts = m_reader.texts(scope, key, m_first, m_count);
    if (!texts) return tl::unexpected(texts.error());
    found = m_texts.emplace(std::pair(scope, key), std::move(*texts)).first;
  }
  return &found->second;
}

Result<std::string_view> SpanBlock::text(std::string_view key, std::uint32_t row) {
  const auto range = texts(ColumnScope::Span, std::string(key));
  if (!range) return tl::unexpected(range.error());
  return (*range)->at(row - m_first);
}

Result<std::string> SpanBlock::service(std::uint32_t row) {
  const auto bytes = text(key::kResource, row);
  if (!bytes) return tl::unexpected(bytes.error());
  std::vector<Attribute> attributes;
  ResourceView resource;
  return decodeResource(*bytes, attributes, resource) ? std::string(serviceName(attributes)) : std::string();
}

Result<std::optional<std::string>> SpanBlock::attribute(const std::string& key, std::uint32_t row) {
  const auto column = texts(ColumnScope::SpanAttribute, key);
  if (!column) return tl::unexpected(column.error());
  if ((*column)->has(row - m_first)) return std::string((*column)->at(row - m_first));
  const auto overflow = text(key::kOverflow, row);
  if (!overflow) return tl::unexpected(overflow.error());
  if (auto value = findInOverflow(*overflow, key)) return value;
  const auto bytes = text(key::kResource, row);
  if (!bytes) return tl::unexpected(bytes.error());
  std::vector<Attribute> attributes;
  ResourceView resource;
  if (!decodeResource(*bytes, attributes, resource)) return std::nullopt;
  for (const Attribute& one : attributes)
    if (one.key == key) return std::string(one.value.bytes());
  return std::nullopt;
}

}  // namespace spanloupe::store
