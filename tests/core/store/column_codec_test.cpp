// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every encoding gives back what it was given, whole and in parts, and a damaged blob gives an error.
#include "core/store/column_codec.h"

#include <QTest>
#include <random>

using namespace spanloupe;
using namespace spanloupe::store;

namespace {

std::vector<std::uint64_t> randomNumbers(std::size_t count, int bits, std::uint32_t seed) {
  std::mt19937_64 engine(seed);
  std::vector<std::uint64_t> numbers(count);
  for (std::uint64_t& number : numbers) number = bits == 0 ? 0 : engine() >> (64 - bits);
  return numbers;
}

std::vector<std::uint32_t> randomCodes(std::size_t count, std::uint32_t values, unsigned coverage,
                                       std::uint32_t seed) {
  std::mt19937 engine(seed);
  std::vector<std::uint32_t> codes(count);
  for (std::uint32_t& code : codes)
    code = engine() % 100 < coverage ? static_cast<std::uint32_t>(engine() % values) + 1 : 0;
  return codes;
}

}  // namespace

class ColumnCodecTest : public QObject {
  Q_OBJECT
 private slots:
  void integersComeBack_data();
  void integersComeBack();
  void increasingNumbersComeBack();
  void codesComeBack_data();
  void codesComeBack();
  void plainValuesComeBack();
  void oneValueEverywhereIsConstant();
  void everyTruncationIsAnErrorOrTheSame();
  void everyFlippedByteIsSafe();
};

