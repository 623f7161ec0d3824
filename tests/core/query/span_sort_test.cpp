// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The order of a table of spans by each of its columns.
#include "core/query/span_sort.h"

#include <QTest>
#include <numeric>
#include <random>

#include "made_cells.h"

using namespace spanloupe;
using namespace spanloupe::query;
using namespace spanloupe::test;

class SpanSortTest : public QObject {
  Q_OBJECT
 private slots:
  void everyColumnHasItsOrder_data() {
    QTest::addColumn<int>("field");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<QString>("order");
    const auto row = [](const char* name, SpanField field, bool descending, const char* order) {
      QTest::newRow(name) << static_cast<int>(field) << descending << order;
    };
    row("start", SpanField::Start, false, "web/b, cart/A, db/a, cart/c");
    row("start down", SpanField::Start, true, "cart/c, db/a, cart/A, web/b");
    row("name", SpanField::Name, false, "cart/A, db/a, web/b, cart/c");
    row("service", SpanField::Service, false, "cart/A, cart/c, db/a, web/b");
    row("service down", SpanField::Service, true, "web/b, db/a, cart/A, cart/c");
    row("duration", SpanField::Duration, false, "db/a, cart/c, cart/A, web/b");
    row("share down", SpanField::Share, true, "web/b, cart/A, cart/c, db/a");
    row("self down", SpanField::Self, true, "cart/A, cart/c, web/b, db/a");
    row("kind", SpanField::Kind, false, "db/a, cart/c, web/b, cart/A");
    row("status down", SpanField::Status, true, "db/a, web/b, cart/A, cart/c");
  }
  void everyColumnHasItsOrder() {
    QFETCH(int, field);
    QFETCH(bool, descending);
    QFETCH(QString, order);
    const SpanCells cells = sketchCells(
        "web b 0-100 server\n"
        "  cart A 10-60 client\n"
        "    db a 20-25 internal error\n"
        "  cart c 61-90 internal\n");
    const auto spans = sorted(cells, allSpans(cells), {{static_cast<SpanField>(field), {}}, descending});
    QCOMPARE(QString::fromStdString(names(cells, spans)), order);
  }
  void missingValuesAreLastEitherWay() {
    const StoredTrace stored({},
                             {{}, {{"k", intValue(2)}}, {{"k", intValue(10)}}, {}, {{"k", intValue(-1)}}});
    const SpanCells cells = stored.cells({"k"});
    const SpanColumn column{SpanField::Attribute, "k"};
    QCOMPARE(sorted(cells, allSpans(cells), {column, false}), (std::vector<SpanIndex>{4, 1, 2, 0, 3}));
    QCOMPARE(sorted(cells, allSpans(cells), {column, true}), (std::vector<SpanIndex>{2, 1, 4, 0, 3}));
    const SpanColumn unread{SpanField::Attribute, "other"};
    QCOMPARE(sorted(cells, {3, 1, 2}, {unread, false}), (std::vector<SpanIndex>{3, 1, 2}));
  }
  void radixSortIsAStableSort() {
    std::mt19937_64 random(3);
    for (const std::uint64_t limit : {std::uint64_t{5}, std::uint64_t{1} << 20, ~std::uint64_t{0}}) {
      std::vector<std::uint64_t> keys(20'000);
      for (std::uint64_t& key : keys) key = random() % limit;
      std::vector<std::uint32_t> items(15'000);
      for (std::uint32_t& item : items) item = static_cast<std::uint32_t>(random() % keys.size());
      std::vector<std::uint32_t> expected = items;
      std::stable_sort(expected.begin(), expected.end(),
                       [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
      sortByKey(items, keys);
      QCOMPARE(items, expected);
    }
  }
};

QTEST_GUILESS_MAIN(SpanSortTest)
#include "span_sort_test.moc"
