// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a waterfall beside what defines them, node by node: random traces with missing parents, random
// rules, random folds.
#include <QTest>
#include <map>
#include <random>

#include "tests/ui/waterfall/waterfall_fixture.h"

namespace spanloupe::waterfall {

class RowsByRulesTest : public QObject {
  Q_OBJECT

 private slots:
  void rowsAreWhatTheRulesSay();
};

namespace {

bool passes(const Scene& scene, const SpanMatches& matches, NodeIndex node) {
  const TraceDocument& doc = *scene.document;
  const Visibility& rules = scene.model.visibility();
  return !doc.isPlaceholder(node) && !rules.hides(doc.trace->service[node]) &&
         (!rules.onlyErrors || doc.trace->isError(node)) &&
         (!rules.onlyCritical || !doc.criticalOf(node).empty()) &&
         (!rules.onlyMatches || std::binary_search(matches.spans.begin(), matches.spans.end(), node));
}

bool isBelow(const TraceDocument& doc, NodeIndex node, NodeIndex top) {
  while (node != kNoNode && node != top) node = doc.parent(node);
  return node == top;
}

bool isShown(const Scene& scene, const SpanMatches& matches, NodeIndex node) {
  const TraceDocument& doc = *scene.document;
  const Visibility& rules = scene.model.visibility();
  if (!rules.hasRules() || passes(scene, matches, node)) return true;
  const bool narrows = rules.onlyErrors || rules.onlyCritical || rules.onlyMatches;
  if (!doc.isPlaceholder(node) && (!narrows || rules.hides(doc.trace->service[node]))) return false;
  for (NodeIndex below = 0; below < doc.nodeCount(); ++below)
    if (below != node && isBelow(doc, below, node) && passes(scene, matches, below)) return true;
  return false;
}

/// Rows, their parents, depths and siblings, and the counts.
void compareWithDefinition(const Scene& scene, const SpanMatches& matches) {
  const TraceDocument& doc = *scene.document;
  const WaterfallModel& model = scene.model;
  const NodeIndex focus = model.visibility().focus;
  std::vector<NodeIndex> rows;
  std::uint32_t folded = 0;
  std::uint32_t placeholders = 0;
  std::map<NodeIndex, NodeIndex> parents;
  for (const NodeIndex node : doc.order) {
    if (focus != kNoNode && !isBelow(doc, node, focus)) continue;
    if (!isShown(scene, matches, node)) continue;
    NodeIndex parent = kNoNode;
    bool isFolded = false;
    for (NodeIndex above = doc.parent(node); above != kNoNode && node != focus; above = doc.parent(above)) {
      if (isShown(scene, matches, above)) {
        if (parent == kNoNode) parent = above;
        isFolded = isFolded || model.isCollapsed(above);
      }
      if (above == focus) break;
    }
    folded += isFolded ? 1 : 0;
    if (isFolded) continue;
    placeholders += doc.isPlaceholder(node) ? 1 : 0;
    rows.push_back(node);
    parents[node] = parent;
  }
  QCOMPARE(model.rowCount(), static_cast<RowIndex>(rows.size()));
  QCOMPARE(model.visibleSpans(), static_cast<std::uint32_t>(rows.size()) - placeholders);
  QCOMPARE(model.foldedSpans(), folded);
  for (RowIndex row = 0; row < model.rowCount(); ++row) {
    const NodeIndex node = rows[row];
    QCOMPARE(model.nodeAt(row), node);
    QCOMPARE(model.rowOf(node), row);
    const RowIndex parent = model.parentRow(row);
    QCOMPARE(parent == kNoRow ? kNoNode : model.nodeAt(parent), parents[node]);
    QCOMPARE(model.depthOf(row), parent == kNoRow ? 0U : model.depthOf(parent) + 1);
    const auto sibling = std::find_if(rows.begin() + row + 1, rows.end(),
                                      [&](NodeIndex other) { return parents[other] == parents[node]; });
    QCOMPARE(model.hasNextSibling(row), sibling != rows.end());
    QCOMPARE(model.sibling(node, true), sibling != rows.end() ? *sibling : kNoNode);
  }
  for (NodeIndex node = 0; node < doc.nodeCount(); ++node) {
    NodeIndex nearest = node;
    while (nearest != kNoNode && model.rowOf(nearest) == kNoRow) nearest = doc.parent(nearest);
    QCOMPARE(model.nearestRow(node), nearest == kNoNode ? kNoRow : model.rowOf(nearest));
  }
}

}  // namespace

void RowsByRulesTest::rowsAreWhatTheRulesSay() {
  std::mt19937 random(11);
  const auto chance = [&](unsigned one) { return random() % one == 0; };
  for (int round = 0; round < 300; ++round) {
    std::string text;
    int depth = 0;
    for (int i = 0; i < 30; ++i) {
      depth = i == 0 ? 0 : static_cast<int>(random() % static_cast<unsigned>(depth + 2));
      text += std::string(static_cast<std::size_t>(2 * depth), ' ') + "abcd"[random() % 4] + " s" +
              std::to_string(i) + " " + std::to_string(i) + "-" + std::to_string(i + 1 + random() % 50) +
              (chance(5) ? " error" : "") + (depth == 0 && chance(2) ? " missing" : "") + "\n";
    }
    Scene scene(text);
    const TraceDocument& doc = *scene.document;
    auto matches = std::make_shared<SpanMatches>();
    for (SpanIndex span = 0; span < doc.spanCount(); ++span)
      if (chance(3)) matches->spans.push_back(span);
    scene.model.setMatches(matches);
    Visibility rules;
    for (const StringIndex service : doc.services)
      if (chance(4)) rules.setHidden(service, true);
    rules.onlyErrors = chance(4);
    rules.onlyCritical = chance(6);
    rules.onlyMatches = chance(4);
    if (chance(4)) rules.focus = static_cast<NodeIndex>(random() % doc.nodeCount());
    scene.model.setVisibility(rules);
    for (NodeIndex node = 0; node < doc.nodeCount(); ++node)
      if (chance(6)) scene.model.setCollapsed(node, true);
    compareWithDefinition(scene, *matches);
    if (QTest::currentTestFailed()) return;

    // And whatever is gone to is a row then.
    const auto node = static_cast<NodeIndex>(random() % doc.nodeCount());
    scene.model.reveal(node);
    QVERIFY(scene.model.rowOf(node) != kNoRow);
    compareWithDefinition(scene, *matches);
    if (QTest::currentTestFailed()) return;
  }
}

}  // namespace spanloupe::waterfall

QTEST_GUILESS_MAIN(spanloupe::waterfall::RowsByRulesTest)
#include "rows_by_rules_test.moc"
