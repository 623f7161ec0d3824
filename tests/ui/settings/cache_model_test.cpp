// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/cache_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

namespace spanloupe::settings {

class CacheModelTest : public QObject {
  Q_OBJECT

 private slots:
  void behavesAsAModel();
  void namesSessionsByTheirFiles();
  void theOpenSessionCannotBeRemoved();
};

namespace {

std::vector<CacheRow> threeRows() {
  return {{{"/c/a", 1'000'000, timestampFromNanos(1'773'324'000'000'000'000)}, {"shop.json"}},
          {{"/c/b", 200'000, {}}, {"a.pb", "b.pb", "c.pb"}},
          {{"/c/c", 5, {}}, {}}};
}

}  // namespace

void CacheModelTest::behavesAsAModel() {
  CacheModel model;
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  model.setRows(threeRows(), "/c/a");
  QCOMPARE(model.rowCount(), 3);
  QCOMPARE(model.rowCount(model.index(0)), 0);
  model.setRows({}, {});
  QCOMPARE(model.rowCount(), 0);
}

void CacheModelTest::namesSessionsByTheirFiles() {
  CacheModel model;
  model.setRows(threeRows(), "/c/a");
  QCOMPARE(model.name(0), QStringLiteral("shop.json"));
  QCOMPARE(model.name(1), QStringLiteral("a.pb and 2 more"));
  QCOMPARE(model.name(2), QStringLiteral("unfinished import"));
  QVERIFY(model.data(model.index(0), Qt::DisplayRole).toString().startsWith("shop.json, open now, 1.00"));
  QCOMPARE(model.data(model.index(1), Qt::ToolTipRole).toString(), QStringLiteral("/c/b"));
}

void CacheModelTest::theOpenSessionCannotBeRemoved() {
  CacheModel model;
  model.setRows(threeRows(), "/c/a");
  QVERIFY(model.isOpen(0));
  QVERIFY(!model.isOpen(1));
  QCOMPARE(model.bytes(), std::uint64_t{1'200'005});
  QCOMPARE(model.removableBytes(), std::uint64_t{200'005});
}

}  // namespace spanloupe::settings

QTEST_GUILESS_MAIN(spanloupe::settings::CacheModelTest)
#include "cache_model_test.moc"
