// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The settings page with a real cache, by clicks and keys.
#include "ui/settings/settings_dialog.h"

#include <QApplication>
#include <QSettings>

#include "core/store/reader.h"
#include "tests/ui/session/session_fixture.h"
#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/common/states.h"
#include "ui/settings/appearance_section.h"
#include "ui/settings/cache_list.h"
#include "ui/settings/cache_section.h"
#include "ui/settings/confirm_button.h"
#include "ui/settings/stepper.h"

namespace spanloupe::settings {

class SettingsDialogTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup();
  void appearanceTakesEffectAtOnce();
  void textAndMeasuresGrow();
  void itShowsWhatIsSet();
  void rowsAreKeptAndTold();
  void theCacheIsListed();
  void clearingAsksAndKeepsWhatIsOpen();
  void selectedSessionsAreRemovedByDelete();
  void whatIsReadElsewhereStays();
  void theLimitIsKeptAndApplied();
  void aLimitNobodyOffersIsUnderstood();
  void resettingAsksAndForgets();
  void everyControlIsReachedByTab();

 private:
  template <typename Widget>
  [[nodiscard]] Widget* named(const QString& name) const {
    for (Widget* widget : m_dialog->findChildren<Widget*>())
      if (widget->accessibleName() == name) return widget;
    return nullptr;
  }
  void open();

  std::unique_ptr<test::Home> m_home;
  std::unique_ptr<QSettings> m_settings;
  std::unique_ptr<ui::Look> m_look;
  std::unique_ptr<session::TraceSession> m_session;
  std::unique_ptr<SettingsDialog> m_dialog;
};

void SettingsDialogTest::init() {
  m_home = std::make_unique<test::Home>();
  m_settings = std::make_unique<QSettings>(m_home->path("s.ini"), QSettings::IniFormat);
  m_look = std::make_unique<ui::Look>();
  for (const char* name : {"one.json", "two.json", "three.json"}) {
    m_session = std::make_unique<session::TraceSession>();
    QVERIFY(test::load(*m_session, {m_home->write(name, test::otlpJson({{.name = name}}))}));
  }
}

void SettingsDialogTest::cleanup() {
  m_dialog.reset();
  m_session.reset();
  m_look.reset();
}

void SettingsDialogTest::open() {
  m_dialog = std::make_unique<SettingsDialog>(*m_look, *m_settings, *m_session);
  m_dialog->show();
  m_dialog->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
  QTRY_VERIFY(!m_dialog->isBusy());
}

void SettingsDialogTest::appearanceTakesEffectAtOnce() {
  open();
  QTest::keyClick(named<ui::SegmentedControl>("Theme"), Qt::Key_Right);
  QTest::keyClick(named<ui::SegmentedControl>("Theme"), Qt::Key_Right);
  QCOMPARE(m_look->mode(), ui::Look::Mode::Dark);
  QTest::keyClick(named<ui::SegmentedControl>("Times"), Qt::Key_Right);
  QCOMPARE(m_look->timeZone(), ui::TimeZone::Utc);
}

void SettingsDialogTest::textAndMeasuresGrow() {
  open();
  const int before = m_look->measures().H;
  const QSize dialog = m_dialog->size();
  auto* scale = named<Stepper>("Text size");
  QTest::keyClick(scale, Qt::Key_End);
  QCOMPARE(m_look->textScale(), 2.0);
  QVERIFY(std::abs(m_look->measures().H - 2 * before) <= 2);
  QVERIFY(m_look->fonts().mono.pointSizeF() > 1.8 * QFont().pointSizeF() * 0.92);
  QTRY_VERIFY(m_dialog->height() > dialog.height());
  QTest::keyClick(scale, Qt::Key_Home);
  QCOMPARE(m_look->textScale(), 0.8);
}

void SettingsDialogTest::itShowsWhatIsSet() {
  m_look->setTimeZone(ui::TimeZone::Utc);
  m_look->setTextScale(1.26);
  m_settings->setValue("waterfall/compact", true);
  m_settings->setValue("cache/limitGB", 0);
  open();
  QCOMPARE(named<ui::SegmentedControl>("Times")->current(), 1);
  QVERIFY(named<Stepper>("Text size")->currentText().startsWith("125"));
  QCOMPARE(named<ui::SegmentedControl>("Rows")->current(), 1);
  QCOMPARE(named<Stepper>("Keep at most")->currentText(), QStringLiteral("no limit"));
  m_look->setMode(ui::Look::Mode::Light);  // From the menu, say.
  QCOMPARE(named<ui::SegmentedControl>("Theme")->current(), 1);
}

void SettingsDialogTest::rowsAreKeptAndTold() {
  open();
  QSignalSpy told(m_dialog.get(), &SettingsDialog::compactChanged);
  QTest::keyClick(named<ui::SegmentedControl>("Rows"), Qt::Key_Right);
  QCOMPARE(told.count(), 1);
  QVERIFY(told[0][0].toBool());
  QVERIFY(isCompact(*m_settings));
}

void SettingsDialogTest::theCacheIsListed() {
  open();
  const auto* list = m_dialog->findChild<CacheList*>();
  const QAbstractItemModel& rows = *list->model();
  QCOMPARE(rows.rowCount(), 3);
  QVERIFY(rows.index(0, 0).data().toString().startsWith("three.json, open now"));
  QStringList names;
  for (int i = 1; i < 3; ++i) names << rows.index(i, 0).data().toString().section(',', 0, 0);
  names.sort();
  QCOMPARE(names, (QStringList{"one.json", "two.json"}));
}

