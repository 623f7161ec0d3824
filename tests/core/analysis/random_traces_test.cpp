// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Properties that must hold for every trace, tried on random ones.
#include <QTest>
#include <random>

#include "core/analysis/trace_tree.h"
#include "tests/core/analysis/made_trace.h"

namespace spanloupe::analysis {

using namespace spanloupe::test;

class RandomTracesTest : public QObject {
  Q_OBJECT

 private slots:
  void preorderIsAPermutationThatFollowsParents();
  void countsAgreeWithTheTree();
  void selfTimeAndCoverAddUpToTheDuration();
  void criticalPathTilesTheRoot();
  void skewCorrectionNeverMovesOutside();
  void rolesFollowFailedParents();

 private:
  std::mt19937 m_random{20260312};
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(m_random() % bound); }
  Trace randomTrace();
};

/// Parents anywhere or nowhere, few ids (so that some are equal), short times (so that many are equal).
Trace RandomTracesTest::randomTrace() {
  const std::uint32_t size = below(40);
  std::vector<MadeSpan> spans(size);
  const std::uint32_t ids = size * (1 + below(3)) + 1;
  const bool ordered = below(2) == 0;
  for (std::uint32_t i = 0; i < size; ++i) {
    spans[i].id = ordered ? i + 1 : below(ids);
    spans[i].parent = ordered ? below(i + 1) : below(ids);
    spans[i].start = below(30);
    spans[i].length = below(3) == 0 ? 0 : below(40);
    spans[i].service = static_cast<std::uint8_t>(below(4));
    spans[i].failed = below(3) == 0;
  }
  return makeTrace(std::move(spans));
}

constexpr int kRounds = 3000;

void RandomTracesTest::preorderIsAPermutationThatFollowsParents() {
  for (int round = 0; round < kRounds; ++round) {
    const Trace trace = randomTrace();
    const TraceTree tree = buildTree(trace);
    QCOMPARE(tree.preorder.size(), trace.size());
    std::vector<std::size_t> place(trace.size(), trace.size());
    for (std::size_t i = 0; i < tree.preorder.size(); ++i) {
      QCOMPARE(place[tree.preorder[i]], trace.size());
      place[tree.preorder[i]] = i;
    }
    for (SpanIndex span = 0; span < trace.size(); ++span) {
      const SpanIndex parent = tree.parent[span];
      QCOMPARE(parent == kNoSpan, tree.rootReason[span] != RootReason::NotRoot);
      if (parent == kNoSpan) continue;
      // A subtree is one run of the preorder.
      QVERIFY(place[span] > place[parent] && place[span] <= place[parent] + tree.descendants[parent]);
      QCOMPARE(tree.depth[span], tree.depth[parent] + 1);
      QVERIFY(trace.spanId[parent] == trace.parentId[span]);
      const SpanIndex next = tree.nextSibling[span];
      if (next != kNoSpan) QVERIFY(next > span && tree.parent[next] == parent);
    }
  }
}

void RandomTracesTest::countsAgreeWithTheTree() {
  for (int round = 0; round < kRounds; ++round) {
    const Trace trace = randomTrace();
    const TraceTree tree = buildTree(trace);
    std::vector<std::uint32_t> below(trace.size());
    std::vector<std::uint32_t> errors(trace.size());
    std::uint32_t missing = 0;
    std::uint32_t cut = 0;
    for (SpanIndex span = 0; span < trace.size(); ++span) {
      missing += tree.rootReason[span] == RootReason::MissingParent;
      cut += tree.rootReason[span] == RootReason::CycleCut;
      for (SpanIndex up = tree.parent[span]; up != kNoSpan; up = tree.parent[up]) {
        ++below[up];
        errors[up] += trace.isError(span);
      }
    }
    QVERIFY(below == tree.descendants);
    QVERIFY(errors == tree.errorsBelow);
    QCOMPARE(cut, tree.cyclesCut);
    for (const MissingParent& parent : tree.missingParents)
      missing -= static_cast<std::uint32_t>(parent.children.size());
    QCOMPARE(missing, 0U);
  }
}

