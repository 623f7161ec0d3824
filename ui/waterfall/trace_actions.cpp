// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/trace_actions.h"

#include <QWidget>

#include "ui/common/look.h"
#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {

TraceActions::TraceActions(const ui::Look& look, WaterfallView& view, QWidget& page)
    : QObject(&page), m_look(look), m_view(view), m_page(page) {
  addMoves();
  m_all += nullptr;
  addRules();
  m_all += nullptr;
  addZooms();
  connect(&view, &WaterfallView::visibilityChanged, this, &TraceActions::refresh);
  connect(&view, &WaterfallView::windowChanged, this, &TraceActions::refresh);
  connect(&view, &WaterfallView::spanSelected, this, &TraceActions::refresh);
  connect(&view, &WaterfallView::rowsChanged, this, &TraceActions::refresh);
  connect(&view, &WaterfallView::criticalChanged, criticalPath, &QAction::setChecked);
  refresh();
}

template <typename Do>
QAction* TraceActions::add(ui::Icon icon, const QString& text, const QKeySequence& key, Do perform) {
  auto* action = new QAction(ui::themedIcon(m_look, icon), text, this);
  if (!key.isEmpty()) action->setShortcut(key);
  action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  connect(action, &QAction::triggered, this, [this, perform](bool checked) { perform(m_view, checked); });
  m_page.addAction(action);
  m_all += action;
  return action;
}

void TraceActions::addMoves() {
  using ui::Icon;
  find = add(Icon::Search, tr("Find in trace"), QKeySequence::Find, [](WaterfallView&, bool) {});
  nextMatch = add(Icon::ChevronDown, tr("Next match"), {Qt::Key_F3},
                  [](WaterfallView& view, bool) { view.goToMatch(true); });
  previousMatch = add(Icon::ChevronUp, tr("Previous match"), {Qt::SHIFT | Qt::Key_F3},
                      [](WaterfallView& view, bool) { view.goToMatch(false); });
  nextError = add(Icon::Error, tr("Next error"), {Qt::Key_E},
                  [](WaterfallView& view, bool) { view.goToError(true); });
  previousError = add(Icon::Error, tr("Previous error"), {Qt::SHIFT | Qt::Key_E},
                      [](WaterfallView& view, bool) { view.goToError(false); });
}

void TraceActions::addRules() {
  using ui::Icon;
  expandAll = add(Icon::Plus, tr("Expand all"), {}, [](WaterfallView& view, bool) { view.expandAll(); });
  collapseAll =
      add(Icon::Minus, tr("Collapse all"), {}, [](WaterfallView& view, bool) { view.collapseAll(); });
  collapseSiblings = add(Icon::Collapse, tr("Collapse siblings"), {}, [](WaterfallView& view, bool) {
    if (view.model().selected() != kNoNode) view.collapseSiblings(view.model().selected());
  });
  criticalPath = add(Icon::CriticalPath, tr("Critical path"), {Qt::Key_C},
                     [](WaterfallView& view, bool checked) { view.setShowCritical(checked); });
  const auto rule = [](bool Visibility::*member) {
    return [member](WaterfallView& view, bool checked) {
      if (view.model().isEmpty()) return;
      Visibility visibility = view.model().visibility();
      visibility.*member = checked;
      view.setVisibility(std::move(visibility));
    };
  };
  onlyErrors = add(Icon::Filter, tr("Only errors"), {}, rule(&Visibility::onlyErrors));
  onlyCritical = add(Icon::Filter, tr("Only the critical path"), {}, rule(&Visibility::onlyCritical));
  for (QAction* action : {criticalPath, onlyErrors, onlyCritical}) action->setCheckable(true);
  focusSpan = add(Icon::Eye, tr("Focus on this span"), {Qt::Key_F}, [](WaterfallView& view, bool) {
    Visibility visibility = view.model().visibility();
    // Again on the focused span: back to the whole trace.
    visibility.focus = visibility.focus == view.model().selected() ? kNoNode : view.model().selected();
    view.setVisibility(std::move(visibility));
  });
  hideService = add(Icon::FilterOut, tr("Hide this service"), {Qt::Key_H}, [](WaterfallView& view, bool) {
    const NodeIndex node = view.model().selected();
    Visibility visibility = view.model().visibility();
    visibility.setHidden(view.model().document().trace->service[node], true);
    view.setVisibility(std::move(visibility));
  });
  showAll = add(Icon::Eye, tr("Show all"), {Qt::SHIFT | Qt::Key_H},
                [](WaterfallView& view, bool) { view.setVisibility({}); });
}

void TraceActions::addZooms() {
  using ui::Icon;
  zoomToSelection = add(Icon::Fit, tr("Zoom to selection"), {Qt::Key_Z},
                        [](WaterfallView& view, bool) { view.zoomToSelection(); });
  wholeTrace =
      add(Icon::Fit, tr("Whole trace"), {Qt::Key_0}, [](WaterfallView& view, bool) { view.resetZoom(); });
  zoomBack = add(Icon::Back, tr("Previous zoom"), {Qt::ALT | Qt::Key_Left},
                 [](WaterfallView& view, bool) { view.zoomBack(); });
  zoomForward = add(Icon::Forward, tr("Next zoom"), {Qt::ALT | Qt::Key_Right},
                    [](WaterfallView& view, bool) { view.zoomForward(); });
}

void TraceActions::refresh() {
  const WaterfallModel& model = m_view.model();
  const bool has = !model.isEmpty();
  for (QAction* action : m_all) {
    if (action != nullptr) action->setEnabled(has);
  }
  if (!has) return;
  const TraceDocument& doc = model.document();
  const bool hasErrors = doc.tree.errorCount > 0;
  const NodeIndex selected = model.selected();
  const bool hasMatches = model.found().count() > 0;
  for (QAction* action : {nextError, previousError, onlyErrors}) action->setEnabled(hasErrors);
  for (QAction* action : {nextMatch, previousMatch}) action->setEnabled(hasMatches);
  for (QAction* action : {focusSpan, collapseSiblings}) action->setEnabled(selected != kNoNode);
  zoomToSelection->setEnabled(selected != kNoNode || m_view.range());
  hideService->setEnabled(selected < doc.spanCount() && !doc.text(doc.trace->service[selected]).empty());
  showAll->setEnabled(model.visibility() != Visibility{});
  zoomBack->setEnabled(m_view.history().canGoBack());
  zoomForward->setEnabled(m_view.history().canGoForward());
  wholeTrace->setEnabled(m_view.isZoomed());
  onlyErrors->setChecked(model.visibility().onlyErrors);
  onlyCritical->setChecked(model.visibility().onlyCritical);
  criticalPath->setChecked(m_view.showsCritical());
}

}  // namespace spanloupe::waterfall
