// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/refusals.h"

#include <QTest>
#include <thread>

using namespace spanloupe::receive;

class RefusalsTest : public QObject {
  Q_OBJECT

 private slots:
  void namesOnlyReasonsThatOccurred() {
    RefusalCounts counts;
    QVERIFY(counts.all().empty());
    QCOMPARE(counts.total(), 0u);
    counts.count(RefusalReason::Origin, "http://a.example");
    counts.count(RefusalReason::Origin, "http://b.example");
    counts.count(RefusalReason::Host, "c.example");
    const auto all = counts.all();
    QCOMPARE(all.size(), 2u);
    QCOMPARE(all[0].reason, RefusalReason::Host);
    QCOMPARE(all[1].reason, RefusalReason::Origin);
    QCOMPARE(all[1].count, 2u);
    QCOMPARE(all[1].last, std::string("http://b.example"));
    QVERIFY(all[1].lastTime > 1'700'000'000'000'000'000);
    QCOMPARE(counts.total(), 3u);
  }

  void cutsAndCleansWhatSendersWrote() {
    RefusalCounts counts;
    counts.count(RefusalReason::Path, "/a\x1b[31m\nb\xff");
    QCOMPARE(counts.all().front().last, std::string("/a?[31m?b?"));
    counts.count(RefusalReason::Path, std::string(100'000, 'x'));
    QCOMPARE(counts.all().front().last.size(), RefusalCounts::kMaxText);
  }

  void everyThreadMayCount() {
    RefusalCounts counts;
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
          for (int n = 0; n < 1000; ++n) counts.count(RefusalReason::Busy, std::to_string(n));
        });
    }
    QCOMPARE(counts.all().front().count, 4000u);
    QCOMPARE(counts.total(), 4000u);
  }
};

QTEST_GUILESS_MAIN(RefusalsTest)
#include "refusals_test.moc"
