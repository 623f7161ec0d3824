// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lower case without changing lengths, and the search over bytes against the library's.
#include "core/query/folded_text.h"

#include <QTest>
#include <random>

using namespace spanloupe::query;

class FoldedTextTest : public QObject {
  Q_OBJECT
 private slots:
  void lowersLettersOfSeveralScripts_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("lower");
    QTest::newRow("ascii") << QByteArray("GET /Cart?ID=7 [Z]") << QByteArray("get /cart?id=7 [z]");
    QTest::newRow("latin") << QByteArray("ÄÖÜ×ß") << QByteArray("äöü×ß");
    QTest::newRow("greek") << QByteArray("ΑΩ") << QByteArray("αω");
    QTest::newRow("cyrillic") << QByteArray("ЁЖД") << QByteArray("ёжд");
    QTest::newRow("latin extended") << QByteArray("ŁÓDŹ Škoda ƏŐ ǅ ẞ") << QByteArray("łódź škoda əő ǆ ẞ");
    QTest::newRow("accents and final sigma") << QByteArray("ΆΣΊΑΣ ς") << QByteArray("άσίασ σ");
    QTest::newRow("three bytes") << QByteArray("ẤỘ ＡＺ Ⅷ ჯ Ა") << QByteArray("ấộ ａｚ ⅷ ჯ ა");
    QTest::newRow("four bytes") << QByteArray("𐐀𞤀😀") << QByteArray("𐐨𞤢😀");
    QTest::newRow("armenian") << QByteArray("ԵՐԵՎԱՆ") << QByteArray("երեվան");
    QTest::newRow("cut off") << QByteArray("A\xe1\xba") << QByteArray("a\xe1\xba");
    QTest::newRow("other") << QByteArray("€ 日本") << QByteArray("€ 日本");
    QTest::newRow("broken") << QByteArray("\xc3 A\xff\xc3") << QByteArray("\xc3 a\xff\xc3");
    QTest::newRow("lone trail") << QByteArray("\x84\x96Q") << QByteArray("\x84\x96q");
  }
  void lowersLettersOfSeveralScripts() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, lower);
    QCOMPARE(QByteArray::fromStdString(folded(text.toStdString())), lower);
  }
  void findsWhatTheLibraryFinds() {
    std::mt19937 random(7);
    std::string text;
    for (int i = 0; i < 300; ++i) text += static_cast<char>('a' + random() % 3);
    for (std::size_t length = 1; length < 40; ++length) {
      for (std::size_t from = 0; from <= text.size(); from += 7) {
        const std::string needle = text.substr(random() % (text.size() - length), length);
        QCOMPARE(findBytes(text, needle, from), text.find(needle, from));
      }
    }
    QCOMPARE(findBytes("abc", "abcd", 0), std::string::npos);
    QCOMPARE(findBytes("abc", "c", 3), std::string::npos);
    QCOMPARE(findBytes("abc", "c", 9), std::string::npos);
  }
};

QTEST_GUILESS_MAIN(FoldedTextTest)
#include "folded_text_test.moc"
