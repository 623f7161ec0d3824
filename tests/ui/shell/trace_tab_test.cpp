// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a trace tab does with the window around it: its commands are in the menu, its find field finds what
// only the store has.
#include <QMenu>

#include "core/store/live_store.h"
#include "core/store/segment_builder.h"
#include "core/store/session.h"
#include "tests/ui/shell/window_fixture.h"
#include "ui/common/states.h"
#include "ui/json/json_page.h"
#include "ui/json/json_view.h"
#include "ui/shell/tab_strip.h"
#include "ui/shell/view_keys.h"
#include "ui/spantable/span_table_page.h"
#include "ui/waterfall/find_bar.h"
#include "ui/waterfall/trace_actions.h"
#include "ui/waterfall/trace_header.h"
#include "ui/waterfall/trace_page.h"

using namespace spanloupe;

class TraceTabTest : public QObject {
  Q_OBJECT
 private slots:
  void theMenuHasTheCommandsOfTheShownTrace();
  void lettersActOnlyOnWhatIsSeen();
  void attributesAreFound();
  void otherViewsAreMadeWhenTheyAreShown();
  void theSheetNamesEveryKeyOfATrace();
  void aGrowingTraceAwaitsItsParents();
  void aTraceThatIsOnItsWayIsWaitedFor();

 private:
  static bool openTrace(test::WindowFixture& f) {
    if (!f.open({f.home.write("shop.json", test::otlpJson(test::shop()))})) return false;
    f.window.tabs().openTrace(*TraceId::fromHex(test::traceHex(1).toStdString()), {});
    return QTest::qWaitFor([&] { return f.window.isSettled(); });
  }
};

void TraceTabTest::theMenuHasTheCommandsOfTheShownTrace() {
  test::WindowFixture f;
  QVERIFY(openTrace(f));
  QAction* nextError = f.trace()->page().actions().nextError;
  QMenu* menu = f.action("Trace")->menu();
  QVERIFY(menu->isEnabled());
  QVERIFY(menu->actions().contains(nextError));
  nextError->trigger();
  QCOMPARE(f.trace()->selectedSpan(), SpanIndex{1});  // The deepest.
  f.action("Previous tab")->trigger();
  QVERIFY(!menu->isEnabled());
  QVERIFY(!menu->actions().contains(nextError));
  const QList<QAction*> left = menu->actions();
  QVERIFY(std::none_of(left.begin(), left.end(),
                       [](QAction* action) { return !action->isSeparator() && action->isEnabled(); }));
}

void TraceTabTest::lettersActOnlyOnWhatIsSeen() {
  test::WindowFixture f;
  QVERIFY(openTrace(f));
  f.window.activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(&f.window));
  waterfall::WaterfallView& view = f.trace()->page().waterfall();
  f.window.tabs().strip().setFocus();
  QTest::keyClick(&f.window.tabs().strip(), Qt::Key_C);
  QVERIFY(view.showsCritical());
  f.trace()->page().showView(1);
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_C);
  QVERIFY(view.showsCritical());
  f.trace()->page().showView(0);
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_C);
  QVERIFY(!view.showsCritical());
}

void TraceTabTest::attributesAreFound() {
  test::WindowFixture f;
  QVERIFY(openTrace(f));
  f.trace()->page().find();
  auto* field = f.trace()->findChild<waterfall::FindBar*>();
  QTest::keyClicks(&field->edit(), "span.number=7");
  const waterfall::WaterfallModel& model = f.trace()->page().waterfall().model();
  QTRY_VERIFY(model.found().isActive() && model.found().matches().isComplete);
  QCOMPARE(model.found().count(), 1U);
  QTest::keyClick(&field->edit(), Qt::Key_Return);
  QCOMPARE(f.trace()->document()->text(f.trace()->document()->trace->name[f.trace()->selectedSpan()]),
           std::string("SELECT 7"));
}

void TraceTabTest::otherViewsAreMadeWhenTheyAreShown() {
  test::WindowFixture f;
  QVERIFY(openTrace(f));
  shell::TraceTab& tab = *f.trace();
  tab.setTableColumns({"0 300 ", "8 0 span.number"});
  tab.page().selectSpan(SpanIndex{3});
  QVERIFY(tab.findChild<spantable::SpanTablePage*>() == nullptr);
  QVERIFY(tab.findChild<json::JsonPage*>() == nullptr);

  // The last one first: each keeps its place in the switch.
  QSignalSpy columnsChanged(&tab, &shell::TraceTab::tableColumnsChanged);
  tab.page().showView(2);
  auto* json = tab.findChild<json::JsonPage*>();
  QVERIFY(json != nullptr && json->isVisible());
  QVERIFY(tab.findChild<spantable::SpanTablePage*>() == nullptr);
  QTRY_VERIFY(tab.isSettled() && json->view().document());
  tab.page().showView(1);
  auto* table = tab.findChild<spantable::SpanTablePage*>();
  QVERIFY(table != nullptr && table->isVisible() && !json->isVisible());
  // What was asked of the tab before is so now, and the table's columns are nobody's new choice.
  QCOMPARE(table->model().spanColumns().size(), std::size_t{2});
  QCOMPARE(table->model().spanColumns().front().width, 300.0);
  QCOMPARE(columnsChanged.count(), 0);
  QTRY_VERIFY(table->table().currentRow() >= 0);
  QCOMPARE(table->model().row(table->table().currentRow()).span, SpanIndex{3});

  tab.page().showView(2);
  QCOMPARE(tab.findChildren<json::JsonPage*>(), QList<json::JsonPage*>{json});
  QVERIFY(json->isVisible());
}

