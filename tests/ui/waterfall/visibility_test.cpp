// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the rules leave of a trace, alone and together, and how going to a hidden span lifts them.
#include <QElapsedTimer>
#include <QTest>

#include "tests/ui/waterfall/waterfall_fixture.h"

namespace spanloupe::waterfall {

class VisibilityTest : public QObject {
  Q_OBJECT

 private slots:
  void hiddenServicesLeaveTheirChildren();
  void onlyErrorsKeepsTheWayToThem();
  void onlyCriticalKeepsThePath();
  void rulesCombineBeforeAncestorsAreAdded();
  void focusMakesANodeTheTop();
  void onlyMatchesEndsWithTheSearch();
  void placeholdersGoWithTheirChildren();
  void collapsingWorksUnderRules();
  void collapsesTheSiblingsOfANode();
  void siblingsAreThoseThatAreShown();
  void countsAddUp();
  void revealLiftsOnlyWhatHides();
  void revealLiftsNothingForAFoldedNode();
  void servicesAreAddedUp();
  void aMillionSpansAreFilteredQuickly();
};

namespace {

// The path goes through slow; fast is waited for by nobody.
constexpr const char* kSketch = R"(web root 0-100
  web fast 5-20
    db read 6-10 error
  cart slow 20-99 error
    db query 30-60
    cart rank 60-95
)";

void set(Scene& scene, const std::function<void(Visibility&)>& change) {
  Visibility visibility = scene.model.visibility();
  change(visibility);
  scene.model.setVisibility(visibility);
}

StringIndex service(const Scene& scene, std::string_view name) {
  for (const StringIndex one : scene.document->services) {
    if (scene.document->text(one) == name) return one;
  }
  qFatal("no service");
}

/// Visible rows by their depth among the rows.
std::string shown(const Scene& scene) {
  std::string text;
  for (RowIndex row = 0; row < scene.model.rowCount(); ++row) {
    const NodeIndex node = scene.model.nodeAt(row);
    text += std::string(scene.model.depthOf(row), '-');
    text += scene.document->isPlaceholder(node) ? "?" : test::nameOf(*scene.document->trace, node);
    text += scene.model.isCollapsed(node) ? "+ " : " ";
  }
  return text;
}

std::shared_ptr<const SpanMatches> matching(const Scene& scene, std::vector<std::string_view> names) {
  auto matches = std::make_shared<SpanMatches>();
  for (const std::string_view name : names) matches->spans.push_back(scene.node(name));
  std::sort(matches->spans.begin(), matches->spans.end());
  matches->words = QStringList{"x"};
  return matches;
}

}  // namespace

void VisibilityTest::hiddenServicesLeaveTheirChildren() {
  Scene scene(kSketch);
  set(scene, [&](Visibility& v) { v.setHidden(service(scene, "cart"), true); });
  QCOMPARE(shown(scene), std::string("root -fast --read -query "));
  set(scene, [&](Visibility& v) { v.setHidden(service(scene, "db"), true); });
  QCOMPARE(shown(scene), std::string("root -fast "));
  set(scene, [&](Visibility& v) { v.hideAllBut(service(scene, "db"), *scene.document); });
  QCOMPARE(shown(scene), std::string("read query "));
}

void VisibilityTest::onlyErrorsKeepsTheWayToThem() {
  Scene scene(kSketch);
  set(scene, [](Visibility& v) { v.onlyErrors = true; });
  QCOMPARE(shown(scene), std::string("root -fast --read -slow "));
  QVERIFY(!scene.model.isExpandable(scene.node("slow")));
}

void VisibilityTest::onlyCriticalKeepsThePath() {
  Scene scene(kSketch);
  set(scene, [](Visibility& v) { v.onlyCritical = true; });
  QVERIFY(scene.model.rowOf(scene.node("slow")) != kNoRow);
  QVERIFY(scene.model.rowOf(scene.node("rank")) != kNoRow);
  for (RowIndex row = 0; row < scene.model.rowCount(); ++row) {
    const NodeIndex node = scene.model.nodeAt(row);
    QVERIFY(!scene.document->criticalOf(node).empty() || scene.model.isExpandable(node));
  }
}

