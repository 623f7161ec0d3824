// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Buttons, switches, strips and empty states react to mouse and keys.
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/common/proxy_style.h"
#include "ui/common/search_field.h"
#include "ui/common/states.h"

namespace spanloupe::ui {

class ControlsTest : public QObject {
  Q_OBJECT

 private slots:
  void buttonIsClickedByMouseAndKey();
  void buttonTakesItsToolTipAsName();
  void segmentsAreChosenByMouseAndKey();
  void addedSegmentCanBeChosen();
  void searchFieldSubmitsAndClears();
  void errorStripShowsWhereAndActs();
  void emptyStateOffersAtMostThreeActions();
  void loadingLineWaitsBeforeItShows();
  void newServicesAnnounceAChange();
  void switchingTheModeChangesThePalette();

 private:
  Look m_look;
};

void ControlsTest::buttonIsClickedByMouseAndKey() {
  Button button(m_look, Icon::Plus, QStringLiteral("Expand"));
  button.resize(button.sizeHint());
  QSignalSpy clicked(&button, &Button::clicked);
  QTest::mouseClick(&button, Qt::LeftButton);
  QTest::keyClick(&button, Qt::Key_Space);
  QCOMPARE(clicked.count(), 2);
  button.setEnabled(false);
  QTest::mouseClick(&button, Qt::LeftButton);
  QCOMPARE(clicked.count(), 2);
}

void ControlsTest::buttonTakesItsToolTipAsName() {
  const Button button(m_look, Icon::Copy, QStringLiteral("Copy the id"), true);
  QCOMPARE(button.accessibleName(), QStringLiteral("Copy the id"));
  QCOMPARE(button.sizeHint().width(), button.sizeHint().height());
}

void ControlsTest::segmentsAreChosenByMouseAndKey() {
  SegmentedControl control(m_look, {{QStringLiteral("Scatter")}, {QStringLiteral("Heatmap")}});
  control.resize(control.sizeHint());
  QSignalSpy chosen(&control, &SegmentedControl::chosen);
  QTest::mouseClick(&control, Qt::LeftButton, {}, QPoint(control.width() - 8, control.height() / 2));
  QCOMPARE(control.current(), 1);
  QTest::keyClick(&control, Qt::Key_Left);
  QCOMPARE(control.current(), 0);
  QTest::keyClick(&control, Qt::Key_Left);
  QCOMPARE(chosen.count(), 2);
}

void ControlsTest::addedSegmentCanBeChosen() {
  SegmentedControl control(m_look, {{QStringLiteral("Waterfall")}});
  const int before = control.sizeHint().width();
  control.addSegment({QStringLiteral("Table"), Icon::Table});
  QVERIFY(control.sizeHint().width() > before);
  control.resize(control.sizeHint());
  QTest::keyClick(&control, Qt::Key_Right);
  QCOMPARE(control.current(), 1);
}

void ControlsTest::searchFieldSubmitsAndClears() {
  SearchField field(m_look, QStringLiteral("Find in trace"));
  field.resize(field.sizeHint());
  QCOMPARE(field.edit().accessibleName(), QStringLiteral("Find in trace"));
  QSignalSpy edited(&field, &SearchField::textEdited);
  QSignalSpy submitted(&field, &SearchField::submitted);
  QSignalSpy escaped(&field, &SearchField::escaped);
  QTest::keyClicks(&field.edit(), QStringLiteral("ab"));
  QCOMPARE(edited.count(), 2);
  QTest::keyClick(&field.edit(), Qt::Key_Return, Qt::ShiftModifier);
  QCOMPARE(submitted.count(), 1);
  QCOMPARE(submitted[0][0].toBool(), true);
  QTest::keyClick(&field.edit(), Qt::Key_Escape);
  QCOMPARE(field.text(), QString());
  QCOMPARE(edited.count(), 3);
  QCOMPARE(escaped.count(), 0);
  QTest::keyClick(&field.edit(), Qt::Key_Escape);
  QCOMPARE(escaped.count(), 1);
}

void ControlsTest::errorStripShowsWhereAndActs() {
  ErrorStrip strip(m_look);
  strip.resize(800, 32);
  QVERIFY(strip.isHidden());
  strip.show(QStringLiteral("Cannot read the file."), {ErrorKind::Corrupt, "not a trace", "a.json", 2911},
             QStringLiteral("Show bytes"));
  QVERIFY(!strip.isHidden());
  QVERIFY(strip.text().contains(QStringLiteral("Not a trace")));
  QVERIFY(strip.text().contains(QStringLiteral("a.json")));
  QVERIFY(strip.text().contains(QStringLiteral("2\u202f911")));
  QSignalSpy acted(&strip, &ErrorStrip::actionTriggered);
  QTest::mouseClick(strip.findChildren<Button*>().first(), Qt::LeftButton);
  QCOMPARE(acted.count(), 1);
  strip.clear();
  QVERIFY(strip.isHidden());
}

void ControlsTest::emptyStateOffersAtMostThreeActions() {
  EmptyState state(m_look);
  state.resize(600, 300);
  state.setContent(QStringLiteral("Nothing matches."),
                   {{"a", "", false}, {"b", "2 traces", false}, {"c", "", true}, {"d", "", false}});
  QSignalSpy triggered(&state, &EmptyState::actionTriggered);
  const QList<Button*> buttons = state.findChildren<Button*>();
  QCOMPARE(buttons.size(), 3);
  QTest::mouseClick(buttons[1], Qt::LeftButton);
  QCOMPARE(triggered.first().first().toInt(), 1);
}

void ControlsTest::loadingLineWaitsBeforeItShows() {
  LoadingLine line(m_look);
  line.resize(100, 2);
  line.start();
  const auto shows = [&line] {
    QImage image(100, 2, QImage::Format_ARGB32_Premultiplied);
    image.fill(0);
    line.render(&image, {}, {}, {});
    const QImage empty = [] {
      QImage blank(100, 2, QImage::Format_ARGB32_Premultiplied);
      blank.fill(0);
      return blank;
    }();
    return image != empty;
  };
  m_look.setReducedMotion(true);
  QVERIFY(!shows());
  QTRY_VERIFY(shows());
  line.stop();
  QVERIFY(!shows());
}

void ControlsTest::newServicesAnnounceAChange() {
  QSignalSpy changed(&m_look, &Look::changed);
  m_look.addServices({QStringLiteral("cart")});
  m_look.addServices({QStringLiteral("cart")});
  QCOMPARE(changed.count(), 1);
}

void ControlsTest::switchingTheModeChangesThePalette() {
  {
    Look look;
    look.install(*qApp);
    look.setMode(Look::Mode::Dark);
    QCOMPARE(QApplication::palette().color(QPalette::Base), Theme::dark().surface);
    look.setMode(Look::Mode::Light);
    QCOMPARE(QApplication::palette().color(QPalette::Base), Theme::light().surface);
    QVERIFY(dynamic_cast<ProxyStyle*>(QApplication::style()) != nullptr);
  }
  // Nothing is drawn with a style whose look has gone.
  QVERIFY(dynamic_cast<ProxyStyle*>(QApplication::style()) == nullptr);
}

}  // namespace spanloupe::ui

QTEST_MAIN(spanloupe::ui::ControlsTest)
#include "controls_test.moc"
