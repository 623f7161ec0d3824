// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/trace_tree.h"

#include <QTest>

#include "tests/support/trace_sketch.h"

namespace spanloupe::analysis {

using namespace spanloupe::test;

class TraceTreeTest : public QObject {
  Q_OBJECT

 private slots:
  void childrenStandBelowTheirParentInOrderOfStart();
  void countsDescendantsAndErrorsBelow();
  void emptyTraceHasNothing();
  void orphansStandAtRootLevelWithTheIdTheyMiss();
  void orphansOfOneMissingParentAreTogether();
  void severalRootsAreKept();
  void earliestSpanWithoutParentIsTheRoot();
  void earliestOrphanIsTheRootWhenNothingElseIs();
  void rootWithBelievableStartIsPreferred();
  void ownParentIsACycle();
  void cycleIsCutAtItsEarliestSpan();
  void spansHangingOnACycleStayThere();
  void firstOfEqualIdsOwnsTheChildren();
  void spanWithoutIdOwnsNoChildren();
  void parentMayStartLater();
  void extentIgnoresAbsurdTimes();
  void extentOfNothingButAbsurdTimesIsTheirs();
  void endIsNeverBeforeStart();
};

namespace {

std::string printTree(const Trace& trace,
                      const std::function<std::string(SpanIndex, const TraceTree&)>& note) {
  const TraceTree tree = buildTree(trace);
  return printSpans(trace, tree.preorder, tree.depth, [&](SpanIndex span) { return note(span, tree); });
}

std::string names(const Trace& trace) {
  return printTree(trace, [](SpanIndex, const TraceTree&) { return std::string(); });
}

std::string reasons(const Trace& trace) {
  return printTree(trace, [](SpanIndex span, const TraceTree& tree) -> std::string {
    switch (tree.rootReason[span]) {
      case RootReason::NotRoot: return "";
      case RootReason::NoParentId: return "root";
      case RootReason::MissingParent: return "missing parent";
      case RootReason::CycleCut: return "cycle cut";
    }
    return "?";
  });
}

std::string extent(const char* sketch) {
  const TraceTree tree = buildTree(sketchTrace(sketch));
  return sketchTime(tree.start) + " to " + sketchTime(tree.end);
}

}  // namespace

void TraceTreeTest::childrenStandBelowTheirParentInOrderOfStart() {
  QCOMPARE(names(sketchTrace(R"(
a root 0-100
  a late 50-60
  a early 10-40
    a leaf 20-30
)")),
           std::string("root\n  early\n    leaf\n  late\n"));
}

void TraceTreeTest::countsDescendantsAndErrorsBelow() {
  const Trace trace = sketchTrace(R"(
a root 0-100 error
  a one 1-50
    a two 2-40 error
    a three 3-30 error
  a four 60-70
)");
  QCOMPARE(printTree(trace,
                     [](SpanIndex span, const TraceTree& tree) {
                       return std::to_string(tree.descendants[span]) + ' ' +
                              std::to_string(tree.errorsBelow[span]);
                     }),
           std::string("root: 4 2\n  one: 2 2\n    two: 0 0\n    three: 0 0\n  four: 0 0\n"));
  const TraceTree tree = buildTree(trace);
  QCOMPARE(tree.errorCount, 3U);
  QCOMPARE(tree.maxDepth, 2U);
  QVERIFY(tree.isComplete());
}

void TraceTreeTest::emptyTraceHasNothing() {
  const TraceTree tree = buildTree(sketchTrace(""));
  QVERIFY(tree.preorder.empty());
  QCOMPARE(tree.root, kNoSpan);
  QCOMPARE(tree.firstRoot, kNoSpan);
  QVERIFY(!tree.isComplete());
}

void TraceTreeTest::orphansStandAtRootLevelWithTheIdTheyMiss() {
  const Trace trace = sketchTrace(R"(
a root 0-100
b orphan 10-20 missing
  b child 11-19
)");
  QCOMPARE(reasons(trace), std::string("root: root\n  orphan: missing parent\n    child\n"));
  const TraceTree tree = buildTree(trace);
  QCOMPARE(tree.missingParents.size(), std::size_t{1});
  QVERIFY(tree.missingParents[0].id == trace.parentId[spanNamed(trace, "orphan")]);
  QCOMPARE(tree.maxDepth, 2U);
  QVERIFY(!tree.isComplete());
}

void TraceTreeTest::orphansOfOneMissingParentAreTogether() {
  const Trace trace = sketchTrace(R"(
a one 1-2 parent=gone
a two 2-3 parent=other
a three 3-4 parent=gone
)");
  const TraceTree tree = buildTree(trace);
  QCOMPARE(tree.missingParents.size(), std::size_t{2});
  QVERIFY((tree.missingParents[0].children == std::vector<SpanIndex>{0, 2}));
  QVERIFY((tree.missingParents[1].children == std::vector<SpanIndex>{1}));
}

void TraceTreeTest::severalRootsAreKept() {
  const Trace trace = sketchTrace("a one 0-10\na two 5-10\n");
  QCOMPARE(reasons(trace), std::string("one: root\ntwo: root\n"));
  const TraceTree tree = buildTree(trace);
  QCOMPARE(tree.rootCount, 2U);
  QVERIFY(!tree.isComplete());
}

void TraceTreeTest::earliestSpanWithoutParentIsTheRoot() {
  const Trace trace = sketchTrace("a orphan 0-10 missing\na second 7-8\na first 5-10\n");
  QCOMPARE(nameOf(trace, buildTree(trace).root), std::string("first"));
}

void TraceTreeTest::earliestOrphanIsTheRootWhenNothingElseIs() {
  const Trace trace = sketchTrace("a loop 0-10 id=x parent=x\na later 7-8 missing\na earlier 5-10 missing\n");
  QCOMPARE(nameOf(trace, buildTree(trace).root), std::string("earlier"));
}

void TraceTreeTest::rootWithBelievableStartIsPreferred() {
  const Trace trace = sketchTrace("a timeless @0-10\na timed 5-10\n");
  QCOMPARE(nameOf(trace, buildTree(trace).root), std::string("timed"));
}

void TraceTreeTest::ownParentIsACycle() {
  const Trace trace = sketchTrace("a self 0-10 id=x parent=x\n  a child 1-2\n");
  QCOMPARE(reasons(trace), std::string("self: cycle cut\n  child\n"));
  QCOMPARE(buildTree(trace).cyclesCut, 1U);
}

void TraceTreeTest::cycleIsCutAtItsEarliestSpan() {
  const Trace trace = sketchTrace(R"(
a second 1-9 id=two parent=one
a third 2-9 id=three parent=two
a first 0-9 id=one parent=three
)");
  QCOMPARE(reasons(trace), std::string("first: cycle cut\n  second\n    third\n"));
  const TraceTree tree = buildTree(trace);
  QCOMPARE(tree.cyclesCut, 1U);
  QCOMPARE(nameOf(trace, tree.root), std::string("first"));
}

void TraceTreeTest::spansHangingOnACycleStayThere() {
  const Trace trace = sketchTrace(R"(
a hanging 0-9 parent=two
a first 1-9 id=one parent=two
a second 2-9 id=two parent=one
a other 3-9 id=three parent=four
a another 4-9 id=four parent=three
)");
  QCOMPARE(reasons(trace),
           std::string("first: cycle cut\n  second\n    hanging\nother: cycle cut\n  another\n"));
  QCOMPARE(buildTree(trace).cyclesCut, 2U);
}

void TraceTreeTest::firstOfEqualIdsOwnsTheChildren() {
  const Trace trace = sketchTrace(R"(
a root 0-10
  a late 5-8 id=same
    a child 6-7
  a early 2-4 id=same
)");
  QCOMPARE(names(trace), std::string("root\n  early\n    child\n  late\n"));
  const TraceTree tree = buildTree(trace);
  QCOMPARE(tree.duplicateId[spanNamed(trace, "early")], std::uint8_t{1});
  QCOMPARE(tree.duplicateId[spanNamed(trace, "late")], std::uint8_t{1});
  QCOMPARE(tree.duplicateId[spanNamed(trace, "child")], std::uint8_t{0});
}

void TraceTreeTest::spanWithoutIdOwnsNoChildren() {
  Trace trace = sketchTrace("a one 0-10\na two 1-10\n");
  trace.spanId = {SpanId{}, SpanId{}};
  const TraceTree tree = buildTree(trace);
  QCOMPARE(tree.rootCount, 2U);
  QCOMPARE(tree.duplicateId[0], std::uint8_t{0});
}

void TraceTreeTest::parentMayStartLater() {
  QCOMPARE(names(sketchTrace("a parent 5-10 id=p\na child 0-3 parent=p\n")),
           std::string("parent\n  child\n"));
}

void TraceTreeTest::extentIgnoresAbsurdTimes() {
  QCOMPARE(extent("a one @0-20\na two 10-\na three 15-@18446744073709551615\na four 12-18\n"),
           std::string("10 to 20"));
}

void TraceTreeTest::extentOfNothingButAbsurdTimesIsTheirs() {
  const TraceTree tree = buildTree(sketchTrace("a one @5-@9\na two @7-@30\n"));
  QCOMPARE(nanosOf(tree.start), std::uint64_t{5});
  QCOMPARE(nanosOf(tree.end), std::uint64_t{30});
}

void TraceTreeTest::endIsNeverBeforeStart() {
  QCOMPARE(extent("a one 10-\n"), std::string("10 to 10"));
  QCOMPARE(extent("a one 10-5\n"), std::string("10 to 10"));
  QCOMPARE(extent("a one 10-@18446744073709551615\n"), std::string("10 to 10"));
}

}  // namespace spanloupe::analysis

QTEST_APPLESS_MAIN(spanloupe::analysis::TraceTreeTest)
#include "trace_tree_test.moc"
