// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/file_output.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

namespace spanloupe::exports {

class FileOutputTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void fileIsThereWholeAfterCommit();
  void nothingIsLeftWithoutCommit();
  void oldFileStaysUntilCommit();
  void keepsTheModeOfTheOldFile();
  void newFileGetsTheModeOfTheUmask();
  void writesLargeAndSmallPiecesInOrder();
  void symbolicLinkStaysOne();
  void twoOutputsOfOneNameDoNotMix();
  void refusesAFolder();
  void namesTheMissingFolder();
  void saysThatTheDiskIsFull();
  void leavesNothingWhenTheFileGrowsTooLarge();
  void writesToStandardOutput();

 private:
  [[nodiscard]] std::string path(const char* name) const { return m_folder->filePath(name).toStdString(); }
  [[nodiscard]] QStringList files() const {
    return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
  }
  [[nodiscard]] QByteArray content(const char* name) const {
    QFile file(m_folder->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(absent)");
  }
  void write(const char* name, const QByteArray& bytes) const {
    QFile file(m_folder->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
  }

  std::unique_ptr<QTemporaryDir> m_folder;
};

void FileOutputTest::init() { m_folder = std::make_unique<QTemporaryDir>(); }

void FileOutputTest::fileIsThereWholeAfterCommit() {
  const auto output = FileOutput::create(path("out"));
  QVERIFY(output);
  QVERIFY((*output)->write("one "));
  QVERIFY((*output)->write("two"));
  QVERIFY(!files().contains("out"));
  QVERIFY((*output)->commit());
  QCOMPARE(files(), QStringList{"out"});
  QCOMPARE(content("out"), QByteArray("one two"));
}

void FileOutputTest::nothingIsLeftWithoutCommit() {
  {
    const auto output = FileOutput::create(path("out"));
    QVERIFY(output);
    QVERIFY((*output)->write(std::string(3 * FileOutput::kBufferSize, 'x')));
    QCOMPARE(files().size(), 1);
    QVERIFY(files().front().startsWith("out.partial-"));
  }
  QCOMPARE(files(), QStringList());
}

void FileOutputTest::oldFileStaysUntilCommit() {
  write("out", "old");
  {
    const auto output = FileOutput::create(path("out"));
    QVERIFY((*output)->write("new"));
  }
  QCOMPARE(content("out"), QByteArray("old"));
  const auto output = FileOutput::create(path("out"));
  QVERIFY((*output)->write("new"));
  QVERIFY((*output)->commit());
  QCOMPARE(content("out"), QByteArray("new"));
}

void FileOutputTest::keepsTheModeOfTheOldFile() {
  write("out", "old");
  QCOMPARE(::chmod(path("out").c_str(), 0640), 0);
  const auto output = FileOutput::create(path("out"));
  QVERIFY((*output)->commit());
  struct stat status {};
  QCOMPARE(::stat(path("out").c_str(), &status), 0);
  QCOMPARE(status.st_mode & 07777U, 0640U);
}

void FileOutputTest::newFileGetsTheModeOfTheUmask() {
  const mode_t mask = ::umask(0027);
  const auto output = FileOutput::create(path("out"));
  ::umask(mask);
  QVERIFY((*output)->commit());
  struct stat status {};
  QCOMPARE(::stat(path("out").c_str(), &status), 0);
  QCOMPARE(status.st_mode & 07777U, 0640U);
}

void FileOutputTest::writesLargeAndSmallPiecesInOrder() {
  const auto output = FileOutput::create(path("out"));
  QByteArray expected;
  for (const std::size_t size :
       {std::size_t{1}, FileOutput::kBufferSize, std::size_t{7}, 3 * FileOutput::kBufferSize + 1,
        FileOutput::kBufferSize - 1, std::size_t{0}, std::size_t{2}}) {
    const std::string piece(size, static_cast<char>('a' + expected.size() % 26));
    QVERIFY((*output)->write(piece));
    expected += QByteArray::fromStdString(piece);
  }
  QVERIFY((*output)->commit());
  QVERIFY(content("out") == expected);
}

void FileOutputTest::symbolicLinkStaysOne() {
  write("target", "old");
  QCOMPARE(::symlink("target", path("link").c_str()), 0);
  const auto output = FileOutput::create(path("link"));
  QVERIFY((*output)->write("new"));
  QVERIFY((*output)->commit());
  QCOMPARE(content("target"), QByteArray("new"));
  QVERIFY(QFileInfo(m_folder->filePath("link")).isSymLink());
}

void FileOutputTest::twoOutputsOfOneNameDoNotMix() {
  const auto first = FileOutput::create(path("out"));
  const auto second = FileOutput::create(path("out"));
  QVERIFY((*first)->write("first"));
  QVERIFY((*second)->write("second"));
  QVERIFY((*first)->commit());
  QCOMPARE(content("out"), QByteArray("first"));
  QVERIFY((*second)->commit());
  QCOMPARE(content("out"), QByteArray("second"));
  QCOMPARE(files(), QStringList{"out"});
}

void FileOutputTest::refusesAFolder() {
  const auto output = FileOutput::create(m_folder->path().toStdString());
  QVERIFY(!output);
  QCOMPARE(output.error().kind, ErrorKind::InvalidArgument);
}

void FileOutputTest::namesTheMissingFolder() {
  const auto output = FileOutput::create(path("none/out"));
  QVERIFY(!output);
  QCOMPARE(output.error().kind, ErrorKind::Io);
  QVERIFY(output.error().file.ends_with("none/out"));
  QVERIFY(output.error().message.find("folder does not exist") != std::string::npos);
}

void FileOutputTest::saysThatTheDiskIsFull() {
  if (::access("/dev/full", W_OK) != 0) QSKIP("no /dev/full");
  const auto output = FileOutput::create("/dev/full");
  QVERIFY(output);
  QVERIFY((*output)->write("bytes"));
  const auto done = (*output)->commit();
  QVERIFY(!done);
  QVERIFY(done.error().message.find("make room") != std::string::npos);
  QVERIFY(!(*output)->write("more"));
}

void FileOutputTest::leavesNothingWhenTheFileGrowsTooLarge() {
  rlimit before{};
  QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = 100'000;
  QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
  {
    const auto output = FileOutput::create(path("out"));
    const auto written = (*output)->write(std::string(2 * FileOutput::kBufferSize, 'x'));
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    QVERIFY(!written);
    QVERIFY(written.error().message.find("no larger file") != std::string::npos);
    QVERIFY(!(*output)->commit());
  }
  QCOMPARE(files(), QStringList());
}

void FileOutputTest::writesToStandardOutput() {
  int ends[2];
  QCOMPARE(::pipe(ends), 0);
  const int saved = ::dup(STDOUT_FILENO);
  ::dup2(ends[1], STDOUT_FILENO);
  ::close(ends[1]);
  bool done = false;
  {
    const auto output = FileOutput::create("-");
    done = output && (*output)->write("to the pipe") && (*output)->commit();
  }
  // Still open for others.
  const bool open = ::fcntl(STDOUT_FILENO, F_GETFD) != -1;
  ::dup2(saved, STDOUT_FILENO);
  ::close(saved);
  char buffer[64];
  const ssize_t size = ::read(ends[0], buffer, sizeof buffer);
  ::close(ends[0]);
  QVERIFY(done && open);
  QCOMPARE(QByteArray(buffer, size), QByteArray("to the pipe"));
}

}  // namespace spanloupe::exports

QTEST_APPLESS_MAIN(spanloupe::exports::FileOutputTest)
#include "file_output_test.moc"
