// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/slice_text.h"

#include <algorithm>
#include <cstring>
#include <map>

#include "core/model/attribute_value.h"
#include "core/store/attribute_table.h"
#include "core/store/column_loader.h"
#include "core/store/context_codec.h"

namespace spanloupe::query {
namespace {

using store::ColumnScope;
namespace key = store::key;

void appendPlain(std::string_view stored, std::string& out) { out.append(stored); }

void appendValue(std::string_view stored, std::string& out) {
  const AttributeValue value(stored);
  if (value.type() == ValueType::String) {
    out.append(value.asString());
  } else {
    out += displayText(value);
  }
}

}  // namespace

/// Reads the columns of one kind of rows after the other.
class SliceText::Collector {
 public:
  Collector(store::SegmentReader& reader, KeyTable& keys, const std::stop_token& stop)
      : m_reader(reader), m_keys(keys), m_stop(stop) {}

  Result<void> spans(const TraceSlice& slice, Rows& rows) {
    rowsAre(ColumnScope::Span, slice.first, slice.count, rows);
    if (auto done = field(key::kName, "name"); !done) return done;
    if (auto done = field(key::kStatusMessage, "status.message"); !done) return done;
    if (auto done = resources(); !done) return done;
    if (auto done = scopes(); !done) return done;
    return attributes();
  }

  /// Events or links of the slice, which follow each other like their spans.
  Result<void> nested(ColumnScope scope, std::string_view ends, std::uint32_t total, const TraceSlice& slice,
                      Rows& rows) {
    const std::uint32_t before = slice.first == 0 ? 0 : 1;
    auto read = m_reader.integers(ColumnScope::Span, ends, slice.first - before, slice.count + before);
    if (!read) return tl::unexpected(read.error());
    if (before == 0) read->insert(read->begin(), 0);
    if (!std::is_sorted(read->begin(), read->end()) || read->back() > total)
      return store::damagedSegment("its events or links do not agree with its spans");
    const auto first = static_cast<std::uint32_t>(read->front());
    const auto count = static_cast<std::uint32_t>(read->back() - read->front());
    if (count == 0) return {};
    rows.owner.reserve(count);
    for (std::uint32_t row = 0; row < slice.count; ++row)
      rows.owner.resize(static_cast<std::size_t>((*read)[row + 1] - first), row);
    rowsAre(scope, first, count, rows);
    if (scope == ColumnScope::Event)
      if (auto done = field(key::kName, "event"); !done) return done;
    return attributes();
  }

 private:
  void rowsAre(ColumnScope scope, std::uint32_t first, std::uint32_t count, Rows& rows) {
    m_scope = scope;
    m_first = first;
    m_count = count;
    m_out = &rows;
  }

  void keep(TextColumn column) {
    if (!column.isEmpty()) m_out->columns.push_back(std::move(column));
  }

  Result<void> field(std::string_view column, std::string_view name) {
    const auto texts = m_reader.texts(m_scope, column, m_first, m_count);
    if (!texts) return tl::unexpected(texts.error());
    keep(TextColumn::of(*texts, m_count, m_keys.add(name, false), appendPlain));
    return {};
  }

