// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who may send and where copies go, from the settings to the receivers of the window, and at its next start.
#include <QAbstractButton>
#include <QLabel>
#include <QTcpSocket>
#include <QTimer>

#include "tests/core/forward/http_endpoint.h"
#include "tests/core/receive/http_client.h"
#include "tests/ui/shell/window_fixture.h"
#include "ui/endpoints/endpoint_rows.h"
#include "ui/endpoints/listen_panel.h"
#include "ui/settings/listen_settings.h"
#include "ui/settings/settings_dialog.h"
#include "ui/shell/endpoints_dialog.h"
#include "ui/shell/listen_segments.h"
#include "ui/shell/listen_ui.h"

using namespace spanloupe;

namespace {

/// A window that listens on any free ports.
struct Window : test::WindowFixture {
  Window() {
    for (const char* key : {"listen/port0", "listen/port1"}) settings.setValue(key, 0);
  }
  [[nodiscard]] session::Listening& listening() const { return window.listenUi().listening(); }
  bool listen() {
    window.listenUi().start();
    return QTest::qWaitFor([this] { return listening().isOn(); }, 10'000);
  }
  [[nodiscard]] QString segments() const {
    QStringList texts;
    for (const auto& segment : window.listenUi().segments().segments()) texts << segment.text;
    return texts.join('|');
  }
};

}  // namespace

class ListenReachTest : public QObject {
  Q_OBJECT
 private slots:
  void anAllowedPageIsRememberedForTheNextStart();
  void whatIsSetIsThereAtTheStartAndAtOnce();
  void theStatusLineTellsOfACopyThatWaits();
  void theStatusLineWarnsOfWhatIsOpen();
  void thePanelLeadsToItsSettings();
  void whatIsRefusedIsCountedOnceAndExplained();
};

void ListenReachTest::anAllowedPageIsRememberedForTheNextStart() {
  Window f;
  QVERIFY(f.listen());
  f.window.listenUi().segments().click();
  endpoints::EndpointRows& rows = f.window.listenUi().dialog()->panel().rows();
  emit rows.originAllowed("http://localhost:3000");
  QCOMPARE(settings::allowedOrigins(f.settings), (std::vector<std::string>{"http://localhost:3000"}));
  f.listening().stop();
  QTRY_VERIFY(f.listening().state().phase == session::ListeningState::Phase::Off);
  QVERIFY(f.listen());
  QCOMPARE(f.listening().state().allowedOrigins, (std::vector<std::string>{"http://localhost:3000"}));
  // And what is taken back in the settings is refused at once.
  f.settings.remove(settings::kOriginsKey);
  f.window.listenUi().readSettings();
  QTRY_VERIFY(f.listening().state().allowedOrigins.empty());
  QVERIFY(settings::allowedOrigins(f.settings).empty());
}

void ListenReachTest::whatIsSetIsThereAtTheStartAndAtOnce() {
  Window f;
  test::HttpEndpoint other;
  f.settings.setValue(settings::kForwardKey, true);
  f.settings.setValue(settings::kForwardUrlKey, QString::fromStdString(other.url()));
  f.settings.setValue(settings::kOthersKey, true);
  f.settings.setValue(settings::kAddressesKey, QStringList("203.0.113.9"));
  QVERIFY(f.listen());
  QCOMPARE(f.listening().state().reach.absent, (std::vector<std::string>{"203.0.113.9"}));
  QVERIFY(f.listening().state().forwarding);
  f.listening().sendTestTrace(1);
  QCOMPARE(other.waitFor(1).size(), std::size_t{1});
  f.settings.setValue(settings::kOthersKey, false);
  f.settings.setValue(settings::kForwardKey, false);
  f.window.listenUi().readSettings();
  QTRY_VERIFY(f.listening().state().reach.absent.empty() && !f.listening().state().forwarding);
}

void ListenReachTest::theStatusLineTellsOfACopyThatWaits() {
  Window f;
  auto other = std::make_unique<test::HttpEndpoint>();
  const unsigned short port = other->port();
  f.settings.setValue(settings::kForwardKey, true);
  f.settings.setValue(settings::kForwardUrlKey, QString::fromStdString(other->url()));
  QVERIFY(f.listen());
  QVERIFY(!f.segments().contains("forward"));
  other.reset();
  f.listening().sendTestTrace(1);
  QTRY_VERIFY_WITH_TIMEOUT(f.segments().contains("1 to forward"), 10'000);
  other = std::make_unique<test::HttpEndpoint>(port);
  QTRY_VERIFY_WITH_TIMEOUT(!f.segments().contains("forward"), 10'000);
  QCOMPARE(other->waitFor(1).size(), std::size_t{1});
}

void ListenReachTest::theStatusLineWarnsOfWhatIsOpen() {
  Window f;
  f.settings.setValue(settings::kOthersKey, true);
  f.settings.setValue(settings::kAddressesKey, QStringList("0.0.0.0"));
  f.settings.setValue(settings::kTokenKey, true);
  f.home.write("listen.token", "opensesame\n");
  QFile::setPermissions(f.home.path("listen.token"), QFile::ReadOwner);
  QVERIFY(f.listen());
  const auto& first = f.window.listenUi().segments().segments().front();
  QVERIFY(first.isWarning);
  QVERIFY2(first.toolTip.contains("open to other machines on every address"), qPrintable(first.toolTip));
  f.settings.setValue(settings::kOthersKey, false);
  f.window.listenUi().readSettings();
  QTRY_VERIFY(!f.window.listenUi().segments().segments().front().isWarning &&
              f.listening().state().endpoints[0].phase == receive::EndpointState::Phase::Listening);
}

void ListenReachTest::thePanelLeadsToItsSettings() {
  Window f;
  QString page;
  QTimer::singleShot(0, &f.window, [&page] {
    auto* dialog = qobject_cast<settings::SettingsDialog*>(QApplication::activeModalWidget());
    if (dialog == nullptr) return;
    for (auto* each : dialog->findChildren<QWidget*>())
      if (each->accessibleName() == "Other machines" && each->isVisible()) page = each->accessibleName();
    dialog->accept();
  });
  emit f.window.findChild<endpoints::ListenPanel*>()->settingsRequested();
  QCOMPARE(page, QString("Other machines"));
}

void ListenReachTest::whatIsRefusedIsCountedOnceAndExplained() {
  Window f;
  QVERIFY(f.listen());
  std::uint16_t port = 0;
  for (const auto& endpoint : f.listening().state().endpoints)
    if (endpoint.protocol == receive::Protocol::OtlpHttp) port = endpoint.port;
  const auto post = [port](const std::string& body) {
    test::HttpClient client(port);
    client.send(test::httpPost("/v1/traces", body, {{"Content-Type", "application/json"}}));
    return client.read().status;
  };
  QCOMPARE(post("no JSON"), 400);
  QCOMPARE(post(R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"has no ids"}]}]}]})"), 200);
  QTRY_VERIFY2(f.segments().contains("2 refused"), qPrintable(f.segments()));
  f.window.listenUi().segments().click();
  const auto explained = [&f](const char* text) {
    for (const auto* label : f.window.listenUi().dialog()->findChildren<QLabel*>())
      if (label->isVisible() && label->text().contains(text)) return true;
    return false;
  };
  QTRY_VERIFY(explained("1 request refused: that could not be decoded"));
  QTRY_VERIFY(explained("1 span refused out of these"));
}

QTEST_MAIN(ListenReachTest)
#include "listen_reach_test.moc"
