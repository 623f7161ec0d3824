// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The gate by itself, without gRPC behind it: what it passes on and counts, how it stops, and a process
// without descriptors.
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QTest>
#include <atomic>
#include <thread>

#include "core/receive/connection_gate.h"
#include "core/receive/otlp_http_receiver.h"
#include "core/receive/refusals.h"
#include "core/receive/socket_handle.h"
#include "tests/core/receive/raw_connection.h"

using namespace spanloupe;
using namespace spanloupe::receive;
using namespace spanloupe::test;

namespace {

/// Takes what is passed on, as gRPC would.
class Served {
 public:
  explicit Served(ListenSockets sockets, const ConnectionGate::Limits& limits = {}) {
    ConnectionGate::Callbacks callbacks;
    callbacks.pass = [this](int descriptor, std::string_view bytes) {
      const std::lock_guard lock(m_mutex);
      m_descriptors.push_back(descriptor);
      m_bytes += bytes;
    };
    callbacks.refuse = [this](RefusalReason reason, std::string what) {
      refusals.count(reason, std::move(what));
    };
    callbacks.look = [this] { ++looks; };
    auto opened = ConnectionGate::open(std::move(sockets), false, limits, std::move(callbacks));
    if (!opened) qFatal("%s", opened.error().message.c_str());
    gate = std::move(*opened);
  }
  ~Served() {
    gate.reset();
    endAll();
  }
  [[nodiscard]] std::size_t count() const {
    const std::lock_guard lock(m_mutex);
    return m_descriptors.size();
  }
  [[nodiscard]] std::string bytes() const {
    const std::lock_guard lock(m_mutex);
    return m_bytes;
  }
  void endAll() {
    const std::lock_guard lock(m_mutex);
    for (const int descriptor : m_descriptors) {
      ::shutdown(descriptor, SHUT_RDWR);
      ::close(descriptor);
    }
    m_descriptors.clear();
  }

  RefusalCounts refusals;
  std::atomic<int> looks{0};
  std::unique_ptr<ConnectionGate> gate;

 private:
  mutable std::mutex m_mutex;  ///< Guards what follows.
  std::vector<int> m_descriptors;
  std::string m_bytes;
};

ListenSockets anyPort() {
  auto sockets = listenOn({"127.0.0.1"}, 0);
  if (!sockets) qFatal("%s", sockets.error().message.c_str());
  return std::move(*sockets);
}

}  // namespace

class ConnectionGateTest : public QObject {
  Q_OBJECT
 private slots:
  void whatItReadIsPassedOn();
  void itKnowsWhenAPassedConnectionEnds();
  void itStopsWhileManyConnect();
  void bothProtocolsLeaveDescriptorsForTheRest();
  void withoutDescriptorsItTurnsAwayAndGoesOn();
  void itRestsWhileItCannotEvenTurnAway();
};

void ConnectionGateTest::whatItReadIsPassedOn() {
  Served served(anyPort());
  const RawConnection connection(served.gate->port());
  QVERIFY(connection.send("PRI * HTTP"));
  QVERIFY(connection.send("/2.0\r\n\r\nSM\r\n\r\nand more"));
  QTRY_COMPARE(served.count(), std::size_t{1});
  QVERIFY(served.bytes().starts_with("PRI * HTTP/2.0\r\n"));
  QCOMPARE(served.gate->connections(), std::size_t{1});
}

void ConnectionGateTest::itKnowsWhenAPassedConnectionEnds() {
  Served served(anyPort());
  std::vector<RawConnection> connections;
  for (int i = 0; i < 20; ++i) {
    connections.emplace_back(served.gate->port());
    QVERIFY(connections.back().send(http2Preface()));
  }
  QTRY_COMPARE(served.count(), std::size_t{20});
  QCOMPARE(served.gate->connections(), std::size_t{20});
  served.endAll();
  QTRY_COMPARE(served.gate->connections(), std::size_t{0});
  QCOMPARE(served.refusals.total(), std::uint64_t{0});
}