void ColumnCodecTest::integersComeBack_data() {
  QTest::addColumn<int>("count");
  QTest::addColumn<int>("bits");
  for (const int count : {0, 1, 5, 8191, 8192, 8193, 70'000})
    for (const int bits : {0, 1, 8, 33, 64})
      QTest::addRow("%d numbers of %d bits", count, bits) << count << bits;
}

void ColumnCodecTest::integersComeBack() {
  QFETCH(int, count);
  QFETCH(int, bits);
  const auto numbers = randomNumbers(static_cast<std::size_t>(count), bits, 7);
  const std::string data = encodeIntegers(numbers);
  MemoryBlob blob(data);
  auto reader = ColumnReader::open(blob);
  QVERIFY(reader.has_value());
  QCOMPARE(reader->rows(), static_cast<std::uint32_t>(count));
  std::vector<std::uint64_t> all(numbers.size());
  QVERIFY(reader->integers(0, all).has_value());
  QCOMPARE(all, numbers);
  if (count < 100) return;
  std::vector<std::uint64_t> part(numbers.size() - 90);
  QVERIFY(reader->integers(45, part).has_value());
  QVERIFY(std::equal(part.begin(), part.end(), numbers.begin() + 45));
}

void ColumnCodecTest::increasingNumbersComeBack() {
  std::vector<std::uint64_t> numbers = randomNumbers(20'000, 20, 3);
  std::uint64_t sum = ~std::uint64_t{0} - 1000;  // wraps around
  for (std::uint64_t& number : numbers) number = sum += number;
  const std::string data = encodeIncreasing(numbers);
  MemoryBlob blob(data);
  auto reader = ColumnReader::open(blob);
  QVERIFY(reader.has_value());
  std::vector<std::uint64_t> part(9000);
  QVERIFY(reader->integers(8000, part).has_value());
  QVERIFY(std::equal(part.begin(), part.end(), numbers.begin() + 8000));
}

void ColumnCodecTest::codesComeBack_data() {
  QTest::addColumn<unsigned>("values");
  QTest::addColumn<unsigned>("coverage");
  QTest::addColumn<int>("encoding");
  QTest::newRow("few values, dense") << 5U << 100U << static_cast<int>(Encoding::Codes);
  QTest::newRow("255 values") << 255U << 60U << static_cast<int>(Encoding::Codes);
  QTest::newRow("256 values") << 256U << 60U << static_cast<int>(Encoding::Codes);
  QTest::newRow("70 000 values") << 70'000U << 90U << static_cast<int>(Encoding::Codes);
  QTest::newRow("sparse") << 300U << 4U << static_cast<int>(Encoding::Sparse);
}

void ColumnCodecTest::codesComeBack() {
  QFETCH(unsigned, values);
  QFETCH(unsigned, coverage);
  QFETCH(int, encoding);
  const auto codes = randomCodes(30'000, values, coverage, 11);
  std::vector<std::string> texts;
  for (unsigned i = 0; i < values; ++i) texts.push_back("value " + std::to_string(i));
  const std::string data =
      encodeCodes(codes, values, [&](std::uint32_t i) -> std::string_view { return texts[i]; });
  MemoryBlob blob(data);
  auto reader = ColumnReader::open(blob);
  QVERIFY(reader.has_value());
  QCOMPARE(static_cast<int>(reader->encoding()), encoding);
  std::vector<std::uint32_t> read(codes.size());
  QVERIFY(reader->codes(0, read).has_value());
  QCOMPARE(read, codes);
  std::vector<std::uint32_t> part(10);
  QVERIFY(reader->codes(8188, part).has_value());
  QVERIFY(std::equal(part.begin(), part.end(), codes.begin() + 8188));
  const auto dictionary = reader->dictionary();
  QVERIFY(dictionary.has_value());
  QCOMPARE(dictionary->size(), values);
  for (unsigned i = 0; i < values; i += 97) QCOMPARE(std::string(dictionary->at(i)), texts[i]);
}

void ColumnCodecTest::plainValuesComeBack() {
  const auto codes = randomCodes(20'000, 20'000, 70, 5);
  std::vector<std::string> texts;
  for (int i = 0; i < 20'000; ++i) texts.emplace_back(static_cast<std::size_t>(i % 37), static_cast<char>(i));
  const std::string data = encodePlain(codes, [&](std::uint32_t i) -> std::string_view { return texts[i]; });
  MemoryBlob blob(data);
  auto reader = ColumnReader::open(blob);
  QVERIFY(reader.has_value());
  std::uint32_t expectedRow = 8000;
  std::size_t seen = 0;
  const auto read = reader->plain(8000, 5000, [&](std::uint32_t row, std::string_view value) {
    while (codes[expectedRow] == 0) ++expectedRow;
    if (row == expectedRow && value == texts[codes[row] - 1]) ++seen;
    ++expectedRow;
  });
  QVERIFY(read.has_value());
  const auto present =
      std::count_if(codes.begin() + 8000, codes.begin() + 13'000, [](auto code) { return code != 0; });
  QCOMPARE(seen, static_cast<std::size_t>(present));
}

void ColumnCodecTest::oneValueEverywhereIsConstant() {
  const std::vector<std::uint32_t> codes(65'536, 1);
  const std::string data = encodeCodes(codes, 1, [](std::uint32_t) -> std::string_view { return "GET"; });
  QVERIFY2(data.size() < 40, std::to_string(data.size()).c_str());
  MemoryBlob blob(data);
  auto reader = ColumnReader::open(blob);
  QVERIFY(reader.has_value());
  QCOMPARE(reader->encoding(), Encoding::Constant);
  std::vector<std::uint32_t> read(3);
  QVERIFY(reader->codes(65'533, read).has_value());
  QCOMPARE(read, std::vector<std::uint32_t>(3, 1));
}

namespace {

/// Reads all of it in every way; only crashes and reads out of bounds (under the sanitizers) would fail.
void readEverything(const std::string& data) {
  MemoryBlob blob(data);
  auto reader = ColumnReader::open(blob);
  if (!reader || reader->rows() > 100'000) return;
  std::vector<std::uint64_t> numbers(reader->rows());
  std::vector<std::uint32_t> codes(reader->rows());
  (void)reader->integers(0, numbers);
  (void)reader->codes(0, codes);
  (void)reader->dictionary();
  (void)reader->plain(0, reader->rows(), [](std::uint32_t, std::string_view) {});
}

std::vector<std::string> samples() {
  const auto codes = randomCodes(300, 40, 80, 1);
  const auto few = randomCodes(300, 40, 5, 1);
  const auto value = [](std::uint32_t i) -> std::string_view {
    return std::string_view("abcdefghijklmnopqrstuvwxyz").substr(i % 20);
  };
  return {encodeIntegers(randomNumbers(300, 30, 1)), encodeCodes(codes, 40, value),
          encodeCodes(few, 40, value), encodePlain(codes, value)};
}

}  // namespace

void ColumnCodecTest::everyTruncationIsAnErrorOrTheSame() {
  for (const std::string& sample : samples())
    for (std::size_t size = 0; size < sample.size(); ++size) {
      const std::string part = sample.substr(0, size);
      MemoryBlob blob(part);
      QVERIFY(!ColumnReader::open(blob).has_value());
    }
}

void ColumnCodecTest::everyFlippedByteIsSafe() {
  for (const std::string& sample : samples())
    for (std::size_t at = 0; at < sample.size(); ++at)
      for (const char mask : {'\x01', '\x80', '\xff'}) {
        std::string damaged = sample;
        damaged[at] = static_cast<char>(damaged[at] ^ mask);
        readEverything(damaged);
      }
  QVERIFY(true);
}

QTEST_GUILESS_MAIN(ColumnCodecTest)
#include "column_codec_test.moc"
