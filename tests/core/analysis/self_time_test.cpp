// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/analysis/trace_tree.h"
#include "tests/support/trace_sketch.h"

namespace spanloupe::analysis {

using namespace spanloupe::test;

class SelfTimeTest : public QObject {
  Q_OBJECT

 private slots:
  void selfTimes_data();
  void selfTimes();
};

void SelfTimeTest::selfTimes_data() {
  QTest::addColumn<QString>("sketch");
  QTest::addColumn<QString>("expected");
  QTest::newRow("whole span without children") << "a root 0-100\n"
                                               << "root: 100\n";
  QTest::newRow("children one after the other") << "a root 0-100\n  a one 10-20\n  a two 30-60\n"
                                                << "root: 60\n  one: 10\n  two: 30\n";
  QTest::newRow("overlapping children once")
      << "a root 0-100\n  a one 10-50\n  a two 30-60\n  a inside 35-40\n"
      << "root: 50\n  one: 40\n  two: 30\n  inside: 5\n";
  QTest::newRow("child that outlives its parent counts inside it only") << "a root 0-100\n  a one 90-150\n"
                                                                        << "root: 90\n  one: 60\n";
  QTest::newRow("child after its parent covers nothing") << "a root 0-100\n  a one 110-150\n"
                                                         << "root: 100\n  one: 40\n";
  QTest::newRow("child before its parent covers what it can") << "a root 50-100\n  a one 0-60\n"
                                                              << "root: 40\n  one: 60\n";
  QTest::newRow("grandchildren do not count") << "a root 0-100\n  a one 10-20\n    a two 10-90\n"
                                              << "root: 90\n  one: 0\n    two: 80\n";
  QTest::newRow("span of no length") << "a root 5-5\n  a one 5-5\n"
                                     << "root: 0\n  one: 0\n";
  QTest::newRow("children out of order after skew correction")
      << "a root 100-300\n  a first 110-140\n  b moved 50-150\n  a last 210-240\n"
      << "root: 70\n  moved: 100\n  first: 30\n  last: 30\n";
}

void SelfTimeTest::selfTimes() {
  QFETCH(QString, sketch);
  QFETCH(QString, expected);
  const Trace trace = sketchTrace(sketch.toStdString());
  const TraceTree tree = buildTree(trace);
  const SkewEstimate skew = estimateSkew(trace, tree);
  const std::vector<Duration> own = analysis::selfTimes(tree, drawnTimes(trace, tree, &skew));
  QCOMPARE(QString::fromStdString(printSpans(trace, tree.preorder, tree.depth,
                                             [&](SpanIndex span) { return sketchDuration(own[span]); })),
           expected);
}

}  // namespace spanloupe::analysis

QTEST_APPLESS_MAIN(spanloupe::analysis::SelfTimeTest)
#include "self_time_test.moc"
