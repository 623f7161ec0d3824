// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What waits to be forwarded: kept in order, over restarts and damage, within its limit.
#include "core/forward/backlog.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <future>

namespace spanloupe::forward {

class BacklogTest : public QObject {
  Q_OBJECT

 private slots:
  void requestsComeOutInOrder();
  void whatWasNotSentIsThereAfterARestart();
  void aCutOrDamagedRecordLosesOnlyWhatIsBehindIt_data();
  void aCutOrDamagedRecordLosesOnlyWhatIsBehindIt();
  void theOldestGoWhenItIsFull();
  void whatWasSentLeavesTheDisk();
  void droppingWhatIsBeingSentIsNoMixUp();
  void withoutDescriptorsNothingIsLost();
  void whatCannotBeKeptIsCounted();
  void countsAreToldWhileTheDiskIsSlow();
  void aSecondProcessIsTold();
  void onlyItsOwnerReadsIt();

 private:
  static QStringList filesOf(const QTemporaryDir& folder) {
    return QDir(folder.path()).entryList({"*.tee"}, QDir::Files, QDir::Name);
  }
};

namespace {

constexpr std::uint64_t kLarge = std::uint64_t{1} << 30;

std::unique_ptr<Backlog> openIn(const QTemporaryDir& folder, std::uint64_t limit = kLarge) {
  auto backlog = Backlog::open(folder.path().toStdString(), limit);
  if (!backlog) qFatal("%s", backlog.error().message.c_str());
  return std::move(*backlog);
}

void append(Backlog& backlog, const std::string& body) {
  QVERIFY(backlog.append(Signal::Traces, Encoding::Protobuf, body));
}

/// While it lives this process can open no file.
class NoDescriptors {
 public:
  NoDescriptors() {
    ::getrlimit(RLIMIT_NOFILE, &m_before);
    const int lowest = ::dup(0);
    ::close(lowest);
    rlimit none = m_before;
    none.rlim_cur = static_cast<rlim_t>(lowest);
    ::setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;

 private:
  rlimit m_before{};
};

/// Does not compress.
std::string noise(std::size_t size, unsigned seed) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) {
    seed = seed * 1664525 + 1013904223;
    byte = static_cast<char>(seed >> 24);
  }
  return bytes;
}

std::optional<WaitingRequest> frontOf(Backlog& backlog) {
  auto front = backlog.front();
  if (!front) qFatal("%s", front.error().message.c_str());
  return std::move(*front);
}

std::string take(Backlog& backlog) {
  const auto request = frontOf(backlog);
  if (!request) return "(nothing)";
  backlog.pop();
  return request->body;
}

}  // namespace

void BacklogTest::requestsComeOutInOrder() {
  const QTemporaryDir folder;
  const auto backlog = openIn(folder);
  QVERIFY(!frontOf(*backlog));
  append(*backlog, "one");
  QVERIFY(backlog->append(Signal::Logs, Encoding::Json, "{}"));
  append(*backlog, "");
  QCOMPARE(backlog->counts().requests, 3u);
  QVERIFY(backlog->counts().bytes > 0);
  QCOMPARE(frontOf(*backlog)->body, std::string("one"));
  QCOMPARE(take(*backlog), std::string("one"));
  QCOMPARE(frontOf(*backlog)->signal, Signal::Logs);
  QCOMPARE(frontOf(*backlog)->encoding, Encoding::Json);
  QCOMPARE(take(*backlog), std::string("{}"));
  QCOMPARE(take(*backlog), std::string());
  QVERIFY(!frontOf(*backlog));
  QCOMPARE(backlog->counts().bytes, 0u);
}

void BacklogTest::whatWasNotSentIsThereAfterARestart() {
  const QTemporaryDir folder;
  {
    const auto backlog = openIn(folder);
    for (const char* body : {"one", "two", "three"}) append(*backlog, body);
    QCOMPARE(take(*backlog), std::string("one"));
  }
  {
    const auto backlog = openIn(folder);
    QCOMPARE(backlog->counts().requests, 2u);
    append(*backlog, "four");
    QCOMPARE(take(*backlog), std::string("two"));
  }
  const auto backlog = openIn(folder);
  QCOMPARE(take(*backlog), std::string("three"));
  QCOMPARE(take(*backlog), std::string("four"));
  QVERIFY(!frontOf(*backlog));
}

void BacklogTest::aCutOrDamagedRecordLosesOnlyWhatIsBehindIt_data() {
  QTest::addColumn<bool>("cut");
  QTest::newRow("cut") << true;
  QTest::newRow("damaged") << false;
}

void BacklogTest::aCutOrDamagedRecordLosesOnlyWhatIsBehindIt() {
  QFETCH(bool, cut);
  const QTemporaryDir folder;
  {
    const auto backlog = openIn(folder);
    append(*backlog, "one");
    append(*backlog, noise(1000, 1));
  }
  QFile file(folder.filePath(filesOf(folder).first()));
  QVERIFY(file.open(QIODevice::ReadWrite));
  if (cut) {
    QVERIFY(file.resize(file.size() - 1));
  } else {
    file.seek(file.size() - 1);
    file.putChar('!');
  }
  file.close();
  const auto backlog = openIn(folder);
  append(*backlog, "after");
  QCOMPARE(take(*backlog), std::string("one"));
  QCOMPARE(take(*backlog), std::string("after"));
  QCOMPARE(backlog->counts().dropped, cut ? 0u : 1u);
}