void VisibilityTest::rulesCombineBeforeAncestorsAreAdded() {
  Scene scene(R"(a root 0-100
  a failed 0-40 error
  a late 40-100
    a both 41-99 error
)");
  set(scene, [](Visibility& v) { v.onlyErrors = v.onlyCritical = true; });
  // The first failed one is on the path too; what only leads to a match is shown, what matches one rule is
  // not.
  QVERIFY(shown(scene).find("-late --both") != std::string::npos);
  set(scene, [&](Visibility& v) { v.setHidden(service(scene, "a"), true); });
  QCOMPARE(scene.model.rowCount(), RowIndex{0});
}

void VisibilityTest::focusMakesANodeTheTop() {
  Scene scene(kSketch);
  set(scene, [&](Visibility& v) { v.focus = scene.node("slow"); });
  QCOMPARE(shown(scene), std::string("slow -query -rank "));
  QCOMPARE(scene.model.parentRow(0), kNoRow);
  scene.model.expandToDepth(0);
  QCOMPARE(shown(scene), std::string("slow+ "));
}

void VisibilityTest::onlyMatchesEndsWithTheSearch() {
  Scene scene(kSketch);
  set(scene, [](Visibility& v) { v.onlyMatches = true; });
  QVERIFY2(!scene.model.visibility().onlyMatches, "there is no search yet");
  scene.model.setMatches(matching(scene, {"query"}));
  set(scene, [](Visibility& v) { v.onlyMatches = true; });
  QCOMPARE(shown(scene), std::string("root -slow --query "));
  scene.model.setMatches(matching(scene, {"read", "query"}));
  QCOMPARE(shown(scene), std::string("root -fast --read -slow --query "));
  scene.model.setMatches(nullptr);
  QCOMPARE(scene.model.rowCount(), RowIndex{6});
}

void VisibilityTest::placeholdersGoWithTheirChildren() {
  Scene scene("a root 0-100\nb orphan 10-20 missing\nc other 30-40 missing error\n");
  set(scene, [&](Visibility& v) { v.setHidden(service(scene, "b"), true); });
  QVERIFY(scene.model.rowOf(scene.node("orphan")) == kNoRow);
  QCOMPARE(shown(scene).find("orphan"), std::string::npos);
  set(scene, [&](Visibility& v) { v.onlyErrors = true; });
  QCOMPARE(shown(scene), std::string("? -other "));
  QCOMPARE(scene.model.visibleSpans(), 1U);
}

void VisibilityTest::collapsingWorksUnderRules() {
  Scene scene(kSketch);
  set(scene, [&](Visibility& v) { v.setHidden(service(scene, "cart"), true); });
  scene.model.setCollapsed(scene.node("root"), true);
  QCOMPARE(shown(scene), std::string("root+ "));
  QCOMPARE(scene.model.shownBelow(scene.node("root")), 3U);
  QCOMPARE(scene.model.foldedSpans(), 3U);
  set(scene, [](Visibility& v) { v = {}; });
  QCOMPARE(scene.model.shownBelow(scene.node("root")), 5U);
  // A collapsed node that is hidden itself does not take its children along.
  scene.model.expandAll();
  scene.model.setCollapsed(scene.node("slow"), true);
  set(scene, [&](Visibility& v) { v.setHidden(service(scene, "cart"), true); });
  QVERIFY(scene.model.rowOf(scene.node("query")) != kNoRow);
}

void VisibilityTest::collapsesTheSiblingsOfANode() {
  Scene scene(kSketch);
  scene.model.collapseSiblings(scene.node("fast"));
  QCOMPARE(shown(scene), std::string("root -fast+ -slow+ "));
}

void VisibilityTest::siblingsAreThoseThatAreShown() {
  Scene scene(kSketch);
  QCOMPARE(scene.model.sibling(scene.node("fast"), true), scene.node("slow"));
  QCOMPARE(scene.model.sibling(scene.node("slow"), false), scene.node("fast"));
  QVERIFY(scene.model.hasNextSibling(scene.model.rowOf(scene.node("fast"))));
  set(scene, [&](Visibility& v) { v.setHidden(service(scene, "cart"), true); });
  QCOMPARE(scene.model.sibling(scene.node("fast"), true), scene.node("query"));
  QCOMPARE(scene.model.sibling(scene.node("query"), true), kNoNode);
  QVERIFY(!scene.model.hasNextSibling(scene.model.rowOf(scene.node("query"))));
}

