// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_reading.h"

#include <algorithm>
#include <unordered_map>

#include "core/formats/otlp/json/record_writer.h"
#include "ui/json/record_visit.h"

namespace spanloupe::json {
namespace {

namespace writer = formats::json;

void splitDescribed(const std::string& text, std::string& object, std::string& schemaUrl) {
  const std::size_t end = text.find('\n');
  object = text.substr(0, end);
  schemaUrl = text.substr(end + 1);
}

struct Sized {
  RecordSize size;
  std::uint32_t resource = 0;
  std::uint32_t scope = 0;
};

/// By resource and scope, both in order of their first record; records in order of time.
std::vector<ResourceGroup> grouped(std::vector<Sized> records, const RecordSink& sink) {
  std::sort(records.begin(), records.end(),
            [](const Sized& a, const Sized& b) { return a.size.record < b.size.record; });
  std::vector<ResourceGroup> groups;
  std::unordered_map<std::uint32_t, std::size_t> groupOf;
  std::unordered_map<std::uint64_t, std::size_t> scopeOf;
  for (const Sized& one : records) {
    const auto [group, isNewGroup] = groupOf.try_emplace(one.resource, groups.size());
    if (isNewGroup) {
      ResourceGroup& made = groups.emplace_back();
      splitDescribed(sink.resources().at(one.resource), made.resource, made.schemaUrl);
    }
    std::vector<ScopeGroup>& scopes = groups[group->second].scopes;
    const std::uint64_t key = std::uint64_t{one.resource} << 32 | one.scope;
    const auto [scope, isNewScope] = scopeOf.try_emplace(key, scopes.size());
    if (isNewScope) {
      ScopeGroup& made = scopes.emplace_back();
      splitDescribed(sink.scopes().at(one.scope), made.scope, made.schemaUrl);
    }
    scopes[scope->second].records.push_back(one.size);
  }
  return groups;
}

}  // namespace

Result<std::shared_ptr<const JsonDocument>> readDocument(store::Reader& reader, const JsonSource& source,
                                                         std::optional<SpanIndex> only,
                                                         std::stop_token stop) {
  std::vector<ResourceGroup> groups[2];
  for (const bool logs : {false, true}) {
    if (logs && only) break;
    JsonLayouter layouter;
    std::vector<Sized> sized;
    RecordSink sink(
        [&](Record record, std::string_view compact, std::uint32_t resource, std::uint32_t scope) {
          const auto bytes = static_cast<std::uint32_t>(compact.size());
          sized.push_back({{record, layouter.countLines(compact, Outer::Breaks), bytes}, resource, scope});
        });
    auto records =
        only ? std::vector<RecordRow>{{source.trace->ref[*only], *only}} : recordsOf(*source.trace, logs);
    if (auto visited = visitRecords(reader, *source.snapshot, logs, std::move(records), sink, stop); !visited)
      return unexpected(visited.error());
    groups[logs ? 1 : 0] = grouped(std::move(sized), sink);
  }
  return makeDocument(source, groups[0], groups[1]);
}

// Records on screen or in a row of the text lie anywhere in the store: its way to single rows is the fast one
// here.
Result<std::vector<std::shared_ptr<const JsonText>>> readRecords(store::Reader& reader,
                                                                 const JsonDocument& document,
                                                                 const std::vector<Record>& records,
                                                                 std::stop_token stop) {
  std::vector<std::shared_ptr<const JsonText>> texts(records.size());
  JsonLayouter layouter;
  std::string compact;
  for (const bool logs : {false, true}) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    std::vector<SpanRef> refs;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (document.isSpan(records[i]) == logs) continue;
      refs.push_back(document.refOf(records[i]));
      places.push_back(i);
    }
    const auto take = [&](const auto& read, const auto& append) -> Result<void> {
      if (!read) return unexpected(read.error());
      for (std::size_t i = 0; i < places.size(); ++i) {
        compact.clear();
        append((*read)[i]);
        auto text = std::make_shared<JsonText>();
        layouter.append(*text, compact, 0, {}, {}, Outer::Breaks);
        texts[places[i]] = std::move(text);
      }
      return {};
    };
    if (refs.empty()) continue;
    const store::Snapshot& snapshot = *document.source().snapshot;
    const Result<void> taken = logs ? take(reader.logs(snapshot, refs),
                                           [&](const LogRecord& one) { writer::appendLog(compact, one.log); })
                                    : take(reader.spans(snapshot, refs), [&](const SpanRecord& one) {
                                        writer::appendSpan(compact, one.span);
                                      });
    if (!taken) return unexpected(taken.error());
  }
  return texts;
}

}  // namespace spanloupe::json
