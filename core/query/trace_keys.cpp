// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which attribute keys the spans of one trace have.
#include <algorithm>
#include <map>
#include <utility>

#include "core/query/trace_columns.h"
#include "core/query/trace_slice.h"
#include "core/store/attribute_table.h"
#include "core/store/column_loader.h"
#include "core/store/context_codec.h"

namespace spanloupe::query {
namespace {

using store::ColumnScope;
namespace key = store::key;

/// Counts over slice after slice.
class KeyCounter {
 public:
  Result<void> add(store::SegmentReader& reader, const TraceSlice& slice) {
    m_inSlice.clear();
    for (std::size_t index = 0; index < reader.names().size(); ++index) {
      const store::ColumnName& name = reader.names()[index];
      if (name.scope != ColumnScope::SpanAttribute) continue;
      const auto range = reader.textsAt(index, slice.first, slice.count);
      if (!range) return tl::unexpected(range.error());
      InSlice& one = inSlice(name.key, slice);
      for (std::uint32_t row = 0; row < slice.count; ++row)
        if (range->has(row)) count(one, slice, row, *range);
    }
    const auto overflow = reader.texts(ColumnScope::Span, key::kOverflow, slice.first, slice.count);
    if (!overflow) return tl::unexpected(overflow.error());
    for (std::uint32_t row = 0; row < slice.count; ++row) {
      Attribute attribute;
      for (std::string_view bytes = overflow->at(row); !bytes.empty();) {
        if (!store::takeOverflow(bytes, attribute)) return store::damagedSegment("an attribute");
        mark(attribute.key, slice, row, attribute.value);
      }
    }
    return addResources(reader, slice);
  }

  std::vector<TraceKey> finish() {
    std::vector<TraceKey> keys;
    for (auto& [name, one] : m_keys)
      if (one.spans > 0) keys.push_back(std::move(one));
    std::stable_sort(keys.begin(), keys.end(),
                     [](const TraceKey& a, const TraceKey& b) { return a.spans > b.spans; });
    return keys;
  }

 private:
  struct InSlice {
    TraceKey* total = nullptr;
    std::vector<std::uint8_t> has;        ///< By row.
    std::vector<std::uint8_t> typeKnown;  ///< By code of the dictionary being counted.
  };

  InSlice& inSlice(std::string_view name, const TraceSlice& slice) {
    if (const auto found = m_inSlice.find(name); found != m_inSlice.end()) return found->second;
    InSlice& fresh = m_inSlice[std::string(name)];
    fresh.total = &m_keys[std::string(name)];
    fresh.total->key = name;
    fresh.has.assign(slice.count, 0);
    return fresh;
  }
  static void noteType(TraceKey& key, AttributeValue value) {
    (isNumber(value) ? key.hasNumbers : key.hasOthers) = true;
  }
  static void have(InSlice& one, const TraceSlice& slice, std::uint32_t row) {
    if (one.has[row] != 0 || slice.span(row) == kNoSpan) return;
    one.has[row] = 1;
    ++one.total->spans;
  }
  void mark(std::string_view name, const TraceSlice& slice, std::uint32_t row, AttributeValue value) {
    InSlice& one = inSlice(name, slice);
    have(one, slice, row);
    noteType(*one.total, value);
  }
  static void count(InSlice& one, const TraceSlice& slice, std::uint32_t row, const store::TextRange& range) {
    have(one, slice, row);
    if (range.dictionary() == nullptr) return noteType(*one.total, AttributeValue(range.at(row)));
    if (one.typeKnown.empty()) one.typeKnown.assign(std::size_t{range.dictionary()->size()} + 1, 0);
    if (std::exchange(one.typeKnown[range.code(row)], std::uint8_t{1}) == 0)
      noteType(*one.total, AttributeValue(range.at(row)));
  }

  Result<void> addResources(store::SegmentReader& reader, const TraceSlice& slice) {
    const auto range = reader.texts(ColumnScope::Span, key::kResource, slice.first, slice.count);
    if (!range) return tl::unexpected(range.error());
    // Rows of one resource follow each other seldom, but there are few resources.
    std::map<std::string_view, std::vector<InSlice*>> known;
    std::vector<const std::vector<InSlice*>*> byCode;
    if (range->dictionary() != nullptr) byCode.assign(std::size_t{range->dictionary()->size()} + 1, nullptr);
    for (std::uint32_t row = 0; row < slice.count; ++row) {
      if (!range->has(row)) continue;
      const std::vector<InSlice*>* keys = byCode.empty() ? nullptr : byCode[range->code(row)];
      if (keys == nullptr) {
        auto& entry = known[range->at(row)];
        if (entry.empty() && !keysOf(range->at(row), slice, entry))
          return store::damagedSegment("a resource");
        keys = &entry;
        if (!byCode.empty()) byCode[range->code(row)] = keys;
      }
      for (InSlice* one : *keys) have(*one, slice, row);
    }
    return {};
  }

  bool keysOf(std::string_view resource, const TraceSlice& slice, std::vector<InSlice*>& keys) {
    ResourceView view;
    if (!store::decodeResource(resource, m_attributes, view)) return false;
    for (const Attribute& attribute : m_attributes) {
      keys.push_back(&inSlice(attribute.key, slice));
      noteType(*keys.back()->total, attribute.value);
    }
    return true;
  }

  std::map<std::string, TraceKey> m_keys;
  std::map<std::string, InSlice, std::less<>> m_inSlice;
  std::vector<Attribute> m_attributes;
};

}  // namespace

Result<std::vector<TraceKey>> readTraceKeys(const store::Reader& reader, const store::Snapshot& snapshot,
                                            const Trace& trace, std::stop_token stop) {
  const auto slices = slicesOf(snapshot, trace);
  if (!slices) return tl::unexpected(slices.error());
  const auto parts = reader.forParts();
  if (!parts) return tl::unexpected(parts.error());
  KeyCounter counter;
  for (const TraceSlice& slice : *slices) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    const auto done = (*parts)->readSegment(
        slice.segment, [&](store::SegmentReader& segment) { return counter.add(segment, slice); });
    if (!done) return tl::unexpected(done.error());
  }
  return counter.finish();
}

}  // namespace spanloupe::query
