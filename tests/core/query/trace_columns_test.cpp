// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Attributes as columns: every value of every span, whatever column of whatever segment holds it.
#include "core/query/trace_columns.h"

#include <QTest>
#include <map>

#include "made_cells.h"
#include "tests/core/store/random_spans.h"

using namespace spanloupe;
using namespace spanloupe::query;
using namespace spanloupe::test;

namespace {

std::optional<std::string> valueOf(const SpanRecord& record, std::string_view key) {
  for (const auto list : {record.span.attributes, record.resource.attributes})
    for (const Attribute& attribute : list)
      if (attribute.key == key) return std::string(attribute.value.bytes());
  return std::nullopt;
}

}  // namespace

class TraceColumnsTest : public QObject {
  Q_OBJECT
 private slots:
  void columnsHoldWhatSpansHold() {
    const TemporarySession file;
    auto session = store::Session::openForWriting(file.path());
    for (std::uint32_t seed = 1; seed <= 2; ++seed)
      addSource(**session, seed, [seed](SpanSink& sink) { pushRandomSpans({seed, 2000, 0, 3, 5000}, sink); });
    const auto reader = std::move(*store::Reader::open(file.path()));
    const auto snapshot = *reader->snapshot();
    const auto trace = *reader->traceAt(*snapshot, snapshot->positions().front(), {});
    const auto records = *reader->spans(*snapshot, trace->ref);
    const auto keys = readTraceKeys(*reader, *snapshot, *trace, {});
    QVERIFY(keys.has_value());
    std::map<std::string, std::uint64_t> expected;
    for (const SpanRecord& record : records) {
      std::map<std::string, int> seen;
      for (const auto list : {record.span.attributes, record.resource.attributes})
        for (const Attribute& attribute : list)
          if (seen[std::string(attribute.key)]++ == 0) ++expected[std::string(attribute.key)];
    }
    QCOMPARE(keys->size(), expected.size());
    std::uint64_t before = trace->size();
    for (const TraceKey& one : *keys) {
      QCOMPARE(one.spans, expected[one.key]);
      QVERIFY(one.spans <= before);
      before = one.spans;
    }
    for (std::size_t i = 0; i<keys->size(); i += keys->size()> 60 ? keys->size() / 60 : 1) {
      const std::string& key = (*keys)[i].key;
      const auto column = AttributeColumn::read(*reader, *snapshot, *trace, key, {});
      QVERIFY(column.has_value());
      for (SpanIndex span = 0; span < trace->size(); ++span) {
        const auto value = valueOf(records[span], key);
        const std::uint32_t code = (*column)->code(span);
        QCOMPARE(code != 0, value.has_value());
        if (value) QCOMPARE(std::string((*column)->value(code).bytes()), *value);
      }
    }
  }
  void equalValuesHaveEqualCodes() {
    const StoredTrace stored({{"host", textValue("a")}}, {{{"k", textValue("x")}},
                                                          {{"k", textValue("y")}},
                                                          {},
                                                          {{"k", textValue("x")}},
                                                          {{"host", textValue("b")}}});
    const auto column = stored.column("k");
    QCOMPARE(column->valueCount(), 2U);
    QCOMPARE(column->code(0), column->code(3));
    QVERIFY(column->code(0) != column->code(1));
    QCOMPARE(column->code(2), 0U);
    QVERIFY(!column->isNumeric());
    // The span's own value wins over its resource's.
    const auto host = stored.column("host");
    QCOMPARE(host->text(host->code(0)), std::string("a"));
    QCOMPARE(host->text(host->code(4)), std::string("b"));
    QCOMPARE(stored.column("nowhere")->valueCount(), 0U);
  }
  void numbersStandInOrderBeforeTexts() {
    const StoredTrace stored({}, {{{"k", intValue(9)}},
                                  {{"k", intValue(10)}},
                                  {{"k", realValue(9.5)}},
                                  {{"k", textValue("Beta")}},
                                  {{"k", textValue("alpha")}},
                                  {{"k", intValue(9007199254740993)}},
                                  {{"k", intValue(9007199254740992)}},
                                  {{"k", realValue(std::numeric_limits<double>::quiet_NaN())}}});
    const auto column = stored.column("k");
    const std::vector<std::uint32_t> ranks = column->ranks();
    std::map<std::uint32_t, SpanIndex> byRank;
    for (SpanIndex span = 0; span < 8; ++span) byRank[ranks[column->code(span)]] = span;
    std::vector<SpanIndex> order;
    for (const auto& [rank, span] : byRank) order.push_back(span);
    QCOMPARE(order, (std::vector<SpanIndex>{0, 2, 1, 6, 5, 4, 3, 7}));
    QVERIFY(!column->isNumeric());
    const StoredTrace numbers({}, {{{"n", intValue(1)}}, {{"n", realValue(2)}}, {}});
    QVERIFY(numbers.column("n")->isNumeric());
  }
  void typesOfKeysAreTold() {
    const StoredTrace stored(
        {{"host", textValue("a")}},
        {{{"n", intValue(1)}}, {{"n", realValue(2)}, {"m", intValue(1)}}, {{"m", textValue("x")}}});
    const auto keys = *readTraceKeys(*stored.reader, *stored.snapshot, *stored.trace, {});
    QCOMPARE(keys.size(), std::size_t{3});
    QCOMPARE(keys[0].key, std::string("host"));
    QVERIFY(!keys[0].hasNumbers && keys[0].hasOthers);
    QCOMPARE(keys[1].key, std::string("m"));
    QVERIFY(keys[1].hasNumbers && keys[1].hasOthers);
    QVERIFY(keys[2].hasNumbers && !keys[2].hasOthers);
  }
};

QTEST_GUILESS_MAIN(TraceColumnsTest)
#include "trace_columns_test.moc"
