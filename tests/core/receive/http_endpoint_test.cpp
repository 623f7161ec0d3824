// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Opening, moving and closing an endpoint of OTLP/HTTP.
#include <sys/resource.h>
#include <unistd.h>

#include <QTest>
#include <chrono>
#include <thread>

#include "core/receive/listen_sockets.h"
#include "core/receive/otlp_http_receiver.h"
#include "tests/core/receive/http_client.h"
#include "tests/core/receive/taken_requests.h"

using namespace spanloupe;
using namespace spanloupe::test;
using receive::OtlpHttpReceiver;

class HttpEndpointTest : public QObject {
  Q_OBJECT

  TakenRequests m_session;

  [[nodiscard]] Result<std::unique_ptr<receive::Receiver>> start(const receive::ReceiverOptions& options,
                                                                 const receive::HttpLimits& limits = {}) {
    return OtlpHttpReceiver::start(options, m_session.take(), limits);
  }
  [[nodiscard]] static bool hasV6() { return receive::listenOn({"::1"}, 0).has_value(); }

 private slots:
  void cleanup() { m_session.forget(); }

  void listensOnBothLoopbackAddressesWithOnePort() {
    const auto receiver = start({});
    QVERIFY(receiver);
    const std::vector<std::string> both{"127.0.0.1", "::1"};
    QCOMPARE((*receiver)->addresses(), hasV6() ? both : std::vector<std::string>{"127.0.0.1"});
    for (const std::string& address : (*receiver)->addresses()) {
      HttpClient client((*receiver)->port(), address);
      const std::string host = address == "::1" ? "[::1]" : address;
      client.send(httpPost("/v1/traces", "x", {{"Host", host + ':' + std::to_string((*receiver)->port())}}));
      QCOMPARE(client.read().status, 200);
    }
  }

  void aTakenPortIsBusy() {
    const auto first = start({});
    QVERIFY(first);
    receive::ReceiverOptions options;
    options.port = (*first)->port();
    const auto second = start(options);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Busy);
    QVERIFY(second.error().message.find(std::to_string(options.port)) != std::string::npos);
  }

  void aTakenV6AddressDoesNotStopTheOther() {
    if (!hasV6()) QSKIP("this machine has no ::1");
    const auto taken = receive::listenOn({"::1"}, 0);
    receive::ReceiverOptions options;
    options.port = taken->port;
    const auto receiver = start(options);
    if (!receiver && receiver.error().kind == ErrorKind::Busy)
      QSKIP("another program got the port meanwhile");
    QCOMPARE((*receiver)->addresses(), std::vector<std::string>{"127.0.0.1"});
    // Who asked for ::1 is told.
    options.addresses = {"::1"};
    QCOMPARE(start(options).error().kind, ErrorKind::Busy);
  }

  void addressesAreNumeric() {
    for (const char* address : {"localhost", "256.0.0.1", "", "192.0.2.77"}) {
      receive::ReceiverOptions options;
      options.addresses = {address};
      const auto receiver = start(options);
      QVERIFY2(!receiver, address);
      QCOMPARE(receiver.error().kind, ErrorKind::InvalidArgument);
    }
  }

  void aStoppedEndpointCanBeOpenedAgainAtOnce() {
    auto receiver = start({});
    receive::ReceiverOptions options;
    options.port = (*receiver)->port();
    for (int i = 0; i < 5; ++i) {
      HttpClient client(options.port);
      client.send(httpPost("/v1/traces", "x"));
      QCOMPARE(client.read().status, 200);
      (*receiver)->stop();
      (*receiver)->stop();
      QVERIFY(client.isClosedByPeer());
      QVERIFY(!HttpClient(options.port).isConnected());
      receiver = start(options);
      QVERIFY(receiver);
    }
  }

  void whenDescriptorsRunOutItGoesOnLater() {
    const auto receiver = start({});
    rlimit files{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &files), 0);
    const rlimit few{100, files.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
    std::vector<int> taken;
    for (int fd = ::dup(0); fd >= 0; fd = ::dup(0)) taken.push_back(fd);
    // One for the sender, none for the other end of its connection.
    ::close(taken.back());
    taken.pop_back();
    HttpClient client((*receiver)->port());
    client.send(httpPost("/v1/traces", "x"));
    const bool isTurnedAway = client.isClosedByPeer(std::chrono::milliseconds(100));
    for (const int fd : taken) ::close(fd);
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &files), 0);
    QVERIFY(!isTurnedAway);
    QCOMPARE(client.read().status, 200);
  }

  void stopWaitsForWhatIsUnderWay() {
    m_session.hold();
    const auto receiver = start({});
    HttpClient client((*receiver)->port());
    client.send(httpPost("/v1/traces", "x"));
    QVERIFY(m_session.waitFor(1));
    {
      const std::jthread stopping([&] { (*receiver)->stop(); });
      // No new connection any more means that stopping has begun.
      QTRY_VERIFY(!HttpClient((*receiver)->port()).isConnected());
      m_session.release();
    }
    QCOMPARE(client.read().status, 200);
    QVERIFY(client.isClosedByPeer());
  }

  void stopDoesNotWaitForEver() {
    m_session.hold();
    receive::HttpLimits limits;
    limits.grace = std::chrono::milliseconds(100);
    auto receiver = start({}, limits);
    std::vector<HttpClient> clients;
    for (int i = 0; i < 10; ++i) {
      clients.emplace_back((*receiver)->port());
      clients.back().send(httpPost("/v1/traces", "x"));
    }
    QVERIFY(m_session.waitFor(10));
    const auto began = std::chrono::steady_clock::now();
    (*receiver)->stop();
    QVERIFY(std::chrono::steady_clock::now() - began < std::chrono::seconds(10));
    for (HttpClient& client : clients) QVERIFY(client.isClosedByPeer());
    receiver->reset();
    // Answers that come now meet nobody.
    m_session.release();
  }

  void newRequestsAreToldToComeAgainWhileStopping() {
    m_session.hold();
    const auto receiver = start({});
    HttpClient waiting((*receiver)->port());
    waiting.send(httpPost("/v1/traces", "x"));
    HttpClient other((*receiver)->port());
    other.send(httpRequest("GET", "/", {}));
    QCOMPARE(other.read().status, 200);
    QVERIFY(m_session.waitFor(1));
    {
      const std::jthread stopping([&] { (*receiver)->stop(); });
      QTRY_VERIFY(!HttpClient((*receiver)->port()).isConnected());
      other.send(httpPost("/v1/traces", "x"));
      const HttpReply reply = other.read();
      m_session.release();
      QCOMPARE(reply.status, 503);
      QCOMPARE(reply.header("retry-after"), std::string("1"));
      QCOMPARE(reply.header("connection"), std::string("close"));
    }
    QCOMPARE(waiting.read().status, 200);
  }
};

QTEST_GUILESS_MAIN(HttpEndpointTest)
#include "http_endpoint_test.moc"
