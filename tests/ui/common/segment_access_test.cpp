// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A segmented control as a screen reader finds it.
#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

#include "ui/common/controls.h"
#include "ui/common/look.h"

namespace spanloupe::ui {

class SegmentAccessTest : public QObject {
  Q_OBJECT

 private slots:
  void isAGroupOfRadioButtons();
  void pressingChooses();
  void aSegmentIsFoundWhereItIs();
  void addedSegmentsAppear();
  void disabledOnesCannotBePressed();
  void outlivingTheControlIsHarmless();

 private:
  Look m_look;
};

namespace {

QAccessibleInterface* accessOf(SegmentedControl& control) {
  return QAccessible::queryAccessibleInterface(&control);
}

}  // namespace

void SegmentAccessTest::isAGroupOfRadioButtons() {
  SegmentedControl control(m_look, {{QStringLiteral("Span")}, {QStringLiteral("Trace")}});
  control.setAccessibleName(QStringLiteral("What is shown"));
  control.setCurrent(1);
  QAccessibleInterface* group = accessOf(control);
  QCOMPARE(group->role(), QAccessible::Grouping);
  QCOMPARE(group->text(QAccessible::Name), QStringLiteral("What is shown"));
  QCOMPARE(group->text(QAccessible::Value), QStringLiteral("Trace"));
  QCOMPARE(group->childCount(), 2);
  QCOMPARE(group->child(0)->role(), QAccessible::RadioButton);
  QCOMPARE(group->child(0)->text(QAccessible::Name), QStringLiteral("Span"));
  QVERIFY(!group->child(0)->state().checked);
  QVERIFY(group->child(1)->state().checked);
  QCOMPARE(group->indexOfChild(group->child(1)), 1);
  QCOMPARE(group->child(1)->parent(), group);
  QVERIFY(group->child(2) == nullptr);
}

void SegmentAccessTest::pressingChooses() {
  SegmentedControl control(m_look, {{QStringLiteral("Span")}, {QStringLiteral("Trace")}});
  QSignalSpy chosen(&control, &SegmentedControl::chosen);
  QAccessibleInterface* second = accessOf(control)->child(1);
  second->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  QCOMPARE(chosen.count(), 1);
  QCOMPARE(control.current(), 1);
  QVERIFY(second->state().checked);
  second->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  QCOMPARE(chosen.count(), 1);
}

void SegmentAccessTest::aSegmentIsFoundWhereItIs() {
  SegmentedControl control(m_look, {{QStringLiteral("Span")}, {QStringLiteral("Trace")}});
  control.show();
  QVERIFY(QTest::qWaitForWindowExposed(&control));
  QAccessibleInterface* group = accessOf(control);
  for (int i = 0; i < 2; ++i) {
    const QPoint centre = group->child(i)->rect().center();
    QCOMPARE(group->childAt(centre.x(), centre.y()), group->child(i));
  }
  QVERIFY(!group->child(0)->rect().intersects(group->child(1)->rect()));
}

void SegmentAccessTest::addedSegmentsAppear() {
  SegmentedControl control(m_look, {{QStringLiteral("Waterfall")}});
  QAccessibleInterface* group = accessOf(control);
  QCOMPARE(group->childCount(), 1);
  control.addSegment({QStringLiteral("JSON"), Icon::Json});
  QCOMPARE(group->child(1)->text(QAccessible::Name), QStringLiteral("JSON"));
}

void SegmentAccessTest::disabledOnesCannotBePressed() {
  SegmentedControl control(m_look, {{QStringLiteral("Span")}, {QStringLiteral("Trace")}});
  control.setEnabled(false);
  QAccessibleInterface* second = accessOf(control)->child(1);
  QVERIFY(second->state().disabled);
  second->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
  QCOMPARE(control.current(), 0);
}

void SegmentAccessTest::outlivingTheControlIsHarmless() {
  auto* control = new SegmentedControl(m_look, {{QStringLiteral("Span")}});
  const QAccessible::Id id = QAccessible::uniqueId(accessOf(*control)->child(0));
  delete control;
  QVERIFY(QAccessible::accessibleInterface(id) == nullptr);
}

}  // namespace spanloupe::ui

QTEST_MAIN(spanloupe::ui::SegmentAccessTest)
#include "segment_access_test.moc"