void TraceTabTest::theSheetNamesEveryKeyOfATrace() {
  test::WindowFixture f;
  QVERIFY(openTrace(f));
  QString said;
  for (const commands::KeyGroup& group : shell::viewKeys())
    for (const commands::KeyLine& line : group.lines) said += line.keys + '\n';
  QStringList missing;
  for (const QAction* action : f.trace()->page().actions().all()) {
    if (action == nullptr || action->shortcut().isEmpty()) continue;
    const QString key = action->shortcut().toString();
    if (!said.contains(key)) missing << action->text() + ": " + key;
  }
  QCOMPARE(missing.join(", "), QString());
}

namespace {

/// A session that somebody else writes to, as receivers do.
struct Receiving {
  explicit Receiving(const QString& path)
      : writer(std::move(*store::Session::openForWriting(path.toStdString()))) {
    if (!writer->beginSource({1, "endpoint", "test", {}})) qFatal("no source");
  }
  /// A span that came so long ago.
  void operator()(TraceId trace, SpanId id = {1}, SpanId parent = {},
                  std::chrono::nanoseconds ago = {}) const {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const std::int64_t at = std::chrono::duration_cast<std::chrono::nanoseconds>(now - ago).count();
    std::vector<store::EncodedSegment> segments;
    store::SegmentBuilder builder(
        [&](store::EncodedSegment segment) { segments.push_back(std::move(segment)); });
    builder.setSource(1);
    SpanView span;
    span.traceId = trace;
    span.spanId = id;
    span.parentSpanId = parent;
    span.name = "GET /";
    span.start = span.end = timestampFromNanos(static_cast<std::uint64_t>(at));
    span.resource = builder.resource({});
    span.scope = builder.scope({});
    builder.span(span);
    builder.finish();
    if (!writer->live().append(std::move(segments), {store::SegmentOrigin::Live, at, at}, {}))
      qFatal("cannot append");
  }
  std::unique_ptr<store::Session> writer;
};

}  // namespace

void TraceTabTest::aGrowingTraceAwaitsItsParents() {
  test::WindowFixture f;
  const QString path = f.home.path("live.spanloupe");
  const Receiving receive(path);
  receive({1, 1}, {2}, {1});
  receive({2, 2}, {2}, {1}, std::chrono::minutes(1));
  QVERIFY(f.open({path}));
  f.session.setLive(true);
  const auto missing = [&f] {
    for (const waterfall::FactButton* each : f.trace()->page().header().facts().buttons())
      if (each->fact().id == static_cast<int>(waterfall::HeadFact::Missing)) return each->fact().text;
    return QString();
  };
  f.window.tabs().openTrace({1, 1}, {});
  QTRY_VERIFY(f.trace() != nullptr && f.trace()->document());
  QCOMPARE(missing(), QString("growing, 1 parent to come"));
  // What nothing comes to any more misses it.
  f.session.setLive(false);
  QCOMPARE(missing(), QString("1 missing parent"));
  f.session.setLive(true);
  QCOMPARE(missing(), QString("growing, 1 parent to come"));
  receive({1, 1}, {1});
  f.session.refresh();
  QTRY_COMPARE(missing(), QString());
  f.window.tabs().openTrace({2, 2}, {});
  QTRY_VERIFY(f.trace() != nullptr && f.trace()->document() &&
              f.trace()->document()->trace->id == (TraceId{2, 2}));
  QCOMPARE(missing(), QString("1 missing parent"));
}

void TraceTabTest::aTraceThatIsOnItsWayIsWaitedFor() {
  test::WindowFixture f;
  const QString path = f.home.path("live.spanloupe");
  const Receiving receive(path);
  receive({1, 1});
  QVERIFY(f.open({path}));
  f.session.setLive(true);
  QSignalSpy failed(&f.window.tabs(), &shell::TabArea::failed);
  f.window.tabs().openTrace({2, 2}, {});
  QTRY_VERIFY(f.trace() != nullptr);
  QVERIFY(!f.trace()->document());
  receive({2, 2});
  f.session.refresh();
  QTRY_VERIFY(f.trace()->document());
  QCOMPARE(failed.count(), 0);
  // One that never comes is called missing, once.
  f.window.tabs().openTrace({3, 3}, {});
  QTRY_COMPARE(failed.count(), 1);
  auto* error = f.trace()->page().findChild<ui::ErrorStrip*>();
  QVERIFY(error->isVisible());
  receive({3, 3});
  f.session.refresh();
  QTRY_VERIFY(f.trace()->document());
  QVERIFY(!error->isVisible());
}

QTEST_MAIN(TraceTabTest)
#include "trace_tab_test.moc"
