// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <fstream>
#include <numeric>
#include <thread>

#include "tests/support/read_all.h"

using namespace spanloupe;
using namespace spanloupe::formats;

namespace {

std::string pattern(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>('a' + (i * 7 + i / 251) % 26);
  return bytes;
}

/// A pipe whose other end `bytes` are written to by a thread.
class FedPipe {
 public:
  explicit FedPipe(std::string bytes) : m_bytes(std::move(bytes)) {
    if (::pipe(m_ends) != 0) qFatal("no pipe");
    m_feeder = std::thread([this] {
      for (std::size_t at = 0; at < m_bytes.size();) {
        const ssize_t count = ::write(m_ends[1], m_bytes.data() + at, m_bytes.size() - at);
        if (count <= 0) break;
        at += static_cast<std::size_t>(count);
      }
      ::close(m_ends[1]);
    });
  }
  ~FedPipe() {
    m_feeder.join();
    ::close(m_ends[0]);
  }
  int end() const { return m_ends[0]; }

 private:
  std::string m_bytes;
  int m_ends[2] = {-1, -1};
  std::thread m_feeder;
};

}  // namespace

class InputTest : public QObject {
  Q_OBJECT

 private slots:
  void givesTheBytesOfAFile_data() {
    QTest::addColumn<int>("size");
    // The page end is where reading behind the last byte would be fatal.
    for (const int size : {1, 63, 64, 4031, 4032, 4033, 4095, 4096, 4097, 8192, 3'000'000})
      QTest::addRow("%d", size) << size;
  }
  void givesTheBytesOfAFile() {
    QFETCH(int, size);
    const std::string bytes = pattern(static_cast<std::size_t>(size));
    const std::string path = write("plain", bytes);
    auto sequence = openFile(path, {});
    QVERIFY(sequence);
    QCOMPARE((*sequence)->rawSize(), bytes.size());
    auto input = (*sequence)->next();
    QVERIFY(input && *input);
    QCOMPARE((*input)->name(), path);
    const auto taken = (*input)->take(bytes.size() + 10);
    QVERIFY(taken);
    QVERIFY(taken->bytes == bytes);
    // Reads the padding: a fault ends the test.
    const char* const end = taken->bytes.data() + taken->bytes.size();
    QCOMPARE(std::accumulate(end, end + Input::kPadding, 0), 0);
    QCOMPARE((*input)->offset(), bytes.size());
    QVERIFY((*input)->peek(1)->empty());
    input->reset();
    QVERIFY(*(*sequence)->next() == nullptr);
  }

  void peeksSkipsAndTakesAlike_data() {
    QTest::addColumn<QString>("kind");
    QTest::newRow("mapped file") << "file";
    QTest::newRow("memory") << "memory";
    QTest::newRow("pipe") << "pipe";
  }
  void peeksSkipsAndTakesAlike() {
    QFETCH(QString, kind);
    const std::string bytes = pattern(5'000'000);
    std::optional<FedPipe> pipe;
    if (kind == "pipe") pipe.emplace(bytes);
    auto sequence = kind == "file"     ? openFile(write("alike", bytes), {})
                    : kind == "memory" ? openMemory(bytes, "memory", {})
                                       : openDescriptor(pipe->end(), "pipe", {});
    QVERIFY(sequence);
    auto input = std::move(*(*sequence)->next());
    std::vector<SharedBytes> kept;
    std::string got;
    const std::size_t steps[] = {1, 100, 65'536, 1'048'576, 7, 2'000'000, 300'000};
    for (std::size_t i = 0; got.size() < bytes.size(); ++i) {
      const std::size_t size = steps[i % std::size(steps)];
      const auto peeked = input->peek(size);
      QVERIFY(peeked);
      QVERIFY(*peeked == std::string_view(bytes).substr(got.size(), size));
      if (i % 3 == 2) {
        QCOMPARE(*input->skip(size), std::min<std::uint64_t>(size, bytes.size() - got.size()));
        got += bytes.substr(got.size(), size);
      } else {
        kept.push_back(*input->take(size));
        got += kept.back().bytes;
      }
      QCOMPARE(input->offset(), got.size());
    }
    QVERIFY(got == bytes);
    // Pieces live on without their input.
    const std::string hash = input->contentHash();
    input.reset();
    for (const SharedBytes& piece : kept) QVERIFY(bytes.find(piece.bytes.substr(0, 50)) != std::string::npos);
    auto again = openMemory(bytes, "again", {});
    auto whole = std::move(*(*again)->next());
    QVERIFY(test::drain(*whole).bytes == bytes);
    QCOMPARE(QByteArray::fromStdString(whole->contentHash()), QByteArray::fromStdString(hash));
    QCOMPARE(hash.size(), std::size_t{16});
  }

