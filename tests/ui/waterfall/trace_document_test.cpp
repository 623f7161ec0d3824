// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The document: node order, placeholders of missing parents, slices of logs and of the critical path.
#include <QTest>

#include "tests/ui/waterfall/waterfall_fixture.h"

namespace spanloupe::waterfall {

class TraceDocumentTest : public QObject {
  Q_OBJECT

 private slots:
  void childrenOfOneMissingParentStandTogether();
  void parentsLeadThroughPlaceholders();
  void knowsWhereSubtreesEnd();
  void drawnTimesAreOffsets();
  void placeholdersSpanTheirChildren();
  void logsBelongToTheirSpans();
  void criticalTimeAddsUp();
  void servicesAreDistinct();
  void findsLinkedSpansById();
};

namespace {

std::shared_ptr<const TraceDocument> orphans() {
  Trace trace = test::sketchTrace("a first 0-100 missing\na between 10-20 missing\na second 30-60 missing\n");
  trace.parentId[test::spanNamed(trace, "second")] = trace.parentId[test::spanNamed(trace, "first")];
  return buildTraceDocument(std::make_shared<const Trace>(std::move(trace)));
}

}  // namespace

void TraceDocumentTest::childrenOfOneMissingParentStandTogether() {
  const auto doc = orphans();
  QCOMPARE(doc->nodeCount(), std::size_t{5});
  std::string text;
  for (const NodeIndex node : doc->order) {
    text += doc->isPlaceholder(node) ? "?" : test::nameOf(*doc->trace, node);
    text += ' ';
  }
  QCOMPARE(text, std::string("? first second ? between "));
}

void TraceDocumentTest::parentsLeadThroughPlaceholders() {
  const auto doc = orphans();
  const NodeIndex placeholder = doc->order[0];
  QVERIFY(doc->isPlaceholder(placeholder));
  QCOMPARE(doc->parent(doc->order[1]), placeholder);
  QCOMPARE(doc->parent(placeholder), kNoNode);
  QCOMPARE(doc->depth(placeholder), 0U);
  QCOMPARE(doc->depth(doc->order[1]), 1U);
  QCOMPARE(doc->descendants(placeholder), 2U);
}

void TraceDocumentTest::knowsWhereSubtreesEnd() {
  const auto doc = orphans();
  QCOMPARE(doc->subtreeEnd, (std::vector<std::uint32_t>{3, 2, 3, 5, 5}));
}

void TraceDocumentTest::drawnTimesAreOffsets() {
  const auto doc = documentOf("a root 5-100\n  a child 10-40\n");
  const Interval child = doc->drawn(test::spanNamed(*doc->trace, "child"));
  QCOMPARE(child.from, 5e6);
  QCOMPARE(child.to, 35e6);
  QCOMPARE(doc->length(), 95e6);
}

void TraceDocumentTest::placeholdersSpanTheirChildren() {
  const auto doc = orphans();
  QCOMPARE(doc->drawn(doc->order[0]), (Interval{0, 100e6}));
  QCOMPARE(doc->drawn(doc->order[3]), (Interval{10e6, 20e6}));
}

void TraceDocumentTest::logsBelongToTheirSpans() {
  Trace trace = test::sketchTrace("a root 0-100\n  a child 10-40\n");
  const auto at = [](std::uint64_t ms) { return timestampFromNanos(test::kSketchBase + ms * 1'000'000); };
  trace.logs = {{at(5), 0, 9, {}}, {at(15), 1, 9, {}}, {at(16), kNoSpan, 9, {}}, {at(20), 0, 17, {}}};
  const auto doc = buildTraceDocument(std::make_shared<const Trace>(std::move(trace)));
  QCOMPARE(doc->logsOf(0).size(), std::size_t{2});
  QCOMPARE(doc->logsOf(0)[1], 3U);
  QCOMPARE(doc->logsOf(1)[0], 1U);
}

void TraceDocumentTest::criticalTimeAddsUp() {
  const auto doc = documentOf("a root 0-100\n  a one 10-40\n  a two 50-90\n");
  Duration sum{};
  for (SpanIndex i = 0; i < doc->spanCount(); ++i) sum += doc->criticalTime(i);
  QCOMPARE(sum, Duration(100'000'000));
  QCOMPARE(doc->criticalTime(test::spanNamed(*doc->trace, "two")), Duration(40'000'000));
}

void TraceDocumentTest::servicesAreDistinct() {
  const auto doc = documentOf("b root 0-100\n  a one 10-40\n  b two 50-90\n  - three 60-70\n");
  QCOMPARE(doc->services.size(), std::size_t{2});
  QCOMPARE(doc->text(doc->services[0]), std::string("b"));
}

void TraceDocumentTest::findsLinkedSpansById() {
  const auto doc = documentOf("a root 0-100\n  a send 10-40 id=x\n  a take 50-90 link=x\n");
  const SpanIndex send = test::spanNamed(*doc->trace, "send");
  QCOMPARE(doc->spanOf(doc->trace->spanId[send]), send);
  QCOMPARE(doc->spanOf(SpanId{0x1234567890}), kNoSpan);
}

}  // namespace spanloupe::waterfall

QTEST_APPLESS_MAIN(spanloupe::waterfall::TraceDocumentTest)
#include "trace_document_test.moc"
