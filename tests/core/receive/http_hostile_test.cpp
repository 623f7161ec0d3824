// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Senders that are slow, many or malicious: memory and time stay bounded, and others are served meanwhile.
#include <sys/resource.h>

#include <QTest>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <random>
#include <thread>

#include "core/receive/otlp_http_receiver.h"
#include "tests/core/receive/http_client.h"
#include "tests/core/receive/taken_requests.h"
#include "tests/support/packing.h"

using namespace spanloupe;
using namespace spanloupe::test;
using namespace std::chrono_literals;
using receive::RefusalReason;

namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

/// Anonymous resident memory of this process.
std::size_t residentBytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (std::size_t kib = 0; word == "RssAnon:" && status >> kib) return kib << 10;
  return 0;
}

/// The highest figure from its construction on.
class PeakMemory {
 public:
  PeakMemory()
      : m_start(residentBytes()), m_thread([this](const std::stop_token& stop) {
          std::mutex mutex;
          std::unique_lock lock(mutex);
          std::condition_variable_any never;
          while (!stop.stop_requested()) {
            m_peak = std::max(m_peak.load(), residentBytes());
            never.wait_for(lock, stop, 1ms, [] { return false; });
          }
        }) {}
  [[nodiscard]] std::size_t grown() const { return m_peak > m_start ? m_peak - m_start : 0; }

 private:
  std::size_t m_start;
  std::atomic<std::size_t> m_peak{0};
  std::jthread m_thread;
};

/// Sanitizers keep freed memory for a while.
constexpr bool isSanitized() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return true;
#else
  return false;
#endif
}

}  // namespace

class HttpHostileTest : public QObject {
  Q_OBJECT

  TakenRequests m_session;
  std::unique_ptr<receive::Receiver> m_receiver;

  void start(const receive::HttpLimits& limits = {}) {
    auto started = receive::OtlpHttpReceiver::start({}, m_session.take(), limits);
    QVERIFY(started);
    m_receiver = std::move(*started);
  }
  [[nodiscard]] HttpClient client() const { return HttpClient(m_receiver->port()); }
  [[nodiscard]] int ask(const std::string& request) const {
    HttpClient one = client();
    one.send(request);
    return one.read().status;
  }
  [[nodiscard]] std::uint64_t refused(RefusalReason reason) const {
    for (const receive::Refusal& refusal : m_receiver->refusals())
      if (refusal.reason == reason) return refusal.count;
    return 0;
  }