  Result<void> attributes() {
    for (std::size_t index = 0; index < m_reader.names().size(); ++index) {
      const store::ColumnName& name = m_reader.names()[index];
      if (name.scope != store::attributesOf(m_scope)) continue;
      if (m_stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
      const auto texts = m_reader.textsAt(index, m_first, m_count);
      if (!texts) return tl::unexpected(texts.error());
      keep(TextColumn::of(*texts, m_count, m_keys.add(name.key, true), appendValue));
    }
    return overflow();
  }

  /// Attributes without a column of their own: repeated keys, and keys beyond what a segment keeps apart.
  Result<void> overflow() {
    const auto texts = m_reader.texts(m_scope, key::kOverflow, m_first, m_count);
    if (!texts) return tl::unexpected(texts.error());
    struct Extra {
      std::vector<std::uint32_t> rows;
      std::vector<std::string> texts;
    };
    std::map<std::uint32_t, Extra> byKey;
    for (std::uint32_t row = 0; row < m_count; ++row) {
      Attribute attribute;
      for (std::string_view bytes = texts->at(row); !bytes.empty();) {
        if (!store::takeOverflow(bytes, attribute)) return store::damagedSegment("an attribute");
        Extra& extra = byKey[m_keys.add(attribute.key, true)];
        extra.rows.push_back(row);
        appendValue(attribute.value.bytes(), extra.texts.emplace_back());
      }
    }
    for (auto& [number, extra] : byKey) keep(TextColumn::ofEach(std::move(extra.rows), number, extra.texts));
    return {};
  }

  void parts(std::span<const Attribute> list, const TextColumn::Part& part) {
    std::string text;
    for (const Attribute& attribute : list) {
      text.clear();
      appendValue(attribute.value.bytes(), text);
      part(m_keys.add(attribute.key, true), text);
    }
  }

  Result<void> resources() {
    return contexts(key::kResource, [this](std::string_view bytes, const TextColumn::Part& part) {
      ResourceView view;
      if (!store::decodeResource(bytes, m_scratch, view)) return false;
      parts(view.attributes, part);
      return true;
    });
  }

  Result<void> scopes() {
    return contexts(key::kScope, [this](std::string_view bytes, const TextColumn::Part& part) {
      ScopeView view;
      if (!store::decodeScope(bytes, m_scratch, view)) return false;
      if (!view.name.empty()) part(m_keys.add("scope.name", false), view.name);
      if (!view.version.empty()) part(m_keys.add("scope.version", false), view.version);
      parts(view.attributes, part);
      return true;
    });
  }

  Result<void> contexts(std::string_view column, const TextColumn::TakeApart& takeApart) {
    const auto texts = m_reader.texts(m_scope, column, m_first, m_count);
    if (!texts) return tl::unexpected(texts.error());
    auto made = TextColumn::ofParts(*texts, m_count, takeApart);
    if (!made) return store::damagedSegment("a resource or scope");
    keep(std::move(*made));
    return {};
  }

  store::SegmentReader& m_reader;
  KeyTable& m_keys;
  const std::stop_token& m_stop;
  ColumnScope m_scope = ColumnScope::Span;
  std::uint32_t m_first = 0;
  std::uint32_t m_count = 0;
  Rows* m_out = nullptr;
  std::vector<Attribute> m_scratch;
};

Result<SliceText> SliceText::read(store::SegmentReader& reader, const TraceSlice& slice, KeyTable& keys,
                                  const std::stop_token& stop) {
  SliceText text;
  text.m_rows.resize(3);
  Collector collector(reader, keys, stop);
  const store::SegmentSummary& summary = reader.summary();
  if (const auto done = collector.spans(slice, text.m_rows[0]); !done) return tl::unexpected(done.error());
  if (const auto done =
          collector.nested(ColumnScope::Event, key::kEventsEnd, summary.events, slice, text.m_rows[1]);
      !done)
    return tl::unexpected(done.error());
  if (const auto done =
          collector.nested(ColumnScope::Link, key::kLinksEnd, summary.links, slice, text.m_rows[2]);
      !done)
    return tl::unexpected(done.error());
  return text;
}

void SliceText::find(const ColumnWord& word, std::vector<std::uint8_t>& hit) const {
  for (const Rows& rows : m_rows) {
    for (const TextColumn& column : rows.columns) {
      // Short words are in every span after a few columns.
      if (std::memchr(hit.data(), 0, hit.size()) == nullptr) return;
      column.find(word, {hit, rows.owner.empty() ? nullptr : &rows.owner});
    }
  }
}

std::size_t SliceText::byteCount() const {
  std::size_t bytes = 0;
  for (const Rows& rows : m_rows) {
    bytes += rows.owner.capacity() * 4;
    for (const TextColumn& column : rows.columns) bytes += column.byteCount();
  }
  return bytes;
}

}  // namespace spanloupe::query