  void hashDoesNotDependOnSteps() {
    const std::string bytes = pattern(300'000);
    std::string hashes[2];
    for (const std::size_t i : {0, 1}) {
      auto sequence = openMemory(bytes, "memory", {});
      auto input = std::move(*(*sequence)->next());
      QVERIFY(test::drain(*input, i == 0 ? 1000 : 299'999).bytes == bytes);
      hashes[i] = input->contentHash();
    }
    QVERIFY(hashes[0] == hashes[1]);
  }

  void fileCutWhileReadEndsWithAnError() {
    const std::string path = write("shrinking", pattern(1'000'000));
    auto sequence = openFile(path, {});
    auto input = std::move(*(*sequence)->next());
    QCOMPARE(*input->skip(100'000), std::uint64_t{100'000});
    QCOMPARE(::truncate(path.c_str(), 150'000), 0);
    const test::Drained rest = test::drain(*input);
    QCOMPARE(rest.bytes.size(), std::size_t{50'000});
    QVERIFY(rest.error);
    QCOMPARE(rest.error->kind, ErrorKind::Io);
    QCOMPARE(*rest.error->offset, std::uint64_t{150'000});
  }

  void bytesOfAFileThatIsCutReadAsZeros() {
    const std::string path = write("cut", pattern(1'000'000));
    auto sequence = openFile(path, {});
    auto input = std::move(*(*sequence)->next());
    const auto taken = input->take(1'000'000);
    QCOMPARE(taken->bytes.size(), std::size_t{1'000'000});
    QCOMPARE(::truncate(path.c_str(), 0), 0);
    // What is beyond the first page was never read: on the way here is SIGBUS.
    QCOMPARE(std::count(taken->bytes.begin() + 100'000, taken->bytes.end(), '\0'), 900'000);
    // Files opened later are not touched by that.
    const std::string other = write("other", pattern(200'000));
    auto again = openFile(other, {});
    auto next = std::move(*(*again)->next());
    QVERIFY(test::drain(*next).bytes == pattern(200'000));
  }

  void refusesWhatIsNoFile() {
    QCOMPARE(openFile(m_folder.filePath("missing").toStdString(), {}).error().kind, ErrorKind::NotFound);
    QCOMPARE(openFile(m_folder.path().toStdString(), {}).error().kind, ErrorKind::InvalidArgument);
  }

  void emptyFileIsAnInputWithoutBytes() {
    auto sequence = openFile(write("empty", ""), {});
    auto input = (*sequence)->next();
    QVERIFY(input && *input);
    QVERIFY((*input)->peek(100)->empty());
    QVERIFY((*input)->take(100)->bytes.empty());
  }

  void pipeGivesWhatIsThereToSomePeeks() {
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    QCOMPARE(::write(ends[1], "0123456789", 10), ssize_t{10});
    auto sequence = openDescriptor(ends[0], "pipe", {});
    auto input = std::move(*(*sequence)->next());
    int stalls = 0;
    input->setStallHandler([&] {
      ++stalls;
      QCOMPARE(::write(ends[1], "abc", 3), ssize_t{3});
      ::close(ends[1]);
    });
    QVERIFY(*input->peekSome(1, 1000) == "0123456789");
    QCOMPARE(stalls, 0);
    QVERIFY(*input->peekSome(11, 1000) == "0123456789abc");
    QCOMPARE(stalls, 1);
    QVERIFY(*input->peekSome(14, 1000) == "0123456789abc");
    ::close(ends[0]);
  }

 private:
  std::string write(const char* name, const std::string& bytes) {
    const std::string path = m_folder.filePath(name).toStdString();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(InputTest)
#include "input_test.moc"
