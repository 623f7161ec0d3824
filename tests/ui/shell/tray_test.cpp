// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where there is a tray, and it is set so, a window that listens is hidden instead of closed.
#include "ui/shell/tray.h"

#include <QCloseEvent>
#include <QMenu>

#include "tests/ui/shell/window_fixture.h"
#include "ui/shell/listen_ui.h"

using namespace spanloupe;
using namespace spanloupe::shell;

namespace {

class Window : public QWidget {
 public:
  Tray* tray = nullptr;

 protected:
  void closeEvent(QCloseEvent* event) override {
    if (tray->takesOver()) event->ignore();
  }
};

struct Tried {
  test::Home home;
  QSettings settings{home.path("s.ini"), QSettings::IniFormat};
  ui::Look look;
  session::Listening listening;
  Window window;

  explicit Tried(bool hasTray) {
    window.tray =
        new Tray({look, listening, settings, window, hasTray ? +[] { return true; } : +[] { return false; }});
    window.show();
  }
  bool listen() {
    std::vector<receive::ReceiverOptions> endpoints = receive::Endpoints::usual();
    for (receive::ReceiverOptions& endpoint : endpoints) endpoint.port = 0;
    listening.start(std::move(endpoints), {});
    return QTest::qWaitFor([this] { return listening.isOn(); }, 10'000);
  }
  void choose(const QString& text) const {
    for (QAction* action : window.tray->menu().actions())
      if (action->text() == text) action->trigger();
  }
};

}  // namespace

class TrayTest : public QObject {
  Q_OBJECT
 private slots:
  void cleanup() { QGuiApplication::setQuitOnLastWindowClosed(true); }
  void byItselfAClosedWindowIsClosed();
  void setSoAListeningWindowIsHidden();
  void itComesBackAndQuits();
  void withoutATrayNothingChanges();
  void theMainWindowClosesAsBefore();
};

void TrayTest::byItselfAClosedWindowIsClosed() {
  Tried f(true);
  QVERIFY(f.listen());
  QVERIFY(!f.window.tray->isShown());
  QVERIFY(f.window.close());
}

void TrayTest::setSoAListeningWindowIsHidden() {
  Tried f(true);
  f.settings.setValue("listen/tray", 1);
  f.window.tray->refresh();
  QVERIFY(!f.window.tray->isShown());
  QVERIFY(f.listen());
  QTRY_VERIFY(f.window.tray->isShown());
  QVERIFY(!f.window.close());
  QVERIFY(!f.window.isVisible());
  QVERIFY(f.listening.isOn());
  // Whatever happens meanwhile, there is a way back.
  f.settings.setValue("listen/tray", 0);
  f.window.tray->refresh();
  QVERIFY(f.window.tray->isShown());
}

void TrayTest::itComesBackAndQuits() {
  Tried f(true);
  f.settings.setValue("listen/tray", 1);
  QVERIFY(f.listen());
  QVERIFY(!f.window.close());
  f.choose("Show");
  QVERIFY(f.window.isVisible());
  QVERIFY(QGuiApplication::quitOnLastWindowClosed());
  QSignalSpy stop(f.window.tray, &Tray::stopRequested);
  f.choose("Stop listening");
  QCOMPARE(stop.count(), 1);
  f.choose("Quit");
  QVERIFY(!f.window.isVisible());
  QVERIFY(f.listening.isOn());
}

void TrayTest::withoutATrayNothingChanges() {
  Tried f(false);
  f.settings.setValue("listen/tray", 1);
  QVERIFY(f.listen());
  QVERIFY(!f.window.tray->isShown());
  QVERIFY(f.window.close());
}

void TrayTest::theMainWindowClosesAsBefore() {
  test::WindowFixture f;
  f.settings.setValue("listen/tray", 1);
  f.action("Quit")->trigger();
  QVERIFY(!f.window.isVisible());
}

QTEST_MAIN(TrayTest)
#include "tray_test.moc"
