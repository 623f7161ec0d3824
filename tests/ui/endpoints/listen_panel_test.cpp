// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a new user does on the start page: copy the lines, send a test trace, mend what keeps an endpoint from
// listening.
#include "ui/endpoints/listen_panel.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>
#include <QTabBar>

#include "tests/ui/session/session_fixture.h"
#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/endpoints/endpoint_rows.h"
#include "ui/endpoints/setup_card.h"

using namespace spanloupe;
using namespace spanloupe::endpoints;

class ListenPanelTest : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void cleanup();
  void offersTheLinesBeforeAnythingListens();
  void copiesOneLineAndAll();
  void theTabStaysWhenThePortChanges();
  void eachWayOfAKindIsOneClickAway();
  void asksToStartAndThenSendsATestTrace();
  void stopsAnEndpoint();
  void anEndpointElsewhereIsOneClickFromItsUsualPort();

 private:
  [[nodiscard]] QAbstractButton* button(const QString& name) const {
    for (QAbstractButton* each : m_panel->findChildren<QAbstractButton*>())
      if (each->objectName() == name || each->accessibleName() == name) return each;
    return nullptr;
  }
  void click(const QString& name) const { QTest::mouseClick(button(name), Qt::LeftButton); }
  [[nodiscard]] bool listen() {
    auto endpoints = receive::Endpoints::usual();
    for (receive::ReceiverOptions& endpoint : endpoints) endpoint.port = 0;
    m_listening->start(endpoints, {});
    return QTest::qWaitFor([this] { return m_listening->isOn(); }, 10'000);
  }

  std::unique_ptr<test::Home> m_home;
  ui::Look m_look;
  std::unique_ptr<session::Listening> m_listening;
  std::unique_ptr<ListenPanel> m_panel;
};

void ListenPanelTest::init() {
  m_home = std::make_unique<test::Home>();
  m_listening = std::make_unique<session::Listening>();
  m_panel = std::make_unique<ListenPanel>(m_look, *m_listening);
  m_panel->resize(520, 500);
  m_panel->show();
}

void ListenPanelTest::cleanup() {
  m_panel.reset();
  m_listening.reset();
}

void ListenPanelTest::offersTheLinesBeforeAnythingListens() {
  QCOMPARE(m_panel->summary(), QString("not listening"));
  QVERIFY(m_panel->card().tabs().count() >= 8);
  QVERIFY(button("Start OTLP/gRPC") && button("Start OTLP/HTTP"));
  QVERIFY(button("startListening")->isVisible());
  QVERIFY(!button("sendTestTrace")->isEnabled());
}

void ListenPanelTest::copiesOneLineAndAll() {
  QSignalSpy noted(m_panel.get(), &ListenPanel::noted);
  const receive::SetupLines& first = m_panel->card().lines().front();
  const QString line = QString::fromStdString(first.lines.front());
  click("Copy " + line);
  QCOMPARE(QGuiApplication::clipboard()->text(), line + '\n');
  click("copyAllLines");
  QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromStdString(first.text()));
  QVERIFY(QGuiApplication::clipboard()->text().contains("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:"));
  QCOMPARE(noted.count(), 2);
}

void ListenPanelTest::theTabStaysWhenThePortChanges() {
  SetupCard& card = m_panel->card();
  QTabBar& tabs = card.tabs();
  tabs.setCurrentIndex(tabs.count() - 1);
  QVERIFY(card.variants() != nullptr);
  QTest::mouseClick(card.variants(), Qt::LeftButton, {}, card.variants()->rectOf(1).center());
  QCOMPARE(card.shown()->id, std::string("docker-compose"));
  QVERIFY(listen());
  QTRY_VERIFY(m_panel->summary().startsWith("ready"));
  QCOMPARE(tabs.currentIndex(), tabs.count() - 1);
  QCOMPARE(card.shown()->id, std::string("docker-compose"));
  QCOMPARE(card.variants()->current(), 1);
}

void ListenPanelTest::eachWayOfAKindIsOneClickAway() {
  SetupCard& card = m_panel->card();
  QStringList kinds;
  for (int i = 0; i < card.tabs().count(); ++i) kinds << card.tabs().tabText(i);
  QCOMPARE(kinds, QStringList({"Environment", "Python", "Node.js", "Java", "Go", ".NET", "Rust", "Collector",
                               "Docker"}));
  QCOMPARE(card.shown()->id, std::string("env-http"));
  QTest::mouseClick(card.variants(), Qt::LeftButton, {}, card.variants()->rectOf(1).center());
  QCOMPARE(card.shown()->id, std::string("env-grpc"));
  click("copyAllLines");
  QVERIFY(QGuiApplication::clipboard()->text().contains("PROTOCOL=grpc"));
  card.tabs().setCurrentIndex(1);
  QCOMPARE(card.shown()->id, std::string("python"));
  QTest::mouseClick(card.variants(), Qt::LeftButton, {}, card.variants()->rectOf(1).center());
  QCOMPARE(card.shown()->id, std::string("python-flask"));
  card.tabs().setCurrentIndex(2);
  QCOMPARE(card.shown()->id, std::string("node"));
  QVERIFY(card.variants() == nullptr);
}

void ListenPanelTest::asksToStartAndThenSendsATestTrace() {
  QSignalSpy wanted(m_panel.get(), &ListenPanel::startRequested);
  click("startListening");
  QCOMPARE(wanted.count(), 1);
  click("Start OTLP/HTTP");
  QCOMPARE(wanted.count(), 2);
  QVERIFY(listen());
  QTRY_VERIFY(button("sendTestTrace")->isEnabled());
  QVERIFY(!button("startListening")->isVisible());
  QSignalSpy sent(m_listening.get(), &session::Listening::testTraceSent);
  click("sendTestTrace");
  QTRY_COMPARE(sent.count(), 1);
  QTRY_VERIFY(m_panel->summary().endsWith("span/s") || m_panel->summary().endsWith("spans/s"));
}

void ListenPanelTest::stopsAnEndpoint() {
  QVERIFY(listen());
  QTRY_VERIFY(button("Stop OTLP/gRPC"));
  click("Stop OTLP/gRPC");
  QTRY_VERIFY(button("Start OTLP/gRPC"));
  QVERIFY(button("Stop OTLP/HTTP"));
}

void ListenPanelTest::anEndpointElsewhereIsOneClickFromItsUsualPort() {
  QVERIFY(listen());
  QTRY_VERIFY(button("Use 4317") && button("Use 4318"));
  // Which port is free here is not for this test to say: that it asks for this one is.
  QSignalSpy moved(&m_panel->rows(), &EndpointRows::moveRequested);
  click("Use 4318");
  QCOMPARE(moved.count(), 1);
  QCOMPARE(moved[0][0].value<std::size_t>(), std::size_t{1});
  QCOMPARE(moved[0][1].value<std::uint16_t>(), std::uint16_t{4318});
}

QTEST_MAIN(ListenPanelTest)
#include "listen_panel_test.moc"