void RandomTracesTest::selfTimeAndCoverAddUpToTheDuration() {
  for (int round = 0; round < kRounds; ++round) {
    const Trace trace = randomTrace();
    const TraceTree tree = buildTree(trace);
    const DrawnTimes times = drawnTimes(trace, tree, nullptr);
    const std::vector<Duration> own = selfTimes(tree, times);
    for (SpanIndex span = 0; span < trace.size(); ++span) {
      std::int64_t free = 0;  // Counted nanosecond by nanosecond.
      for (Timestamp at = times.start[span]; at < times.end[span]; at += Timestamp::duration(1)) {
        bool covered = false;
        for (SpanIndex child = tree.firstChild[span]; child != kNoSpan; child = tree.nextSibling[child])
          covered = covered || (times.start[child] <= at && at < times.end[child]);
        free += !covered;
      }
      QCOMPARE(own[span].count(), free);
    }
  }
}

void RandomTracesTest::criticalPathTilesTheRoot() {
  for (int round = 0; round < kRounds; ++round) {
    const Trace trace = randomTrace();
    const TraceTree tree = buildTree(trace);
    const DrawnTimes times = drawnTimes(trace, tree, nullptr);
    const std::vector<CriticalSegment> path = criticalPath(tree, times);
    QCOMPARE(path.empty(), trace.size() == 0);
    if (path.empty()) continue;
    QVERIFY(path.front().from == times.start[tree.root] && path.back().to == times.end[tree.root]);
    for (std::size_t i = 0; i < path.size(); ++i) {
      QVERIFY(path[i].from < path[i].to || path.size() == 1);
      QVERIFY(path[i].from >= times.start[path[i].span] && path[i].to <= times.end[path[i].span]);
      if (i > 0) QVERIFY(path[i].from == path[i - 1].to && path[i].span != path[i - 1].span);
    }
  }
}

void RandomTracesTest::skewCorrectionNeverMovesOutside() {
  for (int round = 0; round < kRounds; ++round) {
    const Trace trace = randomTrace();
    const TraceTree tree = buildTree(trace);
    const SkewEstimate skew = estimateSkew(trace, tree);
    const DrawnTimes times = drawnTimes(trace, tree, &skew);
    for (SpanIndex span = 0; span < trace.size(); ++span) {
      QVERIFY(times.start[span] <= times.end[span]);
      QVERIFY(times.traceStart <= times.start[span] && times.end[span] <= times.traceEnd);
      const SpanIndex parent = tree.parent[span];
      if (parent == kNoSpan || trace.service[span] == trace.service[parent] ||
          skew.shift[span] == Duration::zero())
        continue;
      QVERIFY(times.start[parent] <= times.start[span] && times.end[span] <= times.end[parent]);
    }
  }
}

void RandomTracesTest::rolesFollowFailedParents() {
  for (int round = 0; round < kRounds; ++round) {
    const Trace trace = randomTrace();
    const TraceTree tree = buildTree(trace);
    const std::vector<ErrorRole> roles = errorRoles(trace, tree);
    for (SpanIndex span = 0; span < trace.size(); ++span) {
      bool childFailed = false;
      for (SpanIndex child = tree.firstChild[span]; child != kNoSpan; child = tree.nextSibling[child])
        childFailed = childFailed || trace.isError(child);
      const ErrorRole expected = !trace.isError(span) ? ErrorRole::None
                                 : childFailed        ? ErrorRole::Propagated
                                                      : ErrorRole::Origin;
      QVERIFY(roles[span] == expected);
    }
  }
}

}  // namespace spanloupe::analysis

QTEST_APPLESS_MAIN(spanloupe::analysis::RandomTracesTest)
#include "random_traces_test.moc"
