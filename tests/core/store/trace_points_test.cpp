// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The points of a chart say the same of every trace as its row in the list.
#include <QTest>

#include "core/store/snapshot.h"
#include "random_spans.h"
#include "temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::store;
using namespace spanloupe::test;

class TracePointsTest : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    m_reader.reset();
    m_file = std::make_unique<TemporarySession>();
  }
  void agreeWithTheRowsOfTheList();
  void onlyListedPositionsAreMarked();
  void stoppingEndsTheQuestion();
  void anEmptySessionHasNone();

 private:
  /// Traces overlap between the sources, so most of them lie in several segments.
  void fill() {
    auto session = Session::openForWriting(m_file->path());
    QVERIFY(session.has_value());
    for (std::uint32_t source = 1; source <= 4; ++source)
      addSource(**session, source, [source](SpanSink& sink) {
        pushRandomSpans({source, 700, 5, 900, 0}, sink);
      });
    m_reader = std::move(*Reader::open(m_file->path()));
    m_snapshot = *m_reader->snapshot();
  }
  std::unique_ptr<TemporarySession> m_file;
  std::unique_ptr<Reader> m_reader;
  std::shared_ptr<const Snapshot> m_snapshot;
};

void TracePointsTest::agreeWithTheRowsOfTheList() {
  fill();
  std::size_t links = 0;
  for (const auto& segment : m_snapshot->segments()) links += segment->shared.size();
  QVERIFY(links > 100);
  const auto points = m_reader->tracePoints(*m_snapshot, {});
  QVERIFY(points.has_value());
  const auto positions = m_snapshot->positions();
  const auto rows = m_reader->traceRows(*m_snapshot, positions);
  QVERIFY(rows.has_value());
  std::size_t failed = 0;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const std::uint32_t at = positions[i];
    QCOMPARE(points->start[at], nanosOf((*rows)[i].start));
    QCOMPARE(points->duration[at], (*rows)[i].duration.count());
    QCOMPARE((points->state[at] & TracePoints::kError) != 0, (*rows)[i].errors > 0);
    if ((*rows)[i].errors > 0) ++failed;
  }
  QVERIFY(failed > 0 && failed < positions.size());
}

void TracePointsTest::onlyListedPositionsAreMarked() {
  fill();
  const auto points = m_reader->tracePoints(*m_snapshot, {});
  QVERIFY(points.has_value());
  std::vector<std::uint32_t> listed;
  for (std::uint32_t i = 0; i < points->size(); ++i)
    if ((points->state[i] & TracePoints::kListed) != 0) listed.push_back(i);
  QCOMPARE(listed, m_snapshot->positions());
  QVERIFY(points->size() > listed.size());
}

void TracePointsTest::stoppingEndsTheQuestion() {
  fill();
  std::stop_source stop;
  stop.request_stop();
  const auto points = m_reader->tracePoints(*m_snapshot, stop.get_token());
  QVERIFY(!points.has_value());
  QCOMPARE(points.error().kind, ErrorKind::Cancelled);
}

void TracePointsTest::anEmptySessionHasNone() {
  QVERIFY(Session::openForWriting(m_file->path()).has_value());
  m_reader = std::move(*Reader::open(m_file->path()));
  const auto points = m_reader->tracePoints(**m_reader->snapshot(), {});
  QVERIFY(points.has_value());
  QCOMPARE(points->size(), std::size_t{0});
}

QTEST_GUILESS_MAIN(TracePointsTest)
#include "trace_points_test.moc"
