// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A million spans in every extreme shape: nothing may recurse, and nothing may take quadratic time.
#include <QElapsedTimer>
#include <QTest>

#include "core/analysis/trace_tree.h"
#include "tests/core/analysis/made_trace.h"

namespace spanloupe::analysis {

using namespace spanloupe::test;

class LargeTracesTest : public QObject {
  Q_OBJECT

 private slots:
  void analysesAMillionSpans_data();
  void analysesAMillionSpans();
};

namespace {

constexpr std::uint64_t kSize = 1'000'000;

std::vector<MadeSpan> made(const std::function<MadeSpan(std::uint64_t)>& span) {
  std::vector<MadeSpan> spans(kSize);
  for (std::uint64_t i = 0; i < kSize; ++i) {
    spans[i] = span(i);
    if (spans[i].id == 0) spans[i].id = mixBits(i + 1);
    spans[i].failed = i % 100 == 0;
  }
  return spans;
}

}  // namespace

void LargeTracesTest::analysesAMillionSpans_data() {
  QTest::addColumn<int>("shape");
  QTest::addColumn<quint32>("depth");
  QTest::addColumn<quint32>("cycles");
  QTest::newRow("chain") << 0 << quint32{kSize - 1} << 0U;
  QTest::newRow("star") << 1 << 1U << 0U;
  QTest::newRow("cycle") << 2 << quint32{kSize - 1} << 1U;
  QTest::newRow("cycle backwards") << 3 << quint32{kSize - 1} << 1U;
  QTest::newRow("every span its own parent") << 4 << 0U << quint32{kSize};
  QTest::newRow("every parent missing") << 5 << 1U << 0U;
  QTest::newRow("one id for all") << 6 << 1U << 1U;
  QTest::newRow("a tree of four") << 7 << 10U << 0U;
  QTest::newRow("overlapping children of every other service") << 8 << 1U << 0U;
}

void LargeTracesTest::analysesAMillionSpans() {
  QFETCH(int, shape);
  QFETCH(quint32, depth);
  QFETCH(quint32, cycles);
  const auto id = [](std::uint64_t i) { return mixBits(i + 1); };
  const Trace trace = makeTrace(made([&](std::uint64_t i) -> MadeSpan {
    const std::uint64_t last = kSize - 1;
    switch (shape) {
      case 0: return {0, i == 0 ? 0 : id(i - 1), i, 2 * (kSize - i)};
      case 1: return {0, i == 0 ? 0 : id(0), i, i == 0 ? 3 * kSize : 10 + i * 7919 % 1000};
      case 2: return {0, id(i == 0 ? last : i - 1), i, 2 * (kSize - i)};
      case 3: return {0, id(i == last ? 0 : i + 1), i, 2 * (kSize - i)};
      case 4: return {0, id(i), i, 5};
      case 5: return {0, id(i + kSize), i, 5};
      case 6: return {77, 77, i, 5};
      case 7: return {0, i == 0 ? 0 : id((i - 1) / 4), i, 2 * (kSize - i)};
      default:
        return {0, i == 0 ? 0 : id(0), i == 0 ? kSize : i * 7919 % (3 * kSize), i == 0 ? kSize : i % 500,
                std::uint8_t(i % 4)};
    }
  }));
  QElapsedTimer timer;
  timer.start();
  const TraceTree tree = buildTree(trace);
  const qint64 built = timer.elapsed();
  const SkewEstimate skew = estimateSkew(trace, tree);
  const DrawnTimes times = drawnTimes(trace, tree, &skew);
  const std::vector<Duration> own = selfTimes(tree, times);
  const std::vector<CriticalSegment> path = criticalPath(tree, times);
  const std::vector<ErrorRole> roles = errorRoles(trace, tree);
  qInfo("tree %lld ms, everything %lld ms", static_cast<long long>(built),
        static_cast<long long>(timer.elapsed()));

  QCOMPARE(tree.preorder.size(), std::size_t{kSize});
  QCOMPARE(tree.maxDepth, std::uint32_t{depth});
  QCOMPARE(tree.cyclesCut, std::uint32_t{cycles});
  QCOMPARE(own.size(), std::size_t{kSize});
  QCOMPARE(roles.size(), std::size_t{kSize});
  QVERIFY(!path.empty());
  QVERIFY(path.front().from == times.start[tree.root] && path.back().to == times.end[tree.root]);
}

}  // namespace spanloupe::analysis

QTEST_APPLESS_MAIN(spanloupe::analysis::LargeTracesTest)
#include "large_traces_test.moc"
