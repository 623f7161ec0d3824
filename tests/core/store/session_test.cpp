// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions on disk: what is committed stays, duplicates are kept once across segments and sources, one
// process writes, newer schemas are refused, damage is found.
#include "core/store/session.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QFile>
#include <QTest>

#include "core/store/check.h"
#include "random_spans.h"
#include "temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::store;
using namespace spanloupe::test;

namespace {

std::unique_ptr<Session> openSession(const std::string& path) {
  auto session = Session::openForWriting(path);
  if (!session) qFatal("%s", session.error().text().c_str());
  return std::move(*session);
}

CheckReport checked(const std::string& path) {
  const auto report = checkSession(path, {});
  if (!report) qFatal("%s", report.error().text().c_str());
  for (const CheckProblem& problem : report->problems)
    qWarning("%s: %s", problem.where.c_str(), problem.text.c_str());
  return *report;
}

void runSql(const std::string& path, const char* sql) {
  sqlite3* handle = nullptr;
  if (sqlite3_open(path.c_str(), &handle) != SQLITE_OK ||
      sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    qFatal("%s", sqlite3_errmsg(handle));
  sqlite3_close(handle);
}

}  // namespace

class SessionTest : public QObject {
  Q_OBJECT
 private slots:
  void whatWasAppendedIsReadBack();
  void spansOfAnEarlierSourceAreDuplicates();
  void aSpanWithTheSameIdAndOtherContentIsKept();
  void aSourceThatNeverEndedIsIncomplete();
  void aSecondWriterIsRefusedAndNamed();
  void theFileIsPrivate();
  void aNewerSchemaIsRefused();
  void anotherDatabaseIsRefused();
  void aFolderWithoutPermissionIsAnError();
  void aReadOnlyFolderCanBeRead();
  void checkFindsADamagedColumn();
  void checkFindsAMissingColumn();
  void checkFindsAWrongCount();
};

void SessionTest::whatWasAppendedIsReadBack() {
  const TemporarySession file;
  const RandomSpans first{1, 3000, 100, 60, 0};
  RecordingSink expected;
  pushRandomSpans(first, expected);
  {
    const auto session = openSession(file.path());
    QCOMPARE(addSource(*session, 1, [&](SpanSink& sink) { pushRandomSpans(first, sink); }), std::uint64_t{0});
  }
  const std::string text = difference(sortedTexts(expected), sortedTexts(file.path()));
  QVERIFY2(text.empty(), text.c_str());
  const CheckReport report = checked(file.path());
  QVERIFY(report.ok());
  QCOMPARE(report.spans, std::uint64_t{3000});
  QCOMPARE(report.logs, std::uint64_t{100});
}

void SessionTest::spansOfAnEarlierSourceAreDuplicates() {
  const TemporarySession file;
  RandomSpans load{2, 2000, 0, 30, 0};
  RecordingSink expected;
  pushRandomSpans(load, expected);
  std::uint64_t withoutId = 0;
  for (const SpanRecord& record : expected.spans())
    if (record.span.spanId.isZero() || record.span.traceId.isZero()) ++withoutId;
  auto session = openSession(file.path());
  QCOMPARE(addSource(*session, 1, [&](SpanSink& sink) { pushRandomSpans(load, sink); }), std::uint64_t{0});
  // Spans without ids have no identity, so they cannot be known again.
  QCOMPARE(addSource(*session, 2, [&](SpanSink& sink) { pushRandomSpans(load, sink); }), 2000 - withoutId);
  session.reset();
  session = openSession(file.path());  // what is known must be found again after opening
  QCOMPARE(addSource(*session, 3, [&](SpanSink& sink) { pushRandomSpans(load, sink); }), 2000 - withoutId);
  QVERIFY(checked(file.path()).ok());
  QCOMPARE(checked(file.path()).spans, 2000 + 2 * withoutId);
}

void SessionTest::aSpanWithTheSameIdAndOtherContentIsKept() {
  const TemporarySession file;
  const auto session = openSession(file.path());
  const auto push = [](const char* name) {
    return [name](SpanSink& sink) {
      SpanView span;
      span.traceId = {7, 7};
      span.spanId = {1};
      span.name = name;
      span.resource = sink.resource({});
      span.scope = sink.scope({});
      sink.span(span);
    };
  };
  QCOMPARE(addSource(*session, 1, push("a")), std::uint64_t{0});
  QCOMPARE(addSource(*session, 2, push("b")), std::uint64_t{0});
  QCOMPARE(addSource(*session, 3, push("a")), std::uint64_t{1});
  QCOMPARE(checked(file.path()).spans, std::uint64_t{2});
  QCOMPARE(checked(file.path()).traces, std::uint64_t{1});
}

void SessionTest::aSourceThatNeverEndedIsIncomplete() {
  const TemporarySession file;
  {
    const auto session = openSession(file.path());
    QVERIFY(session->beginSource({1, "killed.json", "otlp-json", {}}).has_value());
  }
  const auto reader = Reader::open(file.path());
  QVERIFY(reader.has_value());
  const auto sources = (*reader)->sources();
  QVERIFY(sources.has_value());
  QCOMPARE(sources->size(), std::size_t{1});
  QCOMPARE(sources->front().state, SourceState::Incomplete);
}

void SessionTest::aSecondWriterIsRefusedAndNamed() {
  const TemporarySession file;
  const auto first = openSession(file.path());
  const auto second = Session::openForWriting(file.path());
  QVERIFY(!second.has_value());
  QCOMPARE(second.error().kind, ErrorKind::Busy);
  QVERIFY(QString::fromStdString(second.error().message).contains(QString::number(::getpid())));
}

void SessionTest::theFileIsPrivate() {
  const TemporarySession file;
  const auto session = openSession(file.path());
  struct stat status {};
  QCOMPARE(::stat(file.path().c_str(), &status), 0);
  QCOMPARE(status.st_mode & 0777U, 0600U);
}

void SessionTest::aNewerSchemaIsRefused() {
  const TemporarySession file;
  openSession(file.path()).reset();
  runSql(file.path(), "PRAGMA user_version = 99");
  const auto reader = Reader::open(file.path());
  QVERIFY(!reader.has_value());
  QCOMPARE(reader.error().kind, ErrorKind::Unsupported);
  QVERIFY(QString::fromStdString(reader.error().message).contains("99"));
  QVERIFY(!Session::openForWriting(file.path()).has_value());
}

void SessionTest::anotherDatabaseIsRefused() {
  const TemporarySession file;
  runSql(file.path(), "CREATE TABLE t (x)");
  const auto session = Session::openForWriting(file.path());
  QVERIFY(!session.has_value());
  QVERIFY(QString::fromStdString(session.error().message).contains("not a Spanloupe session"));
}

void SessionTest::aFolderWithoutPermissionIsAnError() {
  const auto session = Session::openForWriting("/proc/spanloupe/x.spanloupe");
  QVERIFY(!session.has_value());
  QCOMPARE(session.error().kind, ErrorKind::Io);
  QVERIFY(!session.error().file.empty());
}

void SessionTest::aReadOnlyFolderCanBeRead() {
  const TemporarySession file;
  addSource(*openSession(file.path()), 1, [](SpanSink& sink) { pushRandomSpans({1, 10, 0, 2, 0}, sink); });
  QVERIFY(::chmod(file.folder().c_str(), 0500) == 0);
  const auto texts = sortedTexts(file.path());
  QVERIFY(::chmod(file.folder().c_str(), 0700) == 0);
  QCOMPARE(texts.size(), std::size_t{10});
}

void SessionTest::checkFindsADamagedColumn() {
  const TemporarySession file;
  addSource(*openSession(file.path()), 1, [](SpanSink& sink) { pushRandomSpans({1, 500, 0, 9, 0}, sink); });
  runSql(file.path(),
         "UPDATE segment_column SET data = zeroblob(length(data)) WHERE scope = 0 AND key = 'name'");
  QVERIFY(!checkSession(file.path(), {})->ok());
}

void SessionTest::checkFindsAMissingColumn() {
  const TemporarySession file;
  addSource(*openSession(file.path()), 1, [](SpanSink& sink) { pushRandomSpans({1, 500, 0, 9, 0}, sink); });
  runSql(file.path(), "DELETE FROM segment_column WHERE key = 'span_id' AND scope = 0");
  QVERIFY(!checkSession(file.path(), {})->ok());
}

void SessionTest::checkFindsAWrongCount() {
  const TemporarySession file;
  addSource(*openSession(file.path()), 1, [](SpanSink& sink) { pushRandomSpans({1, 500, 0, 9, 0}, sink); });
  runSql(file.path(), "UPDATE source SET spans = 499");
  const auto report = checkSession(file.path(), {});
  QVERIFY(report.has_value());
  QCOMPARE(report->problemTotal, std::uint64_t{1});
  QCOMPARE(report->problems.front().where, std::string("source 1"));
}

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
