// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The copy that a window forwards of what it receives, over real connections at both ends.
#include "core/forward/secret_file.h"
#include "session_fixture.h"
#include "tests/core/forward/http_endpoint.h"
#include "ui/session/listening.h"

using namespace spanloupe;
using namespace spanloupe::session;
using std::chrono::seconds;

namespace {

struct Fixture {
  test::Home home;
  Listening listening;
  QSignalSpy sent{&listening, &Listening::testTraceSent};

  bool start() {
    auto endpoints = receive::Endpoints::usual();
    for (receive::ReceiverOptions& endpoint : endpoints) endpoint.port = 0;
    listening.start(std::move(endpoints), {});
    return QTest::qWaitFor([this] { return listening.isOn(); }, 10'000);
  }
  bool sendTrace() {
    const auto before = sent.count();
    listening.sendTestTrace(1);
    return QTest::qWaitFor([&] { return sent.count() > before; }, 10'000);
  }
  [[nodiscard]] const std::optional<ForwardingState>& forwarding() const {
    return listening.state().forwarding;
  }
};

forward::ForwardState counts(std::uint64_t sent, std::uint64_t waiting) {
  forward::ForwardState state;
  state.sentRequests = sent;
  state.waitingRequests = waiting;
  return state;
}

}  // namespace

class ListeningForwardTest : public QObject {
  Q_OBJECT
 private slots:
  void withoutAWishNothingIsForwarded();
  void copiesGoWithTheirHeadersWhileItIsOn();
  void headersThatOthersCanReadAreNotUsed();
  void whatWaitsIsLeftAndSentAtTheNextStart();
  void aRequestThatLeavesLateIsLate();
};

void ListeningForwardTest::withoutAWishNothingIsForwarded() {
  Fixture f;
  QVERIFY(f.start() && f.sendTrace());
  QVERIFY(!f.forwarding());
  QVERIFY(!QFileInfo::exists(QString::fromStdString(f.listening.path()) + ".tee"));
}

void ListeningForwardTest::copiesGoWithTheirHeadersWhileItIsOn() {
  Fixture f;
  test::HttpEndpoint other;
  const std::string headers = f.home.path("headers").toStdString();
  QVERIFY(forward::writeSecretFile(headers, "x-team: key-123\n"));
  QVERIFY(f.start() && f.sendTrace());
  f.listening.setForwarding(Forwarding{other.url(), headers});
  QVERIFY(f.sendTrace());
  const auto seen = other.waitFor(1);
  QCOMPARE(seen.size(), std::size_t{1});
  QVERIFY(seen[0].head.find("x-team: key-123") != std::string::npos);
  QVERIFY(seen[0].body.find("spanloupe-test") != std::string::npos);
  QTRY_COMPARE_WITH_TIMEOUT(f.forwarding()->counts.sentRequests, 1ULL, 5000);
  QCOMPARE(f.forwarding()->target, "http://127.0.0.1:" + std::to_string(other.port()));
  QVERIFY(!f.forwarding()->problem && !f.forwarding()->isLate);
  f.listening.setForwarding(std::nullopt);
  QTRY_VERIFY(!f.forwarding());
  QVERIFY(f.sendTrace());
  f.listening.setForwarding(Forwarding{other.url(), {}});
  QVERIFY(f.sendTrace());
  QCOMPARE(other.waitFor(2).size(), std::size_t{2});
  QVERIFY(other.waitFor(2).back().head.find("x-team") == std::string::npos);
}

void ListeningForwardTest::headersThatOthersCanReadAreNotUsed() {
  Fixture f;
  test::HttpEndpoint other;
  const QString headers = f.home.write("headers", "x-team: key-123\n");
  QFile::setPermissions(headers, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
  f.listening.setForwarding(Forwarding{other.url(), headers.toStdString()});
  QVERIFY(f.start() && f.sendTrace());
  QVERIFY(f.forwarding() && f.forwarding()->problem);
  QVERIFY(f.forwarding()->problem->message.find("chmod 600") != std::string::npos);
  QFile::setPermissions(headers, QFile::ReadOwner | QFile::WriteOwner);
  f.listening.setForwarding(Forwarding{other.url(), headers.toStdString()});
  QTRY_VERIFY(!f.forwarding()->problem);
  QVERIFY(f.sendTrace());
  QCOMPARE(other.waitFor(1).size(), std::size_t{1});
}

void ListeningForwardTest::whatWaitsIsLeftAndSentAtTheNextStart() {
  Fixture f;
  auto other = std::make_unique<test::HttpEndpoint>();
  const unsigned short port = other->port();
  f.listening.setForwarding(Forwarding{other->url(), {}});
  other.reset();
  QVERIFY(f.start() && f.sendTrace());
  QTRY_VERIFY(f.forwarding()->counts.isRetrying);
  QCOMPARE(f.forwarding()->counts.waitingRequests, 1ULL);
  QVERIFY(!f.forwarding()->counts.lastError.empty());
  f.listening.stop();
  QTRY_VERIFY(f.listening.state().phase == ListeningState::Phase::Off);
  QVERIFY(f.forwarding() && f.forwarding()->isStopped);
  QCOMPARE(f.forwarding()->counts.waitingRequests, 1ULL);
  other = std::make_unique<test::HttpEndpoint>(port);
  QVERIFY(f.start());
  QCOMPARE(other->waitFor(1).size(), std::size_t{1});
  QTRY_COMPARE(f.forwarding()->counts.waitingRequests, 0ULL);
  QVERIFY(!f.forwarding()->isStopped);
  f.listening.stop();
  QTRY_VERIFY(f.listening.state().phase == ListeningState::Phase::Off);
  f.listening.setForwarding(std::nullopt);
  QVERIFY(!f.forwarding());
}

void ListeningForwardTest::aRequestThatLeavesLateIsLate() {
  ForwardPace pace;
  const ForwardPace::Clock::time_point start{};
  QVERIFY(!pace.isLate(counts(0, 0), start));
  QVERIFY(!pace.isLate(counts(10, 5), start + seconds(1)));
  QVERIFY(!pace.isLate(counts(15, 5), start + seconds(3)));  // Others wait by now.
  QVERIFY(!pace.isLate(counts(18, 9), start + seconds(5)));
  QVERIFY(pace.isLate(counts(19, 30), start + seconds(6)));
  QVERIFY(pace.isLate(counts(21, 30), start + seconds(7)));  // It left, after four seconds.
  QVERIFY(pace.isLate(counts(30, 30), start + seconds(8)));
  QVERIFY(!pace.isLate(counts(51, 3), start + seconds(9)));
  QVERIFY(!pace.isLate(counts(54, 0), start + seconds(20)));
}

QTEST_GUILESS_MAIN(ListeningForwardTest)
#include "listening_forward_test.moc"
