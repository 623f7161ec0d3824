// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// With a translator that marks every text, whatever is unmarked on screen was not given to tr(); and from
// right to left the window still works.
#include <QAbstractButton>
#include <QAccessible>
#include <QLineEdit>
#include <QTranslator>

#include "tests/ui/shell/window_fixture.h"
#include "ui/common/controls.h"
#include "ui/endpoints/setup_card.h"
#include "ui/shell/details_dock.h"
#include "ui/waterfall/trace_page.h"

using namespace spanloupe;

namespace {

class Marker : public QTranslator {
 public:
  bool isEmpty() const override { return false; }
  QString translate(const char*, const char* source, const char*, int) const override {
    return QChar(0x2039) + QString::fromUtf8(source);
  }
};

bool isMarkedOrData(const QString& text) {
  if (text == QLatin1String("UTC")) return true;
  const bool hasWord = std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
  return !hasWord || text.contains(QChar(0x2039));
}

/// Lines for other programs are the same in every language.
bool isLineToCopy(const QWidget& widget) {
  for (const QObject* each = &widget; each != nullptr; each = each->parent())
    if (qobject_cast<const endpoints::SetupCard*>(each) != nullptr) return true;
  return false;
}

}  // namespace

class TranslationTest : public QObject {
  Q_OBJECT
 private slots:
  void everyMenuEntryAndButtonIsTranslated();
  void everyToolTipIsTranslated();
  void rightToLeftOpensAndSelects();
};

void TranslationTest::everyMenuEntryAndButtonIsTranslated() {
  Marker marker;
  QCoreApplication::installTranslator(&marker);
  test::WindowFixture f;
  QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
  f.window.tabs().openTrace(*TraceId::fromHex(test::traceHex(1).toStdString()),
                            *SpanId::fromHex(test::spanHex(1, 5).toStdString()));
  QTRY_VERIFY(f.window.isSettled());
  QStringList plain;
  for (const QAction* action : f.window.findChildren<QAction*>())
    if (!isMarkedOrData(action->text()) && !action->text().contains("shop.json")) plain << action->text();
  for (const QAbstractButton* button : f.window.findChildren<QAbstractButton*>())
    if (!isMarkedOrData(button->text()) || !isMarkedOrData(button->accessibleName()))
      plain << button->text() + button->accessibleName();
  for (const QLineEdit* edit : f.window.findChildren<QLineEdit*>())
    if (!isMarkedOrData(edit->placeholderText())) plain << edit->placeholderText();
  QCoreApplication::removeTranslator(&marker);
  QCOMPARE(plain.join(", "), QString());
}

void TranslationTest::everyToolTipIsTranslated() {
  Marker marker;
  QCoreApplication::installTranslator(&marker);
  test::WindowFixture f;
  QStringList plain;
  for (const QWidget* widget : f.window.findChildren<QWidget*>())
    if (!isMarkedOrData(widget->toolTip()) && !isLineToCopy(*widget)) plain << widget->toolTip();
  QCoreApplication::removeTranslator(&marker);
  QCOMPARE(plain.join(", "), QString());
}

void TranslationTest::rightToLeftOpensAndSelects() {
  QGuiApplication::setLayoutDirection(Qt::RightToLeft);
  {
    test::WindowFixture f;
    QVERIFY(f.open({f.home.write("shop.json", test::otlpJson(test::shop()))}));
    const QRect row = f.table().tableLayout().rowRect(1);
    QTest::mouseDClick(f.table().viewport(), Qt::LeftButton, {}, row.center());
    QTRY_VERIFY(f.trace() && f.trace()->document());
    QTRY_VERIFY(f.window.isSettled());
    waterfall::WaterfallView& view = f.trace()->page().waterfall();
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.rowRect(2).center());
    QTRY_VERIFY(f.window.isSettled());
    QVERIFY(f.window.findChild<shell::DetailsDock*>()->isVisible());
    QVERIFY(f.trace()->selectedSpan() != kNoSpan);
    // No two controls of the tool rows lie on each other.
    const auto buttons = f.trace()->findChildren<ui::Button*>();
    for (const ui::Button* a : buttons)
      for (const ui::Button* b : buttons)
        QVERIFY(a == b || !a->isVisible() || !b->isVisible() || a->parent() != b->parent() ||
                !a->geometry().intersects(b->geometry()));
  }
  QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

QTEST_MAIN(TranslationTest)
#include "translation_test.moc"
