// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <random>

#include "core/formats/otlp/json/bracket_scanner.h"
#include "core/formats/otlp/json/json_number.h"
#include "core/formats/otlp/json/otlp_keys.h"

using namespace spanloupe::formats::json;

namespace {

/// BracketScanner byte by byte. Outside strings, where no JSON has one, a backslash works as it does inside.
std::size_t closeOf(std::string_view text, std::size_t open) {
  int depth = 0;
  bool inString = false;
  bool escaped = false;
  for (std::size_t i = open; i < text.size(); ++i) {
    const char c = text[i];
    const bool plain = !escaped;
    escaped = plain && c == '\\';
    if (c == '"' && plain) inString = !inString;
    if (inString) continue;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return i + 1;
  }
  return std::string_view::npos;
}

}  // namespace

class JsonTextTest : public QObject {
  Q_OBJECT

 private slots:
  void findsTheClosingBracketInAnyText() {
    std::mt19937 random(1);
    constexpr std::string_view kAlphabet = "{}[]\"\\abc {}[]\"";
    for (int round = 0; round < 20000; ++round) {
      std::string text(random() % 600, ' ');
      for (char& c : text) c = kAlphabet[random() % (round % 2 == 0 ? kAlphabet.size() : 4)];
      BracketScanner scanner(text);
      // Ends found one after the other, as the splitter does: always from outside a string.
      for (std::size_t at = text.find_first_of("{["); at < text.size();) {
        const char* const close = scanner.close(text.data() + at);
        const std::size_t expected = closeOf(text, at);
        QCOMPARE(close == nullptr ? std::string_view::npos : static_cast<std::size_t>(close - text.data()),
                 expected);
        if (close == nullptr || expected == text.size()) break;
        at = text[expected] == '{' || text[expected] == '[' ? expected : text.size();
      }
    }
  }

  void goesOnInTheNextText() {
    std::mt19937 random(2);
    constexpr std::string_view kAlphabet = "{{[}]\"\\a";
    for (int round = 0; round < 5000; ++round) {
      std::string text(1 + random() % 500, ' ');
      for (char& c : text) c = kAlphabet[random() % kAlphabet.size()];
      text[0] = '{';
      const std::size_t first =
          std::min<std::size_t>(text.size(), BracketScanner::kBlockSize * (1 + random() % 4));
      BracketScanner scanner(std::string_view(text).substr(0, first));
      const char* close = scanner.close(text.data());
      if (close == nullptr) close = scanner.closeIn(std::string_view(text).substr(first));
      QCOMPARE(close == nullptr ? std::string_view::npos : static_cast<std::size_t>(close - text.data()),
               closeOf(text, 0));
    }
  }

  void integersAreExact_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    for (const auto& [text, expected] : std::initializer_list<std::pair<const char*, const char*>>{
             {"0", "0"},
             {"-0", "0"},
             {"9007199254740993", "9007199254740993"},
             {"9223372036854775807", "9223372036854775807"},
             {"-9223372036854775808", "-9223372036854775808"},
             {"9223372036854775808", "no"},
             {"-9223372036854775809", "no"},
             {"1.7e18", "1700000000000000000"},
             {"1700000000000000001.0", "1700000000000000001"},
             {"12300e-2", "123"},
             {"1E+2", "100"},
             {"0.0e99", "0"},
             {"1.5", "no"},
             {"1e-1", "no"},
             {"1e19", "no"},
             {"1e999999999", "no"},
             {"1e99999999999", "no"},
             {"", "no"},
             {"-", "no"},
             {"--1", "no"},
             {"1x", "no"},
             {" 1", "no"},
             {"0x10", "no"},
             {"1e", "no"},
             {".5", "no"}})
      QTest::newRow(text) << text << expected;
  }
  void integersAreExact() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto number = parseSigned(text.toStdString());
    QCOMPARE(number ? QString::number(*number) : "no", expected);
  }

  void unsignedNumbersReachTheirLimit() {
    QCOMPARE(parseUnsigned("18446744073709551615").value_or(0), std::uint64_t{18446744073709551615U});
    QVERIFY(!parseUnsigned("18446744073709551616"));
    QVERIFY(!parseUnsigned("99999999999999999999"));
    QVERIFY(!parseUnsigned("-1"));
    QCOMPARE(parseUnsigned("00000000000000000000000000000012").value_or(0), std::uint64_t{12});
  }

  void doublesTakeEveryForm() {
    QCOMPARE(parseDouble("1.5").value_or(0), 1.5);
    QVERIFY(std::isnan(parseDouble("NaN").value_or(0)));
    QVERIFY(std::isinf(parseDouble("infinity").value_or(0)));
    QVERIFY(parseDouble("-Infinity").value_or(0) < 0);
    QVERIFY(std::signbit(parseDouble("-0").value_or(1)));
    QCOMPARE(parseDouble("1e-999").value_or(1), 0.0);
    for (const char* text : {"", "x", "1e999", "1 ", "0x1p3", "nan(1)", "--1"})
      QVERIFY2(!parseDouble(text), text);
  }

  void namesAreFoundInBothSpellings() {
    QVERIFY(keyNamed("startTimeUnixNano") == Key::StartTime);
    QVERIFY(keyNamed("start_time_unix_nano") == Key::StartTime);
    QVERIFY(keyNamed("instrumentation_library_metrics") == Key::ScopeGroups);
    QVERIFY(keyNamed("key") == Key::KeyName);
    for (const char* name : {"", "k", "Key", "startTimeUnixNanO", "start_timeUnixNano", "attributess"})
      QVERIFY2(keyNamed(name) == Key::Unknown, name);
  }
};

QTEST_GUILESS_MAIN(JsonTextTest)
#include "json_text_test.moc"
