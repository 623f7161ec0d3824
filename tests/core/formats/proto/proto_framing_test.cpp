// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/model/wire.h"
#include "golden_cases.h"
#include "tests/support/packing.h"

using namespace spanloupe;
using namespace spanloupe::formats;

namespace {

std::string delimited(std::string_view message) {
  std::string out;
  wire::appendVarint(out, message.size());
  return out.append(message);
}

/// Messages that together hold what every one of the framings must give.
std::vector<std::string> messages() {
  std::vector<std::string> all;
  for (int i = 0; i < 50; ++i) {
    for (const char* name : {"every-field", "logs", "odd-ids"}) all.push_back(test::goldenInput(name));
  }
  return all;
}

using Wrap = std::string (*)(std::string_view);
std::string bare(std::string_view message) { return std::string(message); }

std::string framed(Wrap wrap) {
  std::string out;
  for (const std::string& message : messages()) out += wrap(message);
  return out;
}

std::string frames(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 5000) out += test::zstd(bytes.substr(at, 5000));
  return out;
}
std::string asZip(std::string_view bytes) { return test::zip({{"trace.pb", std::string(bytes)}}); }
std::string asTar(std::string_view bytes) { return test::tar({{"trace.pb", std::string(bytes)}}); }
std::string compressedMessage(std::string_view message) { return test::withLength(test::zstd(message)); }

}  // namespace

class ProtoFramingTest : public QObject {
  Q_OBJECT

 private slots:
  void givesTheSameRecords_data() {
    QTest::addColumn<QByteArray>("file");
    const std::pair<const char*, Wrap> framings[] = {
        {"bare", bare}, {"varint", delimited}, {"big endian", test::withLength}};
    const std::pair<const char*, Wrap> wrappings[] = {{"plain", bare},      {"gzip", test::gzip},
                                                      {"zstd", test::zstd}, {"frames", frames},
                                                      {"zip", asZip},       {"tar", asTar}};
    for (const auto& [framing, frame] : framings)
      for (const auto& [wrapping, wrap] : wrappings)
        QTest::addRow("%s, %s", framing, wrapping) << QByteArray::fromStdString(wrap(framed(frame)));
    QTest::newRow("each message compressed") << QByteArray::fromStdString(framed(compressedMessage));
  }
  void givesTheSameRecords() {
    QFETCH(QByteArray, file);
    const test::ReadOut expected(framed(bare));
    QCOMPARE(expected.sink.spans().size(), std::size_t{500});
    QCOMPARE(expected.sink.logs().size(), std::size_t{150});
    const test::ReadOut got(file.toStdString());
    QCOMPARE(got.error, std::string());
    QVERIFY(test::printAll(got.sink) == test::printAll(expected.sink));
    QVERIFY(got.diagnostics.counts() == expected.diagnostics.counts());
  }

  void recognisesTheHead_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("bare") << QByteArray::fromStdString(framed(bare));
    QTest::newRow("varint") << QByteArray::fromStdString(framed(delimited));
    QTest::newRow("big endian") << QByteArray::fromStdString(framed(test::withLength));
    QTest::newRow("big endian after an empty message")
        << QByteArray(4, '\0') + QByteArray::fromStdString(framed(test::withLength));
  }
  void recognisesTheHead() {
    QFETCH(QByteArray, file);
    const std::string bytes = file.toStdString();
    QCOMPARE(otlpProtoFormat().sniff(std::string_view(bytes).substr(0, Format::kSniffSize), false),
             Sniff::Certain);
    for (const std::size_t size : {200U, 500U, 1000U, 5000U})
      QVERIFY(otlpProtoFormat().sniff(std::string_view(bytes).substr(0, size), false) != Sniff::No);
  }

  void doesNotTakeOtherFiles_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("JSON") << QByteArray(R"({"resourceSpans":[]})");
    QTest::newRow("JSON behind a line feed") << QByteArray("\n{\n  \"resourceSpans\": []}");
    QTest::newRow("JSON behind line feeds") << QByteArray("\n\n\n{\"resourceSpans\": []}");
    QTest::newRow("line feeds") << QByteArray(100, '\n');
    QTest::newRow("zeros") << QByteArray(1000, '\0');
    QTest::newRow("text") << QByteArray("\nSome text in several\nlines, as people write it.\n");
    QTest::newRow("blanks") << QByteArray(1000, ' ');
    QTest::newRow("SQLite") << QByteArray("SQLite format 3\0\x10\0\x01\x01", 20);
    QTest::newRow("PNG") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01", 20);
    QByteArray noise(5000, '\0');
    quint32 state = 1;
    for (char& byte : noise) byte = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    QTest::newRow("noise") << noise;
    QTest::newRow("noise behind the first tag") << "\x0a\x85\x01" + noise;
  }
  void doesNotTakeOtherFiles() {
    QFETCH(QByteArray, file);
    QCOMPARE(otlpProtoFormat().sniff(file.toStdString(), true), Sniff::No);
  }
};

QTEST_GUILESS_MAIN(ProtoFramingTest)
#include "proto_framing_test.moc"
