// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Spans without a trace id: in no row of the trace list, but read together like one trace.
#include <QTest>

#include "core/store/snapshot.h"
#include "temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::store;
using namespace spanloupe::test;

namespace {

void addSpans(Session& session, std::int64_t source, TraceId trace, std::uint64_t firstId, int count) {
  addSource(session, source, [&](SpanSink& sink) {
    SpanView span;
    span.resource = sink.resource({});
    span.scope = sink.scope({});
    span.traceId = trace;
    span.name = "lost";
    for (int i = 0; i < count; ++i) {
      span.spanId = {firstId + static_cast<std::uint64_t>(i)};
      sink.span(span);
    }
  });
}

}  // namespace

class TracelessTest : public QObject {
  Q_OBJECT
 private slots:
  void areReadTogetherAcrossSegments();
  void aSessionWithoutThemSaysSo();
};

void TracelessTest::areReadTogetherAcrossSegments() {
  const TemporarySession file;
  {
    auto session = Session::openForWriting(file.path());
    QVERIFY(session.has_value());
    addSpans(**session, 1, {}, 1, 3);
    addSpans(**session, 2, {7, 7}, 1, 5);
    addSpans(**session, 3, {}, 11, 4);
    addSpans(**session, 4, {8, 8}, 1, 1);
  }
  const auto reader = Reader::open(file.path());
  const auto snapshot = *(*reader)->snapshot();
  QCOMPARE(snapshot->segments().size(), std::size_t{4});
  QCOMPARE(snapshot->traceCount(), std::uint64_t{2});
  const auto position = snapshot->withoutTrace();
  QVERIFY(position.has_value());
  const auto rows = (*reader)->traceRows(*snapshot, std::span(&*position, 1));
  QVERIFY2(rows.has_value(), rows ? "" : rows.error().text().c_str());
  QCOMPARE(rows->front().spans, 7U);
  const auto trace = (*reader)->trace(*snapshot, {}, {});
  QVERIFY2(trace.has_value(), trace ? "" : trace.error().text().c_str());
  QCOMPARE((*trace)->size(), std::size_t{7});
}

void TracelessTest::aSessionWithoutThemSaysSo() {
  const TemporarySession file;
  {
    auto session = Session::openForWriting(file.path());
    addSpans(**session, 1, {7, 7}, 1, 5);
  }
  const auto reader = Reader::open(file.path());
  QVERIFY(!(*(*reader)->snapshot())->withoutTrace().has_value());
}

QTEST_GUILESS_MAIN(TracelessTest)
#include "traceless_test.moc"
