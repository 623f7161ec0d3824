// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_list_model.h"
#include "ui/traces/trace_search.h"

#include <QAbstractItemModelTester>

#include "tests/ui/session/session_fixture.h"

using namespace spanloupe;
using namespace spanloupe::traces;
using store::TraceColumn;

class TraceListModelTest : public QObject {
  Q_OBJECT
 private slots:
  void obeysTheRulesOfModels();
  void sortsByEachColumn_data();
  void sortsByEachColumn();
  void fetchesRowsFarDown();
  void nothingIsMissingBeforeTheImportIsOver();
  void writesOneUnitPerColumn();
  void findsTrackedTracesAgain();
  void findsATraceAmongManyEqualOnes();
};

namespace {

std::vector<test::SketchTrace> threeTraces() {
  return {{.service = "web", .name = "beta", .startMs = 10, .durationMs = 300, .spans = 2, .errors = 0},
          {.service = "api", .name = "alpha", .startMs = 20, .durationMs = 100, .spans = 5, .errors = 1},
          {.service = "mobile", .name = "gamma", .startMs = 30, .durationMs = 200, .spans = 1, .errors = 0}};
}

QStringList names(const TraceListModel& model) {
  QStringList list;
  for (int row = 0; row < model.rowCount(); ++row)
    list << model.index(row, static_cast<int>(Column::Root)).data().toString();
  return list;
}

}  // namespace

void TraceListModelTest::obeysTheRulesOfModels() {
  const test::Home home;
  session::TraceSession session;
  TraceListModel model(session);
  QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  QVERIFY(test::load(session, {home.write("a.json", test::otlpJson(threeTraces()))}));
  QTRY_COMPARE(model.rowCount(), 3);
  model.setOrder({TraceColumn::Duration, true});
  QTRY_COMPARE(names(model).first(), QString("beta"));
  store::TraceFilter filter;
  filter.text = "a";
  filter.shortest = std::chrono::milliseconds(150);
  model.setFilter(filter);
  QTRY_COMPARE(names(model), (QStringList{"beta", "gamma"}));
  QCOMPARE(model.total(), std::uint64_t{3});
  filter.text = "nothing";
  model.setFilter(filter);
  QTRY_COMPARE(model.rowCount(), 0);
  model.setFilter({});
  QTRY_COMPARE(model.rowCount(), 3);
  QVERIFY(test::load(session, {home.write("b.json", test::otlpJson({{}}))}));
  QTRY_COMPARE(model.rowCount(), 1);
}

void TraceListModelTest::sortsByEachColumn_data() {
  QTest::addColumn<int>("column");
  QTest::addColumn<bool>("descending");
  QTest::addColumn<QString>("order");
  QTest::newRow("start") << int(TraceColumn::Start) << false << "beta alpha gamma";
  QTest::newRow("start down") << int(TraceColumn::Start) << true << "gamma alpha beta";
  QTest::newRow("duration") << int(TraceColumn::Duration) << true << "beta gamma alpha";
  QTest::newRow("name") << int(TraceColumn::RootName) << false << "alpha beta gamma";
  QTest::newRow("service") << int(TraceColumn::RootService) << false << "alpha gamma beta";
  QTest::newRow("spans") << int(TraceColumn::Spans) << true << "alpha beta gamma";
  QTest::newRow("errors") << int(TraceColumn::Errors) << true << "alpha";
  QTest::newRow("services") << int(TraceColumn::Services) << false << "gamma";
}

void TraceListModelTest::sortsByEachColumn() {
  QFETCH(int, column);
  QFETCH(bool, descending);
  QFETCH(QString, order);
  const test::Home home;
  session::TraceSession session;
  TraceListModel model(session);
  QVERIFY(test::load(session, {home.write("a.json", test::otlpJson(threeTraces()))}));
  model.setOrder({static_cast<TraceColumn>(column), descending});
  QTRY_VERIFY2(!model.isWaiting() && names(model).join(' ').startsWith(order),
               qPrintable(names(model).join(' ')));
}

void TraceListModelTest::nothingIsMissingBeforeTheImportIsOver() {
  const test::Home home;
  session::TraceSession session;
  TraceListModel model(session);
  int lists = 0;
  connect(&model, &QAbstractItemModel::modelReset, this, [&] {
    if (model.rowCount() == 0) return;
    ++lists;
    QCOMPARE(model.formats().isGrowing, session.isBusy());
  });
  QVERIFY(test::load(session, {home.write("a.json", test::otlpJson(threeTraces()))}));
  QTRY_COMPARE(model.rowCount(), 3);
  QTRY_VERIFY(!model.isWaiting());
  QVERIFY(lists > 0);
  QVERIFY(!model.formats().isGrowing);
}

