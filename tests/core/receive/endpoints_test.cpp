// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The endpoints of a process over real connections: started, moved and restarted while senders send, and what
// a person is told when a port is taken.
#include <QTest>
#include <array>
#include <atomic>
#include <set>
#include <thread>

#include "core/receive/endpoints.h"
#include "core/receive/listen_sockets.h"
#include "core/receive/test_trace.h"
#include "tests/core/receive/grpc_fixture.h"
#include "tests/core/receive/test_certificate.h"

using namespace spanloupe;
using namespace spanloupe::test;
using namespace std::chrono_literals;
using receive::Endpoints;
using receive::EndpointState;
using Phase = EndpointState::Phase;

namespace {

/// One of OTLP/gRPC, on any free port unless told otherwise.
std::vector<receive::ReceiverOptions> grpcOn(std::uint16_t port = 0) {
  std::vector<receive::ReceiverOptions> wished(1);
  wished.front().port = port;
  return wished;
}

}  // namespace

class EndpointsTest : public QObject {
  Q_OBJECT
 private slots:
  void theUsualPortsAreThoseOfOtlp();
  void startedAndStopped();
  void aTakenPortNamesItsHolderAndTheVariablesToSet();
  void anotherProgramOnLocalhostIsToldOf();
  void whatCannotListenSaysWhy();
  void movingToATakenPortStaysWhereItIs();
  void movingAndRestartingLosesNothingThatWasAcknowledged();
  void stopsWhileCallsWaitAndIsSeenMeanwhile();
  void allowedOriginsAreKept();
  void aStoppedEndpointKeepsWhatItIsToStartWith();
  void aTestTraceArrives_data();
  void aTestTraceArrives();
  void aTestTraceThatCannotArriveSaysWhy();
};

void EndpointsTest::theUsualPortsAreThoseOfOtlp() {
  TakenRequests taken;
  const Endpoints endpoints(Endpoints::usual(), taken.take());
  const auto states = endpoints.snapshot();
  QCOMPARE(states.size(), std::size_t{2});
  QCOMPARE(states[0].port, std::uint16_t{4317});
  QCOMPARE(states[1].port, std::uint16_t{4318});
  for (const auto& state : states) QVERIFY(state.phase == Phase::Off);
}

void EndpointsTest::startedAndStopped() {
  TakenRequests taken;
  Endpoints endpoints(grpcOn(), taken.take());
  QVERIFY(endpoints.start(0));
  const EndpointState state = endpoints.snapshot().front();
  QVERIFY(state.phase == Phase::Listening);
  QVERIFY(state.port != 0);
  QCOMPARE(endpoints.options(0).port, state.port);
  QVERIFY(GrpcSender("127.0.0.1:" + std::to_string(state.port)).send(messageOf(10)).status.ok());
  QCOMPARE(endpoints.snapshot().front().counts.requests, std::uint64_t{1});
  QVERIFY(endpoints.start(0));  // Already.
  endpoints.stop(0);
  endpoints.stop(0);
  const EndpointState off = endpoints.snapshot().front();
  QVERIFY(off.phase == Phase::Off);
  QCOMPARE(off.counts.requests, std::uint64_t{1});
  QVERIFY(!RawConnection(state.port).isOpen());
}

void EndpointsTest::aTakenPortNamesItsHolderAndTheVariablesToSet() {
  const auto other = receive::listenOn({"127.0.0.1"}, 0);
  TakenRequests taken;
  Endpoints endpoints(grpcOn(other->port), taken.take());
  const auto started = endpoints.start(0);
  QVERIFY(!started);
  QCOMPARE(started.error().kind, ErrorKind::Busy);
  const EndpointState state = endpoints.snapshot().front();
  QVERIFY(state.phase == Phase::PortTaken);
  QVERIFY(state.holder && state.holder->isThisProcess);
  QVERIFY(state.nextFree > other->port);
  const std::string next = std::to_string(state.nextFree);
  QCOMPARE(textOf(state), "port " + std::to_string(other->port) + " is held by this program; " + next +
                              " is free: OTEL_EXPORTER_OTLP_PROTOCOL=grpc "
                              "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:" +
                              next);
  QVERIFY(endpoints.move(0, state.nextFree));
  QVERIFY(endpoints.snapshot().front().phase == Phase::Listening);
  QCOMPARE(endpoints.snapshot().front().port, state.nextFree);
}

