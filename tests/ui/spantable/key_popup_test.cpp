// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The popup that columns are chosen from: searched, used by keys and by clicks.
#include "ui/spantable/key_popup.h"

#include <QAbstractItemModelTester>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "ui/common/look.h"
#include "ui/common/search_field.h"

using namespace spanloupe;
using namespace spanloupe::spantable;
using query::SpanColumn;
using query::SpanField;

namespace {

std::vector<KeyEntry> entries() {
  return {{"Name", {SpanField::Name, {}}, -1, true},
          {"http.route", {SpanField::Attribute, "http.route"}, 0.61, false},
          {"db.system", {SpanField::Attribute, "db.system"}, 0.4, false}};
}

}  // namespace

class KeyPopupTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    qRegisterMetaType<SpanColumn>("spanloupe::query::SpanColumn");
    m_look.install(*qApp);
  }
  void modelIsSound() {
    KeyModel model(true, nullptr);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEntries(entries());
    QCOMPARE(model.rowCount(), 3);
    model.setSearch(" HTTP ");
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("http.route"));
    QVERIFY(model.setData(model.index(0), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(model.entry(model.index(0)).isOn);
    QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().contains("61"));
    model.setSearch("nothing");
    QCOMPARE(model.rowCount(), 0);
  }
  void keysSearchAndToggle() {
    Shown shown(m_look, true);
    QSignalSpy toggled(&shown.popup, &KeyPopup::toggled);
    QTest::keyClicks(&shown.popup.search().edit(), "db");
    QTest::keyClick(&shown.popup.search().edit(), Qt::Key_Return);
    QCOMPARE(toggled.size(), 1);
    QCOMPARE(toggled[0][0].value<SpanColumn>(), (SpanColumn{SpanField::Attribute, "db.system"}));
    QCOMPARE(toggled[0][1].toBool(), true);
    // It stays open: several columns are chosen at a time.
    QVERIFY(shown.popup.isVisible());
    QTest::keyClick(&shown.popup.search().edit(), Qt::Key_Down);
    QTest::keyClick(&shown.popup.list(), Qt::Key_Space);
    QCOMPARE(toggled.size(), 2);
    QCOMPARE(toggled[1][1].toBool(), false);
    QTest::keyClick(&shown.popup.list(), Qt::Key_Escape);
    QVERIFY(!shown.popup.isVisible());
  }
  void clicksToggle() {
    Shown shown(m_look, true);
    QSignalSpy toggled(&shown.popup, &KeyPopup::toggled);
    QListView& list = shown.popup.list();
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {},
                      list.visualRect(list.model()->index(0, 0)).center());
    QCOMPARE(toggled.size(), 1);
    QCOMPARE(toggled[0][1].toBool(), false);
  }
  void pickingCloses() {
    Shown shown(m_look, false);
    QSignalSpy picked(&shown.popup, &KeyPopup::picked);
    QTest::keyClicks(&shown.popup.search().edit(), "http");
    QTest::keyClick(&shown.popup.search().edit(), Qt::Key_Return);
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked[0][0].value<SpanColumn>().key, std::string("http.route"));
    QVERIFY(!shown.popup.isVisible());
  }

 private:
  struct Shown {
    Shown(const ui::Look& look, bool isCheckable) : popup(look, isCheckable, "Search", &anchor) {
      anchor.show();
      popup.setEntries(entries());
      popup.showBelow(anchor);
    }
    QPushButton anchor;
    KeyPopup popup;
  };
  ui::Look m_look;
};

QTEST_MAIN(KeyPopupTest)
#include "key_popup_test.moc"