void VisibilityTest::countsAddUp() {
  Scene scene(kSketch);
  set(scene, [&](Visibility& v) { v.setHidden(service(scene, "db"), true); });
  scene.model.setCollapsed(scene.node("slow"), true);
  QCOMPARE(scene.model.visibleSpans(), 3U);
  QCOMPARE(scene.model.foldedSpans(), 1U);
  QCOMPARE(scene.model.hiddenSpans(), 2U);
}

void VisibilityTest::revealLiftsOnlyWhatHides() {
  Scene scene(kSketch);
  set(scene, [&](Visibility& v) {
    v.onlyErrors = true;
    v.setHidden(service(scene, "db"), true);
    v.setHidden(service(scene, "cart"), true);
  });
  QVERIFY(scene.model.reveal(scene.node("read")));
  QVERIFY2(scene.model.visibility().onlyErrors, "it failed: the rule shows it");
  QVERIFY(!scene.model.visibility().hides(service(scene, "db")));
  QVERIFY(scene.model.visibility().hides(service(scene, "cart")));
  QVERIFY(scene.model.reveal(scene.node("query")));
  QVERIFY(!scene.model.visibility().onlyErrors);
  set(scene, [&](Visibility& v) { v.focus = scene.node("fast"); });
  QVERIFY2(!scene.model.reveal(scene.node("read")), "it is shown");
  QCOMPARE(scene.model.visibility().focus, scene.node("fast"));
  QVERIFY(scene.model.reveal(scene.node("slow")));
  QCOMPARE(scene.model.visibility().focus, kNoNode);
}

void VisibilityTest::revealLiftsNothingForAFoldedNode() {
  Scene scene(kSketch);
  set(scene, [](Visibility& v) { v.onlyErrors = true; });
  scene.model.setCollapsed(scene.node("fast"), true);
  QVERIFY(scene.model.reveal(scene.node("read")));
  QVERIFY(scene.model.visibility().onlyErrors);
}

void VisibilityTest::servicesAreAddedUp() {
  const Scene scene(kSketch);
  const TraceDocument& doc = *scene.document;
  QCOMPARE(doc.services.size(), doc.serviceFigures.size());
  for (std::size_t i = 0; i < doc.services.size(); ++i) {
    QCOMPARE(doc.serviceFigures[i].spans, 2U);
    QCOMPARE(doc.serviceFigures[i].errors, doc.text(doc.services[i]) == "web" ? 0U : 1U);
  }
}

void VisibilityTest::aMillionSpansAreFilteredQuickly() {
  constexpr std::uint32_t kSpans = 1'000'000;
  Trace trace;
  trace.strings = {"", "work", "a", "b", "c"};
  for (std::uint32_t i = 0; i < kSpans; ++i) {
    trace.start.push_back(timestampFromNanos(test::kSketchBase + i));
    trace.end.push_back(timestampFromNanos(test::kSketchBase + 2 * std::uint64_t{kSpans}));
    trace.spanId.push_back({i + 1});
    trace.parentId.push_back({i == 0 ? 0 : (i - 1) / 10 + 1});
    trace.service.push_back(2 + i % 3);
    trace.status.push_back(i % 97 == 0 ? 2 : 0);
  }
  trace.name.assign(kSpans, 1);
  trace.kind.assign(kSpans, 1);
  trace.ref.resize(kSpans);
  trace.eventsBegin.assign(kSpans + 1, 0);
  trace.linksBegin.assign(kSpans + 1, 0);
  WaterfallModel model(buildTraceDocument(std::make_shared<const Trace>(std::move(trace))));
  QElapsedTimer timer;
  const auto measured = [&](const char* what, Visibility visibility) {
    timer.start();
    model.setVisibility(std::move(visibility));
    const double ms = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    qInfo("%-22s %5.1f ms, %u rows", what, ms, model.rowCount());
    return ms;
  };
  Visibility visibility;
  visibility.setHidden(2, true);
  double worst = measured("hide a service", visibility);
  visibility.onlyErrors = true;
  worst = std::max(worst, measured("and only errors", visibility));
  worst = std::max(worst, measured("show all", {}));
  visibility = {};
  visibility.focus = 3;
  worst = std::max(worst, measured("focus", visibility));
  QVERIFY(worst < 2000);  // Generous: the figure is printed.
}

}  // namespace spanloupe::waterfall

QTEST_APPLESS_MAIN(spanloupe::waterfall::VisibilityTest)
#include "visibility_test.moc"
