// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/record_visit.h"

#include <algorithm>

#include "core/formats/otlp/json/record_writer.h"
#include "core/store/snapshot.h"

namespace spanloupe::json {
namespace {

namespace writer = formats::json;

/// Beyond this the resources alone are no document to read.
constexpr std::size_t kMostSkeleton = std::size_t{64} << 20;
constexpr std::uint32_t kRowsAtATime = 8192;

/// Object and schema URL as one text; neither holds a line feed.
std::string described(std::string object, std::string_view schemaUrl) {
  object += '\n';
  if (!schemaUrl.empty()) appendJsonString(object, schemaUrl);
  return object;
}

}  // namespace

ResourceHandle RecordSink::resource(const ResourceView& view) {
  std::string object;
  writer::appendResource(object, view);
  return static_cast<ResourceHandle>(m_resources.add(described(std::move(object), view.schemaUrl)));
}

ScopeHandle RecordSink::scope(const ScopeView& view) {
  std::string object;
  writer::appendScope(object, view);
  return static_cast<ScopeHandle>(m_scopes.add(described(std::move(object), view.schemaUrl)));
}

void RecordSink::span(const SpanView& view) {
  m_text.clear();
  writer::appendSpan(m_text, view);
  m_visit(*m_next++, m_text, static_cast<std::uint32_t>(view.resource),
          static_cast<std::uint32_t>(view.scope));
}

void RecordSink::log(const LogView& view) {
  m_text.clear();
  writer::appendLog(m_text, view);
  m_visit(*m_next++, m_text, static_cast<std::uint32_t>(view.resource),
          static_cast<std::uint32_t>(view.scope));
}

Result<void> visitRecords(store::Reader& reader, const store::Snapshot& snapshot, bool logs,
                          std::vector<RecordRow> records, RecordSink& sink, const std::stop_token& stop) {
  std::sort(records.begin(), records.end());
  std::vector<Record> run;
  for (std::size_t i = 0; i < records.size();) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    const SpanRef first = records[i].first;
    run.clear();
    for (; i < records.size() && run.size() < kRowsAtATime; ++i) {
      if (records[i].first != SpanRef{first.segment, first.row + static_cast<std::uint32_t>(run.size())})
        break;
      run.push_back(records[i].second);
    }
    const std::size_t place = snapshot.placeOf(first.segment);
    if (place == snapshot.segments().size())
      return fail(ErrorKind::NotFound, "the trace is no longer in this session");
    sink.expect(run.data());
    const store::SnapshotPart part{static_cast<std::uint32_t>(place), logs, first.row,
                                   static_cast<std::uint32_t>(run.size())};
    if (auto visited = reader.visitPart(snapshot, part, sink, stop); !visited) return visited;
    if (sink.resources().size() + sink.scopes().size() > kMostSkeleton)
      return fail(ErrorKind::Unsupported,
                  "its resources alone are more than 64 MB of JSON; export the trace instead");
  }
  return {};
}

std::vector<RecordRow> recordsOf(const Trace& trace, bool logs) {
  std::vector<RecordRow> records;
  const auto spans = static_cast<Record>(trace.size());
  if (logs) {
    for (Record i = 0; i < trace.logs.size(); ++i) records.emplace_back(trace.logs[i].ref, spans + i);
  } else {
    records.reserve(spans);
    for (Record i = 0; i < spans; ++i) records.emplace_back(trace.ref[i], i);
  }
  return records;
}

std::vector<RecordRow> recordsOf(const JsonDocument& document, bool logs) {
  auto records = recordsOf(*document.source().trace, logs);
  std::erase_if(records, [&document](const auto& entry) {
    return document.partOf(entry.second) == document.parts().size();
  });
  return records;
}

}  // namespace spanloupe::json
