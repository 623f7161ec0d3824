// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/analysis/trace_tree.h"
#include "tests/support/trace_sketch.h"

namespace spanloupe::analysis {

using namespace spanloupe::test;

class CriticalPathTest : public QObject {
  Q_OBJECT

 private slots:
  void paths_data();
  void paths();
};

void CriticalPathTest::paths_data() {
  QTest::addColumn<QString>("sketch");
  QTest::addColumn<QString>("expected");
  QTest::newRow("no spans") << ""
                            << "";
  QTest::newRow("one span") << "a root 0-100\n"
                            << "root 0-100\n";
  QTest::newRow("span of no length") << "a root 5-5\n"
                                     << "root 5-5\n";
  QTest::newRow("children one after the other")
      << "a root 0-100\n  a one 10-20\n  a two 30-60\n"
      << "root 0-10, one 10-20, root 20-30, two 30-60, root 60-100\n";
  QTest::newRow("of concurrent children the last to end") << "a root 0-100\n  a long 10-80\n  a short 15-40\n"
                                                          << "root 0-10, long 10-80, root 80-100\n";
  QTest::newRow("what was still running when the next began was not waited for")
      << "a root 0-100\n  a one 0-60\n  a two 50-90\n"
      << "root 0-50, two 50-90, root 90-100\n";
  QTest::newRow("what ended just when the next began was waited for")
      << "a root 0-100\n  a one 0-50\n  a two 50-100\n"
      << "one 0-50, two 50-100\n";
  QTest::newRow("grandchildren")
      << "a root 0-100\n  a one 10-90\n    a two 20-80\n      a three 30-70\n"
      << "root 0-10, one 10-20, two 20-30, three 30-70, two 70-80, one 80-90, root 90-100\n";
  QTest::newRow("of equal ends the longest") << "a root 0-100\n  a short 80-90\n  a long 10-90\n"
                                             << "root 0-10, long 10-90, root 90-100\n";
  QTest::newRow("equal spans: the first") << "a root 0-10\n  a one 2-8\n  a two 2-8\n"
                                          << "root 0-2, one 2-8, root 8-10\n";
  QTest::newRow("child that outlives its parent is clipped") << "a root 0-100\n  a one 50-150\n"
                                                             << "root 0-50, one 50-100\n";
  QTest::newRow("child of a clipped child is clipped too")
      << "a root 0-100\n  a one 50-150\n    a two 60-140\n    a three 120-130\n"
      << "root 0-50, one 50-60, two 60-100\n";
  QTest::newRow("child before its parent is clipped") << "a root 50-100\n  a one 0-70\n    a two 10-60\n"
                                                      << "two 50-60, one 60-70, root 70-100\n";
  QTest::newRow("asynchronous child after its parent takes no part")
      << "a root 0-100\n  a send 10-20 producer\n    b work 30-200 consumer\n"
      << "root 0-10, send 10-20, root 20-100\n";
  QTest::newRow("empty children take no part")
      << "a root 0-100\n  a one 50-50\n  a two 100-100\n  a three 0-0\n"
      << "root 0-100\n";
  QTest::newRow("other roots take no part") << "a root 0-100\na other 20-300\n"
                                            << "root 0-100\n";
  QTest::newRow("unfinished root reaches the end of the trace") << "a root 0-\n  a one 10-80\n"
                                                                << "root 0-10, one 10-80\n";
  QTest::newRow("retries") << "a root 0-100\n  a try 10-30 error\n  a pause 30-40\n  a try again 40-90\n"
                           << "root 0-10, try 10-30, pause 30-40, try again 40-90, root 90-100\n";
}

void CriticalPathTest::paths() {
  QFETCH(QString, sketch);
  QFETCH(QString, expected);
  const Trace trace = sketchTrace(sketch.toStdString());
  const TraceTree tree = buildTree(trace);
  std::string text;
  for (const CriticalSegment& segment : criticalPath(tree, drawnTimes(trace, tree, nullptr))) {
    text += (text.empty() ? "" : ", ") + nameOf(trace, segment.span) + ' ' + sketchTime(segment.from) + '-' +
            sketchTime(segment.to);
  }
  if (!text.empty()) text += '\n';
  QCOMPARE(QString::fromStdString(text), expected);
}

}  // namespace spanloupe::analysis

QTEST_APPLESS_MAIN(spanloupe::analysis::CriticalPathTest)
#include "critical_path_test.moc"
