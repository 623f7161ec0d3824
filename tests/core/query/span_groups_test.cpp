// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of spans and their figures.
#include "core/query/span_groups.h"

#include <QTest>

#include "made_cells.h"

using namespace spanloupe;
using namespace spanloupe::query;
using namespace spanloupe::test;

namespace {

const char* const kSketch =
    "web GET 0-100 server error\n"
    "  db SELECT 10-20 client\n"
    "  db SELECT 30-60 client error\n"
    "  db INSERT 60-62 client\n"
    "  db SELECT 70-75 client\n";

/// "db/SELECT 3 errors 1 total 45 self 45 5-10-30": durations in milliseconds.
QStringList print(const SpanCells& cells, const SpanGroups& groups) {
  QStringList lines;
  const auto ms = [](Duration duration) { return QString::fromStdString(sketchDuration(duration)); };
  for (const SpanGroup& group : groups.groups) {
    lines << QStringLiteral("%1/%2 %3 errors %4 total %5 self %6 %7-%8-%9")
                 .arg(QString::fromStdString(cells.service(group.sample)),
                      QString::fromStdString(cells.name(group.sample)))
                 .arg(group.totals.count)
                 .arg(group.totals.errors)
                 .arg(ms(group.totals.total), ms(group.totals.self), ms(group.smallest), ms(group.median),
                      ms(group.largest));
  }
  return lines;
}

}  // namespace

class SpanGroupsTest : public QObject {
  Q_OBJECT
 private slots:
  void figuresOfGroups() {
    const SpanCells cells = sketchCells(kSketch);
    const std::vector<SpanColumn> columns{{SpanField::Service, {}}, {SpanField::Name, {}}};
    const SpanGroups groups = grouped(cells, allSpans(cells), columns);
    QCOMPARE(print(cells, groups), (QStringList{"web/GET 1 errors 1 total 100 self 53 100-100-100",
                                                "db/SELECT 3 errors 1 total 45 self 45 5-10-30",
                                                "db/INSERT 1 errors 0 total 2 self 2 2-2-2"}));
    const auto members = groups.membersOf(groups.groups[1]);
    QCOMPARE(std::vector<SpanIndex>(members.begin(), members.end()), (std::vector<SpanIndex>{1, 2, 4}));
  }
  void oneColumnAndNone() {
    const SpanCells cells = sketchCells(kSketch);
    QCOMPARE(grouped(cells, allSpans(cells), {{SpanField::Service, {}}}).groups.size(), std::size_t{2});
    QCOMPARE(grouped(cells, allSpans(cells), {}).groups.size(), std::size_t{1});
    QVERIFY(grouped(cells, {}, {{SpanField::Service, {}}}).groups.empty());
  }
  void groupsAreSorted_data() {
    QTest::addColumn<int>("figure");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<QString>("names");
    const auto row = [](const char* name, GroupFigure figure, bool descending, const char* order) {
      QTest::newRow(name) << static_cast<int>(figure) << descending << order;
    };
    row("label", GroupFigure::Label, false, "INSERT SELECT GET");
    row("label down", GroupFigure::Label, true, "GET SELECT INSERT");
    row("count down", GroupFigure::Count, true, "SELECT GET INSERT");
    row("errors", GroupFigure::Errors, false, "INSERT GET SELECT");
    row("total down", GroupFigure::Total, true, "GET SELECT INSERT");
    row("self", GroupFigure::Self, false, "INSERT SELECT GET");
    row("median down", GroupFigure::Median, true, "GET SELECT INSERT");
    row("largest", GroupFigure::Largest, false, "INSERT SELECT GET");
    row("smallest", GroupFigure::Smallest, false, "INSERT SELECT GET");
  }
  void groupsAreSorted() {
    QFETCH(int, figure);
    QFETCH(bool, descending);
    QFETCH(QString, names);
    const SpanCells cells = sketchCells(kSketch);
    const std::vector<SpanColumn> columns{{SpanField::Service, {}}, {SpanField::Name, {}}};
    SpanGroups groups = grouped(cells, allSpans(cells), columns);
    sortGroups(groups, cells, columns, static_cast<GroupFigure>(figure), descending);
    QStringList order;
    for (const SpanGroup& group : groups.groups) order << QString::fromStdString(cells.name(group.sample));
    QCOMPARE(order.join(' '), names);
  }
  void spansWithoutTheKeyAreAGroup() {
    const StoredTrace stored({}, {{}, {{"k", intValue(2)}}, {{"k", intValue(10)}}, {}, {{"k", intValue(2)}}});
    const SpanCells cells = stored.cells({"k"});
    const std::vector<SpanColumn> columns{{SpanField::Attribute, "k"}};
    SpanGroups groups = grouped(cells, allSpans(cells), columns);
    QCOMPARE(groups.groups.size(), std::size_t{3});
    sortGroups(groups, cells, columns, GroupFigure::Label, false);
    QCOMPARE(groups.groups[0].sample, 1U);
    QCOMPARE(groups.groups[1].sample, 2U);
    QCOMPARE(groups.groups[2].sample, 0U);
    QCOMPARE(groups.groups[2].totals.count, std::uint64_t{2});
  }
};

QTEST_GUILESS_MAIN(SpanGroupsTest)
#include "span_groups_test.moc"
