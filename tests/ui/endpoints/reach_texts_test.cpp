// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The words for what is open to others, and for the copy that is forwarded.
#include <QTest>

#include "ui/endpoints/endpoint_texts.h"

using namespace spanloupe;
using namespace spanloupe::endpoints;
using Phase = receive::EndpointState::Phase;

namespace {

session::ListeningState openOn(const std::vector<std::string>& addresses) {
  session::ListeningState state;
  state.phase = session::ListeningState::Phase::On;
  state.endpoints = usualEndpoints();
  for (receive::EndpointState& endpoint : state.endpoints) {
    endpoint.phase = Phase::Listening;
    endpoint.addresses = addresses;
  }
  return state;
}

QString thin(QString text) { return text.replace(QChar(0x202f), QLatin1Char(' ')); }

}  // namespace

class ReachTextsTest : public QObject {
  Q_OBJECT
 private slots:
  void loopbackIsNothingToWarnOf();
  void whatDoesNotProtectIsSaid();
  void onlyWhatListensIsOpen();
  void whyOthersCannotSendIsSaid();
  void aCopyThatKeepsPaceIsCalm();
  void whatIsWrongWithACopyIsSaid();
  void whatWaitsAfterTheEndIsSaid();
};

void ReachTextsTest::loopbackIsNothingToWarnOf() {
  QCOMPARE(openText({}), QString());
  QCOMPARE(openText(openOn({"127.0.0.1", "::1"})), QString());
}

void ReachTextsTest::whatDoesNotProtectIsSaid() {
  session::ListeningState state = openOn({"0.0.0.0", "::1"});
  QCOMPARE(openText(state),
           QString("Other machines can send to OTLP/gRPC and OTLP/HTTP on every address. Without a token, "
                   "anyone who reaches this machine can. Without TLS, what is sent can be read on the way."));
  for (receive::EndpointState& endpoint : state.endpoints) endpoint.hasToken = true;
  QCOMPARE(openText(state),
           QString("Other machines that know the token can send to OTLP/gRPC and OTLP/HTTP on every address. "
                   "Without TLS, what is sent can be read on the way."));
  state.endpoints[0].certificateFile = state.endpoints[1].certificateFile = "c.pem";
  QVERIFY(openText(state).endsWith("on every address."));
}

void ReachTextsTest::onlyWhatListensIsOpen() {
  session::ListeningState state = openOn({"127.0.0.1", "172.17.0.1", "192.168.1.7"});
  state.endpoints[0].phase = Phase::Off;
  QVERIFY(openText(state).startsWith(
      "Other machines can send to OTLP/HTTP on 172.17.0.1 and 192.168.1.7. Without"));
  state.endpoints[1].phase = Phase::PortTaken;
  QCOMPARE(openText(state), QString());
}

void ReachTextsTest::whyOthersCannotSendIsSaid() {
  session::ReachState reach;
  QCOMPARE(reachProblemText(reach), QString());
  reach.absent = {"172.17.0.1"};
  QVERIFY(reachProblemText(reach).startsWith("172.17.0.1 is no address of this machine now"));
  reach.problem = Error{ErrorKind::Io, "it cannot be read", "/x/listen.token", {}};
  QCOMPARE(reachProblemText(reach),
           QString("Only this machine can send: /x/listen.token: it cannot be read."));
}

void ReachTextsTest::aCopyThatKeepsPaceIsCalm() {
  session::ForwardingState copy;
  copy.target = "https://api.example.com:443";
  copy.counts.sentRequests = 1240;
  QVERIFY(!needsAttention(copy));
  QCOMPARE(forwardingTexts(copy).size(), 1);
  QCOMPARE(thin(forwardingTexts(copy).front()),
           QString("1 240 requests forwarded to https://api.example.com:443"));
  copy.counts.waitingRequests = 3;
  copy.counts.waitingBytes = 1'200'000;
  copy.counts.lastError = "long ago";
  QVERIFY(!needsAttention(copy));
  QCOMPARE(thin(forwardingTexts(copy).value(1)), QString("3 requests waiting (1.20 MB)"));
  QCOMPARE(forwardingTexts(copy).size(), 2);
}

void ReachTextsTest::whatIsWrongWithACopyIsSaid() {
  session::ForwardingState copy;
  copy.target = "grpc://localhost:4317";
  copy.counts.waitingRequests = 12;
  copy.counts.isRetrying = true;
  copy.counts.lastError = "connection refused";
  QVERIFY(needsAttention(copy));
  QCOMPARE(forwardingSummary(copy), QString("12 to forward"));
  QCOMPARE(forwardingTexts(copy).back(), QString("last error: connection refused"));
  copy.counts = {};
  copy.counts.refusedRequests = 2;
  copy.counts.droppedRequests = 1;
  QCOMPARE(forwardingSummary(copy), QString("3 not forwarded"));
  copy.counts = {};
  copy.problem = Error{ErrorKind::InvalidArgument, "line 2 is not of the form “name: value”", "h", {}};
  QCOMPARE(forwardingSummary(copy), QString("not forwarded"));
  QVERIFY(
      forwardingTexts(copy).front().startsWith("Nothing is forwarded to grpc://localhost:4317: h: line 2"));
}

void ReachTextsTest::whatWaitsAfterTheEndIsSaid() {
  session::ForwardingState copy;
  copy.counts.waitingRequests = 1;
  copy.counts.waitingBytes = 800;
  copy.isStopped = true;
  QCOMPARE(thin(forwardingTexts(copy).back()),
           QString("1 request waiting (800 B) on the disk; sent when listening starts again"));
}

QTEST_MAIN(ReachTextsTest)
#include "reach_texts_test.moc"
