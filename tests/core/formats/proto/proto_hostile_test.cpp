// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>

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

/// A value of `depth` arrays, or kv-lists, in one another. Built from the inside, with the bytes reversed.
std::string nested(int depth, bool lists) {
  std::string reversed;
  std::string head;
  const auto wrap = [&](char tag) {
    head.assign(1, tag);
    wire::appendVarint(head, reversed.size());
    reversed.append(head.rbegin(), head.rend());
  };
  for (int i = 0; i < depth; ++i) {
    if (!lists) wrap('\x12');
    wrap('\x0a');
    wrap(lists ? '\x2a' : '\x32');
  }
  std::reverse(reversed.begin(), reversed.end());
  return reversed;
}

std::string fileWithValue(const std::string& value) {
  const std::string span = field(1, "0123456789abcdef") + field(2, "01234567") + field(5, "deep") +
                           std::string("\x39\0\0\0\0\0\0\0\x18\x41\0\0\0\0\0\0\0\x18", 18) +
                           field(9, field(1, "key") + field(2, value));
  return field(1, field(2, field(2, span)));
}

}  // namespace

class ProtoHostileTest : public QObject {
  Q_OBJECT

 private slots:
  void keepsDeepValuesAsBytes_data() {
    QTest::addColumn<bool>("lists");
    QTest::newRow("lists") << true;
    QTest::newRow("maps") << false;
  }
  void keepsDeepValuesAsBytes() {
    QFETCH(bool, lists);
    const test::ReadOut shallow(fileWithValue(nested(50, lists)));
    QVERIFY(shallow.diagnostics.empty());
    const test::ReadOut deep(fileWithValue(nested(100'000, lists)));
    QCOMPARE(deep.sink.spans().size(), std::size_t{1});
    QCOMPARE(deep.diagnostics.counts().at("nested too deep"), std::uint64_t{1});
    QVERIFY(deep.sink.spans().front().span.attributes.front().value.bytes().size() > 100'000);
  }

  void deepGroupsCostNoStack() {
    std::string groups(1'000'000, '\x1b');  // field 3, start of a group
    groups += std::string(1'000'000, '\x1c');
    const test::ReadOut read(
        field(1, field(2, field(2, field(5, "a") + groups + field(1, "0123456789abcdef")))));
    QCOMPARE(read.sink.spans().size(), std::size_t{1});
    QVERIFY(read.sink.spans().front().span.name == "a");
    const test::ReadOut open(field(1, field(2, field(2, groups.substr(0, 1'000'000)))) +
                             test::goldenInput("every-field"));
    QCOMPARE(open.sink.spans().size(), std::size_t{2});
    QCOMPARE(open.diagnostics.counts().at("damaged span"), std::uint64_t{1});
  }

  void manyLevelsOfDamageEnd() {
    // Each length claims everything that follows.
    std::string bytes;
    for (int i = 0; i < 100'000; ++i) bytes += "\x0a\xff\xff\xff\x7f";
    const test::ReadOut read(bytes);
    QVERIFY(read.sink.spans().empty());
  }

  void stopsAtAnAbsurdLength_data() {
    QTest::addColumn<QByteArray>("length");
    QTest::newRow("2 GiB") << QByteArray("\x7f\xff\xff\xff", 4);
    QTest::newRow("just above the limit") << QByteArray("\x04\x00\x00\x01", 4);
    QTest::newRow("all ones") << QByteArray("\xff\xff\xff\xff", 4);
  }
  void stopsAtAnAbsurdLength() {
    QFETCH(QByteArray, length);
    const std::string good = test::withLength(test::goldenInput("every-field"));
    const test::ReadOut read(good + length.toStdString() + good);
    QCOMPARE(read.sink.spans().size(), std::size_t{2});
    QVERIFY2(read.error.find("at byte " + std::to_string(good.size())) != std::string::npos,
             read.error.c_str());
  }

  void anyByteMayBeWrong_data() {
    QTest::addColumn<QString>("name");
    for (const QString& name : test::goldenCases()) QTest::newRow(name.toUtf8().constData()) << name;
  }
  // Finishing without a fault (under the sanitizers) and with bounded output is the point.
  void anyByteMayBeWrong() {
    QFETCH(QString, name);
    const std::string good = test::goldenInput(name);
    for (std::size_t at = 0; at < good.size(); ++at) {
      for (const char byte : std::string("\x00\x01\x0a\x12\x7f\x80\xff", 7)) {
        std::string bad = good;
        bad[at] = byte;
        const test::ReadOut read(bad);
        QVERIFY(read.sink.spans().size() + read.sink.logs().size() + read.sink.metricPoints() <= good.size());
      }
    }
  }
};

QTEST_GUILESS_MAIN(ProtoHostileTest)
#include "proto_hostile_test.moc"
