// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "core/generate/generate.h"
#include "core/model/record.h"

namespace spanloupe::generate {
namespace {

std::optional<AttributeValue> attribute(std::span<const Attribute> attributes, std::string_view key) {
  for (const Attribute& one : attributes) {
    if (one.key == key) return one.value;
  }
  return std::nullopt;
}

std::string text(std::span<const Attribute> attributes, std::string_view key) {
  const auto value = attribute(attributes, key);
  return value ? displayText(*value) : std::string();
}

}  // namespace

class ShopTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void finishesTheLastTrace();
  void tracesHaveEightToEightySpans();
  void everyParentIsThereButForLostSpans();
  void spansAreAsRichAsRealOnes();
  void resourcesSayWhereASpanRan();
  void someServicesWriteOldNames();
  void oneTraceInFiftyFails();
  void exceptionsHaveStackTracesOfManyLanguages();
  void failedCallsAreRepeated();
  void someCartsAreReadRowByRow();
  void theNewReleaseIsSlow();
  void oneClockIsBehind();
  void consumersLinkToProducers();
  void logsBelongToSpans();
  void tracesAreInterleavedInBatchesOfOneResource();

 private:
  using Spans = std::vector<const SpanRecord*>;
  [[nodiscard]] static std::string service(const SpanRecord& one) {
    return text(one.resource.attributes, "service.name");
  }

  RecordingSink m_sink;
  std::map<TraceId, Spans> m_traces;
  std::unordered_map<SpanId, const SpanRecord*> m_byId;
};

