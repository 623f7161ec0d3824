// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// While a trace grows, what is selected, collapsed, hidden, found and in view stays as it is.
#include <QScrollBar>
#include <QTest>

#include "tests/ui/waterfall/waterfall_fixture.h"
#include "ui/common/look.h"
#include "ui/waterfall/find_bar.h"
#include "ui/waterfall/trace_page.h"

namespace spanloupe::waterfall {

class GrownTraceTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup() { m_page.reset(); }
  void spansAreTheSameByTheirIds();
  void ofSpansWithOneIdTheNthIsTheNth();
  void aMissingParentThatCameIsItsSpan();
  void whatIsGoneIsNowhere();
  void selectionAndCollapsedRowsStay();
  void hiddenServicesAndFocusStay();
  void matchesStayAndNewOnesJoin();
  void theZoomStaysOnTheSameTimes();
  void anUnzoomedTraceStaysWhole();
  void theTopRowStaysOnTop();

 private:
  /// The sketch so far with more lines.
  void grow(const std::string& lines) {
    m_sketch += lines;
    const auto document = documentOf(m_sketch);
    const NodeMatch match = matchNodes(*m_document, *document);
    m_document = document;
    m_page->setGrown(document, match);
  }
  [[nodiscard]] WaterfallView& view() const { return m_page->waterfall(); }
  [[nodiscard]] const WaterfallModel& model() const { return view().model(); }
  [[nodiscard]] NodeIndex node(std::string_view name) const {
    return test::spanNamed(*m_document->trace, name);
  }
  [[nodiscard]] std::string nameOf(NodeIndex node) const { return test::nameOf(*m_document->trace, node); }

  ui::Look m_look;
  std::string m_sketch;
  std::shared_ptr<const TraceDocument> m_document;
  std::unique_ptr<TracePage> m_page;
};

void GrownTraceTest::init() {
  m_sketch = "a root 0-100\n  a early 1-9\n  b left 10-40 error\n    c cause 12-40 error\n";
  for (int i = 0; i < 60; ++i) m_sketch += "  b leaf" + std::to_string(i) + " 50-60\n";
  m_document = documentOf(m_sketch);
  m_page = std::make_unique<TracePage>(m_look);
  m_page->resize(1300, 500);
  m_page->setDocument(m_document);
  m_page->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
  view().setFocus();
}

void GrownTraceTest::spansAreTheSameByTheirIds() {
  const auto before = documentOf("a root 0-10\n  a x 5-6\n  a y 7-8\n");
  const auto after = documentOf("a root 0-10\n  a x 5-6\n  a y 7-8\n  a first 1-2\n  a middle 6-7\n");
  const NodeMatch match = matchNodes(*before, *after);
  for (const char* name : {"root", "x", "y"})
    QCOMPARE(match.of(test::spanNamed(*before->trace, name)), test::spanNamed(*after->trace, name));
  QCOMPARE(match.moved, 0.0);
  QCOMPARE(match.of(kNoNode), kNoNode);
}

void GrownTraceTest::ofSpansWithOneIdTheNthIsTheNth() {
  const auto before = documentOf("a root 0-10\n  a one 1-2 id=twin\n  a two 3-4 id=twin\n");
  const auto after =
      documentOf("a root 0-10\n  a one 1-2 id=twin\n  a two 3-4 id=twin\n  a three 5-6 id=twin\n");
  const NodeMatch match = matchNodes(*before, *after);
  QCOMPARE(match.of(test::spanNamed(*before->trace, "two")), test::spanNamed(*after->trace, "two"));
}

void GrownTraceTest::aMissingParentThatCameIsItsSpan() {
  const auto before = documentOf("a root 0-10\na child 2-3 parent=late\na other 4-5 parent=never\n");
  const auto after =
      documentOf("a root 0-10\na child 2-3 parent=late\na other 4-5 parent=never\n  a came 1-9 id=late\n");
  QCOMPARE(before->nodeCount() - before->spanCount(), std::size_t{2});
  QCOMPARE(after->nodeCount() - after->spanCount(), std::size_t{1});
  const NodeMatch match = matchNodes(*before, *after);
  const auto placeholderOf = [](const TraceDocument& document, const char* child) {
    return document.parent(test::spanNamed(*document.trace, child));
  };
  QCOMPARE(match.of(placeholderOf(*before, "child")), test::spanNamed(*after->trace, "came"));
  QCOMPARE(match.of(placeholderOf(*before, "other")), placeholderOf(*after, "other"));
}

