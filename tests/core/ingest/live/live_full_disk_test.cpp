// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The session cannot be written: requests are refused so that they are sent again, that is told, nothing that
// was acknowledged is lost, and it goes on by itself when it can. Once with a limit on the size of files,
// which breaks writes in the middle, and once with a file system that is full, where one can be mounted.
#include <sys/mount.h>
#include <sys/resource.h>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <atomic>
#include <csignal>

#include "live_support.h"

using namespace spanloupe;
using namespace spanloupe::ingest;
using namespace spanloupe::test;

namespace {

/// Files of this process cannot grow beyond it.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(qint64 bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &m_before);
    rlimit limit = m_before;
    limit.rlim_cur = static_cast<rlim_t>(bytes);
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) qFatal("no limit can be set");
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

 private:
  rlimit m_before{};
};

class SmallFileSystem {
 public:
  explicit SmallFileSystem(const std::string& folder) : m_folder(folder) {
    QDir().mkpath(QString::fromStdString(folder));
    m_mounted = ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=6m") == 0;
  }
  SmallFileSystem(const SmallFileSystem&) = delete;
  SmallFileSystem& operator=(const SmallFileSystem&) = delete;
  ~SmallFileSystem() {
    if (m_mounted) ::umount2(m_folder.c_str(), MNT_DETACH);
  }
  [[nodiscard]] bool isMounted() const { return m_mounted; }
  void grow() const { ::mount("tmpfs", m_folder.c_str(), "tmpfs", MS_REMOUNT, "size=200m"); }

 private:
  std::string m_folder;
  bool m_mounted = false;
};

/// Sends requests of 100 large spans until one is refused. Returns how many were stored, and what the refusal
/// said.
std::pair<std::uint64_t, Receipt> sendUntilRefused(LiveSession& live, std::int64_t source,
                                                   std::uint64_t first) {
  for (std::uint64_t stored = 0; stored < 2000; ++stored) {
    Receipt receipt = send(live, source, manySpans(first + stored * 100, 100, 2000));
    if (receipt.outcome != Receipt::Outcome::Stored) return {stored, receipt};
  }
  qFatal("never refused");
}

}  // namespace

class LiveFullDiskTest : public QObject {
  Q_OBJECT
 private slots:
  void filesThatCannotGrow();
  void aFullFileSystem();
  void stoppingWhileItCannotBeWritten();

 private:
  static void refusedAndRecovered(const std::string& path, const std::function<void()>& makeRoom,
                                  const std::function<void()>& fill);
};

void LiveFullDiskTest::refusedAndRecovered(const std::string& path, const std::function<void()>& makeRoom,
                                           const std::function<void()>& fill) {
  std::atomic<int> told = 0;
  LiveSession::Callbacks callbacks;
  callbacks.stateChanged = [&told] { ++told; };
  const auto live = openLive(path, {}, callbacks);
  const std::int64_t source = sourceOf(*live);
  QTRY_VERIFY(live->state().replay.done);
  QVERIFY(!live->state().failure);
  const int before = told;
  fill();
  const auto [stored, refusal] = sendUntilRefused(*live, source, 8);
  QVERIFY(refusal.outcome == Receipt::Outcome::Failed);
  QVERIFY(!refusal.message.empty());
  QTRY_VERIFY(live->state().failure.has_value());
  QVERIFY(told > before);
  makeRoom();
  // That is told although nobody sends.
  QTRY_VERIFY_WITH_TIMEOUT(!live->state().failure.has_value(), 20'000);
  // The sender comes again with the same request, as it was told to.
  const std::string again = manySpans(8 + stored * 100, 100, 2000);
  QTRY_VERIFY(send(*live, source, again).outcome == Receipt::Outcome::Stored);
  QTRY_VERIFY_WITH_TIMEOUT(!live->state().failure.has_value(), 20'000);
  live->stop();
  const Stored after = storedIn(path);
  QCOMPARE(after.spans.size(), std::size_t{(stored + 1) * 100});
  for (const auto& [id, count] : after.spans) QCOMPARE(count, 1);
  QCOMPARE(number(path, "SELECT count(*) FROM pending"), std::int64_t{0});
  QVERIFY(isSound(path));
}

void LiveFullDiskTest::filesThatCannotGrow() {
  const TemporarySession file;
  std::unique_ptr<FileSizeLimit> limit;
  refusedAndRecovered(
      file.path(), [&] { limit.reset(); }, [&] { limit = std::make_unique<FileSizeLimit>(3'000'000); });
}

void LiveFullDiskTest::aFullFileSystem() {
  const TemporarySession file;
  const std::string folder = file.folder() + "/small";
  const SmallFileSystem fileSystem(folder);
  if (!fileSystem.isMounted()) QSKIP("a file system can only be mounted by root");
  refusedAndRecovered(
      folder + "/test.spanloupe", [&] { fileSystem.grow(); }, [] {});
}

void LiveFullDiskTest::stoppingWhileItCannotBeWritten() {
  const TemporarySession file;
  std::uint64_t stored = 0;
  {
    const auto live = openLive(file.path());
    const std::int64_t source = sourceOf(*live);
    const FileSizeLimit limit(3'000'000);
    stored = sendUntilRefused(*live, source, 8).first;
    live->stop();
  }
  const auto live = openLive(file.path());
  QTRY_VERIFY(live->state().replay.done);
  QCOMPARE(storedIn(file.path()).spans.size(), std::size_t{stored * 100});
  QVERIFY(isSound(file.path()));
}

QTEST_GUILESS_MAIN(LiveFullDiskTest)
#include "live_full_disk_test.moc"
