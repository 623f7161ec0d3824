// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/analysis/trace_tree.h"
#include "tests/support/trace_sketch.h"

namespace spanloupe::analysis {

using namespace spanloupe::test;

class SkewTest : public QObject {
  Q_OBJECT

 private slots:
  void shifts_data();
  void shifts();
  void everyServiceIsNamedWithItsLargestShift();
  void nothingMovesInAnEmptyTrace();
};

void SkewTest::shifts_data() {
  QTest::addColumn<QString>("sketch");
  QTest::addColumn<QString>("expected");
  QTest::newRow("child inside its parent stays") << "a call 0-100 client\n  b work 0-100 server\n"
                                                 << "call\n  work\n";
  QTest::newRow("child that starts early is centred") << "a call 100-200 client\n  b work 90-150 server\n"
                                                      << "call\n  work: 30\n";
  QTest::newRow("child that ends late is centred") << "a call 100-200 client\n  b work 150-210 server\n"
                                                   << "call\n  work: -30\n";
  QTest::newRow("whole subtree of the service moves along")
      << "a call 100-200 client\n  b work 90-150 server\n    b inner 95-100\n      b leaf 96-97 client\n"
      << "call\n  work: 30\n    inner: 30\n      leaf: 30\n";
  QTest::newRow("child of a third service stays when it fits the moved parent")
      << "a call 100-200 client\n  b work 50-90 server\n    b ask 60-80 client\n      c answer 145-150 "
         "server\n"
      << "call\n  work: 80\n    ask: 80\n      answer\n";
  QTest::newRow("child of the same service stays") << "a call 100-200 client\n  a work 90-150 server\n"
                                                   << "call\n  work\n";
  QTest::newRow("child longer than its parent stays") << "a call 100-200 client\n  b work 90-250 server\n"
                                                      << "call\n  work\n";
  QTest::newRow("consumer stays") << "a send 100-200 producer\n  b work 90-150 consumer\n"
                                  << "send\n  work\n";
  QTest::newRow("linked child stays") << "a call 100-200 id=c\n  b work 90-150 link=c\n"
                                      << "call\n  work\n";
  QTest::newRow("late child of no client stays, it was not waited for") << "a job 100-200\n  b work 150-210\n"
                                                                        << "job\n  work\n";
  QTest::newRow("early child of no client moves, nothing runs before its cause")
      << "a job 100-200\n  b work 90-150\n"
      << "job\n  work: 30\n";
  QTest::newRow("server of a client that gave up stays")
      << "a call 100-200 client error\n  b work 150-240 server\n"
      << "call\n  work\n";
  QTest::newRow("unfinished child stays") << "a call 100-200 client\n  b work 90- server\n"
                                          << "call\n  work\n";
  QTest::newRow("unfinished parent moves nothing") << "a call 100- client\n  b work 90-150 server\n"
                                                   << "call\n  work\n";
  QTest::newRow("second call keeps its distance to the first")
      << "a root 0-400\n  a call 100-200 client\n    b one 60-140 server\n  a call 250-390 client\n    b two "
         "205-330 server\n"
      << "root\n  call\n    one: 50\n  call\n    two: 50\n";
  QTest::newRow("second call of another instance is centred by itself")
      << "a root 0-400\n  a call 100-200 client\n    b one 60-140 server\n  a call 300-380 client\n    b two "
         "360-420 server\n"
      << "root\n  call\n    one: 50\n  call\n    two: -50\n";
  QTest::newRow("absurd times move nothing") << "a call 100-200 client\n  b work @5-@9 server\n"
                                             << "call\n  work\n";
}

void SkewTest::shifts() {
  QFETCH(QString, sketch);
  QFETCH(QString, expected);
  const Trace trace = sketchTrace(sketch.toStdString());
  const TraceTree tree = buildTree(trace);
  const SkewEstimate estimate = estimateSkew(trace, tree);
  QCOMPARE(QString::fromStdString(printSpans(trace, tree.preorder, tree.depth,
                                             [&](SpanIndex span) {
                                               const Duration shift = estimate.shift[span];
                                               return shift == Duration::zero() ? "" : sketchDuration(shift);
                                             })),
           expected);
}

void SkewTest::everyServiceIsNamedWithItsLargestShift() {
  const Trace trace = sketchTrace(R"(
a root 0-1000
  a call 100-200 client
    b one 95-155 server
  a call 300-380 client
    b two 360-420 server
  a call 500-600 client
    c three 490-500 server
  a call 700-800 client
    d four 710-720 server
)");
  const SkewEstimate estimate = estimateSkew(trace, buildTree(trace));
  std::string text;
  for (const auto& [service, shift] : estimate.services)
    text += trace.strings[service] + ' ' + sketchDuration(shift) + '\n';
  QCOMPARE(text, std::string("b -50\nc 55\n"));
}

void SkewTest::nothingMovesInAnEmptyTrace() {
  const Trace trace = sketchTrace("");
  const SkewEstimate estimate = estimateSkew(trace, buildTree(trace));
  QVERIFY(estimate.shift.empty());
  QVERIFY(estimate.services.empty());
}

}  // namespace spanloupe::analysis

QTEST_APPLESS_MAIN(spanloupe::analysis::SkewTest)
#include "skew_test.moc"