void GrownTraceTest::whatIsGoneIsNowhere() {
  const auto before = documentOf("a root 0-10\n  a x 5-6\n  a y 7-8\n");
  const auto after = documentOf("a root 0-10\n  a x 5-6\n");
  const NodeMatch match = matchNodes(*before, *after);
  QCOMPARE(match.of(test::spanNamed(*before->trace, "y")), kNoNode);
  QCOMPARE(match.of(test::spanNamed(*before->trace, "x")), test::spanNamed(*after->trace, "x"));
}

void GrownTraceTest::selectionAndCollapsedRowsStay() {
  view().setCollapsed(node("left"), true);
  view().select(node("leaf3"));
  grow("  a first 0-1\n  c more 11-12\n");
  QCOMPARE(nameOf(model().selected()), std::string("leaf3"));
  QVERIFY(model().isCollapsed(node("left")));
  QVERIFY(!model().isCollapsed(node("root")));
  QCOMPARE(model().rowOf(node("cause")), kNoRow);
  QVERIFY(model().rowOf(node("first")) != kNoRow);
  QCOMPARE(model().visibleSpans() + model().foldedSpans(), 66U);
}

void GrownTraceTest::hiddenServicesAndFocusStay() {
  Visibility rules;
  rules.focus = node("left");
  rules.setHidden(m_document->trace->service[node("cause")], true);
  view().setVisibility(rules);
  grow("  z first 0-1\n  y second 1-2\n");
  QCOMPARE(nameOf(model().visibility().focus), std::string("left"));
  QVERIFY(model().visibility().hides(m_document->trace->service[node("cause")]));
  QCOMPARE(model().visibility().hiddenServices.size(), std::size_t{1});
}

void GrownTraceTest::matchesStayAndNewOnesJoin() {
  FindBar* bar = m_page->findChild<FindBar*>();
  bar->edit().setFocus();
  QTest::keyClicks(&bar->edit(), "leaf1");
  QTRY_COMPARE(model().found().count(), 11U);
  view().select(node("early"));
  const int scrolled = view().verticalScrollBar()->value();
  grow("  b leaf100 97-98\n");
  QTRY_COMPARE(model().found().count(), 12U);
  QCOMPARE(nameOf(model().selected()), std::string("early"));
  QCOMPARE(view().verticalScrollBar()->value(), scrolled);
}

void GrownTraceTest::theZoomStaysOnTheSameTimes() {
  m_sketch = "a root 5-205\n  a early 6-14\n";
  m_document = documentOf(m_sketch);
  m_page->setDocument(m_document);
  view().setWindow({10e6, 40e6});
  // It begins 5 ms earlier now: what began at 0 begins at 5.
  grow("z earlier 0-1\n");
  QVERIFY(std::abs(view().window().from - 15e6) < 1);
  QVERIFY(std::abs(view().window().to - 45e6) < 1);
  view().resetZoom();
  QVERIFY(std::abs(view().window().to - 205e6) < 1);
}

void GrownTraceTest::anUnzoomedTraceStaysWhole() {
  grow("  a late 100-300\n");
  QCOMPARE(view().window().from, 0.0);
  QVERIFY(std::abs(view().window().to - 300e6) < 1);
}

void GrownTraceTest::theTopRowStaysOnTop() {
  view().verticalScrollBar()->setValue(view().verticalScrollBar()->singleStep() * 20);
  const auto rowHeight = view().verticalScrollBar()->singleStep();
  const NodeIndex before =
      model().nodeAt(static_cast<RowIndex>(view().verticalScrollBar()->value() / rowHeight));
  const std::string name = nameOf(before);
  grow("  a one 2-3\n  a two 3-4\n  a three 4-5\n");
  const NodeIndex after =
      model().nodeAt(static_cast<RowIndex>(view().verticalScrollBar()->value() / rowHeight));
  QCOMPARE(nameOf(after), name);
}

}  // namespace spanloupe::waterfall

QTEST_MAIN(spanloupe::waterfall::GrownTraceTest)
#include "grown_trace_test.moc"
