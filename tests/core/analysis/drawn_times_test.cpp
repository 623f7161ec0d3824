// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/analysis/saturating.h"
#include "core/analysis/trace_tree.h"
#include "tests/support/trace_sketch.h"

namespace spanloupe::analysis {

using namespace spanloupe::test;

class DrawnTimesTest : public QObject {
  Q_OBJECT

 private slots:
  void places_data();
  void places();
  void movesSkewedSpansAndTheTraceWithThem();
  void absurdTimesAreDrawnWhereThereAreNoOthers();
  void movingATimeDoesNotWrap();
};

namespace {

QString print(const Trace& trace, bool corrected) {
  const TraceTree tree = buildTree(trace);
  const SkewEstimate skew = estimateSkew(trace, tree);
  const DrawnTimes times = drawnTimes(trace, tree, corrected ? &skew : nullptr);
  std::string text = printSpans(trace, tree.preorder, tree.depth, [&](SpanIndex span) {
    return sketchTime(times.start[span]) + " to " + sketchTime(times.end[span]) +
           (times.unfinished[span] != 0 ? " open" : "");
  });
  text += sketchTime(times.traceStart) + " to " + sketchTime(times.traceEnd) + '\n';
  return QString::fromStdString(text);
}

}  // namespace

void DrawnTimesTest::places_data() {
  QTest::addColumn<QString>("sketch");
  QTest::addColumn<QString>("expected");
  QTest::newRow("ordinary spans where they are") << "a root 10-20\n  a child 12-25\n"
                                                 << "root: 10 to 20\n  child: 12 to 25\n10 to 25\n";
  QTest::newRow("unfinished span to the end of the trace")
      << "a root 10-\n  a child 12-25\n"
      << "root: 10 to 25 open\n  child: 12 to 25\n10 to 25\n";
  QTest::newRow("unfinished span may be the last to start")
      << "a root 10-20\n  a child 30-\n"
      << "root: 10 to 20\n  child: 30 to 30 open\n10 to 30\n";
  QTest::newRow("span without start at its parent's")
      << "a root 10-20\n  a middle 12-18\n    a child @0-17\n"
      << "root: 10 to 20\n  middle: 12 to 18\n    child: 12 to 17\n10 to 20\n";
  QTest::newRow("root without start at the trace's") << "a root @0-20\n  a child 12-18\n"
                                                     << "root: 12 to 20\n  child: 12 to 18\n12 to 20\n";
  QTest::newRow("span without any time") << "a root 10-20\n  a child @0-\n"
                                         << "root: 10 to 20\n  child: 10 to 20 open\n10 to 20\n";
  QTest::newRow("end before start has no length") << "a root 10-20\n  a child 15-12\n"
                                                  << "root: 10 to 20\n  child: 15 to 15\n10 to 20\n";
  QTest::newRow("end in the far future reaches the end of the trace")
      << "a root 10-20\n  a child 15-@18446744073709551615\n"
      << "root: 10 to 20\n  child: 15 to 20\n10 to 20\n";
  QTest::newRow("no spans") << ""
                            << "-1773324000000 to -1773324000000\n";
}

void DrawnTimesTest::places() {
  QFETCH(QString, sketch);
  QFETCH(QString, expected);
  QCOMPARE(print(sketchTrace(sketch.toStdString()), false), expected);
}

void DrawnTimesTest::movesSkewedSpansAndTheTraceWithThem() {
  const Trace trace = sketchTrace("a call 100-200 client\n  b work 40-100 server\n    b leaf 50-60\n");
  QCOMPARE(print(trace, false), "call: 100 to 200\n  work: 40 to 100\n    leaf: 50 to 60\n40 to 200\n");
  QCOMPARE(print(trace, true), "call: 100 to 200\n  work: 120 to 180\n    leaf: 130 to 140\n100 to 200\n");
}

void DrawnTimesTest::absurdTimesAreDrawnWhereThereAreNoOthers() {
  const Trace trace = sketchTrace("a root @0-@1000\n  a child @10-@20\n    a open @15-\n");
  const DrawnTimes times = drawnTimes(trace, buildTree(trace), nullptr);
  QCOMPARE(nanosOf(times.start[0]), std::uint64_t{0});
  QCOMPARE(nanosOf(times.end[0]), std::uint64_t{1000});
  QCOMPARE(nanosOf(times.start[1]), std::uint64_t{10});
  QCOMPARE(nanosOf(times.end[2]), std::uint64_t{1000});
}

void DrawnTimesTest::movingATimeDoesNotWrap() {
  constexpr auto kLast = timestampFromNanos(std::numeric_limits<std::uint64_t>::max());
  QCOMPARE(nanosOf(moved(kLast, Duration(1))), nanosOf(kLast));
  QCOMPARE(nanosOf(moved(timestampFromNanos(5), Duration(-6))), std::uint64_t{0});
  QCOMPARE(nanosOf(moved(kLast, Duration::min())), std::uint64_t{0x7fffffffffffffff});
  QCOMPARE(nanosOf(moved(timestampFromNanos(5), Duration(-3))), std::uint64_t{2});
}

}  // namespace spanloupe::analysis

QTEST_APPLESS_MAIN(spanloupe::analysis::DrawnTimesTest)
#include "drawn_times_test.moc"
