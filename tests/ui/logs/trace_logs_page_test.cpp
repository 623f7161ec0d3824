// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The records of one trace: in order of time with their offsets, in step with the selected span, also when
// more of the trace comes.
#include "ui/logs/trace_logs_page.h"

#include "tests/core/query/made_logs.h"
#include "tests/ui/session/session_fixture.h"
#include "ui/common/states.h"
#include "ui/logs/log_table.h"
#include "ui/logs/trace_logs_model.h"

using namespace spanloupe;
using namespace spanloupe::logs;

namespace {

constexpr TraceId kTrace{0x77, 0x1};

test::MadeLog logOf(std::uint64_t at, std::uint64_t span, const std::string& body) {
  test::MadeLog log{at, 9, body};
  log.trace = kTrace;
  log.span = {span};
  return log;
}

void pushSpan(SpanSink& sink, std::uint64_t id, const char* name, std::uint64_t at) {
  SpanView span;
  span.traceId = kTrace;
  span.spanId = {id};
  span.parentSpanId = {id == 1 ? 0U : 1U};
  span.name = name;
  span.start = timestampFromNanos(test::kLogsStart + at * test::kMilli);
  span.end = timestampFromNanos(test::kLogsStart + 100 * test::kMilli);
  span.resource = sink.resource({});
  span.scope = sink.scope({});
  sink.span(span);
}

/// A page over one trace, read as the tab reads it.
struct Shown {
  Shown() : written(home.path("trace.spanloupe").toStdString()), page(look, session) {
    look.install(*qApp);
    page.resize(1000, 400);
    page.show();
    page.table().setFocus();
  }
  bool read() {
    if (session.current() == nullptr) session.openFiles({QString::fromStdString(written.path())});
    const auto before = session.snapshot();
    session.refresh();
    if (!QTest::qWaitFor(
            [&] { return session.snapshot() && session.snapshot() != before && !session.isBusy(); }, 10000))
      return false;
    auto reader = store::Reader::open(written.path());
    if (!reader) return false;
    const auto trace = (*reader)->trace(*session.snapshot(), kTrace, {});
    if (!trace) return false;
    page.setTrace(session.snapshot(), *trace, (*trace)->start.front());
    return QTest::qWaitFor([&] { return page.isSettled(); }, 10000);
  }
  [[nodiscard]] QString at(int row) const {
    const query::LogRow* log = page.model().row(row);
    if (log == nullptr) return QStringLiteral("not read");
    return QStringList{page.model().timeOf(*log, ui::TimeZone::Utc), page.model().spanName(row),
                       QString::fromStdString(log->body)}
        .join(u'|');
  }

  test::Home home;
  test::LogSession written;
  ui::Look look;
  session::TraceSession session;
  TraceLogsPage page;
};

void writeTrace(test::LogSession& session) {
  session.addRows([](SpanSink& sink) {
    pushSpan(sink, 1, "root", 10);
    pushSpan(sink, 2, "child", 20);
    for (const test::MadeLog& log : {logOf(30, 2, "in child"), logOf(15, 1, "in root"),
                                     logOf(40, 2, "later in child"), logOf(35, 0, "of none")})
      test::push(sink, log);
  });
}

}  // namespace

class TraceLogsPageTest : public QObject {
  Q_OBJECT
 private slots:
  void recordsStandInOrderOfTimeWithTheirOffset();
  void choosingARecordSelectsItsSpan();
  void selectingASpanMarksAndShowsItsRecords();
  void whatIsChosenStaysChosenWhileTheTraceGrows();
  void aTraceWithoutRecordsSaysSo();
};

