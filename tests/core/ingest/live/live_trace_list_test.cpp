// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Spans come late, out of order, hours apart, children first and the root last: after each commit the trace
// has one row that tells what is known.
#include <QTest>

#include "core/store/snapshot.h"
#include "tests/support/trace_sketch.h"
#include "upkeep_session.h"

using namespace spanloupe;
using namespace spanloupe::ingest;
using namespace spanloupe::test;

namespace {

constexpr std::uint64_t kHour = 3'600'000;  // Milliseconds.

/// The session's one trace: "SPANS spans, ERRORS errors, MISSING missing, root NAME, START+DURATION".
QString theTrace(const std::string& path) {
  const auto rows = traceList(path);
  if (rows.size() != 1) return QString("%1 traces").arg(rows.size());
  const store::TraceRow& row = rows.front();
  return QString("%1 spans, %2 errors, %3 missing, root %4, %5+%6")
      .arg(row.spans)
      .arg(row.errors)
      .arg(row.missingParents)
      .arg(row.rootName.c_str())
      .arg((nanosOf(row.start) - kSketchBase) / 1'000'000)
      .arg(row.duration.count() / 1'000'000);
}

}  // namespace

class LiveTraceListTest : public QObject {
  Q_OBJECT
 private slots:
  void childrenFirstAndTheRootLast();
  void spansHoursApart();
  void aTraceInManyRequestsIsOneRowAfterMerging();
};

void LiveTraceListTest::childrenFirstAndTheRootLast() {
  const TemporarySession file;
  const auto live = openLive(file.path());
  const std::int64_t source = sourceOf(*live);
  const auto sent = [&](const SentSpan& span) {
    send(*live, source, requestOf(std::vector<SentSpan>{span}));
  };
  sent({1, 3, 2, "leaf", 40, 50, true});
  QTRY_COMPARE(theTrace(file.path()), QString("1 spans, 1 errors, 1 missing, root leaf, 40+10"));
  sent({1, 4, 2, "sibling", 20, 30});
  QTRY_COMPARE(theTrace(file.path()), QString("2 spans, 1 errors, 1 missing, root sibling, 20+30"));
  sent({1, 2, 1, "middle", 10, 60});
  QTRY_COMPARE(theTrace(file.path()), QString("3 spans, 1 errors, 1 missing, root middle, 10+50"));
  sent({1, 1, 0, "root", 0, 100});
  QTRY_COMPARE(theTrace(file.path()), QString("4 spans, 1 errors, 0 missing, root root, 0+100"));
}

void LiveTraceListTest::spansHoursApart() {
  const TemporarySession file;
  const std::vector<SentSpan> spans{{1, 5, 1, "yesterday", 0, 10},
                                    {1, 6, 5, "and its child", 5, 9},
                                    {1, 7, 1, "after a restart", 30 * kHour, 30 * kHour + 10, true},
                                    {1, 1, 0, "root", 5 * kHour, 40 * kHour}};
  const std::vector<QString> expected{"1 spans, 0 errors, 1 missing, root yesterday, 0+10",
                                      "2 spans, 0 errors, 1 missing, root yesterday, 0+10",
                                      "3 spans, 1 errors, 1 missing, root yesterday, 0+108000010",
                                      "4 spans, 1 errors, 0 missing, root root, 0+144000000"};
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const auto live = openLive(file.path());
    send(*live, sourceOf(*live), requestOf(std::vector<SentSpan>{spans[i]}));
    live->stop();
    QCOMPARE(theTrace(file.path()), expected[i]);
  }
}

void LiveTraceListTest::aTraceInManyRequestsIsOneRowAfterMerging() {
  UpkeepSession live;
  for (std::uint64_t i = 0; i < 100; ++i) {
    live.commit([i](SpanSink& sink) {
      UpkeepSession::pushSpan(sink, 1, i + 1);
      UpkeepSession::pushSpan(sink, 2 + i, 1);
    });
    live.run(0);
    const auto rows = traceList(live.path());
    QCOMPARE(rows.size(), std::size_t{i + 2});
    const auto row = std::find_if(rows.begin(), rows.end(), [](const auto& r) { return r.id == traceId(1); });
    QCOMPARE(row->spans, static_cast<std::uint32_t>(i + 1));
  }
  QVERIFY(live.segments() < 40);
  const auto reader = store::Reader::open(live.path());
  QCOMPARE((*reader)->trace(**(*reader)->snapshot(), traceId(1), {}).value()->size(), std::size_t{100});
}

QTEST_GUILESS_MAIN(LiveTraceListTest)
#include "live_trace_list_test.moc"
