// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_sketch.h"

#include <QTest>
#include <algorithm>

using namespace spanloupe;
using namespace spanloupe::traces;

namespace {

constexpr std::uint64_t kStart = 1'773'324'000'000'000'000;

struct Part {
  const char* service;
  int from;  ///< In thousandths of the trace; negative `to` = no end.
  int to;
  bool isRoot = false;
  bool isOrphan = false;
};

Timestamp at(int thousandth) {
  return timestampFromNanos(kStart + static_cast<std::uint64_t>(thousandth) * 1'000'000);
}

TraceSketch sketch(const std::vector<Part>& parts, std::uint32_t errors = 0, bool isWhole = true) {
  store::TraceOutline outline;
  outline.isWhole = isWhole;
  for (const Part& part : parts) {
    auto found = std::find(outline.services.begin(), outline.services.end(), part.service);
    if (found == outline.services.end())
      found = outline.services.insert(outline.services.end(), part.service);
    outline.spans.push_back({at(part.from), part.to < 0 ? Timestamp{} : at(part.to),
                             static_cast<std::uint32_t>(found - outline.services.begin()), part.isRoot,
                             part.isOrphan});
  }
  store::TraceRow row;
  row.start = timestampFromNanos(kStart);
  row.duration = std::chrono::milliseconds(1000);
  row.errors = errors;
  row.rootService = "web";
  return sketchOf(outline, row);
}

/// "cart 0-100 @1": service, permille of the trace, lane.
QStringList lines(const TraceSketch& sketch) {
  QStringList texts;
  const auto permille = [](std::uint16_t step) { return qRound(1000.0 * step / kSketchSteps); };
  for (const SketchBar& bar : sketch.bars)
    texts << QStringLiteral("%1 %2-%3 @%4")
                 .arg(QString::fromStdString(sketch.services[bar.service]))
                 .arg(permille(bar.from))
                 .arg(permille(bar.to))
                 .arg(bar.lane);
  return texts;
}

}  // namespace

class TraceSketchTest : public QObject {
  Q_OBJECT
 private slots:
  void theRootOfATracePartlyReadSpansAllOfIt();
  void oneLinePerServiceInTurn() {
    const TraceSketch made = sketch(
        {{"web", 0, 1000, true}, {"cart", 100, 300}, {"web", 50, 900}, {"db", 200, 250}, {"pay", 200, 900}});
    QCOMPARE(made.services.front(), std::string("web"));
    QCOMPARE(made.root.from, 0);
    QCOMPARE(made.root.to, kSketchSteps);
    QCOMPARE(lines(made), (QStringList{"cart 101-300 @0", "db 200-250 @1", "pay 200-899 @2"}));
    QVERIFY(!made.failed);
  }
  void timesCloserThanAPixelAreOneLine() {
    const TraceSketch made =
        sketch({{"web", 0, 1000, true}, {"db", 100, 200}, {"db", 204, 300}, {"db", 400, 500}});
    QCOMPARE(lines(made), (QStringList{"db 101-300 @0", "db 399-500 @0"}));
  }
  void servicesBeyondTheLanesTakeOneThatIsFree() {
    const TraceSketch made = sketch({{"web", 0, 1000, true},
                                     {"a", 0, 900},
                                     {"b", 10, 200},
                                     {"c", 20, 900},
                                     {"d", 30, 900},
                                     {"e", 500, 600}});
    QVERIFY2(lines(made).contains("e 500-601 @1"), qPrintable(lines(made).join(' ')));
  }
  void theRootIsTheEarliestWithoutParent() {
    const TraceSketch made =
        sketch({{"late", 0, 900, false, true}, {"web", 100, 1000, true}, {"x", 200, 1000, true}});
    QCOMPARE(made.services.front(), std::string("web"));
    QCOMPARE(qRound(1000.0 * made.root.from / kSketchSteps), 101);
    QCOMPARE(
        sketch({{"b", 500, 600, false, true}, {"a", 1, 999, false, true}, {"c", 0, 1000}}).services.front(),
        std::string("a"));
  }
  void aSpanWithoutEndIsAPoint() {
    const TraceSketch made = sketch({{"web", 0, 1000, true}, {"db", 500, -1}});
    QCOMPARE(made.bars.size(), std::size_t{1});
    QCOMPARE(made.bars[0].from, made.bars[0].to);
  }
  void nothingLeavesThePicture() {
    store::TraceOutline outline;
    outline.services = {"web", "db"};
    outline.spans = {
        {at(0), at(1000), 0, true, false},
        {timestampFromNanos(kStart - 5), timestampFromNanos(kStart + 99'000'000'000), 1, false, false},
        {timestampFromNanos(7), timestampFromNanos(9), 1, false, false}};
    store::TraceRow row;
    row.start = timestampFromNanos(kStart);
    row.duration = std::chrono::milliseconds(1000);
    const TraceSketch made = sketchOf(outline, row);
    QCOMPARE(made.bars.size(), std::size_t{1});
    QCOMPARE(made.bars[0].from, 0);
    QCOMPARE(made.bars[0].to, kSketchSteps);
    row.duration = {};
    QCOMPARE(sketchOf(outline, row).root.to, 0);
  }
  void withoutSpansThereIsStillALine() {
    store::TraceRow row;
    row.rootService = "web";
    const TraceSketch made = sketchOf({}, row);
    QCOMPARE(made.services, (std::vector<std::string>{"web"}));
    QCOMPARE(made.root.to, kSketchSteps);
  }
  void errorsAreMarked() { QVERIFY(sketch({{"web", 0, 1000, true}}, 2).failed); }
  void staysSmallHoweverManySpansThereAre() {
    std::vector<Part> parts{{"web", 0, 1000, true}};
    std::vector<std::string> names;
    for (int i = 0; i < 500; ++i) names.push_back("s" + std::to_string(i));
    for (int i = 0; i < 20000; ++i)
      parts.push_back({names[static_cast<std::size_t>(i % 500)].c_str(), i % 991, i % 991 + 1});
    const TraceSketch made = sketch(parts);
    QVERIFY(made.bars.size() <= kSketchBars);
    QVERIFY(made.services.size() <= kSketchServices);
    for (const SketchBar& bar : made.bars) QVERIFY(bar.lane < kSketchLanes && bar.from <= bar.to);
  }
};

void TraceSketchTest::theRootOfATracePartlyReadSpansAllOfIt() {
  const TraceSketch partly = sketch({{"db", 400, 500}, {"web", 600, 700}}, 0, false);
  QCOMPARE(QString::fromStdString(partly.services[partly.root.service]), QString("web"));
  QCOMPARE(partly.root.from, std::uint16_t{0});
  QCOMPARE(partly.root.to, static_cast<std::uint16_t>(kSketchSteps));
  QCOMPARE(lines(partly), QStringList{"db 399-500 @0"});
}

QTEST_GUILESS_MAIN(TraceSketchTest)
#include "trace_sketch_test.moc"
