// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Turning copies on, off and elsewhere while requests come.
#include "core/forward/tee.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <set>
#include <thread>

#include "core/formats/registry.h"
#include "tests/core/forward/http_endpoint.h"

namespace spanloupe::forward {

using std::chrono::milliseconds;
using test::HttpEndpoint;

class TeeTest : public QObject {
  Q_OBJECT
 private slots:
  void withoutAForwarderNothingIsCopied();
  void whatComesWhileItChangesIsNotLost();
  void whatCannotBeSentWaitsForTheNextStart();
  void aForwarderThatCannotStartSaysWhy();

 private:
  [[nodiscard]] ForwardOptions options(const std::string& url, const char* folder = "one") const {
    ForwardOptions options;
    options.target = *parseTarget(url, Transport::Http);
    options.folder = m_folder.filePath(folder).toStdString();
    options.firstDelay = milliseconds(20);
    options.longestDelay = milliseconds(50);
    return options;
  }
  QTemporaryDir m_folder;
};

namespace {

/// Stores everything.
void stored(const ingest::ReceivedRequest&, const ingest::ReceiptHandler& handler) {
  ingest::Receipt receipt;
  receipt.spans = 1;
  handler(receipt);
}

void send(const TakeRequest& take, const std::string& body) {
  take({1, formats::formatNamed("otlp-proto"), body}, [](const ingest::Receipt&) {});
}

/// What was on its way when a forwarder ended is sent again by the next.
std::set<std::string> bodiesOf(HttpEndpoint& endpoint) {
  std::set<std::string> bodies;
  for (const auto& request : endpoint.waitFor(0)) bodies.insert(request.body);
  return bodies;
}

}  // namespace

void TeeTest::withoutAForwarderNothingIsCopied() {
  Tee tee;
  const TakeRequest take = tee.around(stored);
  send(take, "a");
  QVERIFY(!tee.state());
  HttpEndpoint endpoint;
  QVERIFY(tee.change(options(endpoint.url())));
  send(take, "b");
  QCOMPARE(endpoint.waitFor(1).front().body, std::string("b"));
  QVERIFY(tee.change(std::nullopt));
  QVERIFY(!tee.state());
  send(take, "c");
  QVERIFY(tee.change(options(endpoint.url())));
  send(take, "d");
  QTRY_COMPARE(tee.state()->waitingRequests, 0u);
  QCOMPARE(bodiesOf(endpoint), (std::set<std::string>{"b", "d"}));
}

void TeeTest::whatComesWhileItChangesIsNotLost() {
  HttpEndpoint endpoint;
  Tee tee;
  const TakeRequest take = tee.around(stored);
  QVERIFY(tee.change(options(endpoint.url())));
  // One that sends only between two forwarders.
  std::atomic<int> sent{0};
  std::jthread sender([&](const std::stop_token& stop) {
    while (!stop.stop_requested())
      if (!tee.state() && sent < 2000) send(take, "request " + std::to_string(sent++));
  });
  QElapsedTimer timer;
  timer.start();
  for (int i = 0; sent < 100 && timer.elapsed() < 10'000; ++i) {
    ForwardOptions other = options(endpoint.url());
    other.target.headers = {{"x-round", std::to_string(i)}};
    QVERIFY(tee.change(std::move(other)));
  }
  sender.request_stop();
  sender.join();
  QVERIFY(sent >= 100);
  QTRY_COMPARE_WITH_TIMEOUT(tee.state()->waitingRequests, 0u, 20'000);
  QCOMPARE(bodiesOf(endpoint).size(), static_cast<std::size_t>(sent));
  QCOMPARE(tee.state()->droppedRequests, 0u);
}

void TeeTest::whatCannotBeSentWaitsForTheNextStart() {
  auto endpoint = std::make_unique<HttpEndpoint>();
  const unsigned short port = endpoint->port();
  const ForwardOptions wanted = options(endpoint->url(), "two");
  endpoint.reset();
  {
    Tee tee;
    const TakeRequest take = tee.around(stored);
    QVERIFY(tee.change(wanted));
    send(take, "a");
    send(take, "b");
    tee.stop(milliseconds(100));
    QCOMPARE(tee.state()->waitingRequests, 2u);
    send(take, "late");  // Nobody copies it, and nothing breaks.
  }
  endpoint = std::make_unique<HttpEndpoint>(port);
  Tee tee;
  QVERIFY(tee.change(wanted));
  const auto seen = endpoint->waitFor(2);
  QCOMPARE(seen.size(), std::size_t{2});
  QCOMPARE(seen[0].body + seen[1].body, std::string("ab"));
}

void TeeTest::aForwarderThatCannotStartSaysWhy() {
  HttpEndpoint endpoint;
  Tee first, second;
  QVERIFY(first.change(options(endpoint.url(), "three")));
  const auto changed = second.change(options(endpoint.url(), "three"));
  QVERIFY(!changed);
  QCOMPARE(changed.error().kind, ErrorKind::Busy);
  send(second.around(stored), "a");
  QVERIFY(!second.state());
}

}  // namespace spanloupe::forward

QTEST_GUILESS_MAIN(spanloupe::forward::TeeTest)
#include "tee_test.moc"
