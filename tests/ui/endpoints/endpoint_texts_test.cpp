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
  void whileNothingComesItSaysWhatToLookAt();
  void anotherPortThanTheUsualOneIsSaid();
  void whatCameWaitsAndWasDroppedIsTold();
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
  QCOMPARE(summaryText(state), QString("ready, waiting for spans"));
  state.counts.metricPoints = 40;
  QCOMPARE(summaryText(state), QString("40 metric points, no span yet"));
  state.counts.logs = 1;
  QCOMPARE(summaryText(state), QString("1 log record, no span yet"));
  state.counts.spans = 5;
  state.spansPerSecond = {0, 640};
  QCOMPARE(summaryText(state), QString("640 spans/s"));
}

void EndpointTextsTest::whileNothingComesItSaysWhatToLookAt() {
  session::ListeningState state;
  state.endpoints = usualEndpoints();
  QCOMPARE(nothingComesText(state), QString());
  state.phase = session::ListeningState::Phase::On;
  QCOMPARE(nothingComesText(state), QString());
  state.endpoints[1].phase = Phase::Listening;
  QVERIFY(nothingComesText(state).contains("SDK or agent"));
  state.counts.logs = 3;
  QVERIFY(!nothingComesText(state).isEmpty());
  state.counts.spans = 1;
  QCOMPARE(nothingComesText(state), QString());
}

void EndpointTextsTest::anotherPortThanTheUsualOneIsSaid() {
  std::vector<receive::EndpointState> endpoints = usualEndpoints();
  endpoints[0].port = 4319;
  QCOMPARE(otherPortText(endpoints[0]), QString());
  endpoints[0].phase = endpoints[1].phase = Phase::Listening;
  QVERIFY(otherPortText(endpoints[0]).contains("port 4317"));
  QCOMPARE(otherPortText(endpoints[1]), QString());
}

void EndpointTextsTest::whatCameWaitsAndWasDroppedIsTold() {
  session::ListeningState state;
  QVERIFY(receivedTexts(state, ui::TimeZone::Utc).isEmpty());
  QCOMPARE(waitingText(state), QString());
  state.counts.requests = 2;
  state.counts.spans = 1'500;
  state.counts.logs = 1;
  state.counts.metricPoints = 7;
  state.counts.repeatedRequests = 1;
  state.counts.rejectedSpans = 3;
  state.counts.rejectedLogs = 1;
  state.counts.evicted.spans = 1'000;
  state.live.waitingBytes = 34'000'000;
  state.live.failure = {Error{ErrorKind::Io, "the disk is full", {}, {}},
                        std::chrono::system_clock::time_point(std::chrono::hours(24 * 20'000 + 14))};
  const QString all = receivedTexts(state, ui::TimeZone::Utc).join('\n');
  for (const QString& part :
       {QString("1 log record in 2 requests"), QString("7 metric points counted, not kept"),
        QString("1 request sent again"), QString("3 spans and 1 log record refused"), QString("34.0"),
        QString("spans dropped, the oldest first"), QString("since 14:00:00"), QString("the disk is full")})
    QVERIFY2(all.contains(part), qPrintable(part + " in " + all));
  QVERIFY(waitingText(state).endsWith("waiting"));
}

QTEST_MAIN(EndpointTextsTest)
#include "endpoint_texts_test.moc"
