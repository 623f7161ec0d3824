// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/value_dictionary.h"

#include <QTest>

using namespace spanloupe::store;

class ValueDictionaryTest : public QObject {
  Q_OBJECT
 private slots:
  void equalValuesGetEqualNumbers() {
    ValueDictionary values;
    for (int round = 0; round < 3; ++round)
      for (int i = 0; i < 5000; ++i)
        QCOMPARE(values.add("v" + std::to_string(i % 500)), static_cast<std::uint32_t>(i % 500));
    QCOMPARE(values.size(), 500U);
    QVERIFY(!values.isPlain());
    QCOMPARE(values.value(17), std::string_view("v17"));
  }
  void nearlyUniqueValuesAreOnlyAppended() {
    ValueDictionary values;
    for (int i = 0; i < 5000; ++i) values.add("v" + std::to_string(i));
    QVERIFY(values.isPlain());
    QCOMPARE(values.size(), 5000U);
    QCOMPARE(values.value(values.add("v7")), std::string_view("v7"));
    QCOMPARE(values.size(), 5001U);
  }
  void theEmptyValueIsAValue() {
    ValueDictionary values;
    QCOMPARE(values.add(""), 0U);
    QCOMPARE(values.add("a"), 1U);
    QCOMPARE(values.add(""), 0U);
  }
};

QTEST_GUILESS_MAIN(ValueDictionaryTest)
#include "value_dictionary_test.moc"
