// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finding words in one trace: the same spans as looking at each whole span, however the session stores them.
#include "core/query/trace_text.h"

#include <QTest>

#include "core/query/field_search.h"
#include "core/query/folded_text.h"
#include "tests/core/store/random_spans.h"
#include "tests/core/store/temporary_session.h"

using namespace spanloupe;
using namespace spanloupe::query;
using namespace spanloupe::test;

namespace {

/// What a span can be found by: key ("" for ids) and text, both folded.
struct Fact {
  std::string key;
  std::string text;
  bool isAttribute = true;
};

void addAttributes(std::vector<Fact>& facts, std::span<const Attribute> attributes) {
  for (const Attribute& one : attributes) {
    const bool isText = one.value.type() == ValueType::String;
    facts.push_back({folded(one.key), folded(isText ? one.value.asString() : displayText(one.value))});
  }
}

std::vector<Fact> factsOf(const SpanRecord& record) {
  std::vector<Fact> facts;
  const SpanView& span = record.span;
  const auto field = [&](const char* key, std::string_view text) {
    if (!text.empty()) facts.push_back({key, folded(text), false});
  };
  field("name", span.name);
  field("status.message", span.statusMessage);
  field("scope.name", record.scope.name);
  field("scope.version", record.scope.version);
  addAttributes(facts, span.attributes);
  addAttributes(facts, record.resource.attributes);
  addAttributes(facts, record.scope.attributes);
  for (const EventView& event : span.events) {
    field("event", event.name);
    addAttributes(facts, event.attributes);
  }
  for (const LinkView& link : span.links) addAttributes(facts, link.attributes);
  return facts;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

bool isFound(const SpanRecord& record, const SearchWord& word) {
  for (const Fact& fact : factsOf(record)) {
    if (has(fact.text, word.text) || (fact.isAttribute && has(fact.key, word.text))) return true;
    const bool isService = word.key == "service" && fact.key == "service.name";
    if (word.hasKey() && (fact.key == word.key || isService) && has(fact.text, word.value)) return true;
  }
  const std::string id = record.span.spanId.hex();
  if (word.hasKey() && word.key == "span.id" && has(id, word.value)) return true;
  const bool isId =
      word.text.size() >= 6 && word.text.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!isId) return false;
  if (has(id, word.text) || has(record.span.traceId.hex(), word.text)) return true;
  for (const LinkView& link : record.span.links)
    if (has(link.spanId.hex(), word.text) || has(link.traceId.hex(), word.text)) return true;
  return false;
}

}  // namespace

class TraceTextTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    auto session = store::Session::openForWriting(m_file.path());
    QVERIFY(session.has_value());
    // Several segments share the traces; keys of their own go beyond the columns of a segment.
    for (std::uint32_t seed = 1; seed <= 3; ++seed)
      addSource(**session, seed, [seed](SpanSink& sink) { pushRandomSpans({seed, 1500, 0, 3, 40}, sink); });
    m_reader = std::move(*store::Reader::open(m_file.path()));
    m_snapshot = *m_reader->snapshot();
    m_trace = *m_reader->traceAt(*m_snapshot, m_snapshot->positions().front(), {});
    QVERIFY(m_trace->size() > 1000);
    m_records = *m_reader->spans(*m_snapshot, m_trace->ref);
  }
  void findsWhatLookingAtEverySpanFinds_data() {
    QTest::addColumn<QString>("typed");
    for (const char* typed : {"get",
                              "GET shop",
                              "unique-1",
                              "\"nul",
                              "service-3",
                              "service=service-3",
                              "http.route=shop",
                              "user.id",
                              "user.id=",
                              "name=",
                              "name=unique",
                              "scope-2",
                              "scope.name=scope-1",
                              "event=get",
                              "xxxxx",
                              "nan",
                              "-9223372036854775808",
                              "true",
                              "1.5",
                              "retry=true",
                              "€",
                              "line\nbreak",
                              "a,b net.port",
                              "service.name",
                              "000000000000012",
                              "span.id=12",
                              "zzzz",
                              "bad utf-8 get",
                              "[",
                              "{",
                              "key"})
      QTest::newRow(typed) << QString::fromUtf8(typed);
  }
  void findsWhatLookingAtEverySpanFinds() {
    QFETCH(QString, typed);
    const std::vector<SearchWord> words = searchWords(typed.toStdString());
    std::vector<SpanIndex> expected;
    for (SpanIndex span = 0; span < m_records.size(); ++span) {
      const bool all = std::all_of(words.begin(), words.end(),
                                   [&](const SearchWord& word) { return isFound(m_records[span], word); });
      if (all) expected.push_back(span);
    }
    const auto held = read(TraceText::kHeldBytes);
    QVERIFY(held->isComplete());
    QCOMPARE(held->find(typed.toStdString(), {}), expected);
    // What does not fit into memory is found all the same.
    const auto none = read(0);
    QVERIFY(!none->isComplete());
    QCOMPARE(*none->find(*m_reader, typed.toStdString(), {}), expected);
    const auto some = read(held->byteCount() / 3);
    QVERIFY(!some->isComplete());
    QCOMPARE(*some->find(*m_reader, typed.toStdString(), {}), expected);
  }
  void noWordsFindNothing() { QVERIFY(read(TraceText::kHeldBytes)->find("  ", {}).empty()); }
  void kindAndStatusAreFoundByTheirNames() {
    const auto text = read(TraceText::kHeldBytes);
    std::size_t clients = 0;
    std::size_t failed = 0;
    for (SpanIndex span = 0; span < m_trace->size(); ++span) {
      clients += kindName(m_trace->kind[span]) == "client" ? 1 : 0;
      failed += m_trace->isError(span) ? 1 : 0;
    }
    QVERIFY(clients > 0 && failed > 0);
    QVERIFY(text->find("kind=Client", {}).size() >= clients);
    QCOMPARE(text->find("status=error", {}).size(), failed);
  }
  void stopsWhenAsked() {
    std::stop_source stop;
    stop.request_stop();
    const auto text = TraceText::read(*m_reader, *m_snapshot, m_trace, stop.get_token());
    QVERIFY(!text);
    QCOMPARE(text.error().kind, ErrorKind::Cancelled);
    const auto found = read(0)->find(*m_reader, "get", stop.get_token());
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::Cancelled);
  }

 private:
  [[nodiscard]] std::shared_ptr<const TraceText> read(std::size_t heldBytes) const {
    auto text = TraceText::read(*m_reader, *m_snapshot, m_trace, {}, heldBytes);
    if (!text) qFatal("%s", text.error().text().c_str());
    return *text;
  }

  TemporarySession m_file;
  std::unique_ptr<store::Reader> m_reader;
  std::shared_ptr<const store::Snapshot> m_snapshot;
  std::shared_ptr<const Trace> m_trace;
  std::vector<SpanRecord> m_records;
};

QTEST_GUILESS_MAIN(TraceTextTest)
#include "trace_text_test.moc"
