// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A trace, or one span of it, as OTLP JSON of which every line has its number although few are in memory: the
// skeleton (resources, scopes and what is around) is text, spans and logs are parts that know how many lines
// they have and are read when shown. Immutable once built; any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/trace.h"
#include "ui/json/json_text.h"

namespace spanloupe::store {
class Snapshot;
}

namespace spanloupe::json {

/// A line of the whole text, from 0.
using DocLine = std::uint64_t;
/// A span by its index, or a log: its place in Trace::logs behind all spans.
using Record = std::uint32_t;

/// What a document is read from.
struct JsonSource {
  std::shared_ptr<const store::Snapshot> snapshot;
  std::shared_ptr<const Trace> trace;
};

/// Some lines of the skeleton, or a record.
struct Part {
  std::uint32_t first = 0;  ///< Line of the skeleton, or the record.
  std::uint32_t lines = 0;
  std::uint32_t bytes = 0;  ///< Of a record: its size as compact JSON.
  bool isRecord = false;
  bool hasComma = false;  ///< Another record follows.
};

/// Lines from an opening bracket to its closing one.
struct DocFold {
  DocLine open = 0;
  DocLine close = 0;
  friend bool operator==(const DocFold&, const DocFold&) = default;
};

/// How deep a span or log stands: resourceSpans, group, scopeSpans, group, spans.
inline constexpr unsigned kRecordDepth = 6;

class JsonDocument {
 public:
  [[nodiscard]] const JsonSource& source() const { return m_source; }
  [[nodiscard]] DocLine lineCount() const { return m_firstLine.back(); }
  /// Of the whole text, at least.
  [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }
  [[nodiscard]] std::size_t records() const { return m_records; }
  [[nodiscard]] const std::vector<Part>& parts() const { return m_parts; }
  [[nodiscard]] DocLine firstLine(std::size_t part) const { return m_firstLine[part]; }
  [[nodiscard]] std::size_t partAt(DocLine line) const;
  /// parts().size() when the document does not have it.
  [[nodiscard]] std::size_t partOf(Record record) const;
  [[nodiscard]] const JsonText& skeleton() const { return m_skeleton; }
  /// Of the skeleton, in order of opening lines.
  [[nodiscard]] const std::vector<DocFold>& folds() const { return m_folds; }

  [[nodiscard]] bool isSpan(Record record) const { return record < m_source.trace->size(); }
  [[nodiscard]] SpanRef refOf(Record record) const;

 private:
  friend class JsonDocumentBuilder;
  JsonSource m_source;
  JsonText m_skeleton;
  std::vector<Part> m_parts;
  std::vector<DocLine> m_firstLine = {0};  ///< One more than there are parts.
  std::vector<std::uint32_t> m_partOf;     ///< By record.
  std::vector<DocFold> m_folds;
  std::uint64_t m_bytes = 0;
  std::size_t m_records = 0;
};

/// The records below one scope of one resource.
struct RecordSize {
  Record record = 0;
  std::uint32_t lines = 0;
  std::uint32_t bytes = 0;
};
struct ScopeGroup {
  std::string scope;      ///< Compact JSON.
  std::string schemaUrl;  ///< As a JSON string; empty: none.
  std::vector<RecordSize> records;
};
struct ResourceGroup {
  std::string resource;
  std::string schemaUrl;
  std::vector<ScopeGroup> scopes;
};

/// Either list may be empty.
[[nodiscard]] std::shared_ptr<const JsonDocument> makeDocument(JsonSource source,
                                                               const std::vector<ResourceGroup>& spans,
                                                               const std::vector<ResourceGroup>& logs);

}  // namespace spanloupe::json
