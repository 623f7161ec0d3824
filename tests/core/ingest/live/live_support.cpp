// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "live_support.h"

#include <QtGlobal>
#include <future>

#include "core/formats/registry.h"
#include "core/store/check.h"
#include "core/store/snapshot.h"
#include "core/store/sqlite.h"
#include "tests/support/trace_sketch.h"

namespace spanloupe::test {
namespace {

class StringOutput final : public formats::Output {
 public:
  [[nodiscard]] Result<void> write(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  std::string text;
};

Timestamp millisecond(std::uint64_t after) { return timestampFromNanos(kSketchBase + after * 1'000'000); }

/// What the format's writer makes of one resource and what `push` gives it.
template <typename Push>
std::string written(const std::string& service, Push push) {
  StringOutput output;
  const auto writer = formats::formatNamed("otlp-proto")->writer(output);
  std::vector<std::pair<std::string, std::string>> values{{"service.name", service},
                                                          {"telemetry.sdk.name", "opentelemetry"},
                                                          {"telemetry.sdk.version", "1.2.3"},
                                                          {"telemetry.sdk.language", "python"}};
  std::vector<Attribute> attributes;
  for (auto& [key, value] : values) {
    std::string canonical;
    appendString(canonical, value);
    value = canonical;
    attributes.push_back({key, AttributeValue(value)});
  }
  ResourceView resource;
  resource.attributes = attributes;
  const ResourceHandle handle = writer->resource(resource);
  push(*writer, handle, writer->scope({}));
  if (const auto finished = writer->finish(); !finished) qFatal("%s", finished.error().text().c_str());
  return output.text;
}

}  // namespace

TraceId traceId(std::uint64_t low) { return low == 0 ? TraceId{} : TraceId{0x11, low}; }

std::string requestOf(const std::vector<SentSpan>& spans, const std::string& service) {
  return written(service, [&](SpanSink& sink, ResourceHandle resource, ScopeHandle scope) {
    for (const SentSpan& sent : spans) {
      SpanView span;
      span.traceId = traceId(sent.trace);
      span.spanId = {sent.id};
      span.parentSpanId = {sent.parent};
      span.name = sent.name;
      span.start = millisecond(sent.start);
      span.end = millisecond(sent.end);
      span.status = sent.failed ? StatusCode::Error : StatusCode::Unset;
      span.resource = resource;
      span.scope = scope;
      sink.span(span);
    }
  });
}

std::string requestOf(const std::vector<SentLog>& logs, const std::string& service) {
  std::string file = written(service, [&](SpanSink& sink, ResourceHandle resource, ScopeHandle scope) {
    for (const SentLog& sent : logs) {
      std::string body;
      appendString(body, sent.body);
      LogView log;
      log.time = millisecond(0);
      log.body = AttributeValue(body);
      log.traceId = traceId(sent.trace);
      log.resource = resource;
      log.scope = scope;
      sink.log(log);
    }
  });
  // In files, each message of logs has its length before it; messages that follow one another are one.
  std::string body;
  for (std::string_view left = file; left.size() >= 4;) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) size = size << 8 | static_cast<unsigned char>(left[i]);
    body += left.substr(4, size);
    left.remove_prefix(4 + size);
  }
  return body;
}

std::string manySpans(std::uint64_t first, std::uint64_t count, std::size_t padding) {
  std::vector<SentSpan> spans;
  for (std::uint64_t id = first; id < first + count; ++id) {
    SentSpan& span = spans.emplace_back();
    span.trace = 1 + id / 8;
    span.id = id;
    span.parent = id % 8 == 0 ? 0 : id / 8 * 8;
    span.start = id % 8;
    for (std::uint64_t word = id; span.name.size() < padding; word = mixBits(word + id))
      span.name += std::to_string(word);
  }
  return requestOf(spans);
}

std::unique_ptr<ingest::LiveSession> openLive(const std::string& path, const ingest::LiveOptions& options,
                                              ingest::LiveSession::Callbacks callbacks) {
  auto live = ingest::LiveSession::open(path, options, std::move(callbacks));
  if (!live) qFatal("%s", live.error().text().c_str());
  return std::move(*live);
}

std::int64_t sourceOf(ingest::LiveSession& live, const std::string& name) {
  const auto source = live.addSource(name, "otlp-proto");
  if (!source) qFatal("%s", source.error().text().c_str());
  return *source;
}

ingest::Receipt send(ingest::LiveSession& live, std::int64_t source, std::string body, const char* format,
                     std::optional<formats::Signal> signal) {
  std::promise<ingest::Receipt> promise;
  auto answer = promise.get_future();
  live.take({source, formats::formatNamed(format), std::move(body), signal},
            [&promise](ingest::Receipt receipt) { promise.set_value(std::move(receipt)); });
  return answer.get();
}

Stored storedIn(const std::string& path) {
  const auto reader = store::Reader::open(path);
  if (!reader) qFatal("%s", reader.error().text().c_str());
  const auto snapshot = (*reader)->snapshot();
  if (!snapshot) qFatal("%s", snapshot.error().text().c_str());
  class Sink final : public SpanSink {
   public:
    explicit Sink(Stored& stored) : m_stored(stored) {}
    ResourceHandle resource(const ResourceView&) override { return {}; }
    ScopeHandle scope(const ScopeView&) override { return {}; }
    void span(const SpanView& span) override { ++m_stored.spans[{span.traceId.low, span.spanId.value}]; }
    void log(const LogView& log) override { ++m_stored.logs[std::string(log.body.asString())]; }
    void metrics(std::uint64_t) override {}

   private:
    Stored& m_stored;
  };
  Stored stored;
  Sink sink(stored);
  const auto visited = (*reader)->visitAll(**snapshot, sink, {});
  if (!visited) qFatal("%s", visited.error().text().c_str());
  return stored;
}

bool isSound(const std::string& path) {
  const auto report = store::checkSession(path, {});
  if (!report) {
    qWarning("%s", report.error().text().c_str());
    return false;
  }
  for (const store::CheckProblem& problem : report->problems)
    qWarning("%s: %s", problem.where.c_str(), problem.text.c_str());
  return report->ok();
}

std::int64_t number(const std::string& path, const std::string& sql) {
  const auto connection = store::Connection::open(path, store::Access::ReadOnly);
  if (!connection) qFatal("%s", connection.error().text().c_str());
  const auto value = connection->integer(sql);
  if (!value) qFatal("%s", value.error().text().c_str());
  return *value;
}

store::SourceRow sourceRow(const std::string& path, std::int64_t id) {
  const auto reader = store::Reader::open(path);
  if (!reader) qFatal("%s", reader.error().text().c_str());
  const auto sources = (*reader)->sources();
  if (!sources) qFatal("%s", sources.error().text().c_str());
  for (const store::SourceRow& row : *sources)
    if (row.id == id) return row;
  return {};
}

std::vector<store::TraceRow> traceList(const std::string& path) {
  const auto reader = store::Reader::open(path);
  if (!reader) qFatal("%s", reader.error().text().c_str());
  const auto snapshot = (*reader)->snapshot();
  if (!snapshot) qFatal("%s", snapshot.error().text().c_str());
  const auto order = (*reader)->orderTraces(**snapshot, {store::TraceColumn::Start, false}, 0, {});
  if (!order) qFatal("%s", order.error().text().c_str());
  const auto rows = (*reader)->traceRows(**snapshot, order->positions);
  if (!rows) qFatal("%s", rows.error().text().c_str());
  return *rows;
}

}  // namespace spanloupe::test
