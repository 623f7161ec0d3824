// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/start_page.h"

#include <QAbstractButton>
#include <QDir>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "ui/start/recent_list.h"

using namespace spanloupe;
using namespace spanloupe::start;

class StartPageTest : public QObject {
  Q_OBJECT
 private slots:
  void buttonsAskForWhatTheySay();
  void showsRecentFilesOnlyWhenThereAreSome();
  void aClickOrEnterOpensARecentFile();
  void deleteForgetsARecentFile();
  void saysWhenAsPeopleDo();
  void namesFilesAndFolders();
  void fitsIntoANarrowWindow();
};

namespace {

struct Page {
  QTemporaryDir folder;
  QSettings settings{folder.filePath("s.ini"), QSettings::IniFormat};
  session::RecentFiles recent{settings};
  ui::Look look;
  StartPage page{look, recent};
  explicit Page(int width = 1400) {
    page.resize(width, 900);
    page.show();
  }
};

session::RecentFile file(const QString& path) {
  return {{path}, 1284, 41'200'000, 1, QDateTime::currentDateTime()};
}

}  // namespace

void StartPageTest::buttonsAskForWhatTheySay() {
  Page p;
  QSignalSpy open(&p.page, &StartPage::openFileRequested);
  QSignalSpy sample(&p.page, &StartPage::sampleRequested);
  QTest::mouseClick(p.page.findChild<QAbstractButton*>("openFile"), Qt::LeftButton);
  QTest::mouseClick(p.page.findChild<QAbstractButton*>("loadSample"), Qt::LeftButton);
  QCOMPARE(open.count(), 1);
  QCOMPARE(sample.count(), 1);
}

void StartPageTest::showsRecentFilesOnlyWhenThereAreSome() {
  Page p;
  QVERIFY(!p.page.recentList().isVisible());
  p.recent.add(file("/tmp/a.json"));
  QVERIFY(p.page.recentList().isVisible());
  const QString text = p.page.recentList().model()->index(0, 0).data().toString();
  QCOMPARE(text, QString::fromUtf8("a.json, /tmp, 1\u202f284 spans, 41.2\u202fMB"));
  p.recent.clear();
  QVERIFY(!p.page.recentList().isVisible());
}

void StartPageTest::aClickOrEnterOpensARecentFile() {
  Page p;
  p.recent.add(file("/tmp/a.json"));
  p.recent.add(file("/tmp/b.json"));
  QCoreApplication::processEvents();
  RecentList& list = p.page.recentList();
  QSignalSpy open(&p.page, &StartPage::openRequested);
  QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(list.model()->index(1, 0)).center());
  QCOMPARE(open.count(), 1);
  QCOMPARE(open[0][0].toStringList(), QStringList{"/tmp/a.json"});
  list.setCurrentIndex(list.model()->index(0, 0));
  QTest::keyClick(&list, Qt::Key_Return);
  QCOMPARE(open.count(), 2);
  QCOMPARE(open[1][0].toStringList(), QStringList{"/tmp/b.json"});
}

void StartPageTest::deleteForgetsARecentFile() {
  Page p;
  p.recent.add(file("/tmp/a.json"));
  p.page.recentList().setCurrentIndex(p.page.recentList().model()->index(0, 0));
  QTest::keyClick(&p.page.recentList(), Qt::Key_Delete);
  QVERIFY(p.recent.files().empty());
}

void StartPageTest::saysWhenAsPeopleDo() {
  const QDateTime now(QDate(2026, 3, 12), QTime(14, 30));
  QCOMPARE(whenText(now.addSecs(-20), now), QString("just now"));
  QCOMPARE(whenText(now.addSecs(-720), now), QString("12 min ago"));
  QCOMPARE(whenText(now.addSecs(-4 * 3600), now), QString("today 10:30"));
  QCOMPARE(whenText(now.addDays(-1), now), QString("yesterday"));
  QCOMPARE(whenText(now.addDays(-2), now), QString("10 Mar"));
  QCOMPARE(whenText(now.addDays(-400), now), QString("5 Feb 2025"));
}

void StartPageTest::namesFilesAndFolders() {
  session::RecentFile folder{{QDir::homePath() + "/traces/rotated"}, 1, 1, 14, {}};
  QCOMPARE(recentText(folder).name, QString("rotated"));
  QCOMPARE(recentText(folder).place, QString::fromUtf8("~/traces · 14 files"));
  QCOMPARE(recentText({{"/x/a.json", "/x/b.json", "/x/c.json"}, 1, 1, 3, {}}).name,
           QString("a.json and 2 more"));
  QCOMPARE(recentText(file("/x/shop.spanloupe")).icon, ui::Icon::Store);
}

void StartPageTest::fitsIntoANarrowWindow() {
  for (const int width : {500, 900, 1280, 2560}) {
    Page p(width);
    QCoreApplication::processEvents();
    QVERIFY2(p.page.widget()->width() <= p.page.viewport()->width(), qPrintable(QString::number(width)));
  }
}

QTEST_MAIN(StartPageTest)
#include "start_page_test.moc"
