// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Spans as CSV that every spreadsheet reads.
#include "core/query/span_csv.h"

#include <QTest>

#include "made_cells.h"

using namespace spanloupe;
using namespace spanloupe::query;
using namespace spanloupe::test;

class SpanCsvTest : public QObject {
  Q_OBJECT
 private slots:
  void fieldsAreQuotedWhereNeeded_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("plain") << QByteArray("GET /") << QByteArray("GET /");
    QTest::newRow("empty") << QByteArray("") << QByteArray("");
    QTest::newRow("comma") << QByteArray("a,b") << QByteArray("\"a,b\"");
    QTest::newRow("quote") << QByteArray("say \"hi\"") << QByteArray("\"say \"\"hi\"\"\"");
    QTest::newRow("line") << QByteArray("a\nb") << QByteArray("\"a\nb\"");
    QTest::newRow("return") << QByteArray("a\rb") << QByteArray("\"a\rb\"");
    QTest::newRow("blank") << QByteArray(" a") << QByteArray("\" a\"");
  }
  void fieldsAreQuotedWhereNeeded() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, field);
    std::string out;
    appendCsvField(out, text.toStdString());
    QCOMPARE(QByteArray::fromStdString(out), field);
  }
  void rowsHaveTheChosenColumns() {
    const StoredTrace stored({}, {{{"a,key", textValue("x")}}, {}});
    const SpanCells cells = stored.cells({"a,key"});
    const std::vector<SpanColumn> columns{{SpanField::Name, {}},
                                          {SpanField::Duration, {}},
                                          {SpanField::Status, {}},
                                          {SpanField::Attribute, "a,key"}};
    std::string out;
    appendCsvHeader(out, columns);
    appendCsvRow(out, cells, 0, columns);
    appendCsvRow(out, cells, 1, columns);
    QCOMPARE(QString::fromStdString(out),
             QStringLiteral("trace_id,span_id,parent_id,start_unix_ns,name,duration_ns,status,\"a,key\"\r\n"
                            "00000000000000010000000000000002,0000000000000001,,1773324000000000000,span "
                            "0,1000,unset,x\r\n"
                            "00000000000000010000000000000002,0000000000000002,0000000000000001,"
                            "1773324000000000001,span 1,999,unset,\r\n"));
  }
};

QTEST_GUILESS_MAIN(SpanCsvTest)
#include "span_csv_test.moc"