void ConnectionGateTest::itStopsWhileManyConnect() {
  for (int round = 0; round < 5; ++round) {
    Served served(anyPort());
    const std::uint16_t port = served.gate->port();
    std::vector<std::jthread> connecting;
    for (int i = 0; i < 4; ++i)
      connecting.emplace_back([port](std::stop_token stop) {
        while (!stop.stop_requested()) {
          const RawConnection connection(port);
          if (connection.isOpen()) static_cast<void>(connection.send(http2Preface()));
        }
      });
    QTRY_VERIFY(served.count() > 20);
    served.gate->stop();
    QCOMPARE(served.gate->connections(), std::size_t{0});
  }
}

void ConnectionGateTest::bothProtocolsLeaveDescriptorsForTheRest() {
  rlimit before{};
  QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit few = before;
  few.rlim_cur = 300;
  QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
  {
    // A third of them, two for each connection.
    Served grpc(anyPort());
    std::vector<RawConnection> connections;
    for (int i = 0; i < 60; ++i) connections.emplace_back(grpc.gate->port());
    QTRY_COMPARE(grpc.refusals.total(), std::uint64_t{10});
    QCOMPARE(grpc.gate->connections(), std::size_t{50});
  }
  {
    auto http = OtlpHttpReceiver::start({}, [](const auto&...) {});
    QVERIFY(http);
    std::vector<RawConnection> connections;
    for (int i = 0; i < 110; ++i) connections.emplace_back((*http)->port());
    QTRY_COMPARE((*http)->counts().refused, std::uint64_t{10});
    QCOMPARE((*http)->counts().connections, std::uint64_t{100});
  }
  QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
}

void ConnectionGateTest::withoutDescriptorsItTurnsAwayAndGoesOn() {
  rlimit before{};
  QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
  ListenSockets sockets = anyPort();
  const std::uint16_t port = sockets.port;
  // They wait at the door until the gate is open.
  std::vector<RawConnection> connections;
  for (int i = 0; i < 12; ++i) connections.emplace_back(port);
  rlimit scarce = before;
  scarce.rlim_cur = 200;
  QCOMPARE(::setrlimit(RLIMIT_NOFILE, &scarce), 0);
  // All but eight are in use, which is less than the gate's share.
  std::vector<SocketHandle> inUse;
  for (int one = ::dup(0); one >= 0; one = ::dup(0)) inUse.emplace_back(one);
  QVERIFY(inUse.size() > 8);
  inUse.resize(inUse.size() - 8);
  {
    Served served(std::move(sockets));
    QTRY_VERIFY(served.refusals.total() >= 4);
    QVERIFY(served.gate->connections() > 0);
    inUse.clear();
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
    connections.clear();
    QTRY_COMPARE(served.gate->connections(), std::size_t{0});
    const RawConnection later(port);
    QVERIFY(later.send(http2Preface()));
    QTRY_COMPARE(served.count(), std::size_t{1});
    QVERIFY(served.refusals.all().front().last.find("descriptor") != std::string::npos);
  }
}

void ConnectionGateTest::itRestsWhileItCannotEvenTurnAway() {
  Served served(anyPort());
  const SocketHandle client(::socket(AF_INET, SOCK_STREAM, 0));
  rlimit before{};
  QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit none = before;
  none.rlim_cur = 3;  // Below the spare one, so that it is lost.
  QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(served.gate->port());
  QCOMPARE(::connect(client.fd(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  QTRY_VERIFY(served.refusals.total() > 0);
  const int since = served.looks;
  QTRY_VERIFY(served.looks >= since + 4);
  QVERIFY2(served.refusals.total() < 10, qPrintable(QString::number(served.refusals.total())));
  QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
  const std::string preface = http2Preface();
  QCOMPARE(::send(client.fd(), preface.data(), preface.size(), 0), static_cast<ssize_t>(preface.size()));
  QTRY_COMPARE(served.count(), std::size_t{1});
}

QTEST_APPLESS_MAIN(ConnectionGateTest)
#include "connection_gate_test.moc"
