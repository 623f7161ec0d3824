// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Traces whose parents may be on their way: marked as growing for a while, selected still when they grow.
#include "ui/traces/growing_traces.h"

#include <QAccessible>

#include "core/store/snapshot.h"
#include "live_page.h"

using namespace spanloupe;
using namespace spanloupe::traces;
using namespace std::chrono_literals;

namespace {

constexpr auto kNow = 1'000'000s;

constexpr int kLate = 900;

/// A child whose parent is the root of its trace, or that root, which began a second earlier.
QByteArray spanOfLate(bool isRoot) {
  const QString id = test::spanHex(kLate, isRoot ? 0 : 1);
  const QString parent =
      isRoot ? QString() : QStringLiteral(R"("parentSpanId":"%1",)").arg(test::spanHex(kLate, 0));
  return QStringLiteral(
             R"({"resourceSpans":[{"resource":{},"scopeSpans":[{"spans":[{"traceId":"%1",)"
             R"("spanId":"%2",%3"name":"%4","startTimeUnixNano":"%5","endTimeUnixNano":"%6"}]}]}]})")
      .arg(test::traceHex(kLate), id, parent, isRoot ? "root" : "child")
      .arg(1773324000000000000LL + (isRoot ? 0 : 1'000'000'000LL))
      .arg(1773324000000000000LL + 2'000'000'000LL)
      .toUtf8();
}

store::TraceRow incomplete(std::chrono::nanoseconds end) {
  store::TraceRow trace;
  trace.missingParents = 1;
  trace.start = timestampFromNanos(static_cast<std::uint64_t>((end - 1s).count()));
  trace.duration = 1s;
  return trace;
}

store::SegmentStamp stamp(std::chrono::nanoseconds first, std::chrono::nanoseconds last) {
  return {store::SegmentOrigin::Live, first.count(), last.count()};
}

}  // namespace

class GrowingTracesTest : public QObject {
  Q_OBJECT
 private slots:
  void aTraceGrowsForSomeTimeAfterItsNewestPart();
  void inAMergedSegmentTheEndOfTheTraceTells();
  void growingPassesByItself();
  void whatIsCompleteDoesNotGrow();
  void aTraceThatGrowsStaysSelectedAndIsOpened();
};

void GrowingTracesTest::aTraceGrowsForSomeTimeAfterItsNewestPart() {
  const auto growing = [](std::chrono::nanoseconds at) {
    return growsFor(incomplete(at - 1h), stamp(at, at), kNow, 10s);
  };
  QVERIFY(growing(kNow) == 10s);
  QVERIFY(growing(kNow - 4s) == 6s);
  QVERIFY(growing(kNow - 10s) <= 0s);
  // Of a clock that was set.
  QVERIFY(growing(kNow + 1h) <= 0s);
  QVERIFY(growsFor(incomplete(kNow), {}, kNow, 10s) <= 0s);
  store::TraceRow complete = incomplete(kNow);
  complete.missingParents = 0;
  QVERIFY(growsFor(complete, stamp(kNow, kNow), kNow, 10s) <= 0s);
}

void GrowingTracesTest::inAMergedSegmentTheEndOfTheTraceTells() {
  QVERIFY(growsFor(incomplete(kNow - 3s), stamp(kNow - 60s, kNow - 1s), kNow, 10s) == 7s);
  QVERIFY(growsFor(incomplete(kNow - 30s), stamp(kNow - 60s, kNow - 1s), kNow, 10s) <= 0s);
}

void GrowingTracesTest::growingPassesByItself() {
  test::LivePage live;
  TraceListModel& model = live.page.page->model();
  live.receive(spanOfLate(false));
  QVERIFY(live.open());
  QVERIFY(live.shows(1));
  const TraceId id = model.traceRow(0)->id;
  QCOMPARE(model.traceRow(0)->missingParents, 1U);
  QVERIFY(model.formats().isStillGrowing(id));
  QAccessibleInterface* row = QAccessible::queryAccessibleInterface(&live.table())->child(0);
  QVERIFY2(row->text(QAccessible::Name).endsWith(", growing"), qPrintable(row->text(QAccessible::Name)));
  model.setGrowingTime(1ms);
  live.page.session.setLive(false);
  QVERIFY(!model.formats().isStillGrowing(id));
  QVERIFY2(row->text(QAccessible::Name).endsWith(", 1 missing parent"),
           qPrintable(row->text(QAccessible::Name)));
  // While it receives, until the time has passed, although nothing comes.
  model.setGrowingTime(10min);
  live.page.session.setLive(true);
  QVERIFY(model.formats().isStillGrowing(id));
  const auto age = std::chrono::system_clock::now().time_since_epoch() -
                   std::chrono::nanoseconds(model.snapshot()->segments().front()->stamp.lastAt);
  model.setGrowingTime(std::chrono::ceil<std::chrono::milliseconds>(age) + 200ms);
  live.page.session.setLive(false);
  live.page.session.setLive(true);
  QVERIFY(model.formats().isStillGrowing(id));
  QTRY_VERIFY(!model.formats().isStillGrowing(id));
}

void GrowingTracesTest::whatIsCompleteDoesNotGrow() {
  test::LivePage live;
  live.receive(spanOfLate(false));
  QVERIFY(live.open());
  QVERIFY(live.shows(1));
  QCOMPARE(live.page.page->model().formats().growing.size(), std::size_t{1});
  live.receive(spanOfLate(true));
  QTRY_COMPARE(live.nameAt(0), QString("root"));
  QVERIFY(live.page.page->model().formats().growing.empty());
}

void GrowingTracesTest::aTraceThatGrowsStaysSelectedAndIsOpened() {
  test::LivePage live;
  live.receive(30);
  live.receive(spanOfLate(false));
  QVERIFY(live.open());
  QVERIFY(live.shows(31));
  int late = 0;
  while (late < 31 && live.nameAt(late) != "child") ++late;
  live.page.page->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(live.page.page.get()));
  live.table().setCurrentRow(late);
  live.page.click(late);
  const TraceId id = *live.table().currentTrace();
  live.receive(spanOfLate(true));
  live.receive(1);
  QVERIFY(live.shows(32));
  QVERIFY(live.table().currentRow() >= 0);
  QCOMPARE(live.page.page->model().traceRow(live.table().currentRow())->id, id);
  std::vector<TraceId> opened;
  connect(live.page.page.get(), &TracesPage::traceActivated, this,
          [&](TraceId trace) { opened.push_back(trace); });
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
  QCOMPARE(opened, std::vector<TraceId>{id});
}

QTEST_MAIN(GrowingTracesTest)
#include "growing_traces_test.moc"