void SettingsDialogTest::clearingAsksAndKeepsWhatIsOpen() {
  open();
  const auto* list = m_dialog->findChild<CacheList*>();
  auto* clear = named<ConfirmButton>("Clear");
  QTest::mouseClick(clear, Qt::LeftButton);
  QCOMPARE(list->model()->rowCount(), 3);
  QVERIFY(clear->text().startsWith("Clear ") && clear->text().endsWith("?"));
  QTest::mouseClick(clear, Qt::LeftButton);
  QTRY_COMPARE(list->model()->rowCount(), 1);
  QVERIFY(list->model()->index(0, 0).data().toString().startsWith("three.json, open now"));
  QTRY_VERIFY(!clear->isEnabled());  // Nothing else could be removed.
  QCOMPARE(ingest::cacheUse()->sessions, std::uint64_t{1});
}

void SettingsDialogTest::selectedSessionsAreRemovedByDelete() {
  open();
  auto* list = m_dialog->findChild<CacheList*>();
  list->setFocus();
  list->setCurrentIndex(list->model()->index(1, 0));
  const QString other = list->model()->index(2, 0).data().toString();
  QTest::keyClick(list, Qt::Key_Delete);
  auto* remove = m_dialog->findChild<CacheSection*>()->findChild<ConfirmButton*>();
  QVERIFY(remove->isAsking());
  QVERIFY(remove->hasFocus());
  QVERIFY(remove->text().startsWith("Remove "));
  QTest::keyClick(remove, Qt::Key_Space);
  QTRY_COMPARE(list->model()->rowCount(), 2);
  QCOMPARE(list->model()->index(1, 0).data().toString(), other);
}

void SettingsDialogTest::whatIsReadElsewhereStays() {
  open();
  auto* list = m_dialog->findChild<CacheList*>();
  const auto& model = static_cast<const CacheModel&>(*list->model());
  const auto reader = store::Reader::open(model.row(1).entry.path);
  QVERIFY(reader && (*reader)->snapshot());
  auto* clear = named<ConfirmButton>("Clear");
  QTest::mouseClick(clear, Qt::LeftButton);
  QTest::mouseClick(clear, Qt::LeftButton);
  QTRY_COMPARE(model.rowCount(), 2);
  QStringList texts;
  for (const auto* label : m_dialog->findChildren<ui::TextLabel*>()) texts << label->text();
  QVERIFY2(texts.join('|').contains("1 in use elsewhere"), qPrintable(texts.join('|')));
}

void SettingsDialogTest::theLimitIsKeptAndApplied() {
  open();
  auto* limit = named<Stepper>("Keep at most");
  QVERIFY(limit->currentText().startsWith("20"));
  QCOMPARE(cacheLimit(*m_settings), ingest::kDefaultCacheLimit);
  QTest::keyClick(limit, Qt::Key_Left);
  QTRY_VERIFY(!m_dialog->isBusy());
  QCOMPARE(cacheLimit(*m_settings), std::uint64_t{10'000'000'000});
  QTest::keyClick(limit, Qt::Key_End);
  QCOMPARE(cacheLimit(*m_settings), std::uint64_t{0});
  QTRY_VERIFY(!m_dialog->isBusy());
  QCOMPARE(m_dialog->findChild<CacheList*>()->model()->rowCount(), 3);
}

void SettingsDialogTest::aLimitNobodyOffersIsUnderstood() {
  for (const auto& [set, bytes] : std::vector<std::pair<QVariant, std::uint64_t>>{
           {7, 7'000'000'000}, {-1, 20'000'000'000}, {"many", 20'000'000'000}}) {
    m_settings->setValue("cache/limitGB", set);
    QCOMPARE(cacheLimit(*m_settings), bytes);
  }
  m_settings->setValue("cache/limitGB", 7);
  open();
  QVERIFY(named<Stepper>("Keep at most")->currentText().startsWith("5"));
}

void SettingsDialogTest::resettingAsksAndForgets() {
  m_settings->setValue("window/details", false);
  m_settings->setValue("recent/1/paths", "a");
  m_settings->setValue("cache/limitGB", 5);
  m_look->setMode(ui::Look::Mode::Dark);
  open();
  QSignalSpy done(m_dialog.get(), &SettingsDialog::resetDone);
  auto* reset = named<ConfirmButton>("Reset all settings");
  QTest::mouseClick(reset, Qt::LeftButton);
  QCOMPARE(done.count(), 0);
  QTest::mouseClick(reset, Qt::LeftButton);
  QCOMPARE(done.count(), 1);
  QCOMPARE(m_look->mode(), ui::Look::Mode::System);
  QVERIFY(!m_settings->contains("window/details"));
  QVERIFY(m_settings->contains("recent/1/paths"));
  QVERIFY(named<Stepper>("Keep at most")->currentText().startsWith("20"));
}

void SettingsDialogTest::everyControlIsReachedByTab() {
  open();
  QSet<QString> reached;
  for (int i = 0; i < 20; ++i) {
    if (QWidget* focused = QApplication::focusWidget()) reached << focused->accessibleName();
    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : m_dialog.get(), Qt::Key_Tab);
  }
  for (const char* name : {"Theme", "Text size", "Times", "Rows", "Cached sessions", "Clear", "Keep at most",
                           "Reset all settings", "Close"})
    QVERIFY2(reached.contains(name), name);
}

}  // namespace spanloupe::settings

QTEST_MAIN(spanloupe::settings::SettingsDialogTest)
#include "settings_dialog_test.moc"
