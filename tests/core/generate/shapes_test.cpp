// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <set>
#include <unordered_map>

#include "core/generate/generate.h"
#include "core/model/record.h"
#include "tests/core/generate/digest_sink.h"

namespace spanloupe::generate {
namespace {

RecordingSink& record(RecordingSink& sink, std::string_view shape, std::uint64_t spans) {
  if (!generate({spans, 1, shape}, sink)) qFatal("generate failed");
  return sink;
}

}  // namespace

class ShapesTest : public QObject {
  Q_OBJECT

 private slots:
  void sameOptionsGiveTheSameBytesOnEveryMachine_data();
  void sameOptionsGiveTheSameBytesOnEveryMachine();
  void givesExactlyTheSpansAskedFor_data();
  void givesExactlyTheSpansAskedFor();
  void singleIsOneTreeWithChildrenInsideTheirParents();
  void deepIsAChain();
  void wideIsAStar();
  void tinyHasTracesOfOneSpan();
  void refusesUnknownShapes();
  void endsEarlyWhenAskedTo();
};

void ShapesTest::endsEarlyWhenAskedTo() {
  std::stop_source stop;
  stop.request_stop();
  for (const Shape& shape : shapes()) {
    RecordingSink sink;
    const auto generated = generate({1'000'000, 1, shape.name}, sink, stop.get_token());
    QVERIFY(!generated);
    QCOMPARE(generated.error().kind, ErrorKind::Cancelled);
    QVERIFY(sink.spans().size() <= 1);
  }
}

void ShapesTest::sameOptionsGiveTheSameBytesOnEveryMachine_data() {
  QTest::addColumn<QString>("shape");
  QTest::addColumn<quint64>("digest");
  QTest::newRow("shop") << "shop" << quint64{2461288269866553537ULL};
  QTest::newRow("single") << "single" << quint64{10524707529676356521ULL};
  QTest::newRow("deep") << "deep" << quint64{14740365469285808461ULL};
  QTest::newRow("wide") << "wide" << quint64{11478788401125874439ULL};
  QTest::newRow("tiny") << "tiny" << quint64{10773087815564235273ULL};
}

void ShapesTest::sameOptionsGiveTheSameBytesOnEveryMachine() {
  QFETCH(QString, shape);
  QFETCH(quint64, digest);
  const std::string name = shape.toStdString();
  test::DigestSink first;
  test::DigestSink second;
  test::DigestSink otherSeed;
  QVERIFY(generate({5000, 1, name}, first));
  QVERIFY(generate({5000, 1, name}, second));
  QVERIFY(generate({5000, 2, name}, otherSeed));
  QCOMPARE(first.digest(), second.digest());
  QVERIFY(first.digest() != otherSeed.digest());
  QCOMPARE(quint64{first.digest()}, digest);
}

void ShapesTest::givesExactlyTheSpansAskedFor_data() {
  QTest::addColumn<QString>("shape");
  for (const char* shape : {"single", "deep", "wide", "tiny"}) QTest::newRow(shape) << shape;
}

void ShapesTest::givesExactlyTheSpansAskedFor() {
  QFETCH(QString, shape);
  const std::string name = shape.toStdString();
  for (const std::uint64_t spans : {0, 1, 2, 3, 10, 999, 12'345}) {
    test::DigestSink sink;
    QVERIFY(generate({spans, 7, name}, sink));
    QCOMPARE(sink.spans, spans);
  }
}

void ShapesTest::singleIsOneTreeWithChildrenInsideTheirParents() {
  RecordingSink sink;
  record(sink, "single", 5000);
  std::unordered_map<SpanId, const SpanView*> seen;
  std::set<std::string_view> services;
  std::size_t roots = 0;
  std::map<SpanId, int> children;
  for (const SpanRecord& one : sink.spans()) {
    QVERIFY(one.span.traceId == sink.spans().front().span.traceId);
    QVERIFY(one.span.start < one.span.end);
    QVERIFY(seen.emplace(one.span.spanId, &one.span).second);
    services.insert(one.resource.attributes[0].value.asString());
    if (one.span.parentSpanId.isZero()) {
      ++roots;
      continue;
    }
    // Parents come first.
    const auto parent = seen.find(one.span.parentSpanId);
    QVERIFY(parent != seen.end());
    QVERIFY(one.span.start >= parent->second->start && one.span.end <= parent->second->end);
    ++children[one.span.parentSpanId];
  }
  QCOMPARE(roots, std::size_t{1});
  QVERIFY(services.size() >= 8);
  QVERIFY(std::any_of(children.begin(), children.end(), [](const auto& entry) { return entry.second >= 8; }));
}

void ShapesTest::deepIsAChain() {
  RecordingSink sink;
  record(sink, "deep", 1000);
  for (std::size_t i = 0; i < sink.spans().size(); ++i) {
    const SpanView& span = sink.spans()[i].span;
    QVERIFY(span.parentSpanId == (i == 0 ? SpanId{} : sink.spans()[i - 1].span.spanId));
  }
}

void ShapesTest::wideIsAStar() {
  RecordingSink sink;
  record(sink, "wide", 1000);
  const SpanView& root = sink.spans().front().span;
  for (std::size_t i = 1; i < sink.spans().size(); ++i) {
    const SpanView& span = sink.spans()[i].span;
    QVERIFY(span.parentSpanId == root.spanId);
    QVERIFY(span.start >= root.start && span.end <= root.end);
  }
}

void ShapesTest::tinyHasTracesOfOneSpan() {
  RecordingSink sink;
  record(sink, "tiny", 1000);
  std::set<TraceId> traces;
  for (const SpanRecord& one : sink.spans()) {
    QVERIFY(one.span.parentSpanId.isZero());
    QVERIFY(one.span.attributes.size() <= 4);
    traces.insert(one.span.traceId);
  }
  QCOMPARE(traces.size(), std::size_t{1000});
}

void ShapesTest::refusesUnknownShapes() {
  test::DigestSink sink;
  const Result<void> result = generate({10, 1, "triangle"}, sink);
  QVERIFY(!result);
  QCOMPARE(result.error().kind, ErrorKind::InvalidArgument);
  for (const Shape& shape : shapes()) QVERIFY(result.error().message.find(shape.name) != std::string::npos);
  QCOMPARE(sink.spans, std::uint64_t{0});
}

}  // namespace spanloupe::generate

QTEST_APPLESS_MAIN(spanloupe::generate::ShapesTest)
#include "shapes_test.moc"
