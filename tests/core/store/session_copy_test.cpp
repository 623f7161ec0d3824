// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of sessions: whole, one file, made beside a running import, and never half of one.
#include "core/store/session_copy.h"

#include <sys/stat.h>

#include <QDir>
#include <QFile>
#include <QTest>

#include "core/store/check.h"
#include "random_spans.h"
#include "temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::store;
using namespace spanloupe::test;

namespace {

std::unique_ptr<Session> sessionWith(const std::string& path, std::uint64_t spans) {
  auto session = Session::openForWriting(path);
  if (!session) qFatal("%s", session.error().text().c_str());
  addSource(**session, 1, [&](SpanSink& sink) { pushRandomSpans({1, spans, 0, 40, 0}, sink); });
  return std::move(*session);
}

QStringList filesIn(const TemporarySession& file) {
  return QDir(QString::fromStdString(file.folder())).entryList(QDir::Files | QDir::Hidden);
}

}  // namespace

class SessionCopyTest : public QObject {
  Q_OBJECT
 private slots:
  void holdsWhatTheSessionHolds();
  void isOnePrivateFileEvenWhileTheSessionIsWritten();
  void anImportThatIsUnderWayIsIncompleteInTheCopy();
  void anExistingFileIsReplacedOnlyWhenAsked();
  void whatAReplacedSessionLeftBesideItGoesToo();
  void theSessionItselfIsNoTarget();
  void aSessionBeingWrittenIsNoTarget();
  void stoppingLeavesNothingBehind();
  void aPlaceThatCannotBeWrittenIsAnError();
};

void SessionCopyTest::holdsWhatTheSessionHolds() {
  const TemporarySession file;
  sessionWith(file.path(), 5000).reset();
  const std::string copy = file.folder() + "/copy.spanloupe";
  double last = 0;
  bool grows = true;
  const auto copied = copySession(file.path(), copy, Overwrite::No,
                                  [&](double share) {
                                    grows = grows && share >= last && share <= 1;
                                    last = share;
                                  },
                                  {});
  QVERIFY2(copied, copied ? "" : copied.error().text().c_str());
  QVERIFY(grows);
  QCOMPARE(last, 1.0);
  QVERIFY(difference(sortedTexts(file.path()), sortedTexts(copy)).empty());
  QVERIFY(checkSession(copy, {})->ok());
}

void SessionCopyTest::isOnePrivateFileEvenWhileTheSessionIsWritten() {
  const TemporarySession file;
  const auto session = sessionWith(file.path(), 500);
  const std::string copy = file.folder() + "/copy.spanloupe";
  QVERIFY(copySession(file.path(), copy, Overwrite::No, {}, {}));
  QCOMPARE(filesIn(file).filter("copy"), QStringList{"copy.spanloupe"});
  struct stat status {};
  QCOMPARE(::stat(copy.c_str(), &status), 0);
  QCOMPARE(status.st_mode & 0777U, 0600U);
  QVERIFY(difference(sortedTexts(file.path()), sortedTexts(copy)).empty());
}

void SessionCopyTest::anImportThatIsUnderWayIsIncompleteInTheCopy() {
  const TemporarySession file;
  const auto session = sessionWith(file.path(), 10);
  QVERIFY(session->beginSource({2, "growing.json", "otlp-json", {}}));
  const std::string copy = file.folder() + "/copy.spanloupe";
  QVERIFY(copySession(file.path(), copy, Overwrite::No, {}, {}));
  const auto sources = (*Reader::open(copy))->sources();
  QCOMPARE(sources->at(0).state, SourceState::Complete);
  QCOMPARE(sources->at(1).state, SourceState::Incomplete);
}

void SessionCopyTest::anExistingFileIsReplacedOnlyWhenAsked() {
  const TemporarySession file;
  sessionWith(file.path(), 100).reset();
  const std::string target = file.folder() + "/there.spanloupe";
  sessionWith(target, 7).reset();
  const auto refused = copySession(file.path(), target, Overwrite::No, {}, {});
  QVERIFY(!refused);
  QVERIFY(QString::fromStdString(refused.error().text()).contains("there is a file of that name"));
  QCOMPARE(sortedTexts(target).size(), std::size_t{7});
  QVERIFY(copySession(file.path(), target, Overwrite::Yes, {}, {}));
  QCOMPARE(sortedTexts(target).size(), std::size_t{100});
}

void SessionCopyTest::whatAReplacedSessionLeftBesideItGoesToo() {
  const TemporarySession file;
  sessionWith(file.path(), 100).reset();
  const QString target = QString::fromStdString(file.folder() + "/there.spanloupe");
  for (const char* suffix : {"", "-wal", "-shm"}) {
    QFile old(target + suffix);
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("from another life") > 0);
  }
  QVERIFY(copySession(file.path(), target.toStdString(), Overwrite::Yes, {}, {}));
  QVERIFY(!QFile::exists(target + "-wal"));
  QCOMPARE(sortedTexts(target.toStdString()).size(), std::size_t{100});
}

void SessionCopyTest::theSessionItselfIsNoTarget() {
  const TemporarySession file;
  sessionWith(file.path(), 100).reset();
  const auto refused = copySession(file.path(), file.folder() + "/./test.spanloupe", Overwrite::Yes, {}, {});
  QVERIFY(!refused);
  QCOMPARE(refused.error().kind, ErrorKind::InvalidArgument);
  QCOMPARE(sortedTexts(file.path()).size(), std::size_t{100});
}

void SessionCopyTest::aSessionBeingWrittenIsNoTarget() {
  const TemporarySession file;
  sessionWith(file.path(), 100).reset();
  const std::string target = file.folder() + "/busy.spanloupe";
  const auto writer = sessionWith(target, 7);
  const auto refused = copySession(file.path(), target, Overwrite::Yes, {}, {});
  QVERIFY(!refused);
  QCOMPARE(refused.error().kind, ErrorKind::Busy);
}

void SessionCopyTest::stoppingLeavesNothingBehind() {
  const TemporarySession file;
  sessionWith(file.path(), 100).reset();
  std::stop_source stop;
  stop.request_stop();
  const auto copied =
      copySession(file.path(), file.folder() + "/copy.spanloupe", Overwrite::No, {}, stop.get_token());
  QVERIFY(!copied);
  QCOMPARE(copied.error().kind, ErrorKind::Cancelled);
  QCOMPARE(filesIn(file).filter("copy"), QStringList());
}

void SessionCopyTest::aPlaceThatCannotBeWrittenIsAnError() {
  const TemporarySession file;
  sessionWith(file.path(), 10).reset();
  const auto copied = copySession(file.path(), "/proc/spanloupe/x.spanloupe", Overwrite::No, {}, {});
  QVERIFY(!copied);
  QCOMPARE(copied.error().kind, ErrorKind::Io);
  QCOMPARE(copied.error().file, std::string("/proc/spanloupe/x.spanloupe"));
}

QTEST_GUILESS_MAIN(SessionCopyTest)
#include "session_copy_test.moc"
