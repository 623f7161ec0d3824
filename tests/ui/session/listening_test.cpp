// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The receivers of a window: what they take is in the default session, to be seen at once and after a
// restart.
#include "ui/session/listening.h"

#include <QTcpServer>

#include "core/store/snapshot.h"
#include "session_fixture.h"

using namespace spanloupe;
using namespace spanloupe::session;
using Phase = receive::EndpointState::Phase;

namespace {

/// Both protocols on any port that is free.
std::vector<receive::ReceiverOptions> anyPorts() {
  auto endpoints = receive::Endpoints::usual();
  for (receive::ReceiverOptions& endpoint : endpoints) endpoint.port = 0;
  return endpoints;
}

bool start(Listening& listening, std::vector<receive::ReceiverOptions> endpoints = anyPorts()) {
  listening.start(std::move(endpoints), {});
  return QTest::qWaitFor([&] { return listening.isOn(); }, 10'000);
}

std::uint64_t tracesOf(TraceSession& session) {
  session.refresh();
  return session.snapshot() ? session.snapshot()->traceCount() : 0;
}

}  // namespace

class ListeningTest : public QObject {
  Q_OBJECT
 private slots:
  void listensOnBothProtocols();
  void aTestTraceOfEachEndpointIsSeen();
  void whatWasReceivedIsThereAfterARestart();
  void aTakenPortIsSaidAndAnotherCanBeUsed();
  void anEndpointStopsAndStarts();
  void whoSentIsCounted();
  void aStateThatStaysIsNotToldAgain();
  void stoppingTwiceAndStartingAgainWork();
};

void ListeningTest::listensOnBothProtocols() {
  const test::Home home;
  Listening listening;
  QSignalSpy opened(&listening, &Listening::opened);
  QVERIFY(start(listening));
  QTRY_COMPARE(opened.count(), 1);
  const auto& endpoints = listening.state().endpoints;
  QCOMPARE(endpoints.size(), std::size_t{2});
  for (const receive::EndpointState& endpoint : endpoints) {
    QVERIFY(endpoint.phase == Phase::Listening);
    QVERIFY(endpoint.port != 0);
  }
  QVERIFY(endpoints[0].port != endpoints[1].port);
  QCOMPARE(listening.state().spansPerSecond.size(), Listening::kSeconds);
}

void ListeningTest::aTestTraceOfEachEndpointIsSeen() {
  const test::Home home;
  Listening listening;
  QVERIFY(start(listening));
  TraceSession session;
  connect(&listening, &Listening::committed, &session, &TraceSession::refresh);
  session.openDefault();
  QSignalSpy sent(&listening, &Listening::testTraceSent);
  listening.sendTestTrace(0);
  listening.sendTestTrace(1);
  QTRY_COMPARE(sent.count(), 2);
  QTRY_COMPARE(tracesOf(session), 2ULL);
  QTRY_COMPARE(session.overview().statistics.spans, 6ULL);
}

void ListeningTest::whatWasReceivedIsThereAfterARestart() {
  const test::Home home;
  {
    Listening listening;
    QVERIFY(start(listening));
    QSignalSpy sent(&listening, &Listening::testTraceSent);
    listening.sendTestTrace(0);
    QTRY_COMPARE(sent.count(), 1);
  }
  Listening again;
  QVERIFY(start(again));
  TraceSession session;
  session.openDefault();
  QTRY_COMPARE(tracesOf(session), 1ULL);
  QTRY_COMPARE(session.overview().sources.size(), std::size_t{2});  // The same endpoints, not new ones.
}

void ListeningTest::aTakenPortIsSaidAndAnotherCanBeUsed() {
  const test::Home home;
  QTcpServer other;
  QVERIFY(other.listen(QHostAddress::LocalHost));
  auto endpoints = anyPorts();
  endpoints[1].port = other.serverPort();
  Listening listening;
  QVERIFY(start(listening, endpoints));
  const receive::EndpointState taken = listening.state().endpoints[1];
  QVERIFY(taken.phase == Phase::PortTaken);
  QVERIFY(taken.holder && taken.holder->isThisProcess);
  QVERIFY(taken.nextFree != 0 && taken.nextFree != other.serverPort());
  listening.moveEndpoint(1, taken.nextFree);
  QTRY_VERIFY(listening.state().endpoints[1].phase == Phase::Listening);
  QCOMPARE(listening.state().endpoints[1].port, taken.nextFree);
}

void ListeningTest::anEndpointStopsAndStarts() {
  const test::Home home;
  Listening listening;
  QVERIFY(start(listening));
  listening.stopEndpoint(0);
  QTRY_VERIFY(listening.state().endpoints[0].phase == Phase::Off);
  QVERIFY(listening.state().endpoints[1].phase == Phase::Listening);
  listening.startEndpoint(0);
  QTRY_VERIFY(listening.state().endpoints[0].phase == Phase::Listening);
}

void ListeningTest::whoSentIsCounted() {
  const test::Home home;
  Listening listening;
  QVERIFY(start(listening));
  listening.sendTestTrace(1);
  QTRY_COMPARE(listening.state().senders.size(), std::size_t{1});
  const ingest::SenderState& sender = listening.state().senders.front();
  QCOMPARE(QString::fromStdString(sender.service), QString("spanloupe-test"));
  QCOMPARE(sender.spans, 3ULL);
  QCOMPARE(sender.source, listening.state().sources[1]);
  QCOMPARE(listening.state().counts.spans, 3ULL);
}

void ListeningTest::aStateThatStaysIsNotToldAgain() {
  const test::Home home;
  Listening listening;
  QVERIFY(start(listening));
  QSignalSpy told(&listening, &Listening::pinnedChanged);
  // One thing after another: when pins are told of, whatever was to be said before has been.
  const auto settle = [&] {
    const auto before = told.count();
    listening.setPinned({1, 1}, true);
    return QTest::qWaitFor([&] { return told.count() > before; });
  };
  QVERIFY(settle());
  QSignalSpy changed(&listening, &Listening::stateChanged);
  listening.setAllowedOrigins({});
  QVERIFY(settle());
  QCOMPARE(changed.count(), 0);
  listening.setAllowedOrigins({"http://localhost:3000"});
  QVERIFY(settle());
  QCOMPARE(changed.count(), 1);
}

void ListeningTest::stoppingTwiceAndStartingAgainWork() {
  const test::Home home;
  Listening listening;
  QVERIFY(start(listening));
  QSignalSpy closed(&listening, &Listening::closed);
  listening.stop();
  listening.stop();
  QTRY_COMPARE(closed.count(), 1);
  QVERIFY(listening.state().phase == ListeningState::Phase::Off);
  QVERIFY(listening.path().empty());
  QVERIFY(start(listening));
}

QTEST_GUILESS_MAIN(ListeningTest)
#include "listening_test.moc"
