// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The cache folder with real sessions, one that is open, one that is being written, and things that are not
// ours.
#include "core/ingest/session_cache.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/ingest/import_job.h"
#include "core/ingest/session_files.h"
#include "core/store/reader.h"
#include "core/store/session.h"

using namespace spanloupe;

class SessionCacheTest : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void cleanup() { m_folder.reset(); }
  void listsSessionsLastUsedFirst();
  void namesWhatWasImported();
  void removesOnlyWhatIsAskedFor();
  void leavesForeignFilesAlone();
  void leavesASessionThatIsBeingRead();
  void leavesASessionThatIsBeingWritten();
  void aFileThatIsNoSessionIsRemoved();
  void trimmingRemovesTheOldest();
  void trimmingNeverRemovesWhatIsToBeKept();

 private:
  std::string makeSession(const QString& file, int daysAgo);
  [[nodiscard]] QString cached(const QString& name) const {
    return m_folder->filePath("spanloupe/sessions/" + name);
  }
  [[nodiscard]] static std::vector<std::string> paths();

  std::unique_ptr<QTemporaryDir> m_folder;
};

void SessionCacheTest::init() {
  m_folder = std::make_unique<QTemporaryDir>();
  qputenv("XDG_CACHE_HOME", m_folder->path().toUtf8());
}

/// Of a file that holds one span.
std::string SessionCacheTest::makeSession(const QString& name, int daysAgo) {
  QFile file(m_folder->filePath(name));
  const QByteArray span =
      R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"00000000000000000000000000000001",)"
      R"("spanId":"0000000000000001","name":"x","startTimeUnixNano":"1773324000000000000"}]}]}]})";
  if (!file.open(QIODevice::WriteOnly) || file.write(span) != span.size()) qFatal("cannot write");
  file.close();
  const std::vector<std::string> files{file.fileName().toStdString()};
  const auto session = ingest::cachedSessionFor(files);
  if (!session) qFatal("%s", session.error().text().c_str());
  {
    auto opened = store::Session::openForWriting(session->path);
    ingest::ImportOptions options;
    options.paths = files;
    const auto report = ingest::runImport(**opened, options, {}, {});
    if (!report || report->spans != 1) qFatal("cannot import");
  }
  if (!ingest::markComplete(session->path, files)) qFatal("cannot mark");
  QFile marker(QString::fromStdString(ingest::completeMarker(session->path)));
  if (!marker.open(QIODevice::ReadWrite) ||
      !marker.setFileTime(QDateTime::currentDateTime().addDays(-daysAgo), QFileDevice::FileModificationTime))
    qFatal("cannot set the time");
  return session->path;
}

std::vector<std::string> SessionCacheTest::paths() {
  std::vector<std::string> all;
  const auto entries = ingest::listCachedSessions();
  if (!entries) qFatal("%s", entries.error().text().c_str());
  for (const ingest::CacheEntry& entry : *entries) all.push_back(entry.path);
  return all;
}

void SessionCacheTest::listsSessionsLastUsedFirst() {
  QVERIFY(paths().empty());
  const std::string old = makeSession("old.json", 9);
  const std::string middle = makeSession("middle.json", 5);
  const std::string fresh = makeSession("fresh.json", 0);
  QCOMPARE(paths(), (std::vector<std::string>{fresh, middle, old}));
  const auto entries = ingest::listCachedSessions();
  QVERIFY(entries->front().bytes > 4096);
  const auto age =
      std::chrono::system_clock::now().time_since_epoch() - entries->back().lastUsed.time_since_epoch();
  QCOMPARE(std::chrono::duration_cast<std::chrono::hours>(age).count() / 24, 9);
  QCOMPARE(ingest::cacheUse()->sessions, std::uint64_t{3});
  QCOMPARE(ingest::cacheUse()->bytes, (*entries)[0].bytes + (*entries)[1].bytes + (*entries)[2].bytes);
}

void SessionCacheTest::namesWhatWasImported() {
  makeSession("incident.json", 0);
  const auto entries = ingest::listCachedSessions();
  QCOMPARE(ingest::sourcesOf(entries->front()), (std::vector<std::string>{"incident.json"}));
}

