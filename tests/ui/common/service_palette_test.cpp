// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which service gets which colour and which letters.
#include <QSet>
#include <QTest>

#include "ui/common/service_palette.h"

namespace spanloupe::ui {

class ServicePaletteTest : public QObject {
  Q_OBJECT

 private slots:
  void hashIsFnv1a();
  void assignsTheGoldenCase();
  void orderOfArrivalWithinOneImportDoesNotMatter();
  void laterNamesNeverMoveEarlierOnes();
  void theThirteenthServiceGetsATexture();
  void beyondThirtySixNamesAreVirtual();
  void emptyAndUnknownNamesAreVirtual();
  void lettersAreUnique();
  void pinningWins();
  void restoringGivesTheSameMarks();
};

namespace {

const std::vector<QString> kShop = {"frontend",  "cart",     "checkout",       "payment",
                                    "inventory", "shipping", "recommendation", "notification"};

std::vector<QString> numbered(int count) {
  std::vector<QString> names;
  for (int i = 0; i < count; ++i) names.push_back(QStringLiteral("service-%1").arg(i));
  return names;
}

}  // namespace

void ServicePaletteTest::hashIsFnv1a() {
  QCOMPARE(fnv1a64(""), 0xcbf29ce484222325ULL);
  QCOMPARE(fnv1a64("a"), 0xaf63dc4c8601ec8cULL);
  QCOMPARE(fnv1a64("foobar"), 0x85944171f73967e8ULL);
}

void ServicePaletteTest::assignsTheGoldenCase() {
  ServicePalette palette;
  palette.add(kShop);
  const QMap<QString, int> expected = {{"recommendation", 10}, {"inventory", 11},   {"shipping", 4},
                                       {"checkout", 9},        {"notification", 2}, {"cart", 3},
                                       {"payment", 7},         {"frontend", 1}};
  for (auto it = expected.begin(); it != expected.end(); ++it) {
    QCOMPARE(palette.mark(it.key()).slot, it.value());
    QCOMPARE(palette.mark(it.key()).texture, Texture::None);
  }
}

void ServicePaletteTest::orderOfArrivalWithinOneImportDoesNotMatter() {
  ServicePalette one;
  one.add(kShop);
  ServicePalette other;
  other.add(std::vector<QString>(kShop.rbegin(), kShop.rend()));
  for (const QString& name : kShop) {
    QCOMPARE(one.mark(name).slot, other.mark(name).slot);
    QCOMPARE(one.mark(name).letters, other.mark(name).letters);
  }
}

void ServicePaletteTest::laterNamesNeverMoveEarlierOnes() {
  ServicePalette palette;
  palette.add(kShop);
  QHash<QString, int> before;
  for (const QString& name : kShop) before.insert(name, palette.mark(name).slot);
  palette.add(numbered(40));
  for (const QString& name : kShop) QCOMPARE(palette.mark(name).slot, before.value(name));
}

void ServicePaletteTest::theThirteenthServiceGetsATexture() {
  ServicePalette palette;
  palette.add(numbered(13));
  QSet<int> solid;
  int lined = 0;
  for (const ServicePalette::Entry& entry : palette.entries()) {
    if (entry.texture == Texture::None) solid.insert(entry.slot);
    if (entry.texture == Texture::Lines) ++lined;
  }
  QCOMPARE(solid.size(), 12);
  QCOMPARE(lined, 1);
}

void ServicePaletteTest::beyondThirtySixNamesAreVirtual() {
  ServicePalette palette;
  palette.add(numbered(40));
  int none = 0;
  QSet<std::pair<int, int>> used;
  for (const ServicePalette::Entry& entry : palette.entries()) {
    if (entry.slot == kVirtualSlot) {
      ++none;
    } else {
      used.insert({entry.slot, static_cast<int>(entry.texture)});
    }
  }
  QCOMPARE(used.size(), 36);
  QCOMPARE(none, 4);
}

void ServicePaletteTest::emptyAndUnknownNamesAreVirtual() {
  ServicePalette palette;
  palette.add(QString());
  QCOMPARE(palette.entries().size(), std::size_t{0});
  QCOMPARE(palette.mark({}).slot, kVirtualSlot);
  QCOMPARE(palette.mark("never seen").slot, kVirtualSlot);
}

void ServicePaletteTest::lettersAreUnique() {
  ServicePalette palette;
  palette.add(kShop);
  QCOMPARE(palette.mark("frontend").letters, QString("F"));
  QCOMPARE(palette.mark("cart").letters, QString("Ca"));
  QCOMPARE(palette.mark("checkout").letters, QString("Ch"));
  palette.add("fraud");
  QCOMPARE(palette.mark("fraud").letters, QString("Fr"));
  palette.add({"cache", "cabin", "catalog"});
  QSet<QString> letters;
  for (const ServicePalette::Entry& entry : palette.entries()) letters.insert(entry.letters);
  QCOMPARE(letters.size(), static_cast<qsizetype>(palette.entries().size()));
}

void ServicePaletteTest::pinningWins() {
  ServicePalette palette;
  palette.add(kShop);
  palette.pin("cart", 9);
  QCOMPARE(palette.mark("cart").slot, 9);
  palette.add(kShop);
  QCOMPARE(palette.mark("cart").slot, 9);
}

void ServicePaletteTest::restoringGivesTheSameMarks() {
  ServicePalette palette;
  palette.add(numbered(20));
  ServicePalette again;
  again.restore(palette.entries());
  for (const ServicePalette::Entry& entry : palette.entries()) {
    QCOMPARE(again.mark(entry.name).slot, entry.slot);
    QCOMPARE(again.mark(entry.name).texture, entry.texture);
    QCOMPARE(again.mark(entry.name).letters, entry.letters);
  }
}

}  // namespace spanloupe::ui

QTEST_APPLESS_MAIN(spanloupe::ui::ServicePaletteTest)
#include "service_palette_test.moc"
