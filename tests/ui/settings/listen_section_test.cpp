// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is set about listening is kept, told, and read as it makes sense.
#include "ui/settings/listen_section.h"

#include <QLineEdit>
#include <QSettings>

#include "tests/ui/session/session_fixture.h"
#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/settings/listen_settings.h"
#include "ui/settings/stepper.h"

namespace spanloupe::settings {

namespace {

struct Section {
  test::Home home;
  QSettings settings{home.path("s.ini"), QSettings::IniFormat};
  ui::Look look;
  std::unique_ptr<ListenSection> section;
  std::unique_ptr<QSignalSpy> told;

  void make(bool hasTray = true) {
    section = std::make_unique<ListenSection>(look, settings, nullptr, hasTray);
    told = std::make_unique<QSignalSpy>(section.get(), &ListenSection::changed);
    section->show();
  }
  template <typename Widget>
  [[nodiscard]] Widget* named(const QString& name) const {
    for (Widget* widget : section->findChildren<Widget*>())
      if (widget->accessibleName() == name) return widget;
    return nullptr;
  }
};

}  // namespace

class ListenSectionTest : public QObject {
  Q_OBJECT
 private slots:
  void nothingSetIsWhatTheSessionKeepsByItself();
  void limitsAreKeptAndTold();
  void whatNobodyOffersIsUnderstood();
  void portsAreKeptWhenTheyAreOnes();
  void aPortThatIsSetAlreadyIsNotWritten();
  void whenToListenIsAChoice();
  void theTrayIsOfferedOnlyWhereThereIsOne();
};

void ListenSectionTest::nothingSetIsWhatTheSessionKeepsByItself() {
  Section f;
  f.make();
  QCOMPARE(retention(f.settings), ingest::Retention{});
  QVERIFY(f.named<Stepper>("Most spans")->currentText().startsWith("20"));
  QVERIFY(f.named<Stepper>("Most space")->currentText().startsWith("4"));
  QCOMPARE(f.named<Stepper>("Longest time")->currentText(), QString("any time"));
  QCOMPARE(portOf(f.settings, 0, 4317), 4317);
  QCOMPARE(largestRequest(f.settings), std::size_t{64} << 20);
  QCOMPARE(listenAtStart(f.settings), ListenAtStart::AsLastTime);
  QVERIFY(!staysInTray(f.settings));
}

void ListenSectionTest::limitsAreKeptAndTold() {
  Section f;
  f.make();
  QTest::keyClick(f.named<Stepper>("Most spans"), Qt::Key_Home);
  QTest::keyClick(f.named<Stepper>("Most space"), Qt::Key_Left);
  QTest::keyClick(f.named<Stepper>("Longest time"), Qt::Key_Home);
  QTest::keyClick(f.named<Stepper>("Largest request"), Qt::Key_Right);
  QCOMPARE(largestRequest(f.settings), std::size_t{128} << 20);
  QCOMPARE(f.told->count(), 4);
  const ingest::Retention keep = retention(f.settings);
  QCOMPARE(keep.spans, std::uint64_t{1'000'000});
  QCOMPARE(keep.bytes, std::uint64_t{2} << 30);
  QVERIFY(keep.age == std::chrono::hours(1));
  QTest::keyClick(f.named<Stepper>("Most spans"), Qt::Key_End);
  QVERIFY(retention(f.settings).spans > std::uint64_t{1} << 60);
  f.section->readSettings();
  QCOMPARE(f.named<Stepper>("Most spans")->currentText(), QString("any number"));
}

void ListenSectionTest::whatNobodyOffersIsUnderstood() {
  Section f;
  f.settings.setValue("listen/keepSpans", 7'000'000);
  f.settings.setValue("listen/keepMiB", 3000);
  f.settings.setValue("listen/keepHours", -5);
  f.settings.setValue("listen/atStart", "often");
  f.settings.setValue("listen/largestMiB", 5'000'000);
  f.settings.setValue("listen/port0", 99'999);
  f.make();
  QCOMPARE(retention(f.settings).spans, std::uint64_t{7'000'000});
  QCOMPARE(retention(f.settings).bytes, std::uint64_t{3000} << 20);
  QVERIFY(!retention(f.settings).age);
  QCOMPARE(largestRequest(f.settings), std::size_t{512} << 20);
  QCOMPARE(listenAtStart(f.settings), ListenAtStart::AsLastTime);
  QCOMPARE(portOf(f.settings, 0, 4317), 4317);
  QVERIFY(f.named<Stepper>("Most spans")->currentText().startsWith("5"));
}

void ListenSectionTest::portsAreKeptWhenTheyAreOnes() {
  Section f;
  f.make();
  auto* http = f.named<QLineEdit>("Port for HTTP");
  http->setText("14318");
  QTest::keyClick(http, Qt::Key_Return);
  QCOMPARE(portOf(f.settings, 1, 4318), 14318);
  QCOMPARE(f.told->count(), 1);
  http->setText("0");
  emit http->editingFinished();
  QCOMPARE(http->text(), QString("14318"));
  QCOMPARE(f.told->count(), 1);
}

void ListenSectionTest::aPortThatIsSetAlreadyIsNotWritten() {
  const test::Home home;
  const QString path = home.path("s.ini");
  {
    QSettings settings(path, QSettings::IniFormat);
    setPort(settings, 0, 4317);
  }
  QSettings settings(path, QSettings::IniFormat);
  QCOMPARE(portOf(settings, 0, 0), 4317);
  QVERIFY(QFile::remove(path));
  setPort(settings, 0, 4317);
  settings.sync();
  QVERIFY(!QFile::exists(path));
}

void ListenSectionTest::whenToListenIsAChoice() {
  Section f;
  f.make();
  auto* control = f.named<ui::SegmentedControl>("Listen at start");
  control->choose(2);
  QCOMPARE(listenAtStart(f.settings), ListenAtStart::Never);
  control->choose(1);
  QCOMPARE(listenAtStart(f.settings), ListenAtStart::Always);
}

void ListenSectionTest::theTrayIsOfferedOnlyWhereThereIsOne() {
  Section f;
  f.make(false);
  QVERIFY(!f.named<ui::SegmentedControl>("Window closed")->isVisible());
  f.make(true);
  auto* control = f.named<ui::SegmentedControl>("Window closed");
  QVERIFY(control->isVisible());
  control->choose(1);
  QVERIFY(staysInTray(f.settings));
}

}  // namespace spanloupe::settings

QTEST_MAIN(spanloupe::settings::ListenSectionTest)
#include "listen_section_test.moc"