void ShopTest::initTestCase() {
  QVERIFY(generate({20'000, 1, "shop"}, m_sink));
  for (const SpanRecord& one : m_sink.spans()) {
    m_traces[one.span.traceId].push_back(&one);
    QVERIFY(m_byId.emplace(one.span.spanId, &one).second);
  }
}

void ShopTest::finishesTheLastTrace() {
  QVERIFY(m_sink.spans().size() >= 20'000 && m_sink.spans().size() < 20'080);
  for (const auto& [id, spans] : m_traces) {
    QVERIFY(!id.isZero());
    QCOMPARE(std::count_if(spans.begin(), spans.end(),
                           [](const auto* one) { return one->span.parentSpanId.isZero(); }),
             1);
  }
}

void ShopTest::tracesHaveEightToEightySpans() {
  std::size_t largest = 0;
  for (const auto& [id, spans] : m_traces) {
    QVERIFY(spans.size() >= 8 && spans.size() <= 80);
    largest = std::max(largest, spans.size());
  }
  QVERIFY(largest > 60);
  const std::size_t average = m_sink.spans().size() / m_traces.size();
  QVERIFY(average >= 33 && average <= 40);
}

void ShopTest::everyParentIsThereButForLostSpans() {
  std::set<SpanId> missing;
  for (const SpanRecord& one : m_sink.spans()) {
    if (one.span.parentSpanId.isZero()) continue;
    const auto parent = m_byId.find(one.span.parentSpanId);
    if (parent == m_byId.end()) {
      missing.insert(one.span.parentSpanId);
    } else {
      QVERIFY(parent->second->span.traceId == one.span.traceId);
    }
  }
  QVERIFY(!missing.empty());
  QVERIFY(missing.size() * 100 < m_traces.size());
}

void ShopTest::spansAreAsRichAsRealOnes() {
  std::size_t attributes = 0;
  std::set<std::string> orders;
  std::set<std::string> requests;
  std::set<SpanKind> kinds;
  for (const SpanRecord& one : m_sink.spans()) {
    attributes += one.span.attributes.size();
    orders.insert(text(one.span.attributes, "app.order.id"));
    requests.insert(text(one.span.attributes, "app.request.id"));
    kinds.insert(one.span.kind);
    QVERIFY(one.span.start <= one.span.end);
  }
  const std::size_t tenths = attributes * 10 / m_sink.spans().size();
  QVERIFY(tenths >= 85 && tenths <= 97);
  QCOMPARE(requests.size(), m_traces.size() + 1);
  QVERIFY(orders.size() > 50);
  QCOMPARE(kinds.size(), std::size_t{5});
}

void ShopTest::resourcesSayWhereASpanRan() {
  std::map<std::string, std::set<std::string>> pods;
  for (const SpanRecord& one : m_sink.spans()) {
    QVERIFY(one.resource.attributes.size() >= 12);
    for (const char* key : {"service.version", "service.instance.id", "host.name", "telemetry.sdk.language"})
      QVERIFY(attribute(one.resource.attributes, key));
    QVERIFY(!one.scope.name.empty());
    pods[service(one)].insert(text(one.resource.attributes, "k8s.pod.name"));
  }
  QCOMPARE(pods.size(), std::size_t{13});
  QVERIFY(pods["frontend"].size() >= 3);
}

void ShopTest::someServicesWriteOldNames() {
  std::map<std::string, std::size_t> counts;
  for (const SpanRecord& one : m_sink.spans()) {
    for (const char* key : {"http.method", "http.request.method", "db.statement", "db.query.text"})
      if (attribute(one.span.attributes, key)) ++counts[key];
  }
  QVERIFY(counts["http.method"] > 50 && counts["http.request.method"] > counts["http.method"]);
  QVERIFY(counts["db.statement"] > 50 && counts["db.query.text"] > counts["db.statement"]);
}

void ShopTest::oneTraceInFiftyFails() {
  std::size_t failed = 0;
  for (const auto& [id, spans] : m_traces)
    failed += std::any_of(spans.begin(), spans.end(),
                          [](const auto* one) { return one->span.status == StatusCode::Error; });
  QVERIFY(failed * 1000 > m_traces.size() * 10 && failed * 1000 < m_traces.size() * 30);
}

void ShopTest::exceptionsHaveStackTracesOfManyLanguages() {
  std::set<std::string> types;
  for (const SpanRecord& one : m_sink.spans()) {
    for (const EventView& event : one.span.events) {
      QVERIFY(event.time >= one.span.start && event.time <= one.span.end);
      if (event.name != "exception") continue;
      types.insert(text(event.attributes, "exception.type"));
      QVERIFY(text(event.attributes, "exception.stacktrace").find('\n') != std::string::npos);
    }
  }
  QVERIFY(types.size() >= 3);
}

void ShopTest::failedCallsAreRepeated() {
  QVERIFY(std::any_of(m_sink.spans().begin(), m_sink.spans().end(), [](const SpanRecord& one) {
    return one.span.kind == SpanKind::Client && attribute(one.span.attributes, "http.request.resend_count");
  }));
  QVERIFY(std::any_of(m_sink.spans().begin(), m_sink.spans().end(),
                      [](const SpanRecord& one) { return one.span.name == "retry.backoff"; }));
}

void ShopTest::someCartsAreReadRowByRow() {
  std::map<SpanId, int> selects;
  for (const SpanRecord& one : m_sink.spans())
    if (one.span.name == "SELECT items") ++selects[one.span.parentSpanId];
  QVERIFY(std::count_if(selects.begin(), selects.end(), [](const auto& entry) { return entry.second >= 8; }) >
          10);
}

void ShopTest::theNewReleaseIsSlow() {
  std::map<std::string, std::vector<std::int64_t>> charges;
  for (const SpanRecord& one : m_sink.spans()) {
    if (one.span.name == "POST /charges")
      charges[text(one.resource.attributes, "service.version")].push_back(
          elapsed(one.span.start, one.span.end).count());
  }
  QCOMPARE(charges.size(), std::size_t{2});
  const auto median = [](std::vector<std::int64_t>& values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
  };
  QVERIFY(charges["2.18.0"].size() > 10);
  QVERIFY(median(charges["2.18.0"]) > 3 * median(charges["2.17.3"]));
}

void ShopTest::oneClockIsBehind() {
  std::set<std::string> early;
  for (const SpanRecord& one : m_sink.spans()) {
    const auto parent = m_byId.find(one.span.parentSpanId);
    if (parent != m_byId.end() && one.span.start < parent->second->span.start)
      early.insert(text(one.resource.attributes, "host.name"));
  }
  QCOMPARE(early.size(), std::size_t{1});
}

void ShopTest::consumersLinkToProducers() {
  std::size_t toOtherTraces = 0;
  std::size_t consumers = 0;
  for (const SpanRecord& one : m_sink.spans()) {
    if (one.span.kind != SpanKind::Consumer) continue;
    ++consumers;
    for (const LinkView& link : one.span.links) {
      const auto producer = m_byId.find(link.spanId);
      QVERIFY(producer != m_byId.end());
      QCOMPARE(producer->second->span.kind, SpanKind::Producer);
      QVERIFY(producer->second->span.traceId == link.traceId);
      toOtherTraces += link.traceId != one.span.traceId;
    }
  }
  QVERIFY(consumers > 100 && toOtherTraces > 10);
}

void ShopTest::logsBelongToSpans() {
  QVERIFY(m_sink.logs().size() > 500);
  std::set<std::uint32_t> severities;
  for (const LogRecord& one : m_sink.logs()) {
    const auto span = m_byId.find(one.log.spanId);
    QVERIFY(span != m_byId.end());
    QVERIFY(span->second->span.traceId == one.log.traceId);
    QVERIFY(!displayText(one.log.body).empty());
    severities.insert(one.log.severityNumber);
  }
  QVERIFY(severities.contains(9) && severities.contains(17));
}

void ShopTest::tracesAreInterleavedInBatchesOfOneResource() {
  std::map<TraceId, std::pair<std::size_t, std::size_t>> places;
  std::size_t batch = 0;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < m_sink.spans().size(); ++i) {
    const SpanRecord& one = m_sink.spans()[i];
    const bool same =
        i > 0 && one.resource.attributes.data() == m_sink.spans()[i - 1].resource.attributes.data();
    batch = same ? batch + 1 : 1;
    longest = std::max(longest, batch);
    places.try_emplace(one.span.traceId, i, i).first->second.second = i;
  }
  QVERIFY(longest > 50 && longest <= 512);
  std::size_t distance = 0;
  for (const auto& [id, place] : places) distance += place.second - place.first;
  distance /= places.size();
  QVERIFY(distance > 500 && distance < 6000);
}

}  // namespace spanloupe::generate

QTEST_APPLESS_MAIN(spanloupe::generate::ShopTest)
#include "shop_test.moc"
