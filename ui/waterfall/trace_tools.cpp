// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/trace_tools.h"

#include <QHBoxLayout>
#include <QPainter>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/common/format.h"
#include "ui/common/look.h"
#include "ui/waterfall/find_bar.h"
#include "ui/waterfall/services_popup.h"
#include "ui/waterfall/trace_actions.h"
#include "ui/waterfall/trace_menus.h"
#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {

namespace {

constexpr std::uint32_t kDeepestChoice = 9;

/// Levels of which a row is shown.
std::uint32_t shownDepth(const WaterfallModel& model) {
  std::uint32_t deepest = 0;
  for (RowIndex row = 0; row < model.rowCount(); ++row) deepest = std::max(deepest, model.depthOf(row));
  return model.rowCount() == 0 ? 0 : deepest + 1;
}

/// Does what the action does and follows it.
void follow(ui::Button& button, QAction& action) {
  button.setCheckable(action.isCheckable());
  const auto refresh = [&button, &action] {
    button.setEnabled(action.isEnabled());
    button.setChecked(action.isChecked());
  };
  QObject::connect(&button, &ui::Button::clicked, &action, &QAction::trigger);
  QObject::connect(&action, &QAction::changed, &button, refresh);
  refresh();
}

}  // namespace

TraceTools::TraceTools(const ui::Look& look, WaterfallView& view, TraceActions& actions, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_view(view),
      m_actions(actions),
      m_line(new QHBoxLayout(this)),
      m_depth(new ui::Button(look, ui::Icon::Depth, tr("Depth"), ui::ButtonKind::Quiet, this)),
      m_critical(
          new ui::Button(look, ui::Icon::CriticalPath, tr("Critical path"), ui::ButtonKind::Quiet, this)),
      m_services(new ui::Button(look, ui::Icon::Eye, tr("Services"), ui::ButtonKind::Quiet, this)),
      m_rules(new ui::Button(look, ui::Icon::Filter, tr("Only"), ui::ButtonKind::Quiet, this)),
      m_nextError(new ui::Button(look, ui::Icon::Error, tr("Next error"), ui::ButtonKind::Quiet, this)),
      m_find(new FindBar(look, this)) {
  m_line->setContentsMargins(8, 0, 8, 0);
  m_line->setSpacing(2);
  m_line->setSizeConstraint(QLayout::SetNoConstraint);
  follow(*add(new ui::Button(look, ui::Icon::Plus, tr("Expand all"), true, this)), *actions.expandAll);
  follow(*add(new ui::Button(look, ui::Icon::Minus, tr("Collapse all"), true, this)), *actions.collapseAll);
  add(m_depth)->setHasMenu(true);
  follow(*add(m_critical), *actions.criticalPath);
  m_critical->setKeyHint(QStringLiteral("C"));
  add(m_services)->setHasMenu(true);
  add(m_rules)->setHasMenu(true);
  m_rules->setToolTip(tr("Show only failed spans, or only the critical path"));
  follow(*add(m_nextError), *actions.nextError);
  m_nextError->setKeyHint(QStringLiteral("E"));
  m_nextError->setToolTip(
      tr("First the deepest failed span, then the next one below, around the end (E, Shift+E back)"));
  m_line->addStretch(1);
  m_line->addWidget(m_find);

  connect(m_depth, &ui::Button::clicked, this, &TraceTools::showDepths);
  connect(m_services, &ui::Button::clicked, this,
          [this] { showServices(m_services->mapToGlobal(QPoint(0, m_services->height()))); });
  connect(m_rules, &ui::Button::clicked, this, &TraceTools::showRules);
  connect(actions.find, &QAction::triggered, m_find, [this] {
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->edit().selectAll();
  });
  connect(&m_find->edit(), &QLineEdit::textChanged, this, &TraceTools::fit);
  connect(m_find, &FindBar::noteChanged, this, &TraceTools::fit);
  connect(&view, &WaterfallView::rowsChanged, this, &TraceTools::refresh);
  connect(&view, &WaterfallView::visibilityChanged, this, &TraceTools::refresh);
  connect(&look, &ui::Look::changed, this, &TraceTools::refresh);
  refresh();
}

ui::Button* TraceTools::add(ui::Button* button) {
  button->setSmall(true);
  // The waterfall keeps the keyboard: its letters work on.
  button->setFocusPolicy(Qt::TabFocus);
  if (button->accessibleName().isEmpty()) button->setAccessibleName(button->text());
  m_line->addWidget(button);
  return button;
}

QSize TraceTools::minimumSizeHint() const {
  return {m_find->minimumSizeHint().width() + m_look.measures().px(80), m_look.measures().toolRow()};
}

void TraceTools::refresh() {
  setFixedHeight(m_look.measures().toolRow());
  const bool has = !m_view.model().isEmpty();
  m_depth->setText(has ? tr("Depth %1").arg(ui::formatCount(std::uint64_t{shownDepth(m_view.model())}))
                       : tr("Depth"));
  const bool hasErrors = has && m_view.model().document().tree.errorCount > 0;
  for (ui::Button* button : {m_depth, m_services, m_rules}) button->setEnabled(has);
  m_find->setEnabled(has);
  m_nextError->setSymbol(ui::Icon::Error, hasErrors ? m_look.theme().error : QColor());
  const Visibility visibility = has ? m_view.model().visibility() : Visibility{};
  m_services->setChecked(false);
  for (auto [button, isOn] : {std::pair(m_services, !visibility.hiddenServices.empty()),
                              std::pair(m_rules, visibility.onlyErrors || visibility.onlyCritical)}) {
    button->setCheckable(isOn);
    button->setChecked(isOn);
  }
  update();
}

/// Finding matters more than a word: what the icon says alone gives way first.
void TraceTools::fit() {
  const std::vector<ui::Button*> yielding{m_rules, m_depth, m_services, m_critical, m_nextError};
  for (ui::Button* button : yielding) button->show();
  m_line->invalidate();
  for (ui::Button* button : yielding) {
    if (m_line->minimumSize().width() <= width()) break;
    button->hide();
    m_line->invalidate();
  }
}

void TraceTools::resizeEvent(QResizeEvent*) { fit(); }

void TraceTools::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_look.theme().surface);
  ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), m_look.theme().hairline);
}

void TraceTools::showServices(QPoint globalPosition) {
  if (m_view.model().isEmpty()) return;
  auto* popup = new ServicesPopup(m_look, m_view, this);
  popup->popUp(globalPosition);
}

void TraceTools::showRules() {
  CheckMenu menu(this);
  menu.addAction(m_actions.onlyErrors);
  menu.addAction(m_actions.onlyCritical);
  menu.addSeparator();
  menu.addAction(m_actions.showAll);
  menu.exec(m_rules->mapToGlobal(QPoint(0, m_rules->height())));
  refresh();
}

void TraceTools::showDepths() {
  QMenu menu(this);
  const std::uint32_t deepest = m_view.model().isEmpty() ? 0 : m_view.model().document().tree.maxDepth;
  for (std::uint32_t depth = 1; depth <= std::min(deepest, kDeepestChoice); ++depth) {
    menu.addAction(depth == 1 ? tr("Show 1 level") : tr("Show %1 levels").arg(depth), this,
                   [this, depth] { m_view.expandToDepth(depth - 1); });
  }
  menu.addAction(tr("Show all levels"), this, [this] { m_view.expandAll(); });
  menu.exec(m_depth->mapToGlobal(QPoint(0, m_depth->height())));
}

}  // namespace spanloupe::waterfall
