// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A filter lets through exactly the traces whose rows, as they are shown, fulfil it: also those that lie in
// several segments.
#include <QTest>
#include <algorithm>

#include "core/store/snapshot.h"
#include "random_spans.h"
#include "temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::store;
using namespace spanloupe::test;

Q_DECLARE_METATYPE(spanloupe::store::TraceFilter)

namespace {

constexpr std::uint64_t kStart = 1'700'000'000'000'000'000;

struct Part {
  std::uint64_t trace;
  std::uint64_t id;
  std::string_view name;
  std::string_view service;
  std::uint64_t startMs;
  std::uint64_t lengthMs;
  bool isRoot = false;
  bool failed = false;
};

void push(const Part& part, SpanSink& sink) {
  ResourceView resource;
  std::string value;
  appendString(value, part.service);
  const Attribute service{"service.name", AttributeValue(value)};
  resource.attributes = std::span(&service, 1);
  SpanView span;
  span.traceId = {1, part.trace};
  span.spanId = {part.id};
  if (!part.isRoot) span.parentSpanId = {100 * part.trace};
  span.name = part.name;
  span.start = timestampFromNanos(kStart + part.startMs * 1'000'000);
  span.end = timestampFromNanos(kStart + (part.startMs + part.lengthMs) * 1'000'000);
  span.status = part.failed ? StatusCode::Error : StatusCode::Unset;
  span.resource = sink.resource(resource);
  span.scope = sink.scope({});
  sink.span(span);
}

}  // namespace

class TraceFilterTest : public QObject {
  Q_OBJECT
 private slots:
  void letsThroughWhatTheRowSays_data();
  void letsThroughWhatTheRowSays();
  void judgesScatteredTracesByTheirWholeRow_data();
  void judgesScatteredTracesByTheirWholeRow();
  void theFirstPageOfAFilterKnowsHowManyMatch();
  void blanksAndNothingAreNoFilter();
  void manyRandomTracesMatchAsTheirRowsDo();
};

namespace {

struct Opened {
  TemporarySession file;
  std::unique_ptr<Reader> reader;
  std::shared_ptr<const Snapshot> snapshot;

  /// One source and so one segment per list.
  explicit Opened(const std::vector<std::vector<Part>>& sources) {
    auto session = Session::openForWriting(file.path());
    std::int64_t number = 0;
    for (const std::vector<Part>& parts : sources)
      addSource(**session, ++number, [&](SpanSink& sink) {
        for (const Part& part : parts) push(part, sink);
      });
    read();
  }
  Opened() = default;
  void read() {
    reader = std::move(*Reader::open(file.path()));
    snapshot = *reader->snapshot();
  }
  /// Low halves of the ids that match, ascending.
  [[nodiscard]] QString matching(const TraceFilter& filter) const {
    const auto order = reader->orderTraces(*snapshot, {}, filter, 0, {});
    if (!order) return QString::fromStdString(order.error().text());
    const auto rows = reader->traceRows(*snapshot, order->positions);
    if (order->matching != order->positions.size()) return QStringLiteral("wrong count");
    std::vector<std::uint64_t> ids;
    for (const TraceRow& row : *rows) ids.push_back(row.id.low);
    std::sort(ids.begin(), ids.end());
    QStringList texts;
    for (const std::uint64_t id : ids) texts << QString::number(id);
    return texts.join(QLatin1Char(' '));
  }
};

TraceFilter words(const char* text) {
  TraceFilter filter;
  filter.text = text;
  return filter;
}
TraceFilter times(std::optional<int> from, std::optional<int> to) {
  TraceFilter filter;
  if (from) filter.from = timestampFromNanos(kStart) + std::chrono::milliseconds(*from);
  if (to) filter.to = timestampFromNanos(kStart) + std::chrono::milliseconds(*to);
  return filter;
}
TraceFilter durations(std::optional<int> shortest, std::optional<int> longest) {
  TraceFilter filter;
  if (shortest) filter.shortest = std::chrono::milliseconds(*shortest);
  if (longest) filter.longest = std::chrono::milliseconds(*longest);
  return filter;
}

const std::vector<Part> kThree{{1, 100, "GET /cart", "Frontend", 0, 50, true, false},
                               {1, 101, "SELECT items", "db", 1, 10},
                               {2, 200, "POST /checkout", "frontend", 10, 80, true, false},
                               {2, 201, "charge", "payment", 12, 20, false, true},
                               {3, 300, "b\xc3\x84r", "mobile", 20, 5, true, false}};

}  // namespace

