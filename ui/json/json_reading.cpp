// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_reading.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "core/formats/otlp/json/record_writer.h"
#include "core/store/snapshot.h"
#include "ui/json/json_value.h"

namespace spanloupe::json {
namespace {

namespace writer = formats::json;

/// Beyond this the resources alone are no document to read.
constexpr std::size_t kMostSkeleton = std::size_t{64} << 20;
constexpr std::uint32_t kRowsAtATime = 8192;
/// Records whose text is held at a time while copying.
constexpr std::uint64_t kBytesAtATime = std::uint64_t{8} << 20;

/// Texts and what number they have.
class Catalogue {
 public:
  std::uint32_t add(std::string text) {
    const auto [entry, isNew] =
        m_index.try_emplace(std::move(text), static_cast<std::uint32_t>(m_all.size()));
    if (isNew) {
      m_all.push_back(&entry->first);
      m_size += entry->first.size();
    }
    return entry->second;
  }
  [[nodiscard]] const std::string& at(std::uint32_t index) const { return *m_all[index]; }
  [[nodiscard]] std::size_t size() const { return m_size; }

 private:
  std::unordered_map<std::string, std::uint32_t> m_index;
  std::vector<const std::string*> m_all;
  std::size_t m_size = 0;
};

/// Object and schema URL as one text; neither holds a line feed.
std::string described(std::string object, std::string_view schemaUrl) {
  object += '\n';
  if (!schemaUrl.empty()) appendJsonString(object, schemaUrl);
  return object;
}

/// Gets whole records as the store visits them and passes them on as compact JSON.
class RecordSink : public SpanSink {
 public:
  using Visit =
      std::function<void(Record, std::string_view compact, std::uint32_t resource, std::uint32_t scope)>;
  explicit RecordSink(Visit visit) : m_visit(std::move(visit)) {}

  /// The records of the rows that come next.
  void expect(const Record* records) { m_next = records; }
  [[nodiscard]] const Catalogue& resources() const { return m_resources; }
  [[nodiscard]] const Catalogue& scopes() const { return m_scopes; }

  ResourceHandle resource(const ResourceView& view) override {
    std::string object;
    writer::appendResource(object, view);
    return static_cast<ResourceHandle>(m_resources.add(described(std::move(object), view.schemaUrl)));
  }
  ScopeHandle scope(const ScopeView& view) override {
    std::string object;
    writer::appendScope(object, view);
    return static_cast<ScopeHandle>(m_scopes.add(described(std::move(object), view.schemaUrl)));
  }
  void span(const SpanView& view) override {
    m_text.clear();
    writer::appendSpan(m_text, view);
    m_visit(*m_next++, m_text, static_cast<std::uint32_t>(view.resource),
            static_cast<std::uint32_t>(view.scope));
  }
  void log(const LogView& view) override {
    m_text.clear();
    writer::appendLog(m_text, view);
    m_visit(*m_next++, m_text, static_cast<std::uint32_t>(view.resource),
            static_cast<std::uint32_t>(view.scope));
  }
  void metrics(std::uint64_t) override {}