void TraceLogsPageTest::recordsStandInOrderOfTimeWithTheirOffset() {
  Shown shown;
  writeTrace(shown.written);
  QVERIFY(shown.read());
  QCOMPARE(shown.page.model().rowCount(), 4);
  QVERIFY2(shown.at(0).endsWith("|root|in root") && shown.at(0).startsWith(QLatin1Char('5')),
           qPrintable(shown.at(0)));
  QVERIFY2(shown.at(1).endsWith("|child|in child") && shown.at(1).startsWith("20"), qPrintable(shown.at(1)));
  QVERIFY2(shown.at(2).endsWith("||of none"), qPrintable(shown.at(2)));
  QVERIFY2(shown.at(3).endsWith("|child|later in child"), qPrintable(shown.at(3)));
}

void TraceLogsPageTest::choosingARecordSelectsItsSpan() {
  Shown shown;
  writeTrace(shown.written);
  QVERIFY(shown.read());
  std::vector<SpanIndex> selected;
  std::vector<SpanIndex> activated;
  connect(&shown.page, &TraceLogsPage::spanSelected, this, [&](SpanIndex span) { selected.push_back(span); });
  connect(&shown.page, &TraceLogsPage::spanActivated, this,
          [&](SpanIndex span) { activated.push_back(span); });
  LogTable& table = shown.page.table();
  QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.tableLayout().rowRect(1).center());
  QCOMPARE(selected, std::vector<SpanIndex>{1});
  QVERIFY(shown.page.model().isMarked(3) && !shown.page.model().isMarked(0));
  QTest::keyClick(&table, Qt::Key_Down);  // Of no span: nothing is selected by it.
  QCOMPARE(selected.size(), std::size_t{1});
  QTest::keyClick(&table, Qt::Key_Down);
  QCOMPARE(selected, (std::vector<SpanIndex>{1, 1}));
  QTest::keyClick(&table, Qt::Key_Return);
  QCOMPARE(activated, std::vector<SpanIndex>{1});
}

void TraceLogsPageTest::selectingASpanMarksAndShowsItsRecords() {
  Shown shown;
  shown.written.addRows([](SpanSink& sink) {
    pushSpan(sink, 1, "root", 10);
    pushSpan(sink, 2, "child", 20);
    for (std::uint64_t i = 0; i < 200; ++i) test::push(sink, logOf(20 + i, 1, "root " + std::to_string(i)));
    test::push(sink, logOf(300, 2, "child"));
  });
  QVERIFY(shown.read());
  QSignalSpy selected(&shown.page, &TraceLogsPage::spanSelected);
  LogTable& table = shown.page.table();
  shown.page.selectSpan(1);
  QCOMPARE(table.currentRow(), 200);
  QVERIFY(table.tableLayout().endRow() == 201);
  QVERIFY(shown.page.model().isMarked(200) && !shown.page.model().isMarked(0));
  shown.page.selectSpan(0);
  QCOMPARE(table.currentRow(), 0);
  table.setCurrentRow(7);
  shown.page.selectSpan(0);  // The answer of the waterfall to that.
  QCOMPARE(table.currentRow(), 7);
  shown.page.selectSpan(kNoSpan);
  QCOMPARE(table.currentRow(), -1);
  QCOMPARE(selected.count(), 1);
}

void TraceLogsPageTest::whatIsChosenStaysChosenWhileTheTraceGrows() {
  Shown shown;
  writeTrace(shown.written);
  QVERIFY(shown.read());
  shown.page.table().setCurrentRow(3);
  shown.written.add({logOf(12, 1, "came late"), logOf(50, 2, "newest")});
  QVERIFY(shown.read());
  QCOMPARE(shown.page.model().rowCount(), 6);
  QCOMPARE(shown.page.table().currentRow(), 4);
  QVERIFY2(shown.at(4).endsWith("later in child"), qPrintable(shown.at(4)));
}

void TraceLogsPageTest::aTraceWithoutRecordsSaysSo() {
  Shown shown;
  shown.written.addRows([](SpanSink& sink) { pushSpan(sink, 1, "root", 10); });
  QVERIFY(shown.read());
  QVERIFY(shown.page.findChild<ui::EmptyState*>()->isVisible());
  QVERIFY(!shown.page.table().isVisible());
}

QTEST_MAIN(TraceLogsPageTest)
#include "trace_logs_page_test.moc"
