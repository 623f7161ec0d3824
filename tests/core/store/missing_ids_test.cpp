// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/missing_ids.h"

#include <QTest>
#include <random>
#include <set>

using spanloupe::store::MissingIds;

class MissingIdsTest : public QObject {
  Q_OBJECT
 private slots:
  void countsEachIdOnce();
  void zeroIsNoId();
  void agreesWithSets();
};

void MissingIdsTest::countsEachIdOnce() {
  MissingIds missing;
  missing.add({7, 7, 9});
  missing.add({9, 7, 11});
  missing.addingIsOver();
  QCOMPARE(missing.count(), 3U);
  missing.remove({9, 1, 9});
  QCOMPARE(missing.count(), 2U);
  missing.remove({7, 11, 7});
  QCOMPARE(missing.count(), 0U);
}

void MissingIdsTest::zeroIsNoId() {
  MissingIds missing;
  missing.add({0, 0, 5});
  missing.addingIsOver();
  QCOMPARE(missing.count(), 1U);
  missing.remove({0});
  QCOMPARE(missing.count(), 1U);
  MissingIds none;
  none.addingIsOver();
  none.remove({0, 3});
  QCOMPARE(none.count(), 0U);
}

void MissingIdsTest::agreesWithSets() {
  std::mt19937_64 random(20260312);
  // Ids that a generator counts up, and others that are strewn over all bits.
  for (const std::uint64_t most : {std::uint64_t{300}, ~std::uint64_t{0}}) {
    for (int round = 0; round < 50; ++round) {
      std::vector<std::uint64_t> added;
      std::vector<std::uint64_t> removed;
      for (int i = 0; i < 400; ++i) {
        const std::uint64_t id = 1 + random() % most;
        if (random() % 2 == 0) added.push_back(id);
        if (random() % 2 == 0) removed.push_back(id);
      }
      std::set<std::uint64_t> left(added.begin(), added.end());
      MissingIds missing;
      missing.add(added);
      missing.addingIsOver();
      QCOMPARE(missing.count(), static_cast<std::uint32_t>(left.size()));
      for (const std::uint64_t id : removed) left.erase(id);
      missing.remove(removed);
      QCOMPARE(missing.count(), static_cast<std::uint32_t>(left.size()));
    }
  }
}

QTEST_GUILESS_MAIN(MissingIdsTest)
#include "missing_ids_test.moc"
