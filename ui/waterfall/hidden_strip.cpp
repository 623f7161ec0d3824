// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/hidden_strip.h"

#include <QHBoxLayout>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {

namespace {

constexpr qsizetype kLongestName = 40;
constexpr std::size_t kMostAncestors = 6;

QString shortName(const TraceDocument& doc, NodeIndex node) {
  if (doc.isPlaceholder(node)) return HiddenStrip::tr("missing parent");
  const QString name = QString::fromStdString(doc.text(doc.trace->name[node]));
  if (name.isEmpty()) return HiddenStrip::tr("(no name)");
  return name.size() > kLongestName ? name.left(kLongestName - 1) + QChar(0x2026) : name;
}

Fact showAllFact() {
  Fact fact;
  fact.text = HiddenStrip::tr("Show all");
  fact.color = &ui::Theme::accent;
  fact.icon = ui::Icon::Eye;
  fact.toolTip =
      HiddenStrip::tr("Show all that is hidden (Shift+H)\nEscape lifts the newest rule, Ctrl+Z goes back");
  return fact;
}

std::uint32_t spansOf(const TraceDocument& doc, StringIndex service) {
  const auto at = std::find(doc.services.begin(), doc.services.end(), service);
  return at == doc.services.end()
             ? 0
             : doc.serviceFigures[static_cast<std::size_t>(at - doc.services.begin())].spans;
}

}  // namespace

HiddenStrip::HiddenStrip(const ui::Look& look, WaterfallView& view)
    : QWidget(view.viewport()),
      m_look(look),
      m_view(view),
      m_line(new FactLine(look, this)),
      m_showAll(new FactButton(look, showAllFact(), this)),
      m_row(new QHBoxLayout(this)) {
  setAccessibleName(tr("What is hidden"));
  setAttribute(Qt::WA_NoMousePropagation);  // A click beside the buttons is none on a row.
  setCursor(Qt::ArrowCursor);
  m_showAll->setFocusPolicy(Qt::TabFocus);
  m_line->setCountsRest(true);
  m_row->setSpacing(4);
  m_row->addWidget(m_line, 1);
  m_row->addWidget(m_showAll);
  connect(m_line, &FactLine::activated, this, [this](int id) { act(id); });
  connect(m_showAll, &FactButton::clicked, this, [this] {
    m_view.setVisibility({});
    m_view.setFocus();
  });
  connect(&view, &WaterfallView::visibilityChanged, this, &HiddenStrip::refresh);
  connect(&view, &WaterfallView::rowsChanged, this, &HiddenStrip::count);
  connect(&look, &ui::Look::changed, this, &HiddenStrip::count);
  refresh();
  view.setStrip(this);
}

QSize HiddenStrip::sizeHint() const { return {m_look.measures().px(320), m_look.measures().H + 4}; }

/// What a search hides changes with every letter, the buttons do not.
void HiddenStrip::count() {
  const std::uint64_t hidden = m_view.model().isEmpty() ? 0 : m_view.model().hiddenSpans();
  m_count = tr("%1 hidden").arg(ui::formatCounted(hidden, tr("span"), tr("spans")));
  setAccessibleDescription(m_count);
  const double width = QFontMetricsF(m_look.fonts().small).horizontalAdvance(m_count);
  m_row->setContentsMargins(ui::Measures::kPanelPadding + static_cast<int>(std::ceil(width)) + 8, 0, 4, 0);
  update();
}

void HiddenStrip::act(int id) {
  if (id < 0 || id >= static_cast<int>(m_results.size())) return;
  const bool hadKeyboard = m_line->isAncestorOf(focusWidget() != nullptr ? focusWidget() : this);
  const Visibility next = m_results[static_cast<std::size_t>(id)];
  m_view.setVisibility(next);
  if (!hadKeyboard || isHidden()) m_view.setFocus();
}

void HiddenStrip::refresh() {
  const WaterfallModel& model = m_view.model();
  const Visibility now = model.isEmpty() ? Visibility{} : model.visibility();
  std::vector<Fact> facts;
  m_results.clear();
  const auto add = [&](const QString& text, Visibility after, const QString& toolTip, bool closes = true) {
    Fact fact;
    fact.id = static_cast<int>(m_results.size());
    fact.text = text;
    fact.trailing = closes ? ui::Icon::Close : ui::Icon::ChevronRight;
    fact.color = closes ? &ui::Theme::text1 : &ui::Theme::text2;
    fact.toolTip = toolTip;
    facts.push_back(std::move(fact));
    m_results.push_back(std::move(after));
  };
  if (now.focus != kNoNode) {
    const TraceDocument& doc = model.document();
    std::vector<NodeIndex> way;
    for (NodeIndex above = doc.parent(now.focus); above != kNoNode && way.size() < kMostAncestors;
         above = doc.parent(above)) {
      way.push_back(above);
    }
    std::for_each(way.rbegin(), way.rend(), [&](NodeIndex above) {
      Visibility wider = now;
      wider.focus = above;
      add(shortName(doc, above), wider, tr("Focus on this ancestor"), false);
    });
    Visibility without = now;
    without.focus = kNoNode;
    add(tr("Focus: %1").arg(shortName(doc, now.focus)), without, tr("Show the whole trace again"));
  }
  const auto rule = [&](bool Visibility::*member, const QString& text) {
    if (!(now.*member)) return;
    Visibility without = now;
    without.*member = false;
    add(text, without, tr("Lift this rule"));
  };
  rule(&Visibility::onlyErrors, tr("Only errors"));
  rule(&Visibility::onlyCritical, tr("Only the critical path"));
  rule(&Visibility::onlyMatches, tr("Only what was found"));
  for (const StringIndex service : now.hiddenServices) {
    const TraceDocument& doc = model.document();
    Visibility without = now;
    without.setHidden(service, false);
    add(tr("%1 hidden · %2")
            .arg(QString::fromStdString(doc.text(service)).left(kLongestName),
                 ui::formatCounted(spansOf(doc, service), tr("span"), tr("spans"))),
        without, tr("Show the spans of this service again"));
  }
  count();
  setVisible(!facts.empty());
  m_line->setFacts(std::move(facts));
}

void HiddenStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_look.theme().panel);
  painter.setFont(m_look.fonts().small);
  painter.setPen(m_look.theme().text2);
  painter.drawText(
      QPointF(ui::Measures::kPanelPadding, ui::centredBaseline(rect(), QFontMetricsF(m_look.fonts().small))),
      m_count);
  ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), m_look.theme().hairline);
}

}  // namespace spanloupe::waterfall
