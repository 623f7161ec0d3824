// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "json_cases.h"
#include "json_texts.h"

using namespace spanloupe;
using namespace spanloupe::formats;

using namespace spanloupe::test;

class JsonSplitterTest : public QObject {
  Q_OBJECT

 private slots:
  void groupsSmallDocumentsIntoOnePiece() {
    std::string lines;
    for (int i = 1; i <= 20; ++i) lines += document(spanJson(i)) + "\n";
    const test::ReadOut read(lines);
    QCOMPARE(read.pieces, std::size_t{1});
    QCOMPARE(read.names(), numbers(1, 20));
    QVERIFY(read.diagnostics.empty());
  }

  void cutsALargeScopeBySpansAndKeepsItsContext() {
    const test::ReadOut read(document(spansJson(1, 200)), 2000);
    QVERIFY(read.pieces > 10);
    QVERIFY(read.largestPiece <= 2000);
    QCOMPARE(read.names(), numbers(1, 200));
    for (const SpanRecord& record : read.sink.spans()) {
      QCOMPARE(record.resource.schemaUrl, std::string_view("https://resource"));
      QCOMPARE(record.scope.schemaUrl, std::string_view("https://scope"));
      QCOMPARE(record.scope.name, std::string_view("before"));
      QCOMPARE(record.resource.attributes.size(), std::size_t{1});
    }
    QVERIFY(read.diagnostics.empty());
  }

  void looksAheadForAResourceBehindItsSpans() {
    const std::string text = documentBackwards(spansJson(1, 100));
    const test::ReadOut read(text, 1000);
    QCOMPARE(read.sink.spans().size(), std::size_t{100});
    for (const SpanRecord& record : read.sink.spans()) {
      QCOMPARE(record.scope.name, std::string_view("behind"));
      QCOMPARE(record.resource.attributes.size(), std::size_t{1});
    }
  }

  // The limit stands for the 64 MiB that a stream is read ahead.
  void reportsAResourceTooFarBehind() {
    const std::string text = documentBackwards(spansJson(1, 200));
    const test::ReadOut read(text, 1000, 4000);
    QCOMPARE(read.names(), numbers(1, 200));
    QVERIFY(read.has("late resource"));
    QVERIFY(read.largestView <= 64 << 10);
  }

  void readsARecordLargerThanAPiece() {
    const test::ReadOut read(document(spanJson(1) + "," + spanJson(2, 50000) + "," + spanJson(3)), 1000);
    QCOMPARE(read.names(), std::string("1,2,3"));
    QVERIFY(read.diagnostics.empty());
  }

  void leavesOutARecordBeyondTheLimit() {
    const test::ReadOut read(document(spanJson(1) + "," + spanJson(2, 50000) + "," + spanJson(3)), 1000,
                             20000);
    QCOMPARE(read.names(), std::string("1,3"));
    QVERIFY(read.has("record too large"));
  }

  void skipsLargeUnknownMembers() {
    const test::ReadOut read(documentBehindUnknownMembers(spansJson(1, 50)), 512);
    QCOMPARE(read.names(), numbers(1, 50));
    QVERIFY(read.diagnostics.empty());
  }

  void givesOutEachLineOfAGrowingInputAsItArrives() {
    // An input that shows no more than it must, as a followed file does.
    const std::string line = document(spanJson(1)) + "\n";
    const test::ReadOut read(line + line + line, Splitter::kPieceSize, Splitter::kMaxRecord, line.size());
    QCOMPARE(read.pieces, std::size_t{3});
    QVERIFY(read.largestView <= line.size() + 1);
  }

  void findsTheNextLineBehindOneThatWasCutOff() {
    for (const std::size_t pieceSize : {std::size_t{2000}, Splitter::kPieceSize}) {
      const std::string good = document(spansJson(1, 5));
      for (std::size_t cut = 1; cut < good.size(); ++cut) {
        const test::ReadOut read(good.substr(0, cut) + "\n" + document(spansJson(6, 20)) + "\n", pieceSize);
        const std::string names = read.names();
        QVERIFY2(names.ends_with(numbers(6, 20)), (std::to_string(cut) + ": " + names).c_str());
        QVERIFY(read.diagnostics.hasErrors());
      }
    }
  }

  void goesOnBehindASpanWithoutItsClosingBrace() {
    std::string broken = spanJson(2);
    broken.pop_back();
    const std::string text = document(spanJson(1) + "," + broken + "," + spansJson(3, 60));
    const test::ReadOut whole(text);
    QCOMPARE(whole.names(), "1," + numbers(3, 60));
    QVERIFY(whole.has("damaged span"));
    const test::ReadOut pieces(text, 1000);
    QCOMPARE(pieces.names(), "1," + numbers(3, 60));
    QVERIFY(pieces.diagnostics.hasErrors());
  }

  void keepsEveryWholeSpanBeforeTheEndOfACutFile() {
    const std::string text = document(spansJson(1, 30));
    for (std::size_t size = 1; size < text.size(); ++size) {
      const test::ReadOut read(text.substr(0, size), 700);
      const auto whole = static_cast<int>(read.sink.spans().size());
      QCOMPARE(read.names(), numbers(1, whole));
      // Each span whose last brace is there.
      std::size_t expected = 0;
      for (std::size_t at = text.find("}}]}"); at != std::string::npos && at + 4 <= size;
           at = text.find("}}]}", at + 1))
        ++expected;
      QCOMPARE(read.sink.spans().size(), expected > 0 ? expected - 1 : 0);
      QVERIFY(read.has("unfinished file"));
    }
  }

  void deepNestingIsCountedAndNotWalked() {
    constexpr std::size_t kDepth = 100000;
    for (const char* const bracket : {"[", "{\"data\":", "{\"a\":", "{\"resourceSpans\":["}) {
      std::string text;
      for (std::size_t i = 0; i < kDepth; ++i) text += bracket;
      const test::ReadOut cut(text + "\n" + document(spanJson(1)), 4096);
      QVERIFY(cut.diagnostics.hasErrors());
      for (std::size_t i = kDepth; i-- > 0;)
        text += bracket[0] == '[' ? "]" : bracket[std::strlen(bracket) - 1] == '[' ? "]}" : "}";
      const test::ReadOut read(text + "\n" + document(spanJson(1)));
      QCOMPARE(read.names(), std::string("1"));
    }
    std::string value;
    for (std::size_t i = 0; i < kDepth; ++i) value += "{\"arrayValue\":{\"values\":[";
    for (std::size_t i = 0; i < kDepth; ++i) value += "]}}";
    const test::ReadOut read(document("{\"name\":\"deep\",\"attributes\":[{\"key\":\"v\",\"value\":" + value +
                                      "}]}," + spanJson(2)));
    QCOMPARE(read.names(), std::string("deep,2"));
    QVERIFY(read.has("nested too deep"));
  }

  void aFileFullOfBrokenLinesTakesLinearTime() {
    std::string text;
    while (text.size() < (8 << 20)) text += "{\"resourceSpans\":[{\n";
    const test::ReadOut read(text);
    QVERIFY(read.diagnostics.hasErrors());
  }
};

QTEST_GUILESS_MAIN(JsonSplitterTest)
#include "json_splitter_test.moc"
