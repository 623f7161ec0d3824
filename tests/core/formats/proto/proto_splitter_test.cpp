// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "core/model/wire.h"
#include "golden_cases.h"
#include "tests/support/packing.h"

using namespace spanloupe;
using namespace spanloupe::formats;

namespace {

std::string field(std::uint32_t number, std::string_view bytes) {
  std::string out;
  wire::appendLengthField(out, number, bytes);
  return out;
}

std::string attribute(std::string_view key, std::string_view text) {
  return field(1, key) + field(2, field(1, text));
}

std::string span(std::uint64_t id, std::size_t weight) {
  std::string out = field(1, "0123456789abcdef");
  std::string idBytes;
  wire::appendFixed64(idBytes, id + 1);
  out += field(2, idBytes) + field(5, "span");
  wire::appendTag(out, 7, wire::Type::Fixed64);
  wire::appendFixed64(out, 1'767'225'600'000'000'000 + id);
  wire::appendTag(out, 8, wire::Type::Fixed64);
  wire::appendFixed64(out, 1'767'225'600'000'000'100 + id);
  return out + field(9, attribute("weight", std::string(weight, 'w')));
}

std::string spans(std::uint64_t count, std::size_t weight) {
  std::string out;
  for (std::uint64_t i = 0; i < count; ++i) out += field(2, span(i, weight));
  return out;
}

const std::string kResource = field(1, field(1, attribute("service.name", "shop")));
const std::string kScope = field(1, field(1, "scope"));

/// One ResourceSpans with one ScopeSpans; the schemas come last, as encoders write them.
std::string oneGroup(const std::string& records) {
  return field(
      1, kResource + field(2, kScope + records + field(3, "https://scope")) + field(3, "https://resource"));
}

/// Pieces without their bytes.
struct Cut {
  std::size_t pieces = 0;
  std::size_t largest = 0;
};
Cut cut(Input& input, Diagnostics& diagnostics) {
  Cut result;
  const auto splitter = otlpProtoFormat().split(input);
  std::uint64_t end = 0;
  for (;;) {
    const auto piece = splitter->next(diagnostics);
    if (!piece || !piece->has_value()) return result;
    if ((*piece)->offset < end) qFatal("pieces overlap");
    end = (*piece)->offset + (*piece)->data.bytes.size();
    ++result.pieces;
    result.largest = std::max(result.largest, (*piece)->data.bytes.size());
  }
}

}  // namespace

class ProtoSplitterTest : public QObject {
  Q_OBJECT

