// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The row and the point of a trace whose parts lie in several segments: absurd times of one part spoil
// nothing, and a parent counts as missing only where no part has it.
#include <QTest>

#include "core/store/snapshot.h"
#include "temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::store;
using namespace spanloupe::test;

namespace {

constexpr std::uint64_t kNoon = 1'773'324'000'000'000'000ULL;
constexpr std::uint64_t kFarFuture = ~std::uint64_t{0} - 5;

struct Part {
  std::uint64_t id, parent, start, end;
  const char* name = "part";
};

}  // namespace

class ScatteredTraceTest : public QObject {
  Q_OBJECT
 private slots:
  void init() { m_file = std::make_unique<TemporarySession>(); }
  void absurdTimesOfOnePartAreNoStart();
  void neitherIsTheFarFuture();
  void anAbsurdPartIsNotTheRootBecauseItIsEarlier();
  void whereAllTimesAreAbsurdTheEarliestIsTheStart();
  void parentsAreMissingOnlyWhereNoPartHasThem();
  void manyParentsElsewhereAreNotMissing();

 private:
  /// Each part into a segment of its own, in any order.
  TraceRow rowOf(const std::vector<std::vector<Part>>& parts) {
    auto session = Session::openForWriting(m_file->path());
    if (!session) qFatal("no session");
    std::int64_t source = 0;
    for (const auto& part : parts) {
      addSource(**session, ++source, [&part](SpanSink& sink) {
        SpanView span;
        span.resource = sink.resource({});
        span.scope = sink.scope({});
        span.traceId = {1, 2};
        for (const Part& each : part) {
          span.spanId = {each.id};
          span.parentSpanId = {each.parent};
          span.start = timestampFromNanos(each.start);
          span.end = timestampFromNanos(each.end);
          span.name = each.name;
          sink.span(span);
        }
      });
    }
    auto reader = std::move(*Reader::open(m_file->path()));
    const auto snapshot = *reader->snapshot();
    if (snapshot->segments().size() != parts.size()) qFatal("one segment for each part");
    const auto positions = snapshot->positions();
    const auto rows = reader->traceRows(*snapshot, positions);
    const auto points = reader->tracePoints(*snapshot, {});
    if (positions.size() != 1 || !rows || !points) qFatal("no row");
    // The chart and the list never disagree.
    if (points->start[positions[0]] != nanosOf(rows->front().start) ||
        points->duration[positions[0]] != rows->front().duration.count())
      qFatal("the point is not that of the row");
    const auto ordered = reader->orderTraces(*snapshot, {}, 0, {});
    if (ordered->positions != positions) qFatal("not listed");
    return rows->front();
  }

  std::unique_ptr<TemporarySession> m_file;
};

void ScatteredTraceTest::absurdTimesOfOnePartAreNoStart() {
  const TraceRow row = rowOf({{{1, 0, kNoon, kNoon + 500, "root"}},
                              {{2, 1, 0, 900}, {3, 1, 17, 40}},
                              {{4, 1, kNoon + 300, kNoon + 800}}});
  QCOMPARE(nanosOf(row.start), kNoon);
  QCOMPARE(row.duration.count(), std::int64_t{800});
  QCOMPARE(row.spans, 4U);
  QCOMPARE(row.rootName, std::string("root"));
}

void ScatteredTraceTest::neitherIsTheFarFuture() {
  const TraceRow row = rowOf({{{2, 1, kFarFuture, kFarFuture + 3}}, {{1, 0, kNoon, kNoon + 500}}});
  QCOMPARE(nanosOf(row.start), kNoon);
  QCOMPARE(row.duration.count(), std::int64_t{500});
}

void ScatteredTraceTest::anAbsurdPartIsNotTheRootBecauseItIsEarlier() {
  const TraceRow orphans = rowOf(
      {{{2, 77, 5, 9, "absurd"}}, {{3, 78, kNoon, kNoon + 5, "first"}}, {{4, 79, kNoon + 1, kNoon + 2}}});
  QCOMPARE(orphans.rootName, std::string("first"));
  QCOMPARE(orphans.missingParents, 3U);
}

void ScatteredTraceTest::whereAllTimesAreAbsurdTheEarliestIsTheStart() {
  const TraceRow row = rowOf({{{1, 0, 4000, 9000}}, {{2, 1, 1000, 2000}}, {{3, 1, 8000, 9000}}});
  QCOMPARE(nanosOf(row.start), std::uint64_t{1000});
  QCOMPARE(row.duration.count(), std::int64_t{0});  // As of a trace in one segment.
}

void ScatteredTraceTest::parentsAreMissingOnlyWhereNoPartHasThem() {
  const TraceRow row =
      rowOf({{{2, 1, kNoon, kNoon + 1}, {3, 50, kNoon, kNoon + 1}, {4, 51, kNoon, kNoon + 1}},
             {{5, 50, kNoon, kNoon + 1}, {6, 2, kNoon, kNoon + 1}, {7, 7, kNoon, kNoon + 1}},
             {{1, 0, kNoon, kNoon + 9}, {51, 1, kNoon, kNoon + 1}}});
  QCOMPARE(row.missingParents, 1U);  // 50, twice
}

void ScatteredTraceTest::manyParentsElsewhereAreNotMissing() {
  std::vector<Part> parents;
  std::vector<Part> children;
  for (std::uint64_t i = 1; i <= 20'000; ++i) {
    parents.push_back({i, 0, kNoon, kNoon + 9});
    children.push_back({i << 32, i, kNoon, kNoon + 5});
  }
  children.push_back({7, 1ULL << 60, kNoon, kNoon + 5});
  QCOMPARE(rowOf({children, parents}).missingParents, 1U);
}

QTEST_GUILESS_MAIN(ScatteredTraceTest)
#include "scattered_trace_test.moc"