void BacklogTest::theOldestGoWhenItIsFull() {
  const QTemporaryDir folder;
  const auto backlog = openIn(folder, 100'000);
  for (unsigned i = 0; i < 100; ++i) append(*backlog, std::to_string(i) + ":" + noise(5'000, i));
  const BacklogCounts counts = backlog->counts();
  QVERIFY(counts.bytes <= 100'000);
  QVERIFY(counts.requests >= 10);
  QCOMPARE(counts.requests + counts.dropped, 100u);
  qint64 onDisk = 0;
  for (const QString& name : filesOf(folder)) onDisk += QFile(folder.filePath(name)).size();
  QVERIFY(onDisk <= 100'000);
  for (std::uint64_t i = counts.dropped; i < 100; ++i)
    QVERIFY(take(*backlog).starts_with(std::to_string(i) + ":"));
  QVERIFY(!backlog->append(Signal::Traces, Encoding::Protobuf, noise(200'000, 1)));
}

void BacklogTest::whatWasSentLeavesTheDisk() {
  const QTemporaryDir folder;
  const auto backlog = openIn(folder, 1'000'000);
  for (int round = 0; round < 30; ++round) {
    for (unsigned i = 0; i < 10; ++i) append(*backlog, noise(20'000, i));
    for (unsigned i = 0; i < 10; ++i) QCOMPARE(take(*backlog).size(), std::size_t{20'000});
  }
  QVERIFY(filesOf(folder).size() <= 2);
  QCOMPARE(backlog->counts().dropped, 0u);
}

void BacklogTest::droppingWhatIsBeingSentIsNoMixUp() {
  const QTemporaryDir folder;
  const auto backlog = openIn(folder, 100'000);
  append(*backlog, "first");
  QCOMPARE(frontOf(*backlog)->body, std::string("first"));
  for (unsigned i = 0; i < 40; ++i) append(*backlog, noise(5'000, i));
  const std::uint64_t waiting = backlog->counts().requests;
  backlog->pop();  // Of the first, whose file has gone.
  QCOMPARE(backlog->counts().requests, waiting);
}

void BacklogTest::withoutDescriptorsNothingIsLost() {
  const QTemporaryDir folder;
  {
    const auto backlog = openIn(folder, 100'000);
    append(*backlog, noise(20'000, 1));
    append(*backlog, noise(20'000, 2));
    const NoDescriptors none;
    QVERIFY(!backlog->front());
    append(*backlog, "three");  // In the file that is open.
    QCOMPARE(backlog->counts().requests, 3u);
    QCOMPARE(backlog->counts().dropped, 0u);
  }
  {
    const NoDescriptors none;
    QVERIFY(!Backlog::open(folder.path().toStdString(), kLarge));
  }
  const auto backlog = openIn(folder);
  QCOMPARE(take(*backlog), noise(20'000, 1));
  QCOMPARE(take(*backlog), noise(20'000, 2));
  QCOMPARE(take(*backlog), std::string("three"));
}

void BacklogTest::whatCannotBeKeptIsCounted() {
  const QTemporaryDir folder;
  const auto backlog = openIn(folder, 30'000);
  append(*backlog, noise(20'000, 1));
  // Room is made by deleting the only file, and there is none to go on in.
  const QString next = folder.filePath("0000000000000002.tee");
  QVERIFY(QDir().mkdir(next));
  QVERIFY(!backlog->append(Signal::Traces, Encoding::Protobuf, noise(20'000, 2)));
  QCOMPARE(backlog->counts().dropped, 2u);
  QVERIFY(QDir().rmdir(next));
  append(*backlog, "after");
  QCOMPARE(take(*backlog), std::string("after"));
}

void BacklogTest::countsAreToldWhileTheDiskIsSlow() {
  const QTemporaryDir folder;
  const auto backlog = openIn(folder);
  append(*backlog, "one");
  // A pipe in the place of the file: who opens it waits until somebody writes to it.
  const QString name = folder.filePath(filesOf(folder).first());
  QVERIFY(QFile::rename(name, folder.filePath("aside")));
  QCOMPARE(::mkfifo(name.toUtf8().constData(), 0600), 0);
  auto reading = std::async(std::launch::async, [&] { return backlog->front().has_value(); });
  // Long enough for the other thread to come to where it waits.
  auto counting = std::async(std::launch::async, [&] {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(200);
    std::uint64_t requests = 0;
    while (std::chrono::steady_clock::now() < end) requests = backlog->counts().requests;
    return requests;
  });
  const bool isTold = counting.wait_for(std::chrono::seconds(5)) == std::future_status::ready;
  int writer = -1;
  // Once only: the reader is gone as soon as there was a writer, and the macro asks again.
  QTRY_VERIFY(writer >= 0 || (writer = ::open(name.toUtf8().constData(), O_WRONLY | O_NONBLOCK)) >= 0);
  ::close(writer);
  QVERIFY(!reading.get());
  QVERIFY(isTold);
  QCOMPARE(counting.get(), std::uint64_t{1});
}

void BacklogTest::aSecondProcessIsTold() {
  const QTemporaryDir folder;
  const auto backlog = openIn(folder);
  // A second description of the file is what a second process has.
  const auto second = Backlog::open(folder.path().toStdString(), kLarge);
  QVERIFY(!second);
  QCOMPARE(second.error().kind, ErrorKind::Busy);
}

void BacklogTest::onlyItsOwnerReadsIt() {
  const QTemporaryDir parent;
  const QString folder = parent.filePath("a/b");
  const auto backlog = Backlog::open(folder.toStdString(), kLarge);
  QVERIFY(backlog);
  append(**backlog, "x");
  const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
  QVERIFY(!(QFile::permissions(folder) & others));
  for (const QString& name : QDir(folder).entryList(QDir::Files))
    QVERIFY(!(QFile::permissions(folder + "/" + name) & others));
}

}  // namespace spanloupe::forward

QTEST_APPLESS_MAIN(spanloupe::forward::BacklogTest)
#include "backlog_test.moc"
