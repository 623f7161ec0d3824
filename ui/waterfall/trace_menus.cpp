// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/trace_menus.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>

#include "ui/common/format.h"
#include "ui/common/look.h"
#include "ui/waterfall/trace_actions.h"
#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {

namespace {

constexpr std::size_t kMostCopied = 100'000;

QString tr(const char* text) { return QCoreApplication::translate("TraceMenus", text); }

QString oneField(QString text) {
  return text.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
}

void copyText(const QString& text) { QGuiApplication::clipboard()->setText(text); }

void addCopies(QMenu& menu, const ui::Look& look, WaterfallView& view, NodeIndex node) {
  const TraceDocument& doc = view.model().document();
  const auto copy = [&](const QString& title, const std::string& text) {
    menu.addAction(ui::themedIcon(look, ui::Icon::Copy), title, &view,
                   [text = QString::fromStdString(text)] { copyText(text); });
  };
  if (doc.isPlaceholder(node)) {
    copy(tr("Copy span id"), doc.placeholder(node).id.hex());
    return;
  }
  copy(tr("Copy name"), doc.text(doc.trace->name[node]));
  copy(tr("Copy span id"), doc.trace->spanId[node].hex());
  copy(tr("Copy trace id"), doc.trace->id.hex());
  const std::size_t count = view.model().selection().count();
  menu.addAction(ui::themedIcon(look, ui::Icon::Copy),
                 count > 1
                     ? tr("Copy %1 rows as text").arg(ui::formatCount(static_cast<std::uint64_t>(count)))
                     : tr("Copy as a row of text"),
                 &view, [&view, document = view.model().shared()] {
                   copyText(textRows(*document, view.model().selection().nodes()));
                 });
}

void addFolding(QMenu& menu, WaterfallView& view, const TraceActions& actions, NodeIndex node) {
  if (view.model().isExpandable(node)) {
    menu.addAction(tr("Expand subtree\t*"), &view, [&view, node] { view.setSubtreeCollapsed(node, false); });
    menu.addAction(tr("Collapse subtree"), &view, [&view, node] { view.setSubtreeCollapsed(node, true); });
  }
  menu.addAction(actions.collapseSiblings);
  menu.addAction(actions.expandAll);
  menu.addAction(actions.collapseAll);
}

void addGoing(QMenu& menu, WaterfallView& view, NodeIndex node) {
  const WaterfallModel& model = view.model();
  QMenu* go = menu.addMenu(tr("Go to"));
  const auto add = [&](const QString& text, NodeIndex target) {
    QAction* action = go->addAction(text, &view, [&view, target] { view.select(target); });
    action->setEnabled(target != kNoNode);
  };
  const RowIndex row = model.rowOf(node);
  const RowIndex above = row == kNoRow ? kNoRow : model.parentRow(row);
  add(tr("Parent\tBackspace"), above == kNoRow ? kNoNode : model.nodeAt(above));
  add(tr("First child\tRight"), model.firstChild(node));
  add(tr("Next sibling\tN"), model.sibling(node, true));
  add(tr("Previous sibling\tP"), model.sibling(node, false));
}

void addServiceRules(QMenu& menu, const ui::Look& look, WaterfallView& view, const TraceActions& actions,
                     NodeIndex node) {
  const TraceDocument& doc = view.model().document();
  if (doc.isPlaceholder(node) || doc.text(doc.trace->service[node]).empty()) return;
  menu.addAction(actions.hideService);
  menu.addAction(ui::themedIcon(look, ui::Icon::Filter), tr("Only this service"), &view, [&view, node] {
    const TraceDocument& shown = view.model().document();
    Visibility visibility = view.model().visibility();
    visibility.hideAllBut(shown.trace->service[node], shown);
    view.setVisibility(std::move(visibility));
  });
}

}  // namespace

bool CheckMenu::toggleActive() {
  QAction* action = activeAction();
  if (action == nullptr || !action->isCheckable() || !action->isEnabled()) return false;
  action->trigger();
  return true;
}

void CheckMenu::mouseReleaseEvent(QMouseEvent* event) {
  if (!toggleActive()) QMenu::mouseReleaseEvent(event);
}

void CheckMenu::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Space && toggleActive()) return;
  QMenu::keyPressEvent(event);
}

void fillNodeMenu(QMenu& menu, const ui::Look& look, WaterfallView& view, const TraceActions& actions,
                  NodeIndex node) {
  menu.addAction(actions.zoomToSelection);
  menu.addAction(actions.wholeTrace);
  menu.addAction(actions.zoomBack);
  menu.addSeparator();
  const bool isFocused = view.model().visibility().focus == node;
  QAction* focus = menu.addAction(actions.focusSpan->icon(),
                                  isFocused ? tr("Show the whole trace\tF") : tr("Focus on this span\tF"),
                                  actions.focusSpan, &QAction::trigger);
  focus->setEnabled(actions.focusSpan->isEnabled());
  addServiceRules(menu, look, view, actions, node);
  menu.addAction(actions.onlyErrors);
  menu.addAction(actions.onlyCritical);
  menu.addAction(actions.showAll);
  menu.addSeparator();
  addFolding(menu, view, actions, node);
  addGoing(menu, view, node);
  menu.addSeparator();
  addCopies(menu, look, view, node);
}

QString textRows(const TraceDocument& document, const std::vector<NodeIndex>& nodes) {
  std::vector<std::uint32_t> positions;
  for (const NodeIndex node : nodes) {
    if (!document.isPlaceholder(node)) positions.push_back(document.position[node]);
  }
  std::sort(positions.begin(), positions.end());
  if (positions.size() > kMostCopied) positions.resize(kMostCopied);
  const auto nanos = [](double value) { return Duration(static_cast<std::int64_t>(std::min(value, 9e18))); };
  QString text;
  for (const std::uint32_t at : positions) {
    const SpanIndex span = document.order[at];
    const Interval drawn = document.drawn(span);
    const Trace& trace = *document.trace;
    text += oneField(QString::fromStdString(document.text(trace.service[span]))) + QLatin1Char('\t') +
            oneField(QString::fromStdString(document.text(trace.name[span]))) + QLatin1Char('\t') +
            QString::fromStdString(trace.spanId[span].hex()) + QLatin1Char('\t') +
            ui::formatOffset(nanos(drawn.from)) + QLatin1Char('\t') +
            ui::formatDuration(nanos(drawn.to - drawn.from)) + QLatin1Char('\t') +
            ui::formatDuration(document.self[span]) + QLatin1Char('\t') +
            (trace.isError(span) ? tr("error") : QString()) + QLatin1Char('\n');
  }
  return text;
}

}  // namespace spanloupe::waterfall
