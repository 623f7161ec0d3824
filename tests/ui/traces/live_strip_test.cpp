// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// While traces come in, the list follows them until somebody reads, then it stands still; paused, it waits.
#include "ui/common/live_strip.h"

#include <QScrollBar>

#include "core/formats/registry.h"
#include "core/store/segment_builder.h"
#include "core/store/session.h"
#include "page_fixture.h"
#include "ui/traces/trace_chart.h"

using namespace spanloupe;
using namespace spanloupe::traces;

namespace {

/// A page over a session that somebody else writes to.
class LivePage {
 public:
  LivePage() : path(page.home.path("live.spanloupe")) {
    writer = std::move(*store::Session::openForWriting(path.toStdString()));
    if (!writer->beginSource({1, "endpoint", "otlp-json", {}})) qFatal("no source");
  }

  /// So many traces, each newer than the one before.
  void receive(int count) {
    store::SegmentBuilder builder([this](store::EncodedSegment segment) {
      if (!writer->append(std::move(segment))) qFatal("cannot append");
    });
    builder.setSource(1);
    QByteArray body;
    std::vector<test::SketchTrace> traces;
    for (int i = 0; i < count; ++i)
      traces.push_back({.name = QString::number(received + i), .startMs = 1000 * (received + i)});
    body = numberedFrom(received, traces);
    received += count;
    Diagnostics diagnostics;
    formats::formatNamed("otlp-json")
        ->decode({{nullptr, std::string_view(body.constData(), static_cast<std::size_t>(body.size()))},
                  0,
                  nullptr},
                 builder, diagnostics);
    builder.finish();
    page.session.refresh();
  }
  [[nodiscard]] bool open() {
    page.session.openFiles({path});
    if (!QTest::qWaitFor([this] { return page.session.snapshot() && !page.session.isBusy(); })) return false;
    page.session.setLive(true);
    return true;
  }
  [[nodiscard]] bool shows(int total) {
    return QTest::qWaitFor([this, total] {
      return page.page->model().total() == static_cast<std::uint64_t>(total) && page.page->isSettled() &&
             !page.session.isBusy() && page.page->model().isWhole();
    });
  }
  [[nodiscard]] ui::LiveStrip& strip() const { return page.page->liveStrip(); }
  [[nodiscard]] TraceTable& table() const { return page.page->table(); }
  [[nodiscard]] QString nameAt(int row) const {
    const store::TraceRow* trace = page.page->model().traceRow(row);
    return trace ? QString::fromStdString(trace->rootName) : QString();
  }
  [[nodiscard]] QString topName() const { return nameAt(table().tableLayout().firstRow()); }
  void press(const char* button) {
    QTest::mouseClick(strip().findChild<QAbstractButton*>(button), Qt::LeftButton);
  }

  test::Page page;
  QString path;
  std::unique_ptr<store::Session> writer;
  int received = 0;

 private:
  static QByteArray numberedFrom(int first, const std::vector<test::SketchTrace>& traces) {
    QStringList groups;
    for (int i = 0; i < static_cast<int>(traces.size()); ++i)
      groups << QStringLiteral(
                    R"({"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"web"}}]},)"
                    R"("scopeSpans":[{"spans":[%1]}]})")
                    .arg(test::spanJson(first + i, 0, traces[static_cast<std::size_t>(i)]));
    return "{\"resourceSpans\":[" + groups.join(QLatin1Char(',')).toUtf8() + "]}";
  }
};

}  // namespace

class LiveStripTest : public QObject {
  Q_OBJECT
 private slots:
  void isThereOnlyWhileTracesComeIn();
  void followsUntilSomebodyReads();
  void aHeldListStaysWhereItIsAndCounts();
  void followTakesUpAgainWithTheNewestOnTop();
  void pausedNothingChangesAndWhatWaitsIsCounted();
};

void LiveStripTest::isThereOnlyWhileTracesComeIn() {
  test::Page page;
  QVERIFY(page.load(test::numbered(4)));
  QVERIFY(!page.page->liveStrip().isVisible());
  page.session.setLive(true);
  QVERIFY(page.page->liveStrip().isVisible());
  QCOMPARE(page.page->liveStrip().text(), QString("Following"));
  page.session.setLive(false);
  QVERIFY(!page.page->liveStrip().isVisible());
}

void LiveStripTest::followsUntilSomebodyReads() {
  LivePage live;
  live.receive(60);
  QVERIFY(live.open());
  QVERIFY(live.shows(60));
  QCOMPARE(live.topName(), QString("59"));
  live.receive(5);
  QVERIFY(live.shows(65));
  QCOMPARE(live.topName(), QString("64"));
  live.table().setCurrentRow(2);
  QCOMPARE(live.strip().text(), QString("Live, list held still"));
  live.receive(5);
  QVERIFY(live.shows(70));
  QCOMPARE(live.topName(), QString("64"));
  QCOMPARE(live.nameAt(live.table().currentRow()), QString("62"));
}

void LiveStripTest::aHeldListStaysWhereItIsAndCounts() {
  LivePage live;
  live.receive(60);
  QVERIFY(live.open());
  QVERIFY(live.shows(60));
  live.table().verticalScrollBar()->setValue(10 * 28);
  const QString top = live.topName();
  QVERIFY(top != "59");
  live.receive(3);
  QVERIFY(live.shows(63));
  QCOMPARE(live.topName(), top);
  QCOMPARE(live.strip().text(), QString("Live, list held still · 3 new traces above"));
  live.receive(1);
  QVERIFY(live.shows(64));
  QCOMPARE(live.strip().text(), QString("Live, list held still · 4 new traces above"));
  live.press("showNew");
  QCOMPARE(live.topName(), QString("63"));
}

void LiveStripTest::followTakesUpAgainWithTheNewestOnTop() {
  LivePage live;
  live.receive(60);
  QVERIFY(live.open());
  QVERIFY(live.shows(60));
  live.table().sortBy(store::TraceColumn::Duration);
  live.table().setCurrentRow(20);
  QVERIFY(live.shows(60));
  live.press("follow");
  QVERIFY(live.shows(60));
  QTRY_COMPARE(live.topName(), QString("59"));
  QCOMPARE(live.strip().text(), QString("Following"));
  live.receive(2);
  QVERIFY(live.shows(62));
  QCOMPARE(live.topName(), QString("61"));
}

void LiveStripTest::pausedNothingChangesAndWhatWaitsIsCounted() {
  LivePage live;
  live.receive(60);
  QVERIFY(live.open());
  QVERIFY(live.shows(60));
  live.press("pause");
  QCOMPARE(live.strip().text(), QString("Paused"));
  live.receive(7);
  QTRY_COMPARE(live.strip().text(), QString("Paused · 7 waiting"));
  QCOMPARE(live.page.page->model().total(), 60ULL);
  // Sorting goes on, among what was there.
  live.table().sortBy(store::TraceColumn::RootName);
  QVERIFY(live.shows(60));
  live.press("pause");
  QVERIFY(live.shows(67));
  QCOMPARE(live.strip().text(), QString("Following"));
}

QTEST_MAIN(LiveStripTest)
#include "live_strip_test.moc"
