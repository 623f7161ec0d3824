// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/trace_page.h"

#include <QMenu>
#include <QMetaMethod>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/common/states.h"
#include "ui/waterfall/find_bar.h"
#include "ui/waterfall/hidden_strip.h"
#include "ui/waterfall/minimap.h"
#include "ui/waterfall/trace_actions.h"
#include "ui/waterfall/trace_finder.h"
#include "ui/waterfall/trace_header.h"
#include "ui/waterfall/trace_menus.h"
#include "ui/waterfall/trace_tools.h"

namespace spanloupe::waterfall {

namespace {

std::vector<QString> serviceNames(const TraceDocument& document) {
  std::vector<QString> names;
  names.reserve(document.services.size());
  for (const StringIndex service : document.services)
    names.push_back(QString::fromStdString(document.text(service)));
  return names;
}

}  // namespace

TracePage::TracePage(ui::Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_header(new TraceHeader(look, this)),
      m_loading(new ui::LoadingLine(look, this)),
      m_error(new ui::ErrorStrip(look, this)),
      m_switch(new ui::SegmentedControl(look, {{tr("Waterfall"), ui::Icon::Waterfall}}, this)),
      m_views(new QStackedWidget(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_header);
  column->addWidget(m_error);
  column->addWidget(m_views, 1);
  m_views->addWidget(makeWaterfallPage());
  m_makers.emplace_back();
  m_header->addTrailingWidget(m_switch);
  m_switch->setAccessibleName(tr("View of the trace"));
  m_switch->hide();  // Until there is a choice.
  setFocusProxy(m_waterfall);
  connect(m_switch, &ui::SegmentedControl::chosen, this, &TracePage::showView);
  connect(m_header, &TraceHeader::factActivated, this, &TracePage::showFact);

  connect(m_waterfall, &WaterfallView::spanSelected, this, &TracePage::spanSelected);
  connect(m_waterfall, &WaterfallView::selectionChanged, this, &TracePage::selectionChanged);
  connect(m_waterfall, &WaterfallView::spanActivated, this, &TracePage::spanActivated);
  connect(m_waterfall, &WaterfallView::windowChanged, this,
          [this] { m_minimap->setWindow(m_waterfall->window()); });
  connect(m_waterfall, &WaterfallView::nodeMenuRequested, this, [this](NodeIndex node, QPoint at) {
    QMenu menu(this);
    fillNodeMenu(menu, m_look, *m_waterfall, *m_actions, node);
    menu.exec(at);
  });
  connect(m_minimap, &Minimap::windowChosen, m_waterfall,
          [this](TimeWindow window) { m_waterfall->setWindow(window, ZoomStep::Brush); });
  connect(m_finder, &TraceFinder::findRequested, this, &TracePage::findRequested);
  m_finder->setIsAnswered(
      [this] { return isSignalConnected(QMetaMethod::fromSignal(&TracePage::findRequested)); });
}

QWidget* TracePage::makeWaterfallPage() {
  auto* page = new QWidget(this);
  m_minimap = new Minimap(m_look, page);
  m_waterfall = new WaterfallView(m_look, page);
  m_actions = new TraceActions(m_look, *m_waterfall, *page);
  m_tools = new TraceTools(m_look, *m_waterfall, *m_actions, page);
  m_finder = new TraceFinder(m_tools->findBar(), *m_waterfall, page);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_minimap);
  column->addWidget(m_tools);
  column->addWidget(m_waterfall, 1);
  new HiddenStrip(m_look, *m_waterfall);  // The waterfall's from here on.
  return page;
}

int TracePage::addView(ui::Icon icon, const QString& title, std::function<QWidget*()> make) {
  m_switch->addSegment({title, icon});
  m_switch->show();
  m_makers.push_back(std::move(make));
  return m_views->addWidget(new QWidget(m_views));  // Keeps its place.
}

void TracePage::makeView(int view) {
  std::function<QWidget*()>& make = m_makers[static_cast<std::size_t>(view)];
  if (make == nullptr) return;
  QWidget* place = m_views->widget(view);
  m_views->insertWidget(view, std::exchange(make, nullptr)());
  m_views->removeWidget(place);
  delete place;
}

int TracePage::currentView() const { return m_views->currentIndex(); }

void TracePage::showView(int view) {
  if (view < 0 || view >= m_views->count() || view == m_views->currentIndex()) return;
  m_switch->setCurrent(view);
  makeView(view);
  m_views->setCurrentIndex(view);
  QWidget* shown = view == 0 ? m_waterfall : m_views->currentWidget();
  setFocusProxy(shown);
  shown->setFocus();
  emit viewChanged(view);
}

void TracePage::setDocument(std::shared_ptr<const TraceDocument> document) {
  m_document = std::move(document);
  setLoading(false);
  m_error->clear();
  if (m_document != nullptr) m_look.addServices(serviceNames(*m_document));
  m_header->setDocument(m_document);
  m_minimap->setDocument(m_document);
  m_waterfall->setDocument(m_document);
  m_minimap->setWindow(m_waterfall->window());
  m_finder->restart();
}

void TracePage::setRedrawn(std::shared_ptr<const TraceDocument> document) {
  if (m_document == nullptr || document == nullptr || document->trace != m_document->trace) return;
  m_document = std::move(document);
  m_header->setRedrawn(m_document);
  m_minimap->setDocument(m_document);
  m_waterfall->setRedrawn(m_document);
}

void TracePage::setGrowing(bool isGrowing) { m_header->setGrowing(isGrowing); }

void TracePage::setGrown(std::shared_ptr<const TraceDocument> document, const NodeMatch& match) {
  m_document = std::move(document);
  m_error->clear();
  m_look.addServices(serviceNames(*m_document));
  m_header->setGrown(m_document);
  m_minimap->setDocument(m_document);
  m_waterfall->setRedrawn(m_document, &match);
  m_minimap->setWindow(m_waterfall->window());
  m_finder->searchOn();
}

void TracePage::find() {
  showView(0);
  m_actions->find->trigger();
}

void TracePage::setFindResult(std::shared_ptr<const SpanMatches> matches) { m_finder->setResult(matches); }

void TracePage::showFact(HeadFact fact, QPoint below) {
  if (m_document == nullptr) return;
  const TraceDocument& doc = *m_document;
  const auto goToSpan = [&](auto isWanted) {
    m_waterfall->goToNext([&](NodeIndex node) { return !doc.isPlaceholder(node) && isWanted(node); });
  };
  showView(0);
  switch (fact) {
    case HeadFact::Total: m_waterfall->resetZoom(); return;
    case HeadFact::Start: return;
    case HeadFact::Spans:
      m_waterfall->setVisibility({});
      m_waterfall->expandAll();
      return;
    case HeadFact::Services: m_tools->showServices(below); return;
    case HeadFact::Depth: {
      const auto deepest = std::max_element(doc.tree.depth.begin(), doc.tree.depth.end());
      m_waterfall->goTo(static_cast<NodeIndex>(deepest - doc.tree.depth.begin()));
      return;
    }
    case HeadFact::Errors: m_waterfall->goToError(true); return;
    case HeadFact::Missing:
      m_waterfall->goToNext([&](NodeIndex node) { return doc.isPlaceholder(node); });
      return;
    case HeadFact::Roots:
      goToSpan([&](SpanIndex span) { return doc.tree.rootReason[span] == analysis::RootReason::NoParentId; });
      return;
    case HeadFact::Duplicates:
      goToSpan([&](SpanIndex span) { return doc.tree.duplicateId[span] != 0; });
      return;
    case HeadFact::Cycles:
      goToSpan([&](SpanIndex span) { return doc.tree.rootReason[span] == analysis::RootReason::CycleCut; });
      return;
    case HeadFact::Skew: switchSkew(); return;
  }
}

void TracePage::switchSkew() {
  const bool correct = !m_document->isSkewCorrected;
  if (isSignalConnected(QMetaMethod::fromSignal(&TracePage::redrawRequested))) {
    emit redrawRequested(correct);
  } else {
    setRedrawn(redrawn(*m_document, correct));
  }
}

void TracePage::setSummarySource(SummarySource* source) {
  m_summaries = source;
  m_waterfall->setSummarySource(source);
}

void TracePage::summariesChanged() {
  const bool hasRoot = m_summaries != nullptr && m_document != nullptr && m_document->tree.root != kNoSpan;
  const SpanSummary* root = hasRoot ? m_summaries->summary(m_document->tree.root) : nullptr;
  if (root != nullptr) m_header->setRootSummary(root);  // One forgotten for want of room stays right.
  m_waterfall->summariesChanged();
}

void TracePage::setLoading(bool loading) {
  if (loading) {
    m_loading->setGeometry(0, 0, width(), 2);
    m_loading->raise();
    m_loading->start();
  } else {
    m_loading->stop();
  }
}

void TracePage::showError(const QString& what, const Error& error) {
  setLoading(false);
  m_error->show(what, error);
}

void TracePage::selectSpan(SpanIndex span) {
  if (m_document != nullptr && span < m_document->spanCount()) m_waterfall->select(span);
}

void TracePage::selectSpan(SpanId id) {
  if (m_document == nullptr) return;
  const std::vector<SpanId>& ids = m_document->trace->spanId;
  const auto found = std::find(ids.begin(), ids.end(), id);
  if (found != ids.end()) selectSpan(static_cast<SpanIndex>(found - ids.begin()));
}

}  // namespace spanloupe::waterfall
