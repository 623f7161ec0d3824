// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The stepper and the button that asks, by mouse, keys and screen reader.
#include <QAccessible>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include "ui/common/look.h"
#include "ui/settings/confirm_button.h"
#include "ui/settings/stepper.h"

namespace spanloupe::settings {

class SettingControlsTest : public QObject {
  Q_OBJECT

 private slots:
  void theStepperStepsByKeysAndStopsAtItsEnds();
  void theStepperStepsByItsButtons();
  void theStepperIsAValueForScreenReaders();
  void theFirstClickAsksAndTheSecondDoes();
  void theQuestionGoesWithTheFocus();
  void escapeTakesTheQuestionBack();
  void otherTextsTakeTheQuestionBack();

 private:
  ui::Look m_look;
};

void SettingControlsTest::theStepperStepsByKeysAndStopsAtItsEnds() {
  Stepper stepper(m_look, QStringLiteral("Size"), {"S", "M", "L"});
  QSignalSpy stepped(&stepper, &Stepper::stepped);
  stepper.setCurrent(1);
  QCOMPARE(stepped.count(), 0);
  QTest::keyClick(&stepper, Qt::Key_Right);
  QTest::keyClick(&stepper, Qt::Key_Up);
  QCOMPARE(stepped.count(), 1);
  QCOMPARE(stepper.currentText(), QStringLiteral("L"));
  QTest::keyClick(&stepper, Qt::Key_Home);
  QTest::keyClick(&stepper, Qt::Key_Left);
  QCOMPARE(stepper.current(), 0);
  QCOMPARE(stepped.count(), 2);
  QTest::keyClick(&stepper, Qt::Key_End);
  QCOMPARE(stepper.current(), 2);
}

void SettingControlsTest::theStepperStepsByItsButtons() {
  Stepper stepper(m_look, QStringLiteral("Size"), {"S", "M", "L"});
  stepper.show();
  QVERIFY(QTest::qWaitForWindowExposed(&stepper));
  QSignalSpy stepped(&stepper, &Stepper::stepped);
  const auto buttons = stepper.findChildren<ui::Button*>();
  QCOMPARE(buttons.size(), 2);
  QVERIFY(!buttons[0]->isEnabled());
  QTest::mouseClick(buttons[1], Qt::LeftButton);
  QCOMPARE(stepped.count(), 1);
  QVERIFY(buttons[0]->isEnabled());
  QTest::mouseClick(buttons[1], Qt::LeftButton);
  QVERIFY(!buttons[1]->isEnabled());
  // The text between them has its room.
  QVERIFY(!buttons[0]->geometry().intersects(buttons[1]->geometry()));
  QVERIFY(stepper.rect().contains(buttons[1]->geometry()));
  QVERIFY(buttons[1]->x() - buttons[0]->geometry().right() > 10);
}

void SettingControlsTest::theStepperIsAValueForScreenReaders() {
  Stepper stepper(m_look, QStringLiteral("Size"), {"S", "M", "L"});
  QAccessibleInterface* access = QAccessible::queryAccessibleInterface(&stepper);
  QCOMPARE(access->role(), QAccessible::SpinBox);
  QCOMPARE(access->text(QAccessible::Name), QStringLiteral("Size"));
  QCOMPARE(access->text(QAccessible::Value), QStringLiteral("S"));
  access->actionInterface()->doAction(QAccessibleActionInterface::increaseAction());
  QCOMPARE(access->text(QAccessible::Value), QStringLiteral("M"));
  access->valueInterface()->setCurrentValue(9);
  QCOMPARE(access->valueInterface()->currentValue().toInt(), 2);
}

void SettingControlsTest::theFirstClickAsksAndTheSecondDoes() {
  ConfirmButton button(m_look, ui::Icon::Trash, QStringLiteral("Clear"), QStringLiteral("Clear 1 GB?"));
  QSignalSpy confirmed(&button, &ConfirmButton::confirmed);
  QTest::mouseClick(&button, Qt::LeftButton);
  QCOMPARE(confirmed.count(), 0);
  QCOMPARE(button.text(), QStringLiteral("Clear 1 GB?"));
  QCOMPARE(button.accessibleName(), QStringLiteral("Clear 1 GB?"));
  QTest::keyClick(&button, Qt::Key_Space);
  QCOMPARE(confirmed.count(), 1);
  QCOMPARE(button.text(), QStringLiteral("Clear"));
}

void SettingControlsTest::theQuestionGoesWithTheFocus() {
  QWidget window;
  auto* layout = new QVBoxLayout(&window);
  auto* button = new ConfirmButton(m_look, ui::Icon::None, QStringLiteral("Clear"), QStringLiteral("Sure?"));
  auto* other = new QLineEdit;
  layout->addWidget(button);
  layout->addWidget(other);
  window.show();
  window.activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(&window));
  button->setFocus();
  QTest::mouseClick(button, Qt::LeftButton);
  QVERIFY(button->isAsking());
  other->setFocus();
  QVERIFY(!button->isAsking());
  QCOMPARE(button->text(), QStringLiteral("Clear"));
}

void SettingControlsTest::escapeTakesTheQuestionBack() {
  ConfirmButton button(m_look, ui::Icon::None, QStringLiteral("Clear"), QStringLiteral("Sure?"));
  QTest::mouseClick(&button, Qt::LeftButton);
  QTest::keyClick(&button, Qt::Key_Escape);
  QVERIFY(!button.isAsking());
}

void SettingControlsTest::otherTextsTakeTheQuestionBack() {
  ConfirmButton button(m_look, ui::Icon::None, QStringLiteral("Clear"), QStringLiteral("Sure?"));
  QSignalSpy confirmed(&button, &ConfirmButton::confirmed);
  QTest::mouseClick(&button, Qt::LeftButton);
  button.setTexts(QStringLiteral("Remove 2"), QStringLiteral("Remove 3 MB?"));
  QTest::mouseClick(&button, Qt::LeftButton);
  QCOMPARE(confirmed.count(), 0);
  QCOMPARE(button.text(), QStringLiteral("Remove 3 MB?"));
}

}  // namespace spanloupe::settings

QTEST_MAIN(spanloupe::settings::SettingControlsTest)
#include "setting_controls_test.moc"
