// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Files, endpoints and who sends to them as lines; what is new comes behind what is there.
#include "ui/sources/sources_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "sources_facts.h"

using namespace spanloupe;
using namespace spanloupe::sources;
using Kind = SourceLine::Kind;

namespace {

QString text(const QAbstractItemModel& model, int row, Column column, const QModelIndex& parent = {}) {
  return model.index(row, static_cast<int>(column), parent).data().toString();
}

QString thin(QString words) { return words.replace(QLatin1Char('_'), ui::kThinSpace); }

}  // namespace

class SourcesModelTest : public QObject {
  Q_OBJECT
 private slots:
  void aFileIsOneLine();
  void anEndpointHasItsSendersRefusalsAndWhatWasDropped();
  void whileNothingListensAnEndpointKeepsItsCounts();
  void theCopyIsALineOfItsOwn();
  void sizesOfAColumnHaveOneUnit();
  void rowsAreCopiedWithEveryDigit();
  void newServicesComeLastAndNothingMoves();
  void sendersThatAreNoLongerKnownGoAndTheRestStays();
  void anotherSessionBeginsAnew();
  void kindsStayTogetherInAnyOrder();
  void ratesNeedTwoCounts();
};

void SourcesModelTest::aFileIsOneLine() {
  const test::Facts facts;
  SourcesModel model;
  model.setZone(ui::TimeZone::Utc);
  model.setLines(facts.lines());
  QCOMPARE(text(model, 0, Column::Name), QString("shop.json"));
  QCOMPARE(text(model, 0, Column::Details), QString("otlp-json"));
  QCOMPARE(text(model, 0, Column::Spans), thin("1_200"));
  QCOMPARE(text(model, 0, Column::Duplicates), QString("3"));
  QCOMPARE(text(model, 0, Column::Diagnostics), QString("2"));
  QCOMPARE(text(model, 0, Column::LastSeen), QString("2026-03-12 14:00:00"));
  QCOMPARE(text(model, 0, Column::Rate), QString());
  QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().startsWith("/x/shop.json"));
  QCOMPARE(model.rowCount(model.index(0, 0)), 0);
}

void SourcesModelTest::anEndpointHasItsSendersRefusalsAndWhatWasDropped() {
  const test::Facts facts;
  SourcesModel model;
  model.setLines(facts.lines());
  const QModelIndex endpoint = model.index(1, 0);
  QCOMPARE(text(model, 1, Column::Details), QString("127.0.0.1:4317, [::1]:4317"));
  QCOMPARE(text(model, 1, Column::Refused), QString("18"));
  QCOMPARE(text(model, 1, Column::Dropped), QString("700"));
  QCOMPARE(model.rowCount(endpoint), 5);
  QCOMPARE(text(model, 0, Column::Name, endpoint), QString("web"));
  QCOMPARE(text(model, 0, Column::Details, endpoint), QString("opentelemetry 1.24.0, python"));
  QCOMPARE(text(model, 1, Column::Spans, endpoint), thin("2_000"));
  QCOMPARE(text(model, 2, Column::Name, endpoint), QString("14 requests refused: without the token"));
  QCOMPARE(text(model, 3, Column::Name, endpoint),
           QString("4 spans refused: without a valid trace or span id"));
  QCOMPARE(text(model, 4, Column::Name, endpoint), QString("dropped on 2026-03-12 (UTC)"));
  QCOMPARE(text(model, 4, Column::Details, endpoint), QString("70 traces"));
  const QString tip = model.index(4, 0, endpoint).data(Qt::ToolTipRole).toString();
  QVERIFY2(tip.contains("700 spans, 0 log records, 70 traces"), qPrintable(tip));
}

void SourcesModelTest::whileNothingListensAnEndpointKeepsItsCounts() {
  const test::Facts facts;
  const auto lines = sourceLines({facts.sources, {}, nullptr, facts.rates, ui::TimeZone::Utc});
  QCOMPARE(lines[1].details, QString("endpoint, not listening here"));
  QCOMPARE(*lines[1].spans, std::uint64_t{5000});
  QCOMPARE(lines[1].below.size(), std::size_t{1});
  QVERIFY(!lines[1].rate);
}

void SourcesModelTest::theCopyIsALineOfItsOwn() {
  test::Facts facts;
  session::ForwardingState copy;
  copy.target = "https://api.example.com:443";
  copy.counts.sentRequests = 7;
  copy.counts.waitingRequests = 2;
  copy.counts.waitingBytes = 1000;
  facts.listening.forwarding = copy;
  std::vector<SourceLine> lines = facts.lines();
  QCOMPARE(lines.size(), std::size_t{3});
  QCOMPARE(lines[2].name, QString("copy to https://api.example.com:443"));
  QCOMPARE(lines[2].details, QString("7 sent, 2 waiting"));
  QCOMPARE(lines[2].below.size(), std::size_t{1});
  QCOMPARE(lines[2].below[0].name, thin("2 requests waiting (1_kB)"));
  QVERIFY(lines[2].below[0].kind == Kind::Sender);  // Nothing to worry about.
  facts.listening.forwarding->counts.refusedRequests = 1;
  facts.listening.forwarding->counts.lastError = "HTTP status 401";
  lines = facts.lines();
  QCOMPARE(lines[2].refused.value(), std::uint64_t{1});
  QVERIFY(lines[2].below.back().kind == Kind::Refusal);
  QCOMPARE(lines[2].below.back().name, QString("last error: HTTP status 401"));
}

