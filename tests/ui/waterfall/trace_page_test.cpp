// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A trace tab as a whole: header, tools, summaries that come later.
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>

#include "tests/ui/waterfall/waterfall_fixture.h"
#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/common/states.h"
#include "ui/waterfall/trace_header.h"
#include "ui/waterfall/trace_page.h"

namespace spanloupe::waterfall {

class TracePageTest : public QObject {
  Q_OBJECT

 private slots:
  void givesServicesTheirColours();
  void namesTheTraceByItsRoot();
  void toolsWorkOnTheWaterfall();
  void copiesTheTraceId();
  void asksForSummariesOfVisibleRowsOnce();
  void asksForTheRootAndRepeatedAncestorsToo();
  void selectsBySpanId();
  void errorsLeaveTheOldContent();
};

namespace {

constexpr const char* kSketch = "a root 0-100 error\n  b child 10-40 error\n    c leaf 12-14\n";

ui::Button* buttonNamed(QWidget& parent, const QString& name) {
  for (ui::Button* button : parent.findChildren<ui::Button*>()) {
    if (button->accessibleName() == name) return button;
  }
  return nullptr;
}

class CountingSummaries final : public SummarySource {
 public:
  const SpanSummary* summary(SpanIndex span) const override { return span == 0 && isKnown ? &root : nullptr; }
  void request(std::span<const SpanIndex> spans) override {
    requests.emplace_back(spans.begin(), spans.end());
  }

  bool isKnown = false;
  SpanSummary root{QStringLiteral("→ 502"), QStringLiteral("502"), Target::None};
  std::vector<std::vector<SpanIndex>> requests;
};

}  // namespace

void TracePageTest::givesServicesTheirColours() {
  ui::Look look;
  TracePage page(look);
  page.setDocument(documentOf(kSketch));
  for (const char* name : {"a", "b", "c"}) QVERIFY(look.services().mark(name).slot != ui::kVirtualSlot);
}

void TracePageTest::namesTheTraceByItsRoot() {
  const auto doc = documentOf(kSketch);
  QCOMPARE(traceTitle(*doc), QString("root"));
  QCOMPARE(traceService(*doc), QString("a"));
}

void TracePageTest::toolsWorkOnTheWaterfall() {
  ui::Look look;
  TracePage page(look);
  page.resize(1200, 600);
  QVERIFY(!buttonNamed(page, "Next error")->isEnabled());
  page.setDocument(documentOf(kSketch));
  page.show();
  QTest::mouseClick(buttonNamed(page, "Collapse all"), Qt::LeftButton);
  QCOMPARE(page.waterfall().model().rowCount(), RowIndex{1});
  QTest::mouseClick(buttonNamed(page, "Expand all"), Qt::LeftButton);
  QCOMPARE(page.waterfall().model().rowCount(), RowIndex{3});
  QTest::mouseClick(buttonNamed(page, "Critical path"), Qt::LeftButton);
  QVERIFY(page.waterfall().showsCritical());
  QTest::keyClick(&page.waterfall(), Qt::Key_C);
  QVERIFY(!buttonNamed(page, "Critical path")->isChecked());
  QSignalSpy selected(&page, &TracePage::spanSelected);
  QTest::mouseClick(buttonNamed(page, "Next error"), Qt::LeftButton);
  QCOMPARE(selected.count(), 1);
}

void TracePageTest::copiesTheTraceId() {
  ui::Look look;
  TracePage page(look);
  const auto doc = documentOf(kSketch);
  page.setDocument(doc);
  page.show();
  QTest::mouseClick(buttonNamed(page, "Copy the trace id"), Qt::LeftButton);
  QCOMPARE(QGuiApplication::clipboard()->text().toStdString(), doc->trace->id.hex());
}

void TracePageTest::asksForSummariesOfVisibleRowsOnce() {
  ui::Look look;
  CountingSummaries summaries;
  TracePage page(look);
  page.resize(1200, 600);
  page.setSummarySource(&summaries);
  page.setDocument(documentOf(kSketch));
  page.grab();
  page.grab();
  QCOMPARE(summaries.requests.size(), std::size_t{1});
  QCOMPARE(summaries.requests[0].size(), std::size_t{3});
  summaries.isKnown = true;
  page.summariesChanged();
  page.grab();
  QCOMPARE(page.waterfall().frame().rows[0].summary, summaries.root.text);
  page.setSummarySource(nullptr);
}

// A tab restored at a span far below has never shown its root.
void TracePageTest::asksForTheRootAndRepeatedAncestorsToo() {
  std::string sketch = "a root 0-100 error\n  b left 1-2\n  b right 10-90\n";
  for (int i = 0; i < 200; ++i) sketch += "    c leaf" + std::to_string(i) + " 12-14\n";
  const auto doc = documentOf(sketch);
  ui::Look look;
  CountingSummaries summaries;
  TracePage page(look);
  page.resize(1200, 500);
  page.setSummarySource(&summaries);
  page.setDocument(doc);
  page.grab();
  page.selectSpan(test::spanNamed(*doc->trace, "leaf190"));
  page.grab();
  const auto asked = [&](std::string_view name) {
    const std::vector<SpanIndex>& last = summaries.requests.back();
    return std::find(last.begin(), last.end(), test::spanNamed(*doc->trace, name)) != last.end();
  };
  QVERIFY(asked("leaf190") && asked("root") && asked("right") && !asked("left"));
  summaries.isKnown = true;
  page.summariesChanged();
  const auto hasBadge = [&] {
    const auto badges = page.header().findChildren<ui::BadgeWidget*>();
    return std::any_of(badges.begin(), badges.end(),
                       [](const QWidget* badge) { return badge->accessibleName() == "502"; });
  };
  QVERIFY(hasBadge());
  summaries.isKnown = false;  // Forgotten for want of room.
  page.summariesChanged();
  QVERIFY(hasBadge());
  page.setSummarySource(nullptr);
}

void TracePageTest::selectsBySpanId() {
  ui::Look look;
  TracePage page(look);
  const auto doc = documentOf(kSketch);
  page.setDocument(doc);
  const SpanIndex leaf = test::spanNamed(*doc->trace, "leaf");
  page.selectSpan(doc->trace->spanId[leaf]);
  QCOMPARE(page.waterfall().model().selected(), leaf);
  page.selectSpan(SpanId{0xdeadbeef12});
  page.selectSpan(kNoSpan);
  QCOMPARE(page.waterfall().model().selected(), leaf);
}

void TracePageTest::errorsLeaveTheOldContent() {
  ui::Look look;
  TracePage page(look);
  page.setDocument(documentOf(kSketch));
  page.setLoading(true);
  page.showError("Cannot read the trace.", {ErrorKind::Io, "disk gone", "", {}});
  QCOMPARE(page.waterfall().model().rowCount(), RowIndex{3});
  QVERIFY(!page.findChild<ui::ErrorStrip*>()->isHidden());
}

}  // namespace spanloupe::waterfall

QTEST_MAIN(spanloupe::waterfall::TracePageTest)
#include "trace_page_test.moc"
