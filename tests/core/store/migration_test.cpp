// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions that older versions wrote (tests/core/store/sessions/vN.spanloupe, each 412 spans and 15 logs in
// 12 traces) are read as they are, and converted, with a copy kept, when they are written again.
#include <QFile>
#include <QTest>

#include "core/store/check.h"
#include "core/store/schema.h"
#include "random_spans.h"
#include "temporary_session.h"
#include "tests/source_dir.h"

using namespace spanloupe;
using namespace spanloupe::store;
using namespace spanloupe::test;

class MigrationTest : public QObject {
  Q_OBJECT
 private slots:
  void thereIsASessionOfEachOlderVersion();
  void anOlderSessionIsRead_data() { versions(); }
  void anOlderSessionIsRead();
  void anOlderSessionIsConverted_data() { versions(); }
  void anOlderSessionIsConverted();

 private:
  static void versions();
  /// A copy that may be written.
  static std::string copyOf(int version, const TemporarySession& file);
};

void MigrationTest::versions() {
  QTest::addColumn<int>("version");
  for (int version = 1; version < kSchemaVersion; ++version)
    QTest::newRow(qPrintable(QString("version %1").arg(version))) << version;
}

std::string MigrationTest::copyOf(int version, const TemporarySession& file) {
  const QString stored =
      QString(SPANLOUPE_SOURCE_DIR "/tests/core/store/sessions/v%1.spanloupe").arg(version);
  const QString copy = QString::fromStdString(file.path());
  if (!QFile::copy(stored, copy)) qFatal("cannot copy %s", qPrintable(stored));
  QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
  return file.path();
}

void MigrationTest::thereIsASessionOfEachOlderVersion() {
  for (int version = 1; version < kSchemaVersion; ++version) {
    const TemporarySession file;
    const auto connection = Connection::open(copyOf(version, file), Access::ReadOnly);
    QCOMPARE(*connection->integer("PRAGMA user_version"), std::int64_t{version});
  }
}

void MigrationTest::anOlderSessionIsRead() {
  QFETCH(const int, version);
  const TemporarySession file;
  const auto reader = Reader::open(copyOf(version, file));
  QVERIFY2(reader.has_value(), reader ? "" : reader.error().text().c_str());
  const auto snapshot = (*reader)->snapshot();
  QVERIFY2(snapshot.has_value(), snapshot ? "" : snapshot.error().text().c_str());
  const auto statistics = (*reader)->statistics(**snapshot);
  QCOMPARE(statistics->spans, std::uint64_t{412});
  QCOMPARE(statistics->logs, std::uint64_t{15});
  QCOMPARE(statistics->traces, std::uint64_t{12});
  QCOMPARE((*reader)->sources()->size(), std::size_t{1});
  QVERIFY(checkSession(file.path(), {})->ok());
}

void MigrationTest::anOlderSessionIsConverted() {
  QFETCH(const int, version);
  const TemporarySession file;
  const std::vector<std::string> before = sortedTexts(copyOf(version, file));
  {
    const auto session = Session::openForWriting(file.path());
    QVERIFY2(session.has_value(), session ? "" : session.error().text().c_str());
    QCOMPARE(difference(before, sortedTexts(file.path())), std::string{});
    addSource(**session, 2, [](SpanSink& sink) { pushRandomSpans({1, 100, 0, 5, 0}, sink); });
  }
  const auto connection = Connection::open(file.path(), Access::ReadOnly);
  QCOMPARE(*connection->integer("PRAGMA user_version"), kSchemaVersion);
  const auto report = checkSession(file.path(), {});
  QVERIFY(report->ok());
  QCOMPARE(report->spans, std::uint64_t{512});
  // The copy is the session as it was.
  const std::string kept = file.path() + ".v" + std::to_string(version) + ".backup";
  QCOMPARE(*Connection::open(kept, Access::ReadOnly)->integer("PRAGMA user_version"), std::int64_t{version});
  QCOMPARE(difference(before, sortedTexts(kept)), std::string{});
}

QTEST_GUILESS_MAIN(MigrationTest)
#include "migration_test.moc"
