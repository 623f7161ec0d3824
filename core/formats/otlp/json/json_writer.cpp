// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/json/json_writer.h"

#include <cerrno>
#include <utility>

#include "core/formats/otlp/json/record_writer.h"

namespace spanloupe::formats::json {
namespace {

std::string quotedUrl(std::string_view url) {
  std::string out;
  if (!url.empty()) appendJsonString(out, url);
  return out;
}

void appendSchemaUrl(std::string& out, const std::string& url) {
  if (url.empty()) return;
  out += ",\"schemaUrl\":";
  out += url;
}

}  // namespace

Result<void> Spool::add(std::string_view bytes) {
  m_memory += bytes;
  if (m_memory.size() < kInMemory) return {};
  if (m_file == nullptr) m_file.reset(std::tmpfile());
  if (m_file == nullptr || std::fwrite(m_memory.data(), 1, m_memory.size(), m_file.get()) != m_memory.size())
    return tl::unexpected(ioError("cannot keep log records in a temporary file", "", errno));
  m_memory.clear();
  return {};
}

Result<void> Spool::copyTo(Output& output) {
  if (m_file != nullptr) {
    std::rewind(m_file.get());
    std::string block(std::size_t{1} << 20, '\0');
    while (const std::size_t size = std::fread(block.data(), 1, block.size(), m_file.get()))
      if (auto written = output.write(std::string_view(block).substr(0, size)); !written) return written;
    if (std::ferror(m_file.get()) != 0)
      return tl::unexpected(ioError("cannot read log records back from a temporary file", "", errno));
  }
  return output.write(m_memory);
}

std::uint32_t JsonWriter::Catalogue::add(Described described) {
  const auto [entry, isNew] =
      m_index.try_emplace(described.object + described.schemaUrl, static_cast<std::uint32_t>(m_all.size()));
  if (isNew) m_all.push_back(std::make_unique<Described>(std::move(described)));
  return entry->second;
}

JsonWriter::JsonWriter(Output& output, Layout layout) : m_output(output), m_layout(layout), m_frame(output) {
  m_spans.groupsName = "resourceSpans";
  m_spans.scopesName = "scopeSpans";
  m_spans.recordsName = "spans";
  m_logs.groupsName = "resourceLogs";
  m_logs.scopesName = "scopeLogs";
  m_logs.recordsName = "logRecords";
}

ResourceHandle JsonWriter::resource(const ResourceView& resource) {
  Described described{{}, quotedUrl(resource.schemaUrl)};
  appendResource(described.object, resource);
  return static_cast<ResourceHandle>(m_resources.add(std::move(described)));
}

ScopeHandle JsonWriter::scope(const ScopeView& scope) {
  Described described{{}, quotedUrl(scope.schemaUrl)};
  appendScope(described.object, scope);
  return static_cast<ScopeHandle>(m_scopes.add(std::move(described)));
}

void JsonWriter::span(const SpanView& span) {
  std::string& records = groupOf(m_spans, span.resource, span.scope).records;
  const std::size_t before = records.size();
  if (before > 0) records += ',';
  appendSpan(records, span);
  m_spans.size += records.size() - before;
  if (m_spans.size >= kFlushSize) flush(m_spans);
}

void JsonWriter::log(const LogView& log) {
  std::string& records = groupOf(m_logs, log.resource, log.scope).records;
  const std::size_t before = records.size();
  if (before > 0) records += ',';
  appendLog(records, log);
  m_logs.size += records.size() - before;
  if (m_logs.size >= kFlushSize) flush(m_logs);
}

JsonWriter::Group& JsonWriter::groupOf(Records& records, ResourceHandle resource, ScopeHandle scope) {
  const auto resourceIndex = static_cast<std::uint32_t>(resource);
  const auto scopeIndex = static_cast<std::uint32_t>(scope);
  if (records.last < records.groups.size()) {
    Group& last = records.groups[records.last];
    if (last.resource == resourceIndex && last.scope == scopeIndex) return last;
  }
  const std::uint64_t key = std::uint64_t{resourceIndex} << 32 | scopeIndex;
  const auto [entry, isNew] = records.index.try_emplace(key, records.groups.size());
  if (isNew) records.groups.push_back({resourceIndex, scopeIndex, {}});
  records.last = entry->second;
  return records.groups[records.last];
}

/// Writes what has been collected, one resource group for each resource.
void JsonWriter::flush(Records& records) {
  std::vector<std::vector<const Group*>> byResource;
  std::unordered_map<std::uint32_t, std::size_t> position;
  for (const Group& group : records.groups) {
    const auto [entry, isNew] = position.try_emplace(group.resource, byResource.size());
    if (isNew) byResource.emplace_back();
    byResource[entry->second].push_back(&group);
  }
  for (const std::vector<const Group*>& groups : byResource) {
    m_text.clear();
    appendResourceGroup(m_text, records, groups);
    put(records, m_text);
  }
  records.groups.clear();
  records.index.clear();
  records.size = 0;
}

void JsonWriter::appendResourceGroup(std::string& out, const Records& records,
                                     const std::vector<const Group*>& groups) const {
  const Described& resource = m_resources.at(groups.front()->resource);
  out += "{\"resource\":";
  out += resource.object;
  out += ",\"";
  out += records.scopesName;
  out += "\":";
  char separator = '[';
  for (const Group* group : groups) {
    const Described& scope = m_scopes.at(group->scope);
    out += separator;
    separator = ',';
    out += "{\"scope\":";
    out += scope.object;
    out += ",\"";
    out += records.recordsName;
    out += "\":[";
    out += group->records;
    out += ']';
    appendSchemaUrl(out, scope.schemaUrl);
    out += '}';
  }
  out += ']';
  appendSchemaUrl(out, resource.schemaUrl);
  out += '}';
}

void JsonWriter::put(Records& records, std::string_view resourceGroup) {
  const bool first = !records.written;
  records.written = true;
  const auto write = [&](std::string_view bytes) {
    if (m_result) m_result = m_output.write(bytes);
  };
  if (m_layout == Layout::Lines) {
    std::string line = "{\"";
    line += records.groupsName;
    line += "\":[";
    write(line);
    write(resourceGroup);
    write("]}\n");
  } else if (m_layout == Layout::Groups) {
    if (!first) write(kBetweenGroups);
    write(resourceGroup);
  } else if (&records == &m_spans) {
    if (m_result) m_result = m_frame.next(Signal::Traces);
    write(resourceGroup);
  } else {
    if (m_result && !first) m_result = m_spool.add(kBetweenGroups);
    if (m_result) m_result = m_spool.add(resourceGroup);
  }
}

Result<void> JsonWriter::finish() {
  flush(m_spans);
  flush(m_logs);
  const bool logs = std::exchange(m_logs.written, false);
  m_spans.written = false;
  m_resources.clear();
  m_scopes.clear();
  if (m_layout != Layout::Document || !m_result) return m_result;
  if (logs) m_result = m_frame.next(Signal::Logs);
  if (logs && m_result) m_result = m_spool.copyTo(m_output);
  if (m_result) m_result = m_frame.finish();
  return m_result;
}

}  // namespace spanloupe::formats::json
