// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who sends, by endpoint and service; bounded.
#include <QTest>

#include "live_support.h"

using namespace spanloupe;
using namespace spanloupe::ingest;
using namespace spanloupe::test;

class SendersTest : public QObject {
  Q_OBJECT
 private slots:
  void everyServiceIsCountedWithItsSdk();
  void manyServicesAreCountedAsOthers();
  void whatWasRefusedIsNotCounted();
  void onlyRecentRequestsAreRemembered();
};

void SendersTest::everyServiceIsCountedWithItsSdk() {
  const TemporarySession file;
  const auto live = openLive(file.path());
  const std::int64_t source = sourceOf(*live);
  const std::string shop = requestOf(std::vector<SentSpan>{{1, 1}, {1, 2}, {0, 3}}, "shop");
  send(*live, source, shop);
  send(*live, source, requestOf(std::vector<SentSpan>{{1, 4}}, "cart"));
  send(*live, source, requestOf(std::vector<SentLog>{{"a log"}}, "cart"));
  const auto senders = live->senders();
  QCOMPARE(senders.size(), std::size_t{2});
  QCOMPARE(senders[0].service, std::string("cart"));
  QCOMPARE(senders[0].spans, std::uint64_t{1});
  QCOMPARE(senders[0].logs, std::uint64_t{1});
  QCOMPARE(senders[1].service, std::string("shop"));
  QCOMPARE(senders[1].source, source);
  QCOMPARE(senders[1].spans, std::uint64_t{2});
  QCOMPARE(senders[1].rejected, std::uint64_t{1});
  QCOMPARE(senders[1].bytes, std::uint64_t{shop.size()});
  QCOMPARE(senders[1].sdkName, std::string("opentelemetry"));
  QCOMPARE(senders[1].sdkVersion, std::string("1.2.3"));
  QCOMPARE(senders[1].sdkLanguage, std::string("python"));
  QVERIFY(nanosOf(senders[1].lastSeen) != 0);
}

void SendersTest::manyServicesAreCountedAsOthers() {
  Senders senders;
  for (std::size_t i = 0; i < Senders::kMostSenders + 50; ++i) {
    SenderState state;
    state.source = 1;
    state.service = std::to_string(i);
    state.spans = 2;
    senders.add({state, state});
  }
  const auto list = senders.list();
  QCOMPARE(list.size(), Senders::kMostSenders + 1);
  QVERIFY(list.back().others && list.back().service.empty());
  QCOMPARE(list.back().spans, std::uint64_t{200});
  QVERIFY(std::none_of(list.begin(), list.end() - 1, [](const auto& state) { return state.others; }));
}

void SendersTest::whatWasRefusedIsNotCounted() {
  const TemporarySession file;
  const auto live = openLive(file.path());
  const std::int64_t source = sourceOf(*live);
  live->stop();
  send(*live, source, manySpans(1, 8));
  QVERIFY(live->senders().empty());
}

void SendersTest::onlyRecentRequestsAreRemembered() {
  RecentRequests recent;
  const auto begin = RecentRequests::Clock::now();
  recent.add({1, {1, 1}}, begin);
  recent.add({2, {1, 2}}, begin + std::chrono::minutes(6));
  QVERIFY(recent.has({1, 1}, begin + std::chrono::minutes(9)));
  QVERIFY(!recent.has({1, 1}, begin + std::chrono::minutes(11)));
  QVERIFY(recent.has({1, 2}, begin + std::chrono::minutes(11)));
  const auto later = begin + std::chrono::minutes(12);
  for (std::uint64_t i = 0; i < 70'000; ++i) recent.add({static_cast<std::int64_t>(3 + i), {2, i}}, later);
  QVERIFY(!recent.has({1, 2}, later));
  QVERIFY(!recent.has({2, 0}, later));
  QVERIFY(recent.has({2, 69'999}, later));
  recent.forget(70'001);
  QVERIFY(!recent.has({2, 69'998}, later));
  QVERIFY(recent.has({2, 69'999}, later));
}

QTEST_GUILESS_MAIN(SendersTest)
#include "senders_test.moc"
