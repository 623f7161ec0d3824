// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Clear, undo, pins and sources of a window that listens.
#include <QAbstractButton>
#include <QMenu>

#include "tests/ui/shell/window_fixture.h"
#include "ui/common/live_strip.h"
#include "ui/session/pinned_traces.h"
#include "ui/shell/listen_ui.h"
#include "ui/sources/sources_page.h"
#include "ui/sources/sources_tree.h"
#include "ui/traces/table_actions.h"

using namespace spanloupe;

namespace {

/// A window that listens on any free ports and has received two traces.
struct Window : test::WindowFixture {
  Window() {
    for (const char* key : {"listen/port0", "listen/port1"}) settings.setValue(key, 0);
  }
  bool listen() {
    window.listenUi().start();
    if (!QTest::qWaitFor([this] { return listening().isOn() && session.isLive(); }, 10'000)) return false;
    send(2);
    return shows(2);
  }
  void send(int count) {
    for (int i = 0; i < count; ++i) listening().sendTestTrace(static_cast<std::size_t>(i % 2));
  }
  bool shows(int traces) {
    return QTest::qWaitFor(
        [this, traces] {
          return !session.isBusy() && tracesPage().isSettled() && table().model().rowCount() == traces &&
                 session.overview().statistics.traces == static_cast<std::uint64_t>(traces);
        },
        10'000);
  }
  void press(const char* button) {
    window.tabs().showView(0);
    tracesPage().liveStrip().findChild<QAbstractButton*>(button)->click();
  }
  [[nodiscard]] session::Listening& listening() const { return window.listenUi().listening(); }
};

}  // namespace

class ClearReceivedTest : public QObject {
  Q_OBJECT
 private slots:
  void clearedTracesComeBackWithUndo();
  void clearingTwiceIsOneStep();
  void afterListeningItIsFinal();
  void onlyWhatIsReceivedCanBeCleared();
  void aTraceIsPinnedFromTheListAndTheMenu();
  void whoSentIsListed();
};

void ClearReceivedTest::clearedTracesComeBackWithUndo() {
  Window f;
  QVERIFY(f.listen());
  f.press("clear");
  QVERIFY(f.shows(0));
  f.send(1);
  QVERIFY(f.shows(1));
  f.action("Undo clearing what was received")->trigger();
  QVERIFY(f.shows(3));
  f.action("Redo clearing what was received")->trigger();
  QVERIFY(f.shows(0));
}

void ClearReceivedTest::clearingTwiceIsOneStep() {
  Window f;
  QVERIFY(f.listen());
  f.action("Clear what was received")->trigger();
  QVERIFY(f.shows(0));
  f.send(1);
  QVERIFY(f.shows(1));
  f.action("Clear what was received")->trigger();
  QVERIFY(f.shows(0));
  f.action("Undo clearing what was received")->trigger();
  QVERIFY(f.shows(1));
  QVERIFY(!f.action("Undo")->isEnabled());
}

void ClearReceivedTest::afterListeningItIsFinal() {
  Window f;
  QVERIFY(f.listen());
  f.press("clear");
  QVERIFY(f.shows(0));
  f.listening().stop();
  QTRY_VERIFY(!f.session.isLive() && f.listening().path().empty());
  f.action("Undo clearing what was received")->trigger();
  QVERIFY(!f.action("Undo")->isEnabled());
  QVERIFY(!f.action("Clear what was received")->isEnabled());
  QVERIFY(f.shows(0));
}

void ClearReceivedTest::onlyWhatIsReceivedCanBeCleared() {
  Window f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  QVERIFY(!f.action("Clear what was received")->isEnabled());
  QVERIFY(!f.table().actions().canPin());
}

void ClearReceivedTest::aTraceIsPinnedFromTheListAndTheMenu() {
  Window f;
  QVERIFY(f.listen());
  QTRY_COMPARE_WITH_TIMEOUT(f.traceTabs() > 0, true, 10'000);
  f.window.tabs().showView(0);
  f.table().setCurrentRow(0);
  const TraceId trace = *f.table().currentTrace();
  QMenu menu;
  f.table().actions().fillMenu(menu, {0, {}, {}});
  for (QAction* action : menu.actions())
    if (action->text().startsWith("Pin")) action->trigger();
  QTRY_VERIFY(f.table().model().formats().isPinned(trace));
  f.window.tabs().openTrace(trace, {});
  QAction* pin = f.action("Pin: keep it when the limits drop others");
  QVERIFY(pin->isChecked() && pin->isEnabled());
  pin->trigger();
  QTRY_VERIFY(!f.table().model().formats().isPinned(trace));
}

void ClearReceivedTest::whoSentIsListed() {
  Window f;
  QVERIFY(f.listen());
  const sources::SourcesPage& page = *f.window.findChild<sources::SourcesPage*>();
  f.action("Sources")->trigger();
  const auto senders = [&page] {
    int count = 0;
    for (const sources::SourceLine& line : page.tree().sorted().rowCount() > 0
                                               ? std::vector<sources::SourceLine>(page.model().lines())
                                               : std::vector<sources::SourceLine>{})
      for (const sources::SourceLine& below : line.below)
        count += below.kind == sources::SourceLine::Kind::Sender ? 1 : 0;
    return count;
  };
  QTRY_VERIFY(senders() >= 2);
  QCOMPARE(page.model().rowCount(), 2);
}

QTEST_MAIN(ClearReceivedTest)
#include "clear_received_test.moc"
