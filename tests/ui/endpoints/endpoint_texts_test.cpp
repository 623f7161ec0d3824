// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/endpoint_texts.h"

#include <QTest>

using namespace spanloupe;
using namespace spanloupe::endpoints;
using Phase = receive::EndpointState::Phase;

class EndpointTextsTest : public QObject {
  Q_OBJECT
 private slots:
  void addressesAreWrittenAsOneTypesThem();
  void aTakenPortNamesWhoHoldsIt();
  void refusalsSayWhyAndHowOften();
  void theSummarySaysWhetherAnythingComes();
};

void EndpointTextsTest::addressesAreWrittenAsOneTypesThem() {
  receive::EndpointState endpoint;
  endpoint.port = 4318;
  QCOMPARE(addressText(endpoint), QString("127.0.0.1:4318, [::1]:4318"));
  endpoint.addresses = {"127.0.0.1"};
  QCOMPARE(addressText(endpoint), QString("127.0.0.1:4318"));
}

void EndpointTextsTest::aTakenPortNamesWhoHoldsIt() {
  receive::EndpointState endpoint;
  endpoint.phase = Phase::PortTaken;
  endpoint.port = 4317;
  endpoint.nextFree = 4319;
  endpoint.holder = receive::PortHolder{1234, "otelcol", {}, {}, false};
  QVERIFY(noteText(endpoint).contains("otelcol (pid 1234)"));
  QVERIFY(noteText(endpoint).contains("4319"));
  QCOMPARE(phaseText(endpoint), QString("port taken"));
  endpoint.phase = Phase::Listening;
  QCOMPARE(noteText(endpoint), QString());
}

void EndpointTextsTest::refusalsSayWhyAndHowOften() {
  receive::EndpointState endpoint;
  QCOMPARE(refusedOrigin(endpoint), QString());
  endpoint.refusals = {{receive::RefusalReason::Origin, 14, "http://localhost:3000", 0},
                       {receive::RefusalReason::Token, 1, "", 0}};
  QCOMPARE(refusalTexts(endpoint),
           QStringList({"14 requests refused: from the web page http://localhost:3000, which is not allowed",
                        "1 request refused: without the token"}));
  QCOMPARE(refusedOrigin(endpoint), QString("http://localhost:3000"));
}

void EndpointTextsTest::theSummarySaysWhetherAnythingComes() {
  session::ListeningState state;
  QCOMPARE(summaryText(state), QString("not listening"));
  state.phase = session::ListeningState::Phase::On;
  state.endpoints = usualEndpoints();
  QCOMPARE(summaryText(state), QString("not listening"));
  state.endpoints[1].phase = Phase::Listening;
  QCOMPARE(summaryText(state), QString("ready, waiting for the first span"));
  state.counts.spans = 5;
  state.spansPerSecond = {0, 640};
  QCOMPARE(summaryText(state), QString("640 spans/s"));
}

QTEST_MAIN(EndpointTextsTest)
#include "endpoint_texts_test.moc"
