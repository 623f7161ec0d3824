// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Text size: what follows it, and what the system says of its font meanwhile.
#include "ui/common/look.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

namespace spanloupe::ui {

class LookTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { QApplication::setFont(m_font); }
  void fontsAndMeasuresFollowTheScale();
  void theScaleHasBounds();
  void theSameScaleAgainIsNoChange();
  void qtsOwnWidgetsFollow();
  void aNewSystemFontIsScaledToo();

 private:
  const QFont m_font = QApplication::font();
};

void LookTest::fontsAndMeasuresFollowTheScale() {
  Look look;
  const Fonts before = look.fonts();
  const int height = look.measures().H;
  QSignalSpy changed(&look, &Look::changed);
  look.setTextScale(1.5);
  QCOMPARE(changed.count(), 1);
  QCOMPARE(look.fonts().body.pointSizeF(), before.body.pointSizeF() * 1.5);
  QVERIFY(look.fonts().mono.pointSizeF() > before.mono.pointSizeF() * 1.4);
  QVERIFY(look.measures().H > height * 1.3);
  look.setTextScale(1.0);
  QCOMPARE(look.fonts().body, before.body);
  QCOMPARE(look.measures().H, height);
}

void LookTest::theScaleHasBounds() {
  Look look;
  look.setTextScale(7);
  QCOMPARE(look.textScale(), Look::kLargestScale);
  look.setTextScale(0);
  QCOMPARE(look.textScale(), Look::kSmallestScale);
}

void LookTest::theSameScaleAgainIsNoChange() {
  Look look;
  QSignalSpy changed(&look, &Look::changed);
  look.setTextScale(1.0);
  QCOMPARE(changed.count(), 0);
}

void LookTest::qtsOwnWidgetsFollow() {
  Look look;
  look.install(*qApp);
  QLabel label;
  label.show();
  QVERIFY(QTest::qWaitForWindowExposed(&label));
  const double before = label.font().pointSizeF();
  look.setTextScale(2.0);
  QTRY_COMPARE(label.font().pointSizeF(), before * 2);
  look.setTextScale(1.0);
  QTRY_COMPARE(label.font().pointSizeF(), before);
}

void LookTest::aNewSystemFontIsScaledToo() {
  Look look;
  look.install(*qApp);
  look.setTextScale(2.0);
  QFont other = m_font;
  other.setPointSizeF(m_font.pointSizeF() + 3);
  QApplication::setFont(other);
  QTRY_COMPARE(look.fonts().body.pointSizeF(), 2 * other.pointSizeF());
  QCOMPARE(QApplication::font().pointSizeF(), 2 * other.pointSizeF());
  look.setTextScale(1.0);
  QCOMPARE(QApplication::font().pointSizeF(), other.pointSizeF());
}

}  // namespace spanloupe::ui

QTEST_MAIN(spanloupe::ui::LookTest)
#include "look_test.moc"
