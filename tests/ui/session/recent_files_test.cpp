// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/recent_files.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using spanloupe::session::RecentFile;
using spanloupe::session::RecentFiles;

class RecentFilesTest : public QObject {
  Q_OBJECT
 private slots:
  void keepsNewestFirstAndOncePerFile();
  void isThereAgainAfterARestart();
  void keepsOnlyTheNewest();
  void whatWasForgottenCanComeBack();
};

namespace {
RecentFile file(const QString& path, quint64 spans = 1) {
  return {{path}, spans, 100, 1, QDateTime::fromSecsSinceEpoch(1000)};
}
}  // namespace

void RecentFilesTest::keepsNewestFirstAndOncePerFile() {
  const QTemporaryDir folder;
  QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
  RecentFiles recent(settings);
  const QSignalSpy changed(&recent, &RecentFiles::changed);
  recent.add(file("/a", 1));
  recent.add(file("/b", 2));
  recent.add(file("/a", 3));
  QCOMPARE(recent.files().size(), std::size_t{2});
  QCOMPARE(recent.files()[0].paths, QStringList{"/a"});
  QCOMPARE(recent.files()[0].spans, 3ULL);
  QCOMPARE(changed.count(), 3);
  recent.remove({"/a"});
  QCOMPARE(recent.files().size(), std::size_t{1});
}

void RecentFilesTest::isThereAgainAfterARestart() {
  const QTemporaryDir folder;
  const QString path = folder.filePath("settings.ini");
  {
    QSettings settings(path, QSettings::IniFormat);
    RecentFiles(settings).add({{"/a", "/b"}, 12, 34, 5, QDateTime::fromSecsSinceEpoch(1000)});
  }
  QSettings settings(path, QSettings::IniFormat);
  const RecentFiles recent(settings);
  QCOMPARE(recent.files().size(), std::size_t{1});
  const RecentFile& read = recent.files()[0];
  QCOMPARE(read.paths, (QStringList{"/a", "/b"}));
  QCOMPARE(read.spans, 12ULL);
  QCOMPARE(read.bytes, 34ULL);
  QCOMPARE(read.files, 5ULL);
  QCOMPARE(read.when, QDateTime::fromSecsSinceEpoch(1000));
}

void RecentFilesTest::keepsOnlyTheNewest() {
  const QTemporaryDir folder;
  QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
  RecentFiles recent(settings);
  for (int i = 0; i < 2 * RecentFiles::kKept; ++i) recent.add(file(QString::number(i)));
  QCOMPARE(static_cast<int>(recent.files().size()), RecentFiles::kKept);
  QCOMPARE(recent.files()[0].paths, QStringList{QString::number(2 * RecentFiles::kKept - 1)});
}

void RecentFilesTest::whatWasForgottenCanComeBack() {
  const QTemporaryDir folder;
  QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
  RecentFiles recent(settings);
  recent.add(file("/a"));
  recent.add(file("/b"));
  std::vector<RecentFile> before;
  connect(&recent, &RecentFiles::forgotten, this, [&](const auto& files) { before = files; });
  recent.clear();
  QVERIFY(recent.files().empty());
  recent.restore(before);
  QCOMPARE(recent.files().size(), std::size_t{2});
  QCOMPARE(RecentFiles(settings).files()[0].paths, QStringList{"/b"});
}

QTEST_GUILESS_MAIN(RecentFilesTest)
#include "recent_files_test.moc"