void EndpointsTest::anotherProgramOnLocalhostIsToldOf() {
  const auto other = receive::listenOn({"::1"}, 0);
  if (!other) QSKIP("this machine has no ::1");
  TakenRequests taken;
  Endpoints endpoints(grpcOn(other->port), taken.take());
  if (!endpoints.start(0)) QSKIP("somebody has that port on 127.0.0.1");
  const EndpointState state = endpoints.snapshot().front();
  QCOMPARE(state.addresses, std::vector<std::string>{"127.0.0.1"});
  QVERIFY(state.other);
  QVERIFY2(warningOf(state).find("of ::1 is held by this program") != std::string::npos,
           warningOf(state).c_str());
}

void EndpointsTest::whatCannotListenSaysWhy() {
  TakenRequests taken;
  auto wished = grpcOn();
  wished.front().certificateFile = wished.front().keyFile = "/nowhere/at/all.pem";
  Endpoints endpoints(wished, taken.take());
  endpoints.startAll();
  EndpointState state = endpoints.snapshot().front();
  QVERIFY(state.phase == Phase::Failed);
  QVERIFY(textOf(state).find("/nowhere/at/all.pem") != std::string::npos);
  receive::ReceiverOptions options;
  options.addresses = {"127.0.0.1", "2001:db8::1"};
  QVERIFY(!endpoints.restart(0, options));
  state = endpoints.snapshot().front();
  QVERIFY(state.phase == Phase::Failed);
  QVERIFY(textOf(state).find("2001:db8::1") != std::string::npos);
  options.addresses.pop_back();
  QVERIFY(endpoints.restart(0, options));
  QVERIFY(endpoints.snapshot().front().phase == Phase::Listening);
}

void EndpointsTest::movingToATakenPortStaysWhereItIs() {
  const auto other = receive::listenOn({"127.0.0.1"}, 0);
  TakenRequests taken;
  Endpoints endpoints(grpcOn(), taken.take());
  QVERIFY(endpoints.start(0));
  const std::uint16_t port = endpoints.snapshot().front().port;
  const auto moved = endpoints.move(0, other->port);
  QVERIFY(!moved);
  QVERIFY(moved.error().message.find("is held by this program") != std::string::npos);
  QCOMPARE(endpoints.snapshot().front().port, port);
  QVERIFY(GrpcSender("127.0.0.1:" + std::to_string(port)).send(messageOf(10)).status.ok());
}

void EndpointsTest::movingAndRestartingLosesNothingThatWasAcknowledged() {
  TakenRequests taken;
  Endpoints endpoints(grpcOn(), taken.take());
  QVERIFY(endpoints.start(0));
  std::atomic<std::size_t> acknowledged{0}, failed{0};
  std::array<std::vector<std::string>, 3> answered;
  std::vector<std::jthread> senders;
  for (std::size_t i = 0; i < answered.size(); ++i)
    senders.emplace_back([&, i](std::stop_token stop) {
      int number = 0;
      while (!stop.stop_requested()) {
        GrpcSender sender("127.0.0.1:" + std::to_string(endpoints.snapshot().front().port));
        sender.timeout = 500ms;
        while (!stop.stop_requested()) {
          const std::string message = "\x0a" + std::to_string(i) + " " + std::to_string(number++);
          if (!sender.send(message).status.ok()) break;
          answered.at(i).push_back(message);
          ++acknowledged;
        }
        ++failed;
      }
    });
  for (int round = 0; round < 6; ++round) {
    const std::size_t before = acknowledged;
    QTRY_VERIFY(acknowledged > before + 50);
    QVERIFY(round % 2 == 0 ? endpoints.move(0, 0) : endpoints.restart(0));
  }
  const std::size_t before = acknowledged;
  QTRY_VERIFY(acknowledged > before + 50);
  senders.clear();
  endpoints.stopAll();
  QVERIFY(failed >= 3);
  const auto bodies = bodiesOf(taken);
  const std::set<std::string> handedOn(bodies.begin(), bodies.end());
  for (const auto& ofOne : answered)
    for (const std::string& message : ofOne) QVERIFY2(handedOn.count(message) == 1, message.c_str());
}

