// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rows.h"

#include <signal.h>
#include <unistd.h>

#include <QTest>

#include <limits>

#include "app/cli/human.h"

namespace spanloupe::cli {

class RowsTest : public QObject {
  Q_OBJECT

 private slots:
  void jsonIsOneObjectWithRowsAndCount();
  void jsonLinesAreOneObjectEach();
  void csvQuotesWhatNeedsIt();
  void tableAlignsNumbersToTheRight();
  void tableFitsTheTerminal();
  void tableShowsNoControlCharacters();
  void integersKeepAllTheirDigits();
  void saysWhenNobodyReads();
  void durationsHaveThreeDigits_data();
  void durationsHaveThreeDigits();
  void timesAreReadable();
};

namespace {

/// What `use` prints through a RowPrinter of this form, read back from a pipe.
template <typename Use>
std::string printed(OutputForm form, Terminal terminal, std::vector<Column> columns, Use use) {
  int ends[2];
  if (::pipe(ends) != 0) return "no pipe";
  {
    StandardOutput out(ends[1]);
    const Arguments arguments;
    const Invocation invocation{arguments, out, terminal, form, false, {}};
    RowPrinter printer(invocation, std::move(columns));
    use(printer);
    printer.finish();
    out.flush();
  }
  ::close(ends[1]);
  std::string text(65536, '\0');
  const ssize_t size = ::read(ends[0], text.data(), text.size());
  ::close(ends[0]);
  text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return text;
}

const std::vector<Column> kColumns{{"name", "Name"}, {"spans", "Spans"}, {"entries", "", false}};

void twoRows(RowPrinter& printer) {
  printer.add({std::string("a \"b\", c"), std::uint64_t{7}, JsonValue{"[1]"}});
  printer.add({std::string("d"), std::uint64_t{1234}, JsonValue{"[]"}});
}

}  // namespace

void RowsTest::jsonIsOneObjectWithRowsAndCount() {
  QCOMPARE(printed(OutputForm::Json, {}, kColumns, twoRows),
           "{\"rows\":[\n{\"name\":\"a \\\"b\\\", c\",\"spans\":7,\"entries\":[1]},\n"
           "{\"name\":\"d\",\"spans\":1234,\"entries\":[]}\n],\"count\":2}\n");
  QCOMPARE(printed(OutputForm::Json, {}, kColumns, [](RowPrinter&) {}), "{\"rows\":[\n],\"count\":0}\n");
}

void RowsTest::jsonLinesAreOneObjectEach() {
  QCOMPARE(printed(OutputForm::JsonLines, {}, kColumns, twoRows),
           "{\"name\":\"a \\\"b\\\", "
           "c\",\"spans\":7,\"entries\":[1]}\n{\"name\":\"d\",\"spans\":1234,\"entries\":[]}\n");
}

void RowsTest::csvQuotesWhatNeedsIt() {
  QCOMPARE(printed(OutputForm::Csv, {}, kColumns, twoRows), "name,spans\n\"a \"\"b\"\", c\",7\nd,1234\n");
}

void RowsTest::tableAlignsNumbersToTheRight() {
  QCOMPARE(printed(OutputForm::Table, {}, kColumns, twoRows),
           "Name      Spans\na \"b\", c      7\nd          1234\n");
}

void RowsTest::tableFitsTheTerminal() {
  Terminal terminal;
  terminal.isTerminal = true;
  terminal.width = 20;
  const std::string text = printed(OutputForm::Table, terminal, kColumns, [](RowPrinter& printer) {
    printer.add({std::string(50, 'x'), std::uint64_t{1}, JsonValue{"0"}});
  });
  QCOMPARE(text, "Name           Spans\n" + std::string(12, 'x') + "…      1\n");
}

void RowsTest::tableShowsNoControlCharacters() {
  const std::string text = printed(OutputForm::Table, {}, {{"name", "Name"}}, [](RowPrinter& printer) {
    printer.add({std::string("\x1b[31mred\n\xc2\x9b\xff")});
  });
  QCOMPARE(text, "Name\n\\x1b[31mred\\n\\x9b\xef\xbf\xbd\n");
}

void RowsTest::integersKeepAllTheirDigits() {
  const std::string text = printed(
      OutputForm::JsonLines, {}, {{"a", "A"}, {"b", "B"}, {"c", "C"}, {"d", "D"}}, [](RowPrinter& printer) {
        printer.add({std::numeric_limits<std::uint64_t>::max(), std::numeric_limits<std::int64_t>::min(),
                     timestampFromNanos(1'700'000'000'123'456'789ULL), Cell()});
      });
  QCOMPARE(text,
           "{\"a\":18446744073709551615,\"b\":-9223372036854775808,\"c\":1700000000123456789,\"d\":null}\n");
}

void RowsTest::saysWhenNobodyReads() {
  signal(SIGPIPE, SIG_IGN);  // As main() does.
  int ends[2];
  QCOMPARE(::pipe(ends), 0);
  ::close(ends[0]);
  StandardOutput out(ends[1]);
  const Arguments arguments;
  RowPrinter printer({arguments, out, {}, OutputForm::JsonLines, false, {}}, {{"a", "A"}});
  bool open = true;
  for (int i = 0; i < 100'000 && open; ++i)
    open = printer.add({std::string("some text that fills the buffer")});
  QVERIFY(!open);
  QVERIFY(out.finish().has_value());
  ::close(ends[1]);
}

void RowsTest::durationsHaveThreeDigits_data() {
  QTest::addColumn<qint64>("nanos");
  QTest::addColumn<QString>("text");
  QTest::newRow("zero") << qint64{0} << "0 ns";
  QTest::newRow("ns") << qint64{999} << "999 ns";
  QTest::newRow("us") << qint64{1500} << "1.50 µs";
  QTest::newRow("rounds up to ms") << qint64{999'600} << "1.00 ms";
  QTest::newRow("ms") << qint64{12'345'678} << "12.3 ms";
  QTest::newRow("s") << qint64{1'234'000'000} << "1.23 s";
  QTest::newRow("min") << qint64{64'000'000'000} << "1 min 04 s";
  QTest::newRow("h") << qint64{7'260'000'000'000} << "2 h 01 min";
  QTest::newRow("negative") << qint64{-1500} << "-1.50 µs";
}

void RowsTest::durationsHaveThreeDigits() {
  QFETCH(qint64, nanos);
  QTEST(QString::fromStdString(durationText(Duration(nanos))), "text");
}

void RowsTest::timesAreReadable() {
  QCOMPARE(timeText(timestampFromNanos(1'700'000'000'123'456'789ULL)), "2023-11-14 22:13:20.123456 UTC");
  QCOMPARE(timeText(timestampFromNanos(0)), "0 ns");
}

}  // namespace spanloupe::cli

QTEST_APPLESS_MAIN(spanloupe::cli::RowsTest)
#include "rows_test.moc"
