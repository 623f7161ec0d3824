// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/part_queue.h"

#include <QTest>
#include <thread>

namespace spanloupe::exports {

class PartQueueTest : public QObject {
  Q_OBJECT

 private slots:
  void partsComeInTheOrderOfTheirNumbers() {
    constexpr std::size_t kParts = 200;
    PartQueue queue(kParts);
    std::vector<std::jthread> threads;
    for (std::size_t thread = 0; thread < 3; ++thread)
      threads.emplace_back([&queue, thread] {
        for (std::size_t number = thread; number < kParts; number += 3)
          queue.put({number, std::to_string(number)});
      });
    for (std::size_t number = 0; number < kParts; ++number) {
      const auto part = queue.take();
      QVERIFY(part);
      QCOMPARE(part->number, number);
      QCOMPARE(part->bytes, std::to_string(number));
    }
    QVERIFY(!queue.take());
  }

  void heldBytesAreBounded() {
    constexpr std::size_t kParts = 100;
    constexpr std::size_t kSize = 10;
    constexpr std::size_t kLimit = 35;
    PartQueue queue(kParts, kLimit);
    // Even numbers come late: whoever puts the odd ones must wait, and must not keep the others from going
    // on.
    std::jthread odd([&queue] {
      for (std::size_t number = 1; number < kParts; number += 2) queue.put({number, std::string(kSize, 'x')});
    });
    std::jthread even([&queue] {
      for (std::size_t number = 0; number < kParts; number += 2) queue.put({number, std::string(kSize, 'x')});
    });
    for (std::size_t number = 0; number < kParts; ++number) {
      QVERIFY(queue.held() < kLimit + 2 * kSize);
      const auto part = queue.take();
      QVERIFY(part);
      QCOMPARE(part->number, number);
    }
    QCOMPARE(queue.held(), std::size_t{0});
  }

  void closingEndsAllWaiting() {
    PartQueue queue(3, 1);
    QVERIFY(queue.put({1, "held"}));
    bool taken = true;
    bool put = true;
    {
      std::jthread waitsForRoom([&] { put = queue.put({2, "no room"}); });
      std::jthread waitsForTheFirst([&] { taken = queue.take().has_value(); });
      queue.close();
    }
    QVERIFY(!put);
    QVERIFY(!taken);
    QVERIFY(!queue.put({0, "late"}));
  }

  void memoryIsUsedAgainUnlessItIsLarge() {
    PartQueue queue(1);
    QCOMPARE(queue.spare().capacity(), std::string().capacity());
    queue.giveBack(std::string(100'000, 'x'));
    queue.giveBack(std::string(std::size_t{20} << 20, 'x'));
    const std::string spare = queue.spare();
    QVERIFY(spare.empty());
    QVERIFY(spare.capacity() >= 100'000);
    QVERIFY(spare.capacity() < std::size_t{20} << 20);
    QVERIFY(queue.spare().capacity() < 100'000);
  }
};

}  // namespace spanloupe::exports

QTEST_APPLESS_MAIN(spanloupe::exports::PartQueueTest)
#include "part_queue_test.moc"
