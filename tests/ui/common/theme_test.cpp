// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The colours: contrast by WCAG 2.1 on the grounds they are used on, and one place that spells them.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <cmath>

#include "tests/source_dir.h"
#include "ui/common/theme.h"

namespace spanloupe::ui {

class ThemeTest : public QObject {
  Q_OBJECT

 private slots:
  void textIsReadableEverywhere_data();
  void textIsReadableEverywhere();
  void servicesStandOutAndCarryText_data() { textIsReadableEverywhere_data(); }
  void servicesStandOutAndCarryText();
  void paleIsAShareOfSolidOverSurface();
  void slotsOutsideTheTableAreVirtual();
  void paletteFollowsTheTokens();
  void coloursStandOnlyInThemeFiles();
};

namespace {

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b) {
  const double high = std::max(luminance(a), luminance(b));
  const double low = std::min(luminance(a), luminance(b));
  return (high + 0.05) / (low + 0.05);
}

const Theme& themeOf(bool isDark) { return isDark ? Theme::dark() : Theme::light(); }

}  // namespace

void ThemeTest::textIsReadableEverywhere_data() {
  QTest::addColumn<bool>("isDark");
  QTest::newRow("light") << false;
  QTest::newRow("dark") << true;
}

void ThemeTest::textIsReadableEverywhere() {
  QFETCH(bool, isDark);
  const Theme& t = themeOf(isDark);
  const QList<QColor> grounds = {t.window, t.panel, t.surface, t.raised, t.hover, t.selection};
  for (const QColor& ground : grounds) {
    for (const QColor& text : {t.text1, t.text2, t.text3, t.accent, t.error, t.warn, t.ok}) {
      QVERIFY2(contrast(text, ground) >= 4.5, qPrintable(text.name() + " on " + ground.name()));
    }
    QVERIFY(contrast(t.control, ground) >= 3.0);
  }
  QVERIFY(contrast(t.error, t.errorTint) >= 4.5);
  QVERIFY(contrast(t.warn, t.warnTint) >= 4.5);
  QVERIFY(contrast(t.ok, t.okTint) >= 4.5);
  QVERIFY(contrast(t.onAccent, t.accent) >= 4.5);
}

void ThemeTest::servicesStandOutAndCarryText() {
  QFETCH(bool, isDark);
  const Theme& t = themeOf(isDark);
  for (const ServiceTone& tone : t.services) {
    QVERIFY2(contrast(tone.solid, t.surface) >= 3.0, qPrintable(tone.solid.name()));
    QVERIFY2(contrast(tone.solid, t.selection) >= 2.99, qPrintable(tone.solid.name()));
    QVERIFY2(contrast(tone.on, tone.solid) >= 4.45, qPrintable(tone.solid.name()));
    QVERIFY2(contrast(t.text1, tone.pale) >= 5.95, qPrintable(tone.pale.name()));
  }
}

void ThemeTest::paleIsAShareOfSolidOverSurface() {
  QCOMPARE(Theme::light().services[1].pale,
           mix(Theme::light().services[1].solid, 0.30, Theme::light().surface));
  QCOMPARE(Theme::dark().services[1].pale, mix(Theme::dark().services[1].solid, 0.34, Theme::dark().surface));
}

void ThemeTest::slotsOutsideTheTableAreVirtual() {
  QCOMPARE(Theme::light().service(-1).solid, Theme::light().virtualService.solid);
  QCOMPARE(Theme::light().service(12).solid, Theme::light().virtualService.solid);
}

void ThemeTest::paletteFollowsTheTokens() {
  const Theme& t = Theme::dark();
  const QPalette palette = paletteFor(t);
  QCOMPARE(palette.color(QPalette::Window), t.window);
  QCOMPARE(palette.color(QPalette::Base), t.surface);
  QCOMPARE(palette.color(QPalette::Inactive, QPalette::Highlight), t.selectionIdle);
  QCOMPARE(palette.color(QPalette::HighlightedText), t.text1);
  QCOMPARE(palette.color(QPalette::Disabled, QPalette::Text), t.disabled);
}

void ThemeTest::coloursStandOnlyInThemeFiles() {
  static const QRegularExpression literal(QStringLiteral(
      R"("#[0-9a-fA-F]{3,8}"|QColor\s*[({]\s*["0-9]|\bQt::(white|black|red|green|blue|gray|yellow)\b)"));
  QDirIterator files(QStringLiteral(SPANLOUPE_SOURCE_DIR "/ui"), {"*.cpp", "*.h"}, QDir::Files,
                     QDirIterator::Subdirectories);
  int count = 0;
  while (files.hasNext()) {
    QFile file(files.next());
    if (file.fileName().endsWith("ui/common/theme.cpp")) continue;
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QRegularExpressionMatch match = literal.match(QString::fromUtf8(file.readAll()));
    QVERIFY2(!match.hasMatch(), qPrintable(file.fileName() + ": " + match.captured()));
    ++count;
  }
  QVERIFY(count > 20);
}

}  // namespace spanloupe::ui

QTEST_APPLESS_MAIN(spanloupe::ui::ThemeTest)
#include "theme_test.moc"
