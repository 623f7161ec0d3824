// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A trace as rows and bars in text, in the states a reader brings it into: what stands where, at a glance.
#include <QTest>
#include <cmath>

#include "tests/ui/waterfall/waterfall_fixture.h"
#include "ui/common/format.h"

namespace spanloupe::waterfall {

class WaterfallSketchTest : public QObject {
  Q_OBJECT

 private slots:
  void selfTimeChildrenAndErrors();
  void aFoldedRowKeepsItsBarAndItsErrors();
  void onlyErrorsLeavesTheWayToThem();
  void aHiddenServiceLeavesNoGap();
  void aSearchDimsTheRest();
  void zoomedBarsRunOutOfTheView();
  void anUnfinishedSpanReachesTheEnd();
  void aMissingParentSpansItsChildren();
};

namespace {

constexpr const char* kSketch = R"(web root 0-100 error
  web fast 0-20
    db read 5-15
  cart slow 40-100 error
    db query 50-90 error
)";

constexpr int kColumns = 20;

/// One character per 50 px: "#" self time, "=" time in children, "!" the end of a failed span, "~" an end
/// nobody knows, "?" a missing parent.
std::string bar(const Scene& scene, const RowLayout& row) {
  std::string text(kColumns, ' ');
  const auto column = [&](double x) {
    const double at = (x - scene.frame.scale.left) / scene.frame.scale.width * kColumns;
    return static_cast<int>(std::clamp(std::round(at), 0.0, 1.0 * kColumns));
  };
  const auto fill = [&](const QRectF& rect, char c) {
    if (rect.right() <= scene.frame.scale.left + 1) return;  // In the margin before the window.
    const int from = column(rect.left());
    for (int i = from; i < std::max(from + 1, column(rect.right())) && i < kColumns; ++i) {
      text[static_cast<std::size_t>(i)] = c;
    }
  };
  if (row.bar.isNull()) return text;
  fill(row.bar, row.style == BarStyle::Missing ? '?' : '=');
  for (std::uint32_t i = row.solid.begin; i < row.solid.end; ++i) fill(scene.frame.solids[i], '#');
  const auto last = static_cast<std::size_t>(std::max(0, column(row.bar.right()) - 1));
  if (row.isFailed) text[last] = '!';
  if (row.isUnfinished) text[last] = '~';
  return text;
}

/// "* name +2" is a failed row with two folded below; names of dimmed rows stand in brackets.
std::string picture(Scene& scene) {
  scene.layOut();
  std::string text = "\n";
  for (const RowLayout& row : scene.frame.rows) {
    std::string name(std::size_t{2} * scene.model.depthOf(row.row), ' ');
    name += row.isFailed ? "* " : row.isBubbled ? "o " : "  ";
    const std::string shown = row.name.toStdString();
    name += row.isDimmed ? "[" + shown + "]" : shown;
    if (row.isCollapsed) name += " +" + row.hiddenCount.toStdString();
    name.resize(16, ' ');
    const std::string line = name + '|' + bar(scene, row) + '|';
    text += line + ' ' + row.label.simplified().replace(ui::kThinSpace, ' ').toStdString() + '\n';
  }
  return text;
}

void set(Scene& scene, const std::function<void(Visibility&)>& change) {
  Visibility visibility = scene.model.visibility();
  change(visibility);
  scene.model.setVisibility(visibility);
}

void compare(Scene& scene, const char* expected) {
  QCOMPARE(QString::fromStdString(picture(scene)), QString::fromUtf8(expected));
}

}  // namespace

void WaterfallSketchTest::selfTimeChildrenAndErrors() {
  Scene scene(kSketch);
  compare(scene, R"(
* root          |====####===========!| 100 ms
    fast        |#==#                | 20.0 ms
      read      | ##                 | 10.0 ms
  * slow        |        ##========#!| 60.0 ms
    * query     |          #######!  | 40.0 ms
)");
}

void WaterfallSketchTest::aFoldedRowKeepsItsBarAndItsErrors() {
  Scene scene("a root 0-100\n  a one 0-50\n    a bad 10-20 error\n  a two 50-100\n");
  scene.model.expandToDepth(1);
  compare(scene, R"(
  root          |====================| 100 ms
  o one +1      |##==######          | 50.0 ms
    two         |          ##########| 50.0 ms
)");
}

void WaterfallSketchTest::onlyErrorsLeavesTheWayToThem() {
  Scene scene(kSketch);
  set(scene, [](Visibility& v) { v.onlyErrors = true; });
  compare(scene, R"(
* root          |====####===========!| 100 ms
  * slow        |        ##========#!| 60.0 ms
    * query     |          #######!  | 40.0 ms
)");
}

void WaterfallSketchTest::aHiddenServiceLeavesNoGap() {
  Scene scene(kSketch);
  set(scene, [&](Visibility& v) { v.setHidden(scene.document->trace->service[scene.node("slow")], true); });
  compare(scene, R"(
* root          |====####===========!| 100 ms
    fast        |#==#                | 20.0 ms
      read      | ##                 | 10.0 ms
  * query       |          #######!  | 40.0 ms
)");
}

void WaterfallSketchTest::aSearchDimsTheRest() {
  Scene scene(kSketch);
  auto matches = std::make_shared<SpanMatches>();
  matches->words = QStringList{"read"};
  matches->spans = {scene.node("read")};
  scene.model.setMatches(matches);
  scene.model.setCollapsed(scene.node("slow"), true);
  compare(scene, R"(
* [root]        |====####===========!| 100 ms
    [fast]      |#==#                | 20.0 ms
      read      | ##                 | 10.0 ms
  * [slow] +1   |        ##========#!| 60.0 ms
)");
}

void WaterfallSketchTest::zoomedBarsRunOutOfTheView() {
  Scene scene(kSketch);
  scene.viewport.window = {40e6, 60e6};
  compare(scene, R"(
* root          |===================!| 100 ms
    fast        |                    | 
      read      |                    | 
  * slow        |##########=========!| 60.0 ms
    * query     |          #########!| 40.0 ms
)");
}

void WaterfallSketchTest::anUnfinishedSpanReachesTheEnd() {
  Scene scene("a root 0-100\n  a open 60-\n");
  compare(scene, R"(
  root          |############========| 100 ms
    open        |            #######~| ≥ 40.0 ms
)");
}

void WaterfallSketchTest::aMissingParentSpansItsChildren() {
  Scene scene("a root 0-100\nb one 20-40 missing\n");
  compare(scene, R"(
  root          |####################| 100 ms
  missing parent|    ????            | 20.0 ms
    one         |    ####            | 20.0 ms
)");
}

}  // namespace spanloupe::waterfall

QTEST_APPLESS_MAIN(spanloupe::waterfall::WaterfallSketchTest)
#include "waterfall_sketch_test.moc"