 private slots:
  void cutsALargeGroupIntoSpans_data() {
    QTest::addColumn<QByteArray>("packed");
    const std::string file = oneGroup(spans(40'000, 200));
    QTest::newRow("memory") << QByteArray::fromStdString(file);
    QTest::newRow("stream") << QByteArray::fromStdString(test::gzip(file));
    QTest::newRow("framed") << QByteArray::fromStdString(test::withLength(file));
  }
  void cutsALargeGroupIntoSpans() {
    QFETCH(QByteArray, packed);
    auto sequence = openMemory(packed.toStdString(), "large", {});
    Diagnostics diagnostics;
    auto input = std::move(*(*sequence)->next());
    const Cut result = cut(*input, diagnostics);
    QVERIFY(result.pieces >= 10);
    QVERIFY(result.largest <= Splitter::kPieceSize);

    const test::ReadOut read(packed.toStdString());
    QCOMPARE(read.error, std::string());
    QVERIFY(read.diagnostics.empty());
    QCOMPARE(read.sink.spans().size(), std::size_t{40'000});
    for (std::size_t i = 0; i < read.sink.spans().size(); ++i) {
      const SpanRecord& record = read.sink.spans()[i];
      QCOMPARE(nanosOf(record.span.start), 1'767'225'600'000'000'000 + i);
      QVERIFY(record.resource.schemaUrl == "https://resource");
      QVERIFY(record.scope.schemaUrl == "https://scope");
      QVERIFY(record.scope.name == "scope");
      QVERIFY(record.resource.attributes.front().value.asString() == "shop");
    }
  }

  void cutsAResourceWithManyScopes() {
    std::string scopes;
    for (int i = 0; i < 30'000; ++i)
      scopes += field(2, field(1, field(1, "scope " + std::to_string(i))) + field(2, span(1, 50)));
    const std::string file = field(1, kResource + scopes);
    const test::ReadOut read(file);
    QCOMPARE(read.sink.spans().size(), std::size_t{30'000});
    QVERIFY(read.sink.spans().back().scope.name == "scope 29999");
    QVERIFY(read.sink.spans().back().resource.attributes.front().value.asString() == "shop");
  }

  void gathersSmallMessages() {
    std::string file;
    for (int i = 0; i < 10'000; ++i) file += test::withLength(oneGroup(spans(1, 300)));
    auto sequence = openMemory(file, "small", {});
    Diagnostics diagnostics;
    auto input = std::move(*(*sequence)->next());
    const Cut result = cut(*input, diagnostics);
    QVERIFY(result.pieces <= file.size() / Splitter::kPieceSize + 2);
    QCOMPARE(test::ReadOut(file).sink.spans().size(), std::size_t{10'000});
  }

  void takesASpanLargerThanAPiece() {
    const std::string file =
        oneGroup(field(2, span(0, 10)) + field(2, span(1, 5 << 20)) + field(2, span(2, 10)));
    const test::ReadOut read(file);
    QCOMPARE(read.sink.spans().size(), std::size_t{3});
    QCOMPARE(read.sink.spans()[1].span.attributes.front().value.asString().size(), std::size_t{5 << 20});
  }

  void leavesOutARecordAboveTheLimit() {
    const std::string file =
        oneGroup(field(2, span(0, 10)) + field(2, span(1, Splitter::kMaxRecord)) + field(2, span(2, 10)));
    const test::ReadOut read(file);
    QCOMPARE(read.sink.spans().size(), std::size_t{2});
    QCOMPARE(read.diagnostics.counts().at("record too large"), std::uint64_t{1});
    QCOMPARE(read.error, std::string());
  }

  void keepsEverySpanBeforeACut_data() {
    QTest::addColumn<bool>("compressed");
    QTest::newRow("plain") << false;
    QTest::newRow("compressed") << true;
  }
  void keepsEverySpanBeforeACut() {
    QFETCH(bool, compressed);
    const std::string records = spans(20'000, 200);
    const std::string file = oneGroup(records);
    const std::string begin = file.substr(0, file.find(records));
    const std::size_t one = field(2, span(0, 200)).size();
    for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{4000}, std::size_t{19'999}}) {
      const std::string part = file.substr(0, begin.size() + count * one + one / 2);
      const test::ReadOut read(compressed ? test::gzip(part) : part);
      QCOMPARE(read.error, std::string());
      QCOMPARE(read.sink.spans().size(), count);
      QCOMPARE(read.diagnostics.counts().at("unfinished file"), std::uint64_t{1});
      QCOMPARE(read.diagnostics.entries().front().offset, begin.size() + count * one);
    }
  }

  // A growing file is cut at records, not at megabytes.
  void givesWholeRecordsOfAGrowingFile() {
    QTemporaryDir folder;
    const std::string path = folder.filePath("growing.bin").toStdString();
    const std::string message = test::withLength(oneGroup(spans(3, 20)));
    const auto append = [&](std::string_view bytes) {
      std::ofstream(path, std::ios::app | std::ios::binary) << bytes;
    };
    append(message + message.substr(0, 100));
    std::stop_source stop;
    auto sequence = followFile(path, {}, stop.get_token());
    auto input = std::move(*(*sequence)->next());
    int stalls = 0;
    input->setStallHandler([&] {
      if (++stalls == 1) append(message.substr(100));
      if (stalls == 2) stop.request_stop();
    });
    Diagnostics diagnostics;
    const auto splitter = otlpProtoFormat().split(*input);
    const auto first = splitter->next(diagnostics);
    QCOMPARE((*first)->data.bytes.size(), message.size());
    QCOMPARE(stalls, 0);
    const auto second = splitter->next(diagnostics);
    QCOMPARE((*second)->data.bytes.size(), message.size());
    QCOMPARE(stalls, 1);
    QVERIFY(!splitter->next(diagnostics)->has_value());
    QVERIFY(diagnostics.empty());
  }

  void tellsOfASchemaTooFarBehind() {
    // Not a test of size but of memory: what cannot be held is not looked for.
    const std::string file = oneGroup(spans(700, 100'000));
    QVERIFY(file.size() > Splitter::kMaxRecord);
    const test::ReadOut stream(test::gzip(file));
    QCOMPARE(stream.sink.spans().size(), std::size_t{700});
    QCOMPARE(stream.diagnostics.counts().at("late resource"), std::uint64_t{1});
    QVERIFY(stream.sink.spans().front().resource.attributes.front().value.asString() == "shop");
    const test::ReadOut whole(file);
    QVERIFY(whole.diagnostics.empty());
    QVERIFY(whole.sink.spans().front().resource.schemaUrl == "https://resource");
  }
};

QTEST_GUILESS_MAIN(ProtoSplitterTest)
#include "proto_splitter_test.moc"
