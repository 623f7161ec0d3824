// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From an empty window to the first trace: listening, what comes, and what is there at the next start.
#include <QAbstractButton>
#include <QMenuBar>

#include "tests/ui/shell/window_fixture.h"
#include "ui/commands/command_list.h"
#include "ui/common/live_strip.h"
#include "ui/endpoints/setup_card.h"
#include "ui/shell/endpoints_dialog.h"
#include "ui/shell/listen_segments.h"
#include "ui/shell/listen_ui.h"
#include "ui/start/start_page.h"

using namespace spanloupe;

namespace {

QAbstractButton* buttonOf(const QWidget& parent, const QString& name) {
  for (auto* each : parent.findChildren<QAbstractButton*>())
    if (each->objectName() == name && each->isVisible()) return each;
  return nullptr;
}

/// A window that listens on any free ports.
struct Window : test::WindowFixture {
  Window() {
    for (const char* key : {"listen/port0", "listen/port1"}) settings.setValue(key, 0);
  }
  [[nodiscard]] start::StartPage& page() const { return *window.findChild<start::StartPage*>(); }
  [[nodiscard]] session::Listening& listening() const { return window.listenUi().listening(); }
  bool listen() {
    QTest::mouseClick(buttonOf(page(), "startListening"), Qt::LeftButton);
    return QTest::qWaitFor([this] { return listening().isOn() && session.isLive(); }, 10'000);
  }
};

}  // namespace

class ListenWindowTest : public QObject {
  Q_OBJECT
 private slots:
  void whileNothingComesTheStartPageStays();
  void asAnOptionOfTheStartItShowsHowToSend();
  void aTestTraceIsOpened();
  void aTestTraceAfterAnotherIsOpenedToo();
  void theFirstTraceBecomesTheList();
  void theStatusLineTellsOfEndpoints();
  void aFileStaysOpenWhileOthersSend();
  void theDialogStopsListening();
  void startingWithReceiversWaitsForTheirSession();
  void theMenuStartsSendsAndStops();
  void theLinesHaveTheSetPortsBeforeItListens();
};

void ListenWindowTest::whileNothingComesTheStartPageStays() {
  Window f;
  QVERIFY(f.listen());
  QTRY_VERIFY(!f.session.isBusy());
  QVERIFY(f.page().isVisible());
}

void ListenWindowTest::asAnOptionOfTheStartItShowsHowToSend() {
  Window f;
  shell::StartRequest request;
  request.listen = true;
  f.window.open(request);
  f.window.openLast();
  QTRY_VERIFY_WITH_TIMEOUT(f.session.isLive() && f.window.isSettled(), 10'000);
  QVERIFY(f.page().isVisible());
  QTRY_VERIFY(buttonOf(f.page(), "sendTestTrace"));
}

void ListenWindowTest::aTestTraceIsOpened() {
  Window f;
  QVERIFY(f.listen());
  QTRY_VERIFY(buttonOf(f.page(), "sendTestTrace") && buttonOf(f.page(), "sendTestTrace")->isEnabled());
  QTest::mouseClick(buttonOf(f.page(), "sendTestTrace"), Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(f.trace() && f.trace()->document(), 10'000);
  QCOMPARE(f.trace()->document()->spanCount(), std::size_t{3});
}

void ListenWindowTest::aTestTraceAfterAnotherIsOpenedToo() {
  Window f;
  QVERIFY(f.listen());
  for (int count = 1; count <= 3; ++count) {
    f.listening().sendTestTrace(static_cast<std::size_t>(count % 2));
    QTRY_COMPARE(f.traceTabs(), count);
    QTRY_VERIFY_WITH_TIMEOUT(f.trace() && f.trace()->document(), 10'000);
    QCOMPARE(f.trace()->document()->spanCount(), std::size_t{3});
  }
}

void ListenWindowTest::theFirstTraceBecomesTheList() {
  Window f;
  QVERIFY(f.listen());
  f.listening().sendTestTrace(0);
  f.listening().sendTestTrace(1);
  QTRY_COMPARE(f.table().model().rowCount(), 2);
  QTRY_VERIFY(!f.page().isVisible());
  QVERIFY(f.tracesPage().liveStrip().isVisibleTo(&f.tracesPage()));
}

void ListenWindowTest::theStatusLineTellsOfEndpoints() {
  Window f;
  QVERIFY(!f.window.listenUi().segments().isVisible());
  QVERIFY(f.listen());
  const auto texts = [&f] {
    QStringList all;
    for (const auto& segment : f.window.listenUi().segments().segments()) all << segment.text;
    return all.join("|");
  };
  QTRY_VERIFY(texts().startsWith("gRPC "));
  QVERIFY(texts().contains("|HTTP ") && texts().endsWith("|ready, waiting for spans"));
  f.listening().sendTestTrace(0);
  QTRY_VERIFY(texts().contains("/s"));
}

void ListenWindowTest::aFileStaysOpenWhileOthersSend() {
  Window f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.window.listenUi().start();
  QTRY_VERIFY(f.listening().isOn());
  QVERIFY(!f.session.isLive());
  QSignalSpy committed(&f.listening(), &session::Listening::committed);
  f.window.findChild<shell::ListenSegments*>()->click();
  QVERIFY(f.window.listenUi().dialog());
  f.listening().sendTestTrace(0);
  QTRY_VERIFY(committed.count() > 0);
  // The test trace was asked for, so it is shown.
  QTRY_VERIFY_WITH_TIMEOUT(f.trace() && f.trace()->document(), 10'000);
  QVERIFY(f.session.isLive());
}

void ListenWindowTest::theDialogStopsListening() {
  Window f;
  QVERIFY(f.listen());
  f.action("Listening endpoints…")->trigger();
  shell::EndpointsDialog* dialog = f.window.listenUi().dialog();
  QVERIFY(dialog && dialog->isVisible());
  QTest::mouseClick(buttonOf(*dialog, "stopListening"), Qt::LeftButton);
  QTRY_VERIFY(f.listening().state().phase == session::ListeningState::Phase::Off);
  QVERIFY(!f.session.isLive());
  QVERIFY(!f.settings.value("listen/on").toBool());
}

// It may be half made while it is being opened.
void ListenWindowTest::startingWithReceiversWaitsForTheirSession() {
  Window f;
  f.settings.setValue("listen/on", true);
  QSignalSpy failed(&f.session, &session::TraceSession::failed);
  QSignalSpy nothing(&f.session, &session::TraceSession::nothingToOpen);
  f.window.openLast();
  QVERIFY(f.listening().state().phase == session::ListeningState::Phase::Opening);
  QTRY_VERIFY(f.listening().isOn() && f.session.isLive() && !f.session.isBusy());
  QCOMPARE(failed.count(), 0);
  QCOMPARE(nothing.count(), 0);
}

void ListenWindowTest::theMenuStartsSendsAndStops() {
  Window f;
  const auto action = [&f](const QString& title) -> QAction* {
    for (const commands::Command& command : commands::commandsOf(*f.window.menuBar()))
      if (command.title == title) return command.action;
    return nullptr;
  };
  QVERIFY(action("Start listening") && action("Send a test trace"));
  QVERIFY(!action("Send a test trace")->isEnabled());
  action("Start listening")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(f.listening().isOn() && f.session.isLive(), 10'000);
  QTRY_VERIFY(action("Send a test trace")->isEnabled());
  action("Send a test trace")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(f.trace() && f.trace()->document(), 10'000);
  QVERIFY(action("Stop listening"));
  action("Stop listening")->trigger();
  QTRY_VERIFY(action("Start listening") && action("Start listening")->isEnabled());
  QVERIFY(!action("Send a test trace")->isEnabled());
}

void ListenWindowTest::theLinesHaveTheSetPortsBeforeItListens() {
  Window f;
  f.settings.setValue("listen/port1", 14'318);
  f.window.listenUi().readSettings();
  const auto* card = f.page().findChild<endpoints::SetupCard*>();
  QVERIFY(QString::fromStdString(card->shown()->text()).contains("127.0.0.1:14318"));
}

QTEST_MAIN(ListenWindowTest)
#include "listen_window_test.moc"
