// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_document.h"

#include <algorithm>

namespace spanloupe::json {
namespace {

constexpr std::uint32_t kNoPart = 0xffffffff;

struct GroupNames {
  std::string_view groups;  ///< "resourceSpans"
  std::string_view scopes;
  std::string_view records;
};
constexpr GroupNames kSpanNames{"resourceSpans", "scopeSpans", "spans"};
constexpr GroupNames kLogNames{"resourceLogs", "scopeLogs", "logRecords"};

std::string named(std::string_view name, std::string_view rest) {
  return '"' + std::string(name) + "\": " + std::string(rest);
}

}  // namespace

std::size_t JsonDocument::partAt(DocLine line) const {
  const auto after = std::upper_bound(m_firstLine.begin(), m_firstLine.end(), line);
  return std::min(static_cast<std::size_t>(after - m_firstLine.begin()) - 1, m_parts.size() - 1);
}

std::size_t JsonDocument::partOf(Record record) const {
  if (record >= m_partOf.size() || m_partOf[record] == kNoPart) return m_parts.size();
  return m_partOf[record];
}

SpanRef JsonDocument::refOf(Record record) const {
  const Trace& trace = *m_source.trace;
  return isSpan(record) ? trace.ref[record] : trace.logs[record - trace.size()].ref;
}

/// Writes the skeleton line by line and puts the records between.
class JsonDocumentBuilder {
 public:
  explicit JsonDocumentBuilder(JsonSource source) : m_document(std::make_shared<JsonDocument>()) {
    m_document->m_source = std::move(source);
    const Trace& trace = *m_document->m_source.trace;
    m_document->m_partOf.assign(trace.size() + trace.logs.size(), kNoPart);
  }

  std::shared_ptr<const JsonDocument> build(const std::vector<ResourceGroup>& spans,
                                            const std::vector<ResourceGroup>& logs) {
    open(0, "{");
    if (!spans.empty() || logs.empty()) addSignal(kSpanNames, spans, !logs.empty());
    if (!logs.empty()) addSignal(kLogNames, logs, false);
    close(0, "}");
    endSkeletonPart();
    JsonDocument& document = *m_document;
    std::sort(document.m_folds.begin(), document.m_folds.end(),
              [](const DocFold& a, const DocFold& b) { return a.open < b.open; });
    document.m_bytes += document.m_skeleton.text.size();
    return std::move(m_document);
  }

 private:
  void addSignal(const GroupNames& names, const std::vector<ResourceGroup>& groups, bool more) {
    open(1, named(names.groups, "["));
    for (std::size_t i = 0; i < groups.size(); ++i) addResource(names, groups[i], i + 1 < groups.size());
    close(1, more ? "]," : "]");
  }

  void addResource(const GroupNames& names, const ResourceGroup& group, bool more) {
    open(2, "{");
    value(3, "resource", group.resource);
    open(3, named(names.scopes, "["));
    for (std::size_t i = 0; i < group.scopes.size(); ++i)
      addScope(names, group.scopes[i], i + 1 < group.scopes.size());
    endList(3, group.schemaUrl);
    close(2, more ? "}," : "}");
  }

  void addScope(const GroupNames& names, const ScopeGroup& group, bool more) {
    open(4, "{");
    value(5, "scope", group.scope);
    open(5, named(names.records, "["));
    for (std::size_t i = 0; i < group.records.size(); ++i)
      addRecord(group.records[i], i + 1 < group.records.size());
    endList(5, group.schemaUrl);
    close(4, more ? "}," : "}");
  }

  void endList(unsigned depth, const std::string& schemaUrl) {
    close(depth, schemaUrl.empty() ? "]" : "],");
    if (!schemaUrl.empty()) m_document->m_skeleton.addLine(depth, named("schemaUrl", schemaUrl));
  }

  void open(unsigned depth, std::string_view line) {
    m_open.push_back(nextLine());
    m_document->m_skeleton.addLine(depth, line);
  }
  void close(unsigned depth, std::string_view line) {
    m_document->m_folds.push_back({m_open.back(), nextLine()});
    m_open.pop_back();
    m_document->m_skeleton.addLine(depth, line);
  }
  void value(unsigned depth, std::string_view name, std::string_view compact) {
    JsonText& skeleton = m_document->m_skeleton;
    const DocLine line = nextLine();
    const auto before = static_cast<std::uint32_t>(skeleton.lines());
    m_layouter.append(skeleton, compact, depth, named(name, ""), ",");
    for (const Fold& fold : skeleton.folds)
      m_document->m_folds.push_back({line + fold.open - before, line + fold.close - before});
    skeleton.folds.clear();
  }
  void addRecord(const RecordSize& size, bool more) {
    endSkeletonPart();
    JsonDocument& document = *m_document;
    document.m_partOf[size.record] = static_cast<std::uint32_t>(document.m_parts.size());
    document.m_parts.push_back({size.record, size.lines, size.bytes, true, more});
    document.m_firstLine.push_back(document.m_firstLine.back() + size.lines);
    document.m_bytes += size.bytes;
    ++document.m_records;
  }
  void endSkeletonPart() {
    JsonDocument& document = *m_document;
    const auto lines = static_cast<std::uint32_t>(document.m_skeleton.lines());
    if (lines == m_partStart) return;
    document.m_parts.push_back({m_partStart, lines - m_partStart, 0, false, false});
    document.m_firstLine.push_back(document.m_firstLine.back() + (lines - m_partStart));
    m_partStart = lines;
  }
  /// Number of the next line of the skeleton.
  [[nodiscard]] DocLine nextLine() const {
    return m_document->m_firstLine.back() + (m_document->m_skeleton.lines() - m_partStart);
  }

  std::shared_ptr<JsonDocument> m_document;
  JsonLayouter m_layouter;
  std::vector<DocLine> m_open;
  std::uint32_t m_partStart = 0;
};

std::shared_ptr<const JsonDocument> makeDocument(JsonSource source, const std::vector<ResourceGroup>& spans,
                                                 const std::vector<ResourceGroup>& logs) {
  return JsonDocumentBuilder(std::move(source)).build(spans, logs);
}

}  // namespace spanloupe::json