 private:
  Visit m_visit;
  const Record* m_next = nullptr;
  Catalogue m_resources;
  Catalogue m_scopes;
  std::string m_text;
};

/// Visits records in order of their rows, run by run, so that each block of the store is read once.
Result<void> visitRecords(store::Reader& reader, const store::Snapshot& snapshot, bool logs,
                          std::vector<std::pair<SpanRef, Record>> records, RecordSink& sink,
                          const std::stop_token& stop) {
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

std::vector<std::pair<SpanRef, Record>> recordsOf(const Trace& trace, bool logs) {
  std::vector<std::pair<SpanRef, Record>> records;
  const auto spans = static_cast<Record>(trace.size());
  if (logs) {
    for (Record i = 0; i < trace.logs.size(); ++i) records.emplace_back(trace.logs[i].ref, spans + i);
  } else {
    records.reserve(spans);
    for (Record i = 0; i < spans; ++i) records.emplace_back(trace.ref[i], i);
  }
  return records;
}

/// Of the records that a document has.
std::vector<std::pair<SpanRef, Record>> recordsOf(const JsonDocument& document, bool logs) {
  auto records = recordsOf(*document.source().trace, logs);
  std::erase_if(records, [&document](const auto& entry) {
    return document.partOf(entry.second) == document.parts().size();
  });
  return records;
}

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
    auto records = only ? std::vector<std::pair<SpanRef, Record>>{{source.trace->ref[*only], *only}}
                        : recordsOf(*source.trace, logs);
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

std::string lowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::size_t findFolded(std::string_view text, std::string_view lowerNeedle, std::size_t from) {
  if (lowerNeedle.empty()) return std::string_view::npos;
  const char lower = lowerNeedle[0];
  const char upper = lower >= 'a' && lower <= 'z' ? static_cast<char>(lower - 'a' + 'A') : lower;
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
  std::size_t atLower = text.find(lower, from);
  std::size_t atUpper = upper == lower ? std::string_view::npos : text.find(upper, from);
  while (true) {
    const std::size_t at = std::min(atLower, atUpper);
    if (at == std::string_view::npos || text.size() - at < lowerNeedle.size()) return std::string_view::npos;
    if (std::equal(lowerNeedle.begin(), lowerNeedle.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                   [&same](char b, char a) { return same(a, b); }))
      return at;
    if (at == atLower) {
      atLower = text.find(lower, at + 1);
    } else {
      atUpper = text.find(upper, at + 1);
    }
  }
}

Result<Matches> findLines(store::Reader& reader, const JsonDocument& document, const std::string& needle,
                          std::stop_token stop) {
  Matches matches;
  const std::string lower = lowerAscii(needle);
  const auto addFrom = [&](const JsonText& text, const auto& lineOf) {
    for (std::size_t at = findFolded(text.text, lower, 0); at != std::string::npos;) {
      if (matches.lines.size() == kMostMatches) {
        matches.more = true;
        return;
      }
      const std::size_t line = text.lineAt(at);
      matches.lines.push_back(lineOf(line));
      at = findFolded(text.text, lower, text.lineStart[line + 1]);
    }
  };
  // The skeleton's lines are numbered apart from the document's.
  std::vector<std::size_t> skeletonParts;
  for (std::size_t i = 0; i < document.parts().size(); ++i)
    if (!document.parts()[i].isRecord) skeletonParts.push_back(i);
  addFrom(document.skeleton(), [&](std::size_t line) {
    const auto after =
        std::upper_bound(skeletonParts.begin(), skeletonParts.end(), line,
                         [&](std::size_t at, std::size_t part) { return at < document.parts()[part].first; });
    const std::size_t part = *(after - 1);
    return document.firstLine(part) + (line - document.parts()[part].first);
  });

  JsonLayouter layouter;
  JsonText text;
  std::stop_source enough;
  const std::stop_callback forward(stop, [&enough] { enough.request_stop(); });
  RecordSink sink([&](Record record, std::string_view compact, std::uint32_t, std::uint32_t) {
    if (matches.more) {
      enough.request_stop();
      return;
    }
    text.text.clear();
    text.lineStart.assign(1, 0);
    text.folds.clear();
    layouter.append(text, compact, 0, {}, {}, Outer::Breaks);
    const DocLine first = document.firstLine(document.partOf(record));
    addFrom(text, [first](std::size_t line) { return first + line; });
  });
  for (const bool logs : {false, true}) {
    auto visited = visitRecords(reader, *document.source().snapshot, logs, recordsOf(document, logs), sink,
                                enough.get_token());
    if (!visited && !matches.more) return unexpected(visited.error());
  }
  if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
  std::sort(matches.lines.begin(), matches.lines.end());
  return matches;
}

namespace {

/// Appends lines of a record, moved to where the record stands.
void appendRecordLines(std::string& out, const JsonText& text, std::size_t from, std::size_t to, bool comma) {
  for (std::size_t line = from; line < to; ++line) {
    out.append(std::size_t{kRecordDepth} * kIndent, ' ');
    out += text.line(line);
    if (comma && line + 1 == text.lines()) out += ',';
    out += '\n';
  }
}

}  // namespace

Result<std::string> copyText(store::Reader& reader, const JsonDocument& document, DocLine first, DocLine last,
                             CopyForm form, std::stop_token stop) {
  const auto tooMuch = [] {
    return fail(ErrorKind::Unsupported,
                "more than 64 MB is too much for the clipboard; export the trace instead");
  };
  std::string out;
  last = std::min(last, document.lineCount() - 1);
  const std::size_t end = document.partAt(last) + 1;
  for (std::size_t i = document.partAt(first); i < end;) {
    const Part& part = document.parts()[i];
    const DocLine begin = document.firstLine(i);
    const auto from = static_cast<std::size_t>(std::max(first, begin) - begin);
    if (!part.isRecord) {
      const auto to = static_cast<std::size_t>(std::min<DocLine>(last + 1 - begin, part.lines));
      for (std::size_t line = from; line < to; ++line) {
        out += document.skeleton().line(part.first + line);
        out += '\n';
      }
      ++i;
      continue;
    }
    std::vector<Record> records;
    std::uint64_t bytes = 0;
    for (std::size_t next = i; next < end && document.parts()[next].isRecord && bytes < kBytesAtATime;
         ++next) {
      records.push_back(document.parts()[next].first);
      bytes += document.parts()[next].bytes;
    }
    if (out.size() + bytes > kMostCopied) return tooMuch();
    const auto texts = readRecords(reader, document, records, stop);
    if (!texts) return unexpected(texts.error());
    for (std::size_t k = 0; k < records.size(); ++k, ++i) {
      const DocLine start = document.firstLine(i);
      const auto start0 = static_cast<std::size_t>(std::max(first, start) - start);
      const auto stop0 =
          static_cast<std::size_t>(std::min<DocLine>(last + 1 - start, document.parts()[i].lines));
      appendRecordLines(out, *(*texts)[k], start0, stop0, document.parts()[i].hasComma);
    }
    if (out.size() > kMostCopied) return tooMuch();
  }
  if (form == CopyForm::Lines) return out;
  out = bareValue(out);
  return form == CopyForm::Value ? plainValue(out) : out;
}

}  // namespace spanloupe::json