void EndpointsTest::stopsWhileCallsWaitAndIsSeenMeanwhile() {
  TakenRequests taken;
  Endpoints endpoints(grpcOn(), taken.take());
  QVERIFY(endpoints.start(0));
  const std::string target = "127.0.0.1:" + std::to_string(endpoints.snapshot().front().port);
  taken.hold();
  std::atomic<int> done{0};
  std::vector<std::jthread> senders;
  for (int i = 0; i < 5; ++i)
    senders.emplace_back([&] {
      if (GrpcSender(target).send(messageOf(10)).status.ok()) ++done;
    });
  QTRY_COMPARE(countOf(taken), std::size_t{5});
  std::jthread stopping([&] { endpoints.stop(0); });
  // A window that looks is not kept waiting.
  QTRY_VERIFY(endpoints.snapshot().front().phase == Phase::Off);
  taken.release();
  stopping.join();
  senders.clear();
  QCOMPARE(done.load(), 5);
  QCOMPARE(endpoints.snapshot().front().counts.requests, std::uint64_t{5});
}

void EndpointsTest::allowedOriginsAreKept() {
  TakenRequests taken;
  auto wished = grpcOn();
  wished.front().allowedOrigins = {"http://localhost:3000"};
  Endpoints endpoints(wished, taken.take());
  endpoints.allowOrigin("http://localhost:5173");
  endpoints.allowOrigin("http://localhost:3000");
  const std::vector<std::string> both{"http://localhost:3000", "http://localhost:5173"};
  QCOMPARE(endpoints.allowedOrigins(), both);
  QVERIFY(endpoints.start(0));
  QCOMPARE(endpoints.options(0).allowedOrigins, both);
  endpoints.setAllowedOrigins({});
  QVERIFY(endpoints.allowedOrigins().empty());
}

void EndpointsTest::aStoppedEndpointKeepsWhatItIsToStartWith() {
  TakenRequests taken;
  Endpoints endpoints(grpcOn(), taken.take());
  receive::ReceiverOptions options = endpoints.options(0);
  options.token = "opensesame";
  endpoints.setOptions(0, options);
  QVERIFY(endpoints.snapshot().front().phase == Phase::Off);
  QVERIFY(endpoints.start(0));
  QVERIFY(endpoints.snapshot().front().hasToken);
  options.token.clear();
  endpoints.setOptions(0, options);  // It listens, so restart() is the way.
  QVERIFY(endpoints.snapshot().front().hasToken);
}

void EndpointsTest::aTestTraceArrives_data() {
  QTest::addColumn<bool>("http");
  QTest::addColumn<bool>("tls");
  QTest::addColumn<QString>("token");
  QTest::newRow("gRPC, plain") << false << false << "";
  QTest::newRow("gRPC, token") << false << false << "opensesame";
  QTest::newRow("gRPC, TLS and token") << false << true << "opensesame";
  QTest::newRow("HTTP, plain") << true << false << "";
  QTest::newRow("HTTP, token") << true << false << "opensesame";
  QTest::newRow("HTTP, TLS and token") << true << true << "opensesame";
}

void EndpointsTest::aTestTraceArrives() {
  QFETCH(bool, http);
  QFETCH(bool, tls);
  QFETCH(QString, token);
  const TestCertificate files;
  if (tls && !files.isMade()) QSKIP("the openssl program is needed to make a certificate");
  TakenRequests taken;
  auto wished = grpcOn();
  if (http) wished.front().protocol = receive::Protocol::OtlpHttp;
  wished.front().token = token.toStdString();
  if (tls) {
    wished.front().certificateFile = files.certificateFile();
    wished.front().keyFile = files.keyFile();
  }
  Endpoints endpoints(wished, taken.take());
  QVERIFY(endpoints.start(0));
  const auto sent = endpoints.sendTestTrace(0);
  QVERIFY2(sent, sent ? "" : sent.error().message.c_str());
  QCOMPARE(countOf(taken), std::size_t{1});
  std::string id(TraceId::kSize, '\0');
  sent->toBytes(id.data());
  QVERIFY(bodiesOf(taken).front().find(id) != std::string::npos);
}

void EndpointsTest::aTestTraceThatCannotArriveSaysWhy() {
  TakenRequests taken;
  Endpoints endpoints(grpcOn(), taken.take());
  QCOMPARE(endpoints.sendTestTrace(0).error().message, std::string("OTLP/gRPC is not listening"));
  ingest::Receipt receipt;
  receipt.outcome = ingest::Receipt::Outcome::Failed;
  receipt.message = "the disk is full";
  taken.answerWith(receipt);
  QVERIFY(endpoints.start(0));
  QCOMPARE(endpoints.sendTestTrace(0).error().message,
           std::string("the test trace did not arrive: the disk is full"));
}

QTEST_APPLESS_MAIN(EndpointsTest)
#include "endpoints_test.moc"
