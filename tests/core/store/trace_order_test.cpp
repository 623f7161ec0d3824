// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every column of the trace list orders all traces, both ways, and the first page is the beginning of the
// whole.
#include <QTest>

#include "core/store/snapshot.h"
#include "random_spans.h"
#include "temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::store;
using namespace spanloupe::test;

Q_DECLARE_METATYPE(spanloupe::store::TraceColumn)

class TraceOrderTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    auto session = Session::openForWriting(m_file.path());
    QVERIFY(session.has_value());
    // Traces overlap between the sources, so many of them lie in several segments.
    for (std::uint32_t source = 1; source <= 4; ++source)
      addSource(**session, source, [source](SpanSink& sink) {
        pushRandomSpans({source, 700, 5, 150, 0}, sink);
      });
    m_reader = std::move(*Reader::open(m_file.path()));
    m_snapshot = *m_reader->snapshot();
  }

  void rowsAscendOrDescend_data() {
    QTest::addColumn<TraceColumn>("column");
    QTest::newRow("name") << TraceColumn::RootName;
    QTest::newRow("service") << TraceColumn::RootService;
    QTest::newRow("start") << TraceColumn::Start;
    QTest::newRow("duration") << TraceColumn::Duration;
    QTest::newRow("spans") << TraceColumn::Spans;
    QTest::newRow("errors") << TraceColumn::Errors;
    QTest::newRow("services") << TraceColumn::Services;
  }
  void rowsAscendOrDescend() {
    QFETCH(TraceColumn, column);
    for (const bool descending : {false, true}) {
      const auto order = m_reader->orderTraces(*m_snapshot, {column, descending}, 0, {});
      QVERIFY(order.has_value());
      QVERIFY(!order->partial);
      QCOMPARE(order->total, m_snapshot->traceCount());
      const auto rows = m_reader->traceRows(*m_snapshot, order->positions);
      QVERIFY(rows.has_value());
      for (std::size_t i = 1; i < rows->size(); ++i) {
        const TraceRow& a = (*rows)[descending ? i : i - 1];
        const TraceRow& b = (*rows)[descending ? i - 1 : i];
        switch (column) {
          case TraceColumn::RootName: QVERIFY(a.rootName <= b.rootName); break;
          case TraceColumn::RootService: QVERIFY(a.rootService <= b.rootService); break;
          case TraceColumn::Start: QVERIFY(a.start <= b.start); break;
          case TraceColumn::Duration: QVERIFY(a.duration <= b.duration); break;
          case TraceColumn::Spans: QVERIFY(a.spans <= b.spans); break;
          case TraceColumn::Errors: QVERIFY(a.errors <= b.errors); break;
          case TraceColumn::Services: QVERIFY(a.services.size() <= b.services.size()); break;
        }
      }
    }
  }
  void theFirstPageBeginsTheWhole() {
    const TraceOrder order{TraceColumn::Duration, true};
    auto whole = m_reader->orderTraces(*m_snapshot, order, 0, {});
    const auto page = m_reader->orderTraces(*m_snapshot, order, 20, {});
    QVERIFY(page->partial);
    QCOMPARE(page->total, whole->total);
    QCOMPARE(page->first, std::uint64_t{0});
    QCOMPARE(page->positions.size(), std::size_t{20});
    whole->positions.resize(20);
    QCOMPARE(page->positions, whole->positions);
  }
  void aPageAroundATraceIsPartOfTheWhole_data() { rowsAscendOrDescend_data(); }
  void aPageAroundATraceIsPartOfTheWhole() {
    QFETCH(TraceColumn, column);
    TraceFilter slow;
    slow.shortest = Duration(1);
    for (const TraceFilter& filter : {TraceFilter{}, slow}) {
      for (const bool descending : {false, true}) {
        const TraceOrder order{column, descending};
        const auto whole = m_reader->orderTraces(*m_snapshot, order, filter, 0, {});
        QVERIFY(whole.has_value() && whole->matching > 60);
        const auto rows = m_reader->traceRows(*m_snapshot, whole->positions);
        for (std::size_t at = 0; at < rows->size(); at += 7) {
          const WantedPage wanted{10, WantedPage::Anchor{(*rows)[at], whole->positions[at]}, false};
          const auto page = m_reader->orderTraces(*m_snapshot, order, filter, wanted, {});
          QVERIFY(page.has_value() && page->partial);
          QCOMPARE(page->matching, whole->matching);
          const std::size_t first = at < 10 ? 0 : at - 10;
          const std::size_t end = std::min(at + 10, rows->size());
          QCOMPARE(page->first, std::uint64_t{first});
          QCOMPARE(page->positions, std::vector(whole->positions.begin() + static_cast<std::ptrdiff_t>(first),
                                                whole->positions.begin() + static_cast<std::ptrdiff_t>(end)));
        }
      }
    }
  }
  void equalsStandByPositionWhereverTheyLie() {
    const TemporarySession file;
    auto session = Session::openForWriting(file.path());
    QVERIFY(session.has_value());
    // The first trace lies in both segments, and its newest part before others of the second.
    for (const std::vector<std::uint64_t>& traces : {std::vector<std::uint64_t>{1, 2, 3}, {1, 4, 5, 6}}) {
      addSource(**session, static_cast<std::int64_t>(traces.size()), [&](SpanSink& sink) {
        SpanView span;
        span.resource = sink.resource({});
        span.scope = sink.scope({});
        for (const std::uint64_t trace : traces) {
          span.traceId = {0, trace};
          span.spanId = {trace * 10 + traces.size()};
          sink.span(span);
        }
      });
    }
    auto reader = std::move(*Reader::open(file.path()));
    const auto snapshot = *reader->snapshot();
    const auto whole = reader->orderTraces(*snapshot, {TraceColumn::Errors, true}, 0, {});
    QCOMPARE(whole->positions, snapshot->positions());
    QCOMPARE(whole->positions.size(), std::size_t{6});
  }
  void inAnyOrderMeansTheSameTraces() {
    const TraceOrder slowest{TraceColumn::Duration, true};
    const auto all = m_reader->orderTraces(*m_snapshot, slowest, 0, {});
    TraceFilter slow;
    slow.shortest =
        m_reader->traceRows(*m_snapshot, std::span(all->positions).subspan(40, 1))->front().duration;
    auto ordered = m_reader->orderTraces(*m_snapshot, slowest, slow, 0, {});
    const auto any = m_reader->orderTraces(*m_snapshot, {}, slow, WantedPage{0, {}, true}, {});
    QVERIFY(any.has_value() && !any->partial && any->matching > 40 && any->matching < any->total);
    std::sort(ordered->positions.begin(), ordered->positions.end());
    QCOMPARE(any->positions, ordered->positions);
  }
  void stoppingEndsTheQuestion() {
    std::stop_source stop;
    stop.request_stop();
    const auto order = m_reader->orderTraces(*m_snapshot, {}, 0, stop.get_token());
    QVERIFY(!order.has_value());
    QCOMPARE(order.error().kind, ErrorKind::Cancelled);
  }

 private:
  TemporarySession m_file;
  std::unique_ptr<Reader> m_reader;
  std::shared_ptr<const Snapshot> m_snapshot;
};

QTEST_GUILESS_MAIN(TraceOrderTest)
#include "trace_order_test.moc"