void SessionCacheTest::removesOnlyWhatIsAskedFor() {
  const std::string one = makeSession("one.json", 1);
  const std::string other = makeSession("other.json", 2);
  const auto removal = ingest::removeCachedSessions(std::vector{one});
  QVERIFY(removal.has_value());
  QCOMPARE(removal->removed.sessions, std::uint64_t{1});
  QVERIFY(removal->removed.bytes > 0);
  QCOMPARE(paths(), std::vector{other});
  // Nothing of it is left, and nothing of the other is gone.
  const QStringList left = QDir(cached("")).entryList(QDir::Files);
  for (const QString& name : left)
    QVERIFY2(name.startsWith(QFileInfo(QString::fromStdString(other)).baseName()), qPrintable(name));
  QVERIFY(ingest::cachedSessionFor({m_folder->filePath("other.json").toStdString()})->complete);
  QVERIFY(!ingest::cachedSessionFor({m_folder->filePath("one.json").toStdString()})->complete);
}

void SessionCacheTest::leavesForeignFilesAlone() {
  const std::string ours = makeSession("one.json", 1);
  const QString named = cached("mine.spanloupe");
  QVERIFY(QFile::copy(QString::fromStdString(ours), named));
  QFile note(cached("note.txt"));
  QVERIFY(note.open(QIODevice::WriteOnly));
  const std::string outside = m_folder->filePath("one.json").toStdString();
  const auto removal = ingest::removeCachedSessions(
      std::vector{ours, named.toStdString(), note.fileName().toStdString(), outside});
  QCOMPARE(removal->removed.sessions, std::uint64_t{1});
  QVERIFY(ingest::trimCache(0).has_value());
  QVERIFY(QFile::exists(named));
  QVERIFY(note.exists());
  QVERIFY(QFile::exists(QString::fromStdString(outside)));
  QVERIFY(!QFile::exists(QString::fromStdString(ours)));
}

void SessionCacheTest::leavesASessionThatIsBeingRead() {
  const std::string path = makeSession("one.json", 1);
  {
    const auto reader = store::Reader::open(path);
    QVERIFY(reader.has_value());
    QVERIFY((*reader)->snapshot().has_value());
    const auto removal = ingest::removeCachedSessions(std::vector{path});
    QVERIFY(removal.has_value());
    QCOMPARE(removal->inUse, std::uint64_t{1});
    QCOMPARE(removal->removed.sessions, std::uint64_t{0});
    QVERIFY(ingest::trimCache(0).has_value());
    QCOMPARE(paths(), std::vector{path});
    QVERIFY((*reader)->snapshot().has_value());
  }
  QCOMPARE(ingest::removeCachedSessions(std::vector{path})->removed.sessions, std::uint64_t{1});
}

void SessionCacheTest::leavesASessionThatIsBeingWritten() {
  const std::string path = makeSession("one.json", 1);
  {
    const auto writing = store::Session::openForWriting(path);
    QVERIFY(writing.has_value());
    QCOMPARE(ingest::removeCachedSessions(std::vector{path})->inUse, std::uint64_t{1});
  }
  QCOMPARE(ingest::removeCachedSessions(std::vector{path})->inUse, std::uint64_t{0});
  QVERIFY(paths().empty());
}

void SessionCacheTest::aFileThatIsNoSessionIsRemoved() {
  QVERIFY(ingest::cacheFolder().has_value());
  QFile broken(cached(QString(32, QLatin1Char('a')) + ".spanloupe"));
  QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("not a session") > 0);
  broken.close();
  const auto entries = ingest::listCachedSessions();
  QCOMPARE(entries->size(), std::size_t{1});
  QVERIFY(ingest::sourcesOf(entries->front()).empty());
  QCOMPARE(ingest::removeCachedSessions(paths())->removed.sessions, std::uint64_t{1});
  QVERIFY(!broken.exists());
}

void SessionCacheTest::trimmingRemovesTheOldest() {
  const std::string old = makeSession("old.json", 9);
  const std::string middle = makeSession("middle.json", 5);
  const std::string fresh = makeSession("fresh.json", 0);
  const std::uint64_t all = ingest::cacheUse()->bytes;
  QVERIFY(ingest::trimCache(all).has_value());
  QCOMPARE(paths().size(), std::size_t{3});
  QVERIFY(ingest::trimCache(all - 1).has_value());
  QCOMPARE(paths(), (std::vector<std::string>{fresh, middle}));
}

void SessionCacheTest::trimmingNeverRemovesWhatIsToBeKept() {
  const std::string old = makeSession("old.json", 9);
  makeSession("fresh.json", 0);
  QVERIFY(ingest::trimCache(1, old).has_value());
  QCOMPARE(paths(), std::vector{old});
}

QTEST_GUILESS_MAIN(SessionCacheTest)
#include "session_cache_test.moc"
