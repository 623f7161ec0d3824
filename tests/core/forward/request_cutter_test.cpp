// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Requests that are cut from longer messages hold the same records with the same resources.
#include "core/forward/request_cutter.h"

#include <QTest>

#include <set>

#include "core/formats/registry.h"
#include "core/generate/generate.h"

namespace spanloupe::forward {

class RequestCutterTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void everySpanIsInOneRequestWithItsResource();
  void requestsAreFullButTheLast();
  void noRequestIsLargerThanAsked();
  void metricsAreCutToo();
  void traceIdsAreFound();
  void otherBytesGiveNothing();

 private:
  std::vector<CutRequest> cut(std::size_t records) const;

  std::string m_message;
};

namespace {

class Bytes final : public formats::Output {
 public:
  explicit Bytes(std::string& bytes) : m_bytes(bytes) {}
  Result<void> write(std::string_view bytes) override {
    m_bytes += bytes;
    return {};
  }

 private:
  std::string& m_bytes;
};

/// Without its logs.
class SpansOnly final : public SpanSink {
 public:
  explicit SpansOnly(SpanSink& next) : m_next(next) {}
  ResourceHandle resource(const ResourceView& view) override { return m_next.resource(view); }
  ScopeHandle scope(const ScopeView& view) override { return m_next.scope(view); }
  void span(const SpanView& view) override { m_next.span(view); }
  void log(const LogView&) override {}
  void metrics(std::uint64_t) override {}

 private:
  SpanSink& m_next;
};

/// Service, trace id, span id and number of attributes of every span.
class Seen final : public SpanSink {
 public:
  ResourceHandle resource(const ResourceView& view) override {
    m_resources.push_back(std::string(view.attributes.empty() ? "" : view.attributes[0].value.bytes()));
    return ResourceHandle{static_cast<std::uint32_t>(m_resources.size() - 1)};
  }
  ScopeHandle scope(const ScopeView&) override { return {}; }
  void span(const SpanView& span) override {
    spans.insert(m_resources[static_cast<std::uint32_t>(span.resource)] + span.traceId.hex() +
                 span.spanId.hex() + std::to_string(span.attributes.size()));
    ids.insert(span.traceId.hex());
    for (const LinkView& link : span.links) ids.insert(link.traceId.hex());
  }
  void log(const LogView&) override {}
  void metrics(std::uint64_t) override {}

  std::multiset<std::string> spans;
  std::set<std::string> ids;

 private:
  std::vector<std::string> m_resources;
};

void decode(const std::string& body, SpanSink& sink) {
  Diagnostics diagnostics;
  formats::formatNamed("otlp-proto")->decode({{nullptr, body}, 0, nullptr}, sink, diagnostics);
  QVERIFY(diagnostics.empty());
}

}  // namespace

void RequestCutterTest::initTestCase() {
  Bytes bytes(m_message);
  const auto writer = formats::formatNamed("otlp-proto")->writer(bytes);
  SpansOnly spans(*writer);
  QVERIFY(generate::generate({2000, 7, "shop"}, spans));
  QVERIFY(writer->finish());
}

std::vector<CutRequest> RequestCutterTest::cut(std::size_t records) const {
  std::vector<CutRequest> requests;
  RequestCutter cutter(Signal::Traces, records,
                       [&](CutRequest request) { requests.push_back(std::move(request)); });
  cutter.add(m_message);
  cutter.finish();
  return requests;
}

void RequestCutterTest::everySpanIsInOneRequestWithItsResource() {
  Seen whole;
  decode(m_message, whole);
  QVERIFY(whole.spans.size() >= 2000);
  for (const std::size_t records : {1, 100, 100'000}) {
    Seen parts;
    for (const CutRequest& request : cut(records)) decode(request.body, parts);
    QVERIFY(parts.spans == whole.spans);
  }
}

void RequestCutterTest::requestsAreFullButTheLast() {
  const std::vector<CutRequest> requests = cut(100);
  for (std::size_t i = 0; i + 1 < requests.size(); ++i) QCOMPARE(requests[i].records, 100u);
  Seen last;
  decode(requests.back().body, last);
  QCOMPARE(last.spans.size(), requests.back().records);
}

void RequestCutterTest::noRequestIsLargerThanAsked() {
  Seen whole, parts;
  decode(m_message, whole);
  for (const std::size_t most : {std::size_t{1}, std::size_t{20'000}}) {
    parts.spans.clear();
    std::size_t requests = 0;
    RequestCutter cutter(Signal::Traces, m_message.size(), [&](const CutRequest& request) {
      decode(request.body, parts);
      // One record has to go, whatever its size.
      QVERIFY(request.body.size() <= most || request.records == 1);
      ++requests;
    });
    cutter.setMostBytes(most);
    cutter.add(m_message);
    cutter.finish();
    QVERIFY(parts.spans == whole.spans);
    QCOMPARE(requests, most == 1 ? whole.spans.size() : std::max(requests, m_message.size() / most));
    QVERIFY(most == 1 || requests < m_message.size() / most * 2);
  }
}

void RequestCutterTest::metricsAreCutToo() {
  std::string metric, scope, resource, message;
  wire::appendLengthField(metric, 1, "requests");
  // A histogram of the size of a trace id.
  wire::appendLengthField(metric, 9, std::string(16, 'h'));
  for (int i = 0; i < 3; ++i) wire::appendLengthField(scope, 2, metric);
  wire::appendLengthField(resource, 1, "resource");
  wire::appendLengthField(resource, 2, scope);
  wire::appendLengthField(message, 1, resource);
  std::size_t metrics = 0;
  RequestCutter cutter(Signal::Metrics, 1, [&](const CutRequest& request) {
    metrics += request.records;
    QVERIFY(request.traceIds.empty());
    QVERIFY(request.body.find("resource") != std::string::npos);
    QVERIFY(request.body.find(metric) != std::string::npos);
  });
  cutter.add(message);
  cutter.finish();
  QCOMPARE(metrics, std::size_t{3});
}

void RequestCutterTest::traceIdsAreFound() {
  for (CutRequest& request : cut(100)) {
    Seen before, after;
    decode(request.body, before);
    for (const std::uint32_t at : request.traceIds)
      request.body[at] = static_cast<char>(request.body[at] ^ 0x55);
    decode(request.body, after);
    QCOMPARE(after.ids.size(), before.ids.size());
    for (const std::string& id : after.ids) QVERIFY(!before.ids.contains(id));
  }
}

void RequestCutterTest::otherBytesGiveNothing() {
  std::size_t count = 0;
  RequestCutter cutter(Signal::Traces, 1, [&](const CutRequest&) { ++count; });
  cutter.add("no protobuf at all");
  cutter.add(std::string_view("\x0a\xff\xff\xff\xff\x0f", 6));
  cutter.finish();
  QCOMPARE(count, std::size_t{0});
}

}  // namespace spanloupe::forward

QTEST_APPLESS_MAIN(spanloupe::forward::RequestCutterTest)
#include "request_cutter_test.moc"
