// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How what is typed falls apart into words.
#include "core/query/search_words.h"

#include <QTest>

using namespace spanloupe::query;

namespace {

QString print(std::string_view typed) {
  QStringList out;
  for (const SearchWord& word : searchWords(typed)) {
    QString one = QString::fromStdString(word.text);
    if (word.hasKey())
      one += QStringLiteral(" (%1: %2)")
                 .arg(QString::fromStdString(word.key), QString::fromStdString(word.value));
    out << one;
  }
  return out.join(QLatin1Char('|'));
}

}  // namespace

class SearchWordsTest : public QObject {
  Q_OBJECT
 private slots:
  void fallsApartAtBlanks_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("blanks") << "  \t "
                            << "";
    QTest::newRow("two") << " GET  /Cart "
                         << "get|/cart";
    QTest::newRow("phrase") << "\"select items\" x"
                            << "select items|x";
    QTest::newRow("unclosed") << "a \"b c"
                              << "a|b c";
    QTest::newRow("empty phrase") << "\"\" a"
                                  << "a";
    QTest::newRow("key") << "http.Route=/API"
                         << "http.route=/api (http.route: /api)";
    QTest::newRow("quoted value") << "db.query=\"Select 1\""
                                  << "db.query=select 1 (db.query: select 1)";
    QTest::newRow("no value") << "error.type="
                              << "error.type= (error.type: )";
    QTest::newRow("quoted whole") << "\"a=b\""
                                  << "a=b";
    QTest::newRow("no key") << "=b"
                            << "=b";
    QTest::newRow("two signs") << "url=/a?b=c"
                               << "url=/a?b=c (url: /a?b=c)";
  }
  void fallsApartAtBlanks() {
    QFETCH(QString, typed);
    QFETCH(QString, words);
    QCOMPARE(print(typed.toStdString()), words);
  }
};

QTEST_GUILESS_MAIN(SearchWordsTest)
#include "search_words_test.moc"
