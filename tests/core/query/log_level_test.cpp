// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How severe a log record is, by number or by what loggers write.
#include "core/query/log_level.h"

#include <QTest>

namespace spanloupe::query {

class LogLevelTest : public QObject {
  Q_OBJECT

 private slots:
  void fourNumbersMakeALevel() {
    for (std::uint64_t number = 1; number <= 24; ++number)
      QCOMPARE(static_cast<int>(logLevel(number, {})), static_cast<int>((number - 1) / 4 + 1));
  }
  void withoutANumberTheTextSays_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("level");
    const auto row = [](const char* text, LogLevel level) {
      QTest::newRow(text) << QByteArray(text) << static_cast<int>(level);
    };
    row("", LogLevel::Unknown);
    row("hello", LogLevel::Unknown);
    row("W", LogLevel::Warn);
    row("x", LogLevel::Unknown);
    row("warning", LogLevel::Warn);
    row("ERROR", LogLevel::Error);
    row("Error3", LogLevel::Error);
    row("SEVERE", LogLevel::Error);
    row("crit", LogLevel::Fatal);
    row("Information", LogLevel::Info);
    row("notice", LogLevel::Info);
    row("FINEST", LogLevel::Trace);
    row("dbg", LogLevel::Debug);
  }
  void withoutANumberTheTextSays() {
    QFETCH(QByteArray, text);
    QFETCH(int, level);
    const std::string_view view(text.constData(), static_cast<std::size_t>(text.size()));
    QCOMPARE(static_cast<int>(logLevel(0, view)), level);
    // A number that means nothing is none.
    QCOMPARE(static_cast<int>(logLevel(99, view)), level);
  }
};

}  // namespace spanloupe::query

QTEST_GUILESS_MAIN(spanloupe::query::LogLevelTest)
#include "log_level_test.moc"