 private slots:
  void initTestCase() {
    rlimit files{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &files), 0);
    files.rlim_cur = files.rlim_max;
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &files), 0);
  }
  void cleanup() {
    m_receiver.reset();
    m_session.forget();
  }

  void bombsStayWithinTheLimit() {
    start();
    std::vector<std::string> bombs;
    {
      const std::string zeros(256 * kMiB, '\0');
      bombs = {gzip(zeros), test::zstd(zeros)};
    }
    const PeakMemory memory;
    {
      std::vector<std::jthread> senders;
      for (int i = 0; i < 8; ++i)
        senders.emplace_back([&, i] {
          QCOMPARE(
              ask(httpPost("/v1/traces", bombs[i % 2], {{"Content-Encoding", i % 2 == 0 ? "gzip" : "zstd"}})),
              413);
        });
    }
    // Four threads at most, each with 64 MiB and what it grew from.
    if (!isSanitized()) QVERIFY2(memory.grown() < 450 * kMiB, std::to_string(memory.grown()).c_str());
    QCOMPARE(refused(RefusalReason::TooLarge), 8u);
  }

  void manyLargeBodiesAtOnceStayWithinTheLimit() {
    constexpr std::size_t kSenders = 24;
    receive::HttpLimits limits;
    limits.receivedBytes = 64 * kMiB;
    start(limits);
    m_session.hold();
    const std::string body(8 * kMiB, 'x');
    const PeakMemory memory;
    std::vector<HttpClient> senders;
    for (std::size_t i = 0; i < kSenders; ++i) {
      senders.push_back(client());
      senders.back().send(httpPost("/v1/traces", body));
    }
    const auto busy = [this] { return refused(RefusalReason::Busy); };
    QTRY_COMPARE(m_session.taken().size() + busy(), kSenders);
    QCOMPARE(busy(), kSenders - 8);
    m_session.release();
    std::size_t toldSo = 0;
    for (HttpClient& sender : senders) toldSo += sender.read().status == 429 ? 1 : 0;
    QCOMPARE(toldSo, busy());
    // A body may have grown from half its size, and this session keeps what it gets.
    if (!isSanitized()) QVERIFY2(memory.grown() < 160 * kMiB, std::to_string(memory.grown()).c_str());
  }

  void slowHeadersAreCutOff() {
    receive::HttpLimits limits;
    limits.request = 300ms;
    start(limits);
    HttpClient slow = client();
    const std::string head = "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nX: ";
    const auto began = std::chrono::steady_clock::now();
    bool isOpen = slow.send(head);
    while (isOpen && std::chrono::steady_clock::now() - began < 20s)
      isOpen = slow.send("x") && !slow.isClosedByPeer(20ms);
    QVERIFY(!isOpen);
    QVERIFY(std::chrono::steady_clock::now() - began >= 300ms);
    QCOMPARE(refused(RefusalReason::TooSlow), 1u);
    QCOMPARE(m_receiver->refusals().size(), 1u);
  }

  void slowBodiesAreCutOff() {
    receive::HttpLimits limits;
    limits.request = 300ms;
    start(limits);
    HttpClient slow = client();
    const auto began = std::chrono::steady_clock::now();
    bool isOpen = slow.send(httpPost("/v1/traces", "x", {{"Content-Length", "100000"}}));
    while (isOpen && std::chrono::steady_clock::now() - began < 20s)
      isOpen = slow.send("x") && !slow.isClosedByPeer(20ms);
    QVERIFY(!isOpen);
    QCOMPARE(refused(RefusalReason::TooSlow), 1u);
    QCOMPARE(m_receiver->refusals().size(), 1u);
    QVERIFY(m_session.taken().empty());
  }

  void bodiesThatFlowMayTakeLonger() {
    receive::HttpLimits limits;
    limits.request = 200ms;
    limits.slowestRate = 1000;
    start(limits);
    HttpClient sender = client();
    const auto began = std::chrono::steady_clock::now();
    sender.send(httpPost("/v1/traces", "", {{"Content-Length", "20000"}}));
    for (int i = 0; i < 20; ++i) {
      sender.send(std::string(1000, 'x'));
      QVERIFY(!sender.isClosedByPeer(40ms));
      if (i < 19) QVERIFY(m_session.taken().empty());
    }
    QVERIFY(std::chrono::steady_clock::now() - began > 200ms);
    QCOMPARE(sender.read().status, 200);
  }

  void idleConnectionsEnd() {
    receive::HttpLimits limits;
    limits.idle = 200ms;
    start(limits);
    HttpClient silent = client();
    HttpClient served = client();
    served.send(httpPost("/v1/traces", "x"));
    QCOMPARE(served.read().status, 200);
    QVERIFY(silent.isClosedByPeer());
    QVERIFY(served.isClosedByPeer());
    QTRY_COMPARE(m_receiver->counts().connections, 0u);
    QVERIFY(m_receiver->refusals().empty());
  }

  void waitingForTheSessionIsNotIdling() {
    receive::HttpLimits limits;
    limits.idle = limits.request = 100ms;
    start(limits);
    m_session.hold();
    HttpClient one = client();
    one.send(httpPost("/v1/traces", "x"));
    QVERIFY(m_session.waitFor(1));
    QVERIFY(!one.isClosedByPeer(500ms));
    m_session.release();
    QCOMPARE(one.read().status, 200);
  }

  void twoThousandIdleConnectionsLeaveRoom() {
    start();
    const PeakMemory memory;
    std::vector<HttpClient> idle;
    for (int i = 0; i < 2000; ++i) {
      idle.push_back(client());
      QVERIFY(idle.back().isConnected());
      // Silent ones, ones in the middle of their headers, and ones that had a request.
      if (i % 3 == 1) idle.back().send("POST /v1/tr");
      if (i % 3 == 2) {
        idle.back().send(httpPost("/v1/traces", "x"));
        QCOMPARE(idle.back().read().status, 200);
      }
      if (i % 500 == 499) QCOMPARE(ask(httpPost("/v1/traces", "x")), 200);
    }
    QTRY_VERIFY(m_receiver->counts().connections <= 1000);
    QVERIFY(refused(RefusalReason::Connections) >= 1000);
    if (!isSanitized()) QVERIFY2(memory.grown() < 150 * kMiB, std::to_string(memory.grown()).c_str());
    // Those that came last are still there.
    for (int i = 1500; i < 2000; ++i) QVERIFY(!idle[i].isClosedByPeer(0ms));
    QVERIFY(idle[0].isClosedByPeer());
  }

  void whenAllConnectionsAreBusyAnotherIsTurnedAway() {
    receive::HttpLimits limits;
    limits.connections = 3;
    start(limits);
    m_session.hold();
    std::vector<HttpClient> busy;
    for (int i = 0; i < 3; ++i) {
      busy.push_back(client());
      busy.back().send(httpPost("/v1/traces", "x"));
    }
    QVERIFY(m_session.waitFor(3));
    HttpClient another = client();
    const HttpReply reply = another.read();
    QCOMPARE(reply.status, 503);
    QCOMPARE(reply.header("retry-after"), std::string("1"));
    QCOMPARE(refused(RefusalReason::Connections), 1u);
    m_session.release();
    for (HttpClient& one : busy) QCOMPARE(one.read().status, 200);
    QCOMPARE(ask(httpPost("/v1/traces", "x")), 200);
  }

  void randomBytesAreSurvived() {
    start();
    std::mt19937 random(1);
    const std::string request =
        httpPost("/v1/traces", "", {{"Content-Length", ""}, {"Transfer-Encoding", "chunked"}}) +
        chunked(std::string(3000, 'x'), 700) + httpRequest("GET", "/", {});
    for (int i = 0; i < 300; ++i) {
      std::string bytes = request;
      for (std::size_t n = random() % 8; n != 0; --n)
        bytes[random() % bytes.size()] = static_cast<char>(random());
      bytes.resize(random() % bytes.size());
      HttpClient one = client();
      one.send(bytes);
      if (i % 3 == 0) one.reset();
    }
    QCOMPARE(ask(httpPost("/v1/traces", "x")), 200);
    QTRY_COMPARE(m_receiver->counts().connections, 0u);
  }
};

QTEST_GUILESS_MAIN(HttpHostileTest)
#include "http_hostile_test.moc"
