// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in the cells of the span table.
#include "ui/spantable/table_cell.h"

#include <QTest>

#include "tests/core/query/made_cells.h"

using namespace spanloupe;
using namespace spanloupe::spantable;
using namespace spanloupe::test;

namespace {

const char* const kSketch =
    "web GET 0-1842.6 server error\n"
    "  db SELECT 10-20.25 client ok\n"
    "  db INSERT 30- client\n";

TableContent contentOf(query::SpanCells cells, std::vector<query::SpanColumn> groupBy = {}) {
  TableContent content;
  content.groupBy = std::move(groupBy);
  content.spans = allSpans(cells);
  content.longest = Duration(1'842'600'000);
  content.offsets = content.durations = content.selfTimes = content.totalTimes =
      ui::DurationFormat::forColumn(content.longest);
  content.totals = query::totalsOf(cells, content.spans);
  if (content.isGrouped()) {
    content.groups = query::grouped(cells, content.spans, content.groupBy);
    content.largestTotal = content.groups.groups.front().totals.total;
  }
  content.cells = std::move(cells);
  return content;
}

QString text(const Cell& cell) { return cell.whole().replace(ui::kThinSpace, QLatin1Char(' ')); }

}  // namespace

class TableCellTest : public QObject {
  Q_OBJECT
 private slots:
  void cellsOfSpans_data() {
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("line");
    QTest::newRow("failed") << 0 << "GET|web|server|0.0 ms|1 842.6 ms|1 030.8 ms|100.0 %|error";
    QTest::newRow("ok") << 1 << "SELECT|db|client|10.0 ms|10.3 ms|10.3 ms|0.6 %|ok";
  }
  void cellsOfSpans() {
    QFETCH(int, row);
    QFETCH(QString, line);
    const TableContent content =
        contentOf(sketchCells("web GET 0-1842.6 server error\n"
                              "  db SELECT 10-20.25 client ok\n"
                              "  db INSERT 30-831.55 client\n"));
    QStringList texts;
    for (const TableColumn& column : spantable::spanColumns())
      texts << text(cellOf(content, {TableRow::kNoGroup, static_cast<SpanIndex>(row)}, column));
    QCOMPARE(texts.join('|'), line);
  }
  void unfinishedSpansLastAtLeast() {
    const TableContent content = contentOf(sketchCells(kSketch));
    const TableColumn duration = spantable::spanColumns()[4];
    QVERIFY(text(cellOf(content, {TableRow::kNoGroup, 2}, duration)).startsWith("≥ "));
    QVERIFY(exactText(content, {TableRow::kNoGroup, 2}, duration).contains("not finished"));
  }
  void failureIsMoreThanAColour() {
    const TableContent content = contentOf(sketchCells(kSketch));
    const Cell status = cellOf(content, {TableRow::kNoGroup, 0}, spantable::spanColumns()[7]);
    QVERIFY(status.hasErrorDisc);
    QCOMPARE(status.text, QStringLiteral("error"));
    QCOMPARE(exactText(content, {TableRow::kNoGroup, 2}, spantable::spanColumns()[7]),
             QStringLiteral("unset"));
  }
  void attributesStandByTheirType() {
    const StoredTrace stored({}, {{{"n", intValue(7)}, {"t", textValue("a\nb\tc")}}, {}});
    const TableContent content = contentOf(stored.cells({"n", "t"}));
    const Cell number = cellOf(content, {TableRow::kNoGroup, 0}, attributeColumn("n"));
    QCOMPARE(number.text, QStringLiteral("7"));
    QVERIFY(number.isRight && !number.isMono);
    QVERIFY(standsRight(content, attributeColumn("n")));
    QVERIFY(cellOf(content, {TableRow::kNoGroup, 0}, attributeColumn("t")).isMono);
    QVERIFY(cellOf(content, {TableRow::kNoGroup, 1}, attributeColumn("t")).text.isEmpty());
    // Copied cells keep to their line and column.
    QCOMPARE(tabbedText(content, {{TableRow::kNoGroup, 0}}, {attributeColumn("n"), attributeColumn("t")}),
             QStringLiteral("7\ta b c\n"));
    QCOMPARE(tabbedText(content, {{TableRow::kNoGroup, 0}, {TableRow::kNoGroup, 1}}, {attributeColumn("n")}),
             QStringLiteral("n\n7\n\n"));
  }
  void groupsHaveLabelsAndSums() {
    const query::SpanColumn service{query::SpanField::Service, {}};
    const query::SpanColumn name{query::SpanField::Name, {}};
    const TableContent content = contentOf(sketchCells(kSketch), {service, name});
    const Cell label = cellOf(content, {1, kNoSpan}, groupColumns()[0]);
    QCOMPARE(label.text, QStringLiteral("SELECT"));
    QCOMPARE(label.service, std::optional(QStringLiteral("db")));
    QCOMPARE(text(cellOf(content, {1, kNoSpan}, groupColumns()[3])), QStringLiteral("10.3 ms"));
    QCOMPARE(text(totalCell(content, groupColumns()[1])), QStringLiteral("3"));
    QCOMPARE(text(totalCell(content, groupColumns()[2])), QStringLiteral("1"));
  }
  void shortSpansOfLongGroupsAreNotNothing() {
    TableContent content = contentOf(sketchCells("web GET 0-1842.6 server\n  db SELECT 10-10.25 client\n"),
                                     {{query::SpanField::Service, {}}});
    content.totalTimes = ui::DurationFormat::forColumn(std::chrono::hours(1));
    const Cell total = cellOf(content, {1, 1}, groupColumns()[3]);
    QCOMPARE(total.text, QStringLiteral("<0.001"));
    QCOMPARE(cellOf(content, {1, 1}, groupColumns()[7]).unit, content.durations.unit());
  }
  void groupsWithoutAValueAreNamed() {
    const StoredTrace stored({}, {{}, {{"k", textValue("v")}}});
    const TableContent content = contentOf(stored.cells({"k"}), {{query::SpanField::Attribute, "k"}});
    const Cell label = cellOf(content, {0, kNoSpan}, groupColumns()[0]);
    QCOMPARE(label.text, QStringLiteral("(missing)"));
    QVERIFY(label.isMissing);
  }
  void sumsSayHowManySpans() {
    const TableContent content = contentOf(sketchCells(kSketch));
    QCOMPARE(text(totalCell(content, spantable::spanColumns()[0])), QStringLiteral("Total of 3 spans"));
    QCOMPARE(text(totalCell(content, spantable::spanColumns()[7])), QStringLiteral("1 error"));
  }
  void hugeSumsChooseTheirOwnUnit() {
    TableContent content = contentOf(sketchCells(kSketch));
    content.longest = Duration(50'000);
    content.selfTimes = ui::DurationFormat::forColumn(content.longest);
    content.totals.self = Duration(16'642'300'000);
    content.totalTimes = ui::DurationFormat::forColumn(content.totals.self);
    QCOMPARE(text(totalCell(content, spantable::spanColumns()[5])),
             content.totalTimes.text(content.totals.self).replace(ui::kThinSpace, QLatin1Char(' ')));
    content.totals.self = Duration(1'000'000);
    QCOMPARE(text(totalCell(content, spantable::spanColumns()[5])), QStringLiteral("1 000.0 µs"));
    // Spans within spans would count twice.
    QVERIFY(totalCell(content, spantable::spanColumns()[4]).text.isEmpty());
  }
};

QTEST_GUILESS_MAIN(TableCellTest)
#include "table_cell_test.moc"