void TraceFilterTest::letsThroughWhatTheRowSays_data() {
  QTest::addColumn<TraceFilter>("filter");
  QTest::addColumn<QString>("expected");
  QTest::newRow("nothing asked") << TraceFilter{} << "1 2 3";
  QTest::newRow("name") << words("cart") << "1";
  QTest::newRow("any case") << words("GET fRONT") << "1";
  QTest::newRow("service of the root") << words("frontend") << "1 2";
  QTest::newRow("another service") << words("payment") << "2";
  QTest::newRow("one word in the name, one in a service") << words("  checkout\tpay ") << "2";
  QTest::newRow("every word must be there") << words("cart payment") << "";
  QTest::newRow("not the names of other spans") << words("charge") << "";
  QTest::newRow("no word across two fields") << words("cartfrontend") << "";
  QTest::newRow("beginning of the id") << words("000000") << "1 2 3";
  QTest::newRow("whole id in capitals") << words("0000000000000001000000000000000A") << "";
  QTest::newRow("whole id") << words("00000000000000010000000000000002") << "2";
  QTest::newRow("beginning of the id and a name") << words("0000000000000001 cart") << "1";
  QTest::newRow("too few digits are a word") << words("00000") << "";
  QTest::newRow("not the end of the id") << words("00000002") << "";
  QTest::newRow("other letters as they are") << words("b\xc3\x84") << "3";
  QTest::newRow("other letters have no case") << words("b\xc3\xa4") << "";
  QTest::newRow("from") << times(10, {}) << "2 3";
  QTest::newRow("to excludes") << times({}, 20) << "1 2";
  QTest::newRow("between") << times(10, 20) << "2";
  QTest::newRow("to nothing") << times({}, -2'000'000'000) << "";
  QTest::newRow("shortest includes") << durations(50, {}) << "1 2";
  QTest::newRow("longest includes") << durations({}, 50) << "1 3";
  QTest::newRow("longest below nothing") << durations({}, -1) << "";
  TraceFilter errors;
  errors.onlyErrors = true;
  QTest::newRow("errors") << errors << "2";
  errors.text = "cart";
  QTest::newRow("all at once") << errors << "";
}

void TraceFilterTest::letsThroughWhatTheRowSays() {
  QFETCH(TraceFilter, filter);
  QFETCH(QString, expected);
  QCOMPARE(Opened({kThree}).matching(filter), expected);
}

void TraceFilterTest::judgesScatteredTracesByTheirWholeRow_data() {
  QTest::addColumn<TraceFilter>("filter");
  QTest::addColumn<QString>("expected");
  QTest::newRow("words from two segments") << words("checkout payment") << "2";
  QTest::newRow("the root is in the older one") << words("checkout") << "2";
  QTest::newRow("the start is in the newer one") << times({}, 8) << "2";
  QTest::newRow("neither part is that long") << durations(86, {}) << "2";
  QTest::newRow("both parts are short, the whole is not") << durations({}, 85) << "1 3";
  TraceFilter errors;
  errors.onlyErrors = true;
  QTest::newRow("the error is in the newer one") << errors << "2";
}

void TraceFilterTest::judgesScatteredTracesByTheirWholeRow() {
  QFETCH(TraceFilter, filter);
  QFETCH(QString, expected);
  const Opened opened({{{2, 200, "POST /checkout", "frontend", 10, 80, true, false},
                        {1, 100, "GET /cart", "frontend", 9, 10, true, false}},
                       {{2, 201, "charge", "payment", 4, 20, false, true},
                        {3, 300, "GET /cart", "frontend", 30, 10, true, false}}});
  QCOMPARE(opened.snapshot->traceCount(), std::uint64_t{3});
  QCOMPARE(opened.matching(filter), expected);
}

void TraceFilterTest::theFirstPageOfAFilterKnowsHowManyMatch() {
  std::vector<Part> parts;
  for (std::uint64_t i = 1; i <= 400; ++i)
    parts.push_back({i, 100 * i, i % 4 == 0 ? "fourth" : "other", "web", i, i, true, false});
  const Opened opened({parts});
  const TraceOrder order{TraceColumn::Duration, true};
  const auto page = opened.reader->orderTraces(*opened.snapshot, order, words("fourth"), 30, {});
  QVERIFY(page && page->partial);
  QCOMPARE(page->total, std::uint64_t{400});
  QCOMPARE(page->matching, std::uint64_t{100});
  const auto whole = opened.reader->orderTraces(*opened.snapshot, order, words("fourth"), 0, {});
  QCOMPARE(whole->positions.size(), std::size_t{100});
  QVERIFY(std::equal(page->positions.begin(), page->positions.end(), whole->positions.begin()));
  // All that match fit the page: there is nothing more to be asked for.
  TraceFilter few = words("fourth");
  few.shortest = std::chrono::milliseconds(390);
  const auto all = opened.reader->orderTraces(*opened.snapshot, order, few, 30, {});
  QVERIFY(!all->partial);
  QCOMPARE(all->matching, std::uint64_t{3});
}

void TraceFilterTest::blanksAndNothingAreNoFilter() {
  QVERIFY(TraceFilter{}.isEmpty());
  QVERIFY(words(" \t ").isEmpty());
  QVERIFY(!words("a").isEmpty());
  QVERIFY(!times(1, {}).isEmpty());
  QVERIFY(!durations({}, 1).isEmpty());
  QVERIFY(words("a") == words("a"));
  QVERIFY(!(words("a") == words("b")));
}

void TraceFilterTest::manyRandomTracesMatchAsTheirRowsDo() {
  Opened opened;
  auto session = Session::openForWriting(opened.file.path());
  for (std::uint32_t source = 1; source <= 4; ++source)
    addSource(**session, source, [source](SpanSink& sink) {
      pushRandomSpans({source, 700, 5, 150, 0}, sink);
    });
  opened.read();
  const auto all = opened.reader->orderTraces(*opened.snapshot, {}, 0, {});
  const auto rows = opened.reader->traceRows(*opened.snapshot, all->positions);
  for (std::size_t i = 0; i < rows->size(); i += 17) {
    const TraceRow& like = (*rows)[i];
    TraceFilter filter;
    if (i % 2 == 0) filter.text = like.services.empty() ? like.rootName : like.services.back();
    if (i % 3 == 0) filter.from = like.start;
    if (i % 5 == 0) filter.longest = like.duration;
    filter.onlyErrors = like.errors > 0;
    FilterWords wanted(filter.text);
    std::vector<std::uint32_t> expected;
    for (std::size_t j = 0; j < rows->size(); ++j)
      if (matches(filter, wanted, (*rows)[j])) expected.push_back(all->positions[j]);
    const auto found = opened.reader->orderTraces(*opened.snapshot, {}, filter, 0, {});
    QVERIFY(found->positions == expected);
    QVERIFY(std::find(expected.begin(), expected.end(), all->positions[i]) != expected.end());
  }
}

QTEST_GUILESS_MAIN(TraceFilterTest)
#include "trace_filter_test.moc"