void SourcesModelTest::sizesOfAColumnHaveOneUnit() {
  const test::Facts facts;
  SourcesModel model;
  model.setLines(facts.lines());
  QCOMPARE(text(model, 0, Column::Bytes), thin("2.5_MB"));
  QCOMPARE(text(model, 1, Column::Bytes), thin("0.9_MB"));
  QCOMPARE(model.index(1, static_cast<int>(Column::Bytes)).data(Qt::ToolTipRole).toString(),
           thin("900_000 bytes"));
  std::vector<SourceLine> lines = facts.lines();
  lines[1].bytes = 49'999;
  model.setLines(lines);
  QCOMPARE(text(model, 1, Column::Bytes), thin("<0.1_MB"));
  lines[1].bytes = 0;
  model.setLines(lines);
  QCOMPARE(text(model, 1, Column::Bytes), thin("0.0_MB"));
}

void SourcesModelTest::rowsAreCopiedWithEveryDigit() {
  const test::Facts facts;
  QCOMPARE(copyText(facts.lines()[0], ui::TimeZone::Utc),
           QString("shop.json\totlp-json\t1200\t0\t2500000\t\t2026-03-12 14:00:00.000\t3\t\t\t2\n"));
}

void SourcesModelTest::newServicesComeLastAndNothingMoves() {
  test::Facts facts;
  SourcesModel model;
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  model.setLines(facts.lines());
  const QPersistentModelIndex cart = model.index(1, 0, model.index(1, 0));
  facts.listening.senders.insert(facts.listening.senders.begin(), test::Facts::sender("aaa", 1));
  facts.listening.senders[2].spans = 2500;
  store::SourceRow other = facts.sources[0];
  other.id = 3;
  facts.sources.insert(facts.sources.begin(), other);
  model.setLines(facts.lines());
  QCOMPARE(model.rowCount(), 3);
  QVERIFY(cart.isValid() && cart.row() == 1);
  QCOMPARE(cart.sibling(cart.row(), static_cast<int>(Column::Spans)).data().toString(), thin("2_500"));
  QCOMPARE(text(model, 5, Column::Name, model.index(1, 0)), QString("aaa"));
}

void SourcesModelTest::sendersThatAreNoLongerKnownGoAndTheRestStays() {
  test::Facts facts;
  SourcesModel model;
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  model.setLines(facts.lines());
  const QModelIndex endpoint = model.index(1, 0);
  const int all = model.rowCount(endpoint);
  const QPersistentModelIndex last(model.index(all - 1, 0, endpoint));
  const QString lastName = last.data().toString();
  QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
  facts.listening.senders.erase(facts.listening.senders.begin());
  model.setLines(facts.lines());
  QCOMPARE(model.rowCount(endpoint), all - 1);
  QCOMPARE(text(model, 0, Column::Name, endpoint), QString("cart"));
  QVERIFY(last.isValid() && last.data().toString() == lastName);
  QCOMPARE(resets.count(), 0);
}

void SourcesModelTest::anotherSessionBeginsAnew() {
  const test::Facts facts;
  SourcesModel model;
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  model.setLines(facts.lines());
  model.setLines({});
  QCOMPARE(model.rowCount(), 0);
  model.setLines(facts.lines());
  QCOMPARE(model.rowCount(), 2);
}

void SourcesModelTest::kindsStayTogetherInAnyOrder() {
  const test::Facts facts;
  SourcesModel model;
  model.setLines(facts.lines());
  SortedSources sorted(model);
  const auto names = [&] {
    QStringList all;
    QModelIndex endpoint;
    for (int row = 0; row < 2; ++row)
      if (sorted.rowCount(sorted.index(row, 0)) > 0) endpoint = sorted.index(row, 0);
    for (int row = 0; row < sorted.rowCount(endpoint); ++row)
      all << text(sorted, row, Column::Name, endpoint).section(' ', 0, 0);
    return all.join(' ');
  };
  sorted.sort(static_cast<int>(Column::Spans), Qt::AscendingOrder);
  QCOMPARE(names(), QString("cart web 14 4 dropped"));
  sorted.sort(static_cast<int>(Column::Spans), Qt::DescendingOrder);
  QCOMPARE(names(), QString("web cart 14 4 dropped"));
  QCOMPARE(text(sorted, 0, Column::Name), QString("OTLP/gRPC"));
  sorted.sort(static_cast<int>(Column::Name), Qt::AscendingOrder);
  QVERIFY(names().startsWith("cart web"));
}

void SourcesModelTest::ratesNeedTwoCounts() {
  SenderRates rates;
  const SenderRates::Clock::time_point begin{};
  rates.take({test::Facts::sender("web", 3000), test::Facts::sender("cart", 0)}, begin);
  QCOMPARE(rates.ofSource(2), std::uint64_t{0});
  rates.take({test::Facts::sender("web", 9000)}, begin + std::chrono::milliseconds(500));
  QCOMPARE(rates.ofSender(2, "web"), std::uint64_t{0});  // Too soon to tell.
  rates.take({test::Facts::sender("web", 5000), test::Facts::sender("cart", 100)},
             begin + std::chrono::seconds(2));
  QCOMPARE(rates.ofSender(2, "web"), std::uint64_t{1000});
  QCOMPARE(rates.ofSource(2), std::uint64_t{1050});
  rates.take({test::Facts::sender("web", 10)}, begin + std::chrono::seconds(3));  // Begun anew.
  QCOMPARE(rates.ofSource(2), std::uint64_t{0});
}

QTEST_MAIN(SourcesModelTest)
#include "sources_model_test.moc"
