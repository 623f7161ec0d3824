// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the panel says of who can send and of the copy that is forwarded, and the click that lets a web page
// in.
#include <QAbstractButton>
#include <QTcpSocket>

#include "tests/core/forward/http_endpoint.h"
#include "tests/ui/session/session_fixture.h"
#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/common/wrapped_label.h"
#include "ui/endpoints/forward_row.h"
#include "ui/endpoints/listen_panel.h"

using namespace spanloupe;
using namespace spanloupe::endpoints;

namespace {

struct Panel {
  test::Home home;
  ui::Look look;
  session::Listening listening;
  ListenPanel panel{look, listening};

  Panel() {
    panel.resize(520, 600);
    panel.show();
  }
  bool start() {
    auto endpoints = receive::Endpoints::usual();
    for (receive::ReceiverOptions& endpoint : endpoints) endpoint.port = 0;
    listening.start(endpoints, {});
    return QTest::qWaitFor([this] { return listening.isOn(); }, 10'000);
  }
  [[nodiscard]] QAbstractButton* button(const QString& name) const {
    for (QAbstractButton* each : panel.findChildren<QAbstractButton*>())
      if (each->objectName() == name || each->accessibleName() == name) return each;
    return nullptr;
  }
  [[nodiscard]] bool says(const QString& text) const {
    for (const ui::TextLabel* label : panel.findChildren<ui::TextLabel*>())
      if (label->isVisible() && label->text() == text) return true;
    for (const ui::WrappedLabel* label : panel.findChildren<ui::WrappedLabel*>())
      if (label->isVisible() && label->text() == text) return true;
    return false;
  }
  /// As a page of that origin would; the status line.
  [[nodiscard]] QByteArray post(const QString& origin) const {
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), listening.state().endpoints[1].port);
    socket.write(
        "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        "Content-Type: application/x-protobuf\r\nContent-Length: 0\r\nOrigin: " +
        origin.toLatin1() + "\r\n\r\n");
    socket.waitForDisconnected(10'000);
    return socket.readAll().left(12);
  }
};

}  // namespace

class ReachPanelTest : public QObject {
  Q_OBJECT
 private slots:
  void aRefusedOriginIsAllowedByOneClick();
  void pagesWithoutANameCannotBeAllowed();
  void nothingIsWarnedOfOnLoopback();
  void whyItIsNotOpenIsSaid();
  void theCopyHasItsRow();
  void settingsAreOneClickAway();
};

void ReachPanelTest::aRefusedOriginIsAllowedByOneClick() {
  Panel f;
  QSignalSpy allowed(&f.listening, &session::Listening::originAllowed);
  QVERIFY(f.start());
  QCOMPARE(f.post("http://localhost:3000"), QByteArray("HTTP/1.1 403"));
  QTRY_VERIFY(f.button("Allow http://localhost:3000"));
  QTest::mouseClick(f.button("Allow http://localhost:3000"), Qt::LeftButton);
  QCOMPARE(allowed.count(), 1);
  QTRY_VERIFY(f.says("allowed now"));
  QVERIFY(!f.button("Allow http://localhost:3000"));
  QCOMPARE(f.post("http://localhost:3000"), QByteArray("HTTP/1.1 200"));
  QCOMPARE(f.post("http://localhost:5173"), QByteArray("HTTP/1.1 403"));
  QTRY_VERIFY(f.button("Allow http://localhost:5173"));
}

void ReachPanelTest::pagesWithoutANameCannotBeAllowed() {
  Panel f;
  QVERIFY(f.start());
  QCOMPARE(f.post("null"), QByteArray("HTTP/1.1 403"));
  QTRY_COMPARE(f.listening.state().endpoints[1].refusals.size(), std::size_t{1});
  QTRY_VERIFY(f.says("1 request refused: from the web page null, which is not allowed"));
  QVERIFY(!f.button("Allow null"));
}

void ReachPanelTest::nothingIsWarnedOfOnLoopback() {
  Panel f;
  QVERIFY(f.start());
  QVERIFY(f.panel.warnings().isEmpty());
  QVERIFY(!f.panel.findChild<ForwardRow*>()->isVisible());
}

void ReachPanelTest::whyItIsNotOpenIsSaid() {
  Panel f;
  f.listening.setReach({{"0.0.0.0"}, f.home.path("missing").toStdString(), {}, {}});
  QVERIFY(f.start());
  QCOMPARE(f.panel.warnings().size(), 1);
  QVERIFY(f.panel.warnings().front().startsWith("Only this machine can send: "));
  QVERIFY(f.panel.warnings().front().contains("missing"));
  f.listening.setReach({{"203.0.113.9"}, {}, {}, {}});
  QTRY_VERIFY(f.panel.warnings().value(0).startsWith("203.0.113.9 is no address of this machine now"));
  f.listening.setReach({});
  QTRY_VERIFY(f.panel.warnings().isEmpty());
}

void ReachPanelTest::theCopyHasItsRow() {
  Panel f;
  test::HttpEndpoint other;
  f.listening.setForwarding(session::Forwarding{other.url(), {}});
  QVERIFY(f.start());
  auto* row = f.panel.findChild<ForwardRow*>();
  QTRY_VERIFY(row->isVisible());
  QTest::mouseClick(f.button("sendTestTrace"), Qt::LeftButton);
  QCOMPARE(other.waitFor(1).size(), std::size_t{1});
  QTRY_VERIFY(f.says(QString("1 sent")));
  QVERIFY(row->accessibleName().startsWith("1 request forwarded to http://127.0.0.1:"));
  f.listening.setForwarding(session::Forwarding{"ftp://x", {}});
  QTRY_VERIFY(row->accessibleName().startsWith("Nothing is forwarded to ftp://x: "));
  f.listening.setForwarding(std::nullopt);
  QTRY_VERIFY(!row->isVisible());
}

void ReachPanelTest::settingsAreOneClickAway() {
  Panel f;
  QSignalSpy wanted(&f.panel, &ListenPanel::settingsRequested);
  QTest::mouseClick(f.button("listenSettings"), Qt::LeftButton);
  QCOMPARE(wanted.count(), 1);
}

QTEST_MAIN(ReachPanelTest)
#include "reach_panel_test.moc"
