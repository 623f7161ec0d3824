// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/packing.h"
#include "tests/support/read_all.h"

using namespace spanloupe;
using namespace spanloupe::formats;

namespace {

/// Compresses to about half: neither trivial nor a suspicion.
std::string pattern(std::size_t size) {
  std::string bytes(size, '\0');
  std::uint64_t state = 88172645463325252ULL;
  for (char& byte : bytes) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    byte = static_cast<char>('a' + state % 16);
  }
  return bytes;
}

test::Drained read(std::string packed, const InputLimits& limits = {}) {
  auto sequence = openMemory(std::move(packed), "packed", limits);
  if (!sequence) return {{}, sequence.error()};
  return test::drain(**sequence);
}

const std::string kBytes = pattern(3'000'000);

/// The parts of kBytes, each through `compress`.
template <typename Compress>
std::string inParts(std::size_t size, Compress compress) {
  std::string out;
  for (std::size_t at = 0; at < kBytes.size(); at += size)
    out += compress(std::string_view(kBytes).substr(at, size));
  return out;
}

std::string message(std::string_view bytes) { return "\x0a" + std::string(bytes); }

}  // namespace

class CompressedInputTest : public QObject {
  Q_OBJECT

 private slots:
  void undoesCompression_data() {
    QTest::addColumn<QByteArray>("packed");
    const auto row = [](const char* name, const std::string& packed) {
      QTest::newRow(name) << QByteArray::fromStdString(packed);
    };
    row("gzip", test::gzip(kBytes));
    row("gzip members", inParts(70'001, test::gzip));
    row("gzip with an empty member", test::gzip("") + test::gzip(kBytes) + test::gzip(""));
    row("gzip padded with zeros", test::gzip(kBytes) + std::string(1000, '\0'));
    row("zstd", test::zstd(kBytes));
    row("zstd frames", inParts(70'001, test::zstd));
    row("zstd with skippable frames",
        test::zstdSkippable("index") + inParts(1'000'000, [](std::string_view part) {
          return test::zstd(part) + test::zstdSkippable(part);
        }));
    row("gzip in zstd", test::zstd(test::gzip(kBytes)));
    row("zstd in gzip in gzip", test::gzip(test::gzip(test::zstd(kBytes))));
  }
  void undoesCompression() {
    QFETCH(QByteArray, packed);
    const test::Drained got = read(packed.toStdString());
    QVERIFY2(!got.error, got.error ? got.error->text().c_str() : "");
    QVERIFY(got.bytes == kBytes);
  }

  void keepsWhatCameBeforeTheEnd_data() {
    QTest::addColumn<QByteArray>("packed");
    QTest::newRow("gzip") << QByteArray::fromStdString(test::gzip(kBytes));
    QTest::newRow("zstd") << QByteArray::fromStdString(test::zstd(kBytes));
    QTest::newRow("zstd in gzip") << QByteArray::fromStdString(test::gzip(test::zstd(kBytes)));
  }
  void keepsWhatCameBeforeTheEnd() {
    QFETCH(QByteArray, packed);
    for (const qsizetype share : {10, 50, 99}) {
      const test::Drained got = read(packed.left(packed.size() * share / 100).toStdString());
      QVERIFY(got.error);
      QCOMPARE(got.error->kind, ErrorKind::Corrupt);
      QCOMPARE(*got.error->offset, got.bytes.size());
      QVERIFY(kBytes.starts_with(got.bytes));
      // Blocks of a compressor are below 256 KiB; all whole ones must be there.
      QVERIFY(got.bytes.size() + 400'000 > kBytes.size() * static_cast<std::size_t>(share) / 100);
    }
  }

  void keepsWhatCameBeforeDamage() {
    for (std::string packed : {test::gzip(kBytes), test::zstd(kBytes)}) {
      packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 0x55);
      packed[packed.size() / 2 + 1] = static_cast<char>(packed[packed.size() / 2 + 1] ^ 0x55);
      const test::Drained got = read(packed);
      QVERIFY(got.error);
      QCOMPARE(got.error->kind, ErrorKind::Corrupt);
      QVERIFY(got.bytes.size() > kBytes.size() / 3);
    }
  }

  void tellsGarbageBehindGzip() {
    const test::Drained got = read(test::gzip(kBytes) + "garbage");
    QVERIFY(got.bytes == kBytes);
    QVERIFY(got.error);
    QCOMPARE(got.error->kind, ErrorKind::Corrupt);
  }

  void framesPrefixedZstdMessagesAgain() {
    const std::string first = message("first");
    const std::string second = message(kBytes.substr(0, 200'000));
    const std::string packed = test::withLength(test::zstd(first)) + test::withLength(test::zstd(second));
    const test::Drained got = read(packed);
    QVERIFY(!got.error);
    QVERIFY(got.bytes == test::withLength(first) + test::withLength(second));
  }

  void separatesPrefixedZstdDocuments() {
    const std::string packed =
        test::withLength(test::zstd(R"({"a":1})")) + test::withLength(test::zstd("{\"b\":2}\n"));
    const test::Drained got = read(packed);
    QVERIFY(!got.error);
    QCOMPARE(got.bytes, std::string("{\"a\":1}\n{\"b\":2}\n"));
  }

  void goesOnBehindADamagedPrefixedFrame() {
    std::string damaged = test::zstd(message(kBytes.substr(0, 100'000)));
    damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x55);
    const std::string good = test::withLength(test::zstd(message("good")));
    const test::Drained got = read(good + test::withLength(damaged) + good);
    QVERIFY(got.error);
    QCOMPARE(got.error->kind, ErrorKind::Corrupt);
    QVERIFY(got.bytes.starts_with(test::withLength(message("good"))));
    QVERIFY(got.bytes.ends_with(test::withLength(message("good"))));
  }

  void tellsUnfinishedPrefixedFrames() {
    const std::string good = test::withLength(test::zstd(message("good")));
    for (const std::size_t cut : {std::size_t{1}, good.size() - 6, good.size() - 2}) {
      const test::Drained got = read(good + good.substr(0, good.size() - cut));
      QVERIFY(got.error);
      QCOMPARE(got.error->kind, ErrorKind::Corrupt);
      QVERIFY(got.bytes.starts_with(test::withLength(message("good"))));
    }
    const test::Drained absurd = read(good + std::string("\x7f\xff\xff\xff", 4) + "rest");
    QVERIFY(absurd.error);
    QVERIFY(absurd.error->message.find("2147483647") != std::string::npos);
  }

  void stopsBombs_data() {
    QTest::addColumn<QByteArray>("bomb");
    const std::string zeros(100 << 20, '\0');
    QTest::newRow("gzip") << QByteArray::fromStdString(test::gzip(zeros));
    QTest::newRow("zstd") << QByteArray::fromStdString(test::zstd(zeros));
    QTest::newRow("gzip twice") << QByteArray::fromStdString(test::gzip(test::gzip(zeros)));
    QTest::newRow("skippable frames") << QByteArray::fromStdString(test::gzip(test::zstdSkippable(zeros)));
    QTest::newRow("zip") << QByteArray::fromStdString(test::zip({{"zeros", zeros}}));
  }
  void stopsBombs() {
    QFETCH(QByteArray, bomb);
    InputLimits strict;
    strict.maxRatio = 100;
    const test::Drained got = read(bomb.toStdString(), strict);
    QVERIFY(got.error);
    QCOMPARE(got.error->kind, ErrorKind::Unsupported);
    QVERIFY(got.error->message.find("limit") != std::string::npos);
    QVERIFY(got.error->message.find("raised") != std::string::npos);
    InputLimits generous;
    generous.maxRatio = 1'000'000;
    QVERIFY(!read(bomb.toStdString(), generous).error);
  }

  void stopsAtTheTotal() {
    InputLimits limits;
    limits.maxTotal = 1'000'000;
    const test::Drained got = read(test::gzip(kBytes), limits);
    QVERIFY(got.error);
    QVERIFY(got.error->message.find("1000000") != std::string::npos);
    QVERIFY(got.bytes.size() >= 1'000'000);
    QVERIFY(got.bytes.size() < 2'500'000);
  }

  void refusesEndlessNesting() {
    std::string packed = "text";
    for (int i = 0; i < 20; ++i) packed = test::gzip(packed);
    const test::Drained got = read(packed);
    QVERIFY(got.error);
    QCOMPARE(got.error->kind, ErrorKind::Unsupported);
  }

  void canBeLeftHalfRead() {
    auto sequence = openMemory(inParts(70'001, test::gzip), "packed", {});
    auto input = std::move(*(*sequence)->next());
    QCOMPARE(*input->skip(10), std::uint64_t{10});
    input.reset();
    QVERIFY(*(*sequence)->next() == nullptr);
  }
};

QTEST_GUILESS_MAIN(CompressedInputTest)
#include "compressed_input_test.moc"