void TraceListModelTest::fetchesRowsFarDown() {
  const test::Home home;
  session::TraceSession session;
  TraceListModel model(session);
  std::vector<test::SketchTrace> many;
  for (int i = 0; i < 3000; ++i) many.push_back({.name = QString::number(i), .startMs = i});
  QVERIFY(test::load(session, {home.write("a.json", test::otlpJson(many))}));
  model.setOrder({TraceColumn::Start, false});
  QTRY_COMPARE(model.rowCount(), 3000);
  QTRY_VERIFY(!model.isWaiting());
  QVERIFY(!model.traceRow(2500));
  model.showRows(2480, 40);
  QTRY_VERIFY(model.traceRow(2500));
  QCOMPARE(QString::fromStdString(model.traceRow(2500)->rootName), QString("2500"));
  std::vector<store::TraceRow> copied;
  model.fetchRows({{1000, 1001}, {1002, 1002}},
                  [&](std::vector<store::TraceRow> rows) { copied = std::move(rows); });
  QTRY_COMPARE(copied.size(), std::size_t{3});
  QCOMPARE(copied[2].rootName, std::string("1002"));
}

void TraceListModelTest::writesOneUnitPerColumn() {
  const test::Home home;
  session::TraceSession session;
  TraceListModel model(session);
  QVERIFY(test::load(session,
                     {home.write("a.json", test::otlpJson({{.durationMs = 1842}, {.durationMs = 38}}))}));
  QTRY_COMPARE(model.rowCount(), 2);
  model.setOrder({TraceColumn::Duration, true});
  QTRY_VERIFY(!model.isWaiting());
  const auto text = [&](int row) {
    return model.index(row, static_cast<int>(Column::Duration)).data().toString();
  };
  QCOMPARE(text(0), QString::fromUtf8("1\u202f842.0\u202fms"));
  QCOMPARE(text(1), QString::fromUtf8("38.0\u202fms"));
}

void TraceListModelTest::findsTrackedTracesAgain() {
  const test::Home home;
  session::TraceSession session;
  TraceListModel model(session);
  QVERIFY(test::load(session, {home.write("a.json", test::otlpJson(threeTraces()))}));
  QTRY_COMPARE(model.rowCount(), 3);
  QTRY_VERIFY(!model.isWaiting());
  store::TraceRow alpha;
  for (int row = 0; row < 3; ++row)
    if (model.traceRow(row)->rootName == "alpha") alpha = *model.traceRow(row);
  store::TraceRow stranger = alpha;
  stranger.id = {9, 9};
  std::vector<int> rows;
  connect(&model, &TraceListModel::relisted, this, [&](int selected, int top) { rows = {selected, top}; });
  for (const TraceColumn column : {TraceColumn::RootName, TraceColumn::Duration, TraceColumn::Spans}) {
    rows.clear();
    model.track({alpha, std::nullopt, {}});
    model.setOrder({column, true});
    QTRY_COMPARE(rows.size(), std::size_t{2});
    QCOMPARE(model.traceRow(rows[0])->rootName, std::string("alpha"));
    QCOMPARE(rows[1], -1);
  }
  model.track({stranger, std::nullopt, {}});
  rows.clear();
  model.setOrder({TraceColumn::Start, true});
  QTRY_COMPARE(rows.size(), std::size_t{2});
  QCOMPARE(rows[0], -1);
}

void TraceListModelTest::findsATraceAmongManyEqualOnes() {
  const test::Home home;
  session::TraceSession session;
  TraceListModel model(session);
  std::vector<test::SketchTrace> many;
  // More than are looked at one by one.
  constexpr int kMany = kEqualLooked + 2000;
  for (int i = 0; i < kMany; ++i) many.push_back({.name = QString::number(i), .startMs = i, .durationMs = 7});
  QVERIFY(test::load(session, {home.write("a.json", test::otlpJson(many))}));
  QTRY_VERIFY(!model.isWaiting() && model.rowCount() == kMany);
  model.setOrder({TraceColumn::Start, false});
  QTRY_VERIFY(!model.isWaiting());
  model.showRows(5995, 10);
  QTRY_VERIFY(model.traceRow(6000));
  const TrackedTrace wanted(*model.traceRow(6000), model.positionOf(6000));
  int selected = -1;
  connect(&model, &TraceListModel::relisted, this, [&](int row, int) { selected = std::max(selected, row); });
  model.track({wanted, std::nullopt, {}});
  model.setOrder({TraceColumn::Duration, false});
  QTRY_VERIFY(!model.isWaiting());
  model.track({wanted, std::nullopt, {}});
  model.showRows(600, 10);
  emit session.snapshotChanged();
  QTRY_VERIFY(selected >= 0);
  model.showRows(selected, 1);
  QTRY_VERIFY(model.traceRow(selected));
  QCOMPARE(model.traceRow(selected)->rootName, std::string("6000"));
}

QTEST_MAIN(TraceListModelTest)
#include "trace_list_model_test.moc"
