// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include <QTest>

#include <vector>

namespace spanloupe::cli {

class ArgumentsTest : public QObject {
  Q_OBJECT

 private slots:
  void takesValuesWithAndWithoutEquals();
  void takesOptionsOnBothSidesOfWords();
  void takesEverythingBehindTwoDashesAsWords();
  void aSingleDashIsAWord();
  void severalValuesEndAtTheNextOption();
  void severalValuesLeaveTheWordThatIsNeeded();
  void theLastValueCounts();
  void namesTheNearestOption();
  void refuses_data();
  void refuses();
  void helpNeedsNoOtherWords();
  void numbersAreWholeAndUnsigned();
  void outputFormFollowsTheTerminal();
};

namespace {

constexpr Option kLimit[] = {{"limit", "N", "at most N"}, {"follow", "", "go on"}};

Command commandWith(std::size_t minWords, std::size_t maxWords) {
  return {.name = "values",
          .words = "KEY",
          .summary = "",
          .details = "",
          .options = kLimit,
          .minWords = minWords,
          .maxWords = maxWords,
          .readsStore = true};
}

Result<Arguments> parse(std::vector<std::string> words, std::size_t minWords = 0, std::size_t maxWords = 9) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  return parseArguments(commandWith(minWords, maxWords), pointers);
}

using Words = std::vector<std::string>;

}  // namespace

void ArgumentsTest::takesValuesWithAndWithoutEquals() {
  QCOMPARE(parse({"--limit", "5"})->value("limit"), "5");
  QCOMPARE(parse({"--limit=5"})->value("limit"), "5");
  QCOMPARE(parse({"--store=a=b"})->value("store"), "a=b");
}

void ArgumentsTest::takesOptionsOnBothSidesOfWords() {
  const auto arguments = parse({"one", "--follow", "two", "--limit", "3"});
  QVERIFY(arguments.has_value());
  QVERIFY(arguments->words == Words({"one", "two"}));
  QVERIFY(arguments->has("follow"));
  QCOMPARE(arguments->value("limit"), "3");
}

void ArgumentsTest::takesEverythingBehindTwoDashesAsWords() {
  QVERIFY(parse({"--", "--limit", "--"})->words == Words({"--limit", "--"}));
}

void ArgumentsTest::aSingleDashIsAWord() { QVERIFY(parse({"-"})->words == Words({"-"})); }

void ArgumentsTest::severalValuesEndAtTheNextOption() {
  const auto arguments = parse({"--open", "a", "b", "--limit", "1", "word"});
  QVERIFY(arguments->values("open") == Words({"a", "b"}));
  QVERIFY(arguments->words == Words({"word"}));
}

void ArgumentsTest::severalValuesLeaveTheWordThatIsNeeded() {
  const auto arguments = parse({"--open", "a", "b", "http.method"}, 1, 1);
  QVERIFY(arguments.has_value());
  QVERIFY(arguments->values("open") == Words({"a", "b"}));
  QVERIFY(arguments->words == Words({"http.method"}));
  const auto before = parse({"http.method", "--open", "a", "b"}, 1, 1);
  QVERIFY(before->values("open") == Words({"a", "b"}));
  QVERIFY(!parse({"--open", "a"}, 1, 1).has_value());
}

void ArgumentsTest::theLastValueCounts() {
  QCOMPARE(parse({"--limit", "1", "--limit", "2"})->value("limit"), "2");
}

void ArgumentsTest::namesTheNearestOption() {
  QCOMPARE(parse({"--limt", "1"}).error().message, "unknown option --limt (did you mean --limit?)");
  QCOMPARE(parse({"--zzzzzz"}).error().message, "unknown option --zzzzzz");
}

void ArgumentsTest::refuses_data() {
  QTest::addColumn<QStringList>("words");
  QTest::addColumn<QString>("message");
  QTest::newRow("missing word") << QStringList{"--follow"} << "missing: KEY";
  QTest::newRow("word too many") << QStringList{"a", "b"} << "“b” is one word too many";
  QTest::newRow("missing value") << QStringList{"a", "--limit"} << "--limit needs a value: N";
  QTest::newRow("empty value") << QStringList{"a", "--limit="} << "--limit needs a value: N";
  QTest::newRow("empty word as value") << QStringList{"a", "--limit", ""} << "--limit needs a value: N";
  QTest::newRow("option as value") << QStringList{"a", "--limit", "--follow"} << "--limit needs a value: N";
  QTest::newRow("value of a switch") << QStringList{"a", "--follow=1"} << "--follow takes no value";
  QTest::newRow("short option") << QStringList{"a", "-x"} << "unknown option -x";
  QTest::newRow("two places to read from")
      << QStringList{"a", "--store", "s", "--open", "f"} << "--store and --open exclude each other";
}

void ArgumentsTest::refuses() {
  QFETCH(QStringList, words);
  QFETCH(QString, message);
  Words plain;
  for (const QString& word : words) plain.push_back(word.toStdString());
  const auto arguments = parse(plain, 1, 1);
  QVERIFY(!arguments.has_value());
  QCOMPARE(arguments.error().kind, ErrorKind::InvalidArgument);
  QCOMPARE(QString::fromStdString(arguments.error().message), message);
}

void ArgumentsTest::helpNeedsNoOtherWords() { QVERIFY(parse({"-h"}, 1, 1)->has("help")); }

void ArgumentsTest::numbersAreWholeAndUnsigned() {
  QCOMPARE(parse({"--limit", "18446744073709551615"})->number("limit", 1).value(), 18446744073709551615ULL);
  QCOMPARE(parse({})->number("limit", 7).value(), 7ULL);
  for (const char* bad : {"-1", "1.5", "1k", "18446744073709551616"}) {
    const std::string word = std::string("--limit=") + bad;
    QVERIFY2(!parse({word})->number("limit", 1).has_value(), bad);
  }
}

void ArgumentsTest::outputFormFollowsTheTerminal() {
  QCOMPARE(outputForm(*parse({}), true).value(), OutputForm::Table);
  QCOMPARE(outputForm(*parse({}), false).value(), OutputForm::JsonLines);
  QCOMPARE(outputForm(*parse({"--output", "csv"}), true).value(), OutputForm::Csv);
  QVERIFY(!outputForm(*parse({"--output", "xml"}), true).has_value());
}

}  // namespace spanloupe::cli

QTEST_APPLESS_MAIN(spanloupe::cli::ArgumentsTest)
#include "arguments_test.moc"
