// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/trace_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/common/states.h"
#include "ui/waterfall/minimap.h"
#include "ui/waterfall/trace_header.h"

namespace spanloupe::waterfall {

namespace {

constexpr std::uint32_t kDeepestChoice = 9;

/// A row of quiet buttons on surface with a hairline below.
class ToolRow final : public QWidget {
 public:
  ToolRow(const ui::Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setFixedHeight(look.measures().toolRow());
    QObject::connect(&look, &ui::Look::changed, this, [this] {
      setFixedHeight(m_look.measures().toolRow());
      update();
    });
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.fillRect(rect(), m_look.theme().surface);
    ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), m_look.theme().hairline);
  }

 private:
  const ui::Look& m_look;
};

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
      m_minimap(new Minimap(look, this)),
      m_loading(new ui::LoadingLine(look, this)),
      m_error(new ui::ErrorStrip(look, this)),
      m_waterfall(new WaterfallView(look, this)),
      m_switch(new ui::SegmentedControl(look, {{tr("Waterfall"), ui::Icon::Waterfall}}, this)),
      m_views(new QStackedWidget(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_header);
  column->addWidget(m_error);
  column->addWidget(m_views, 1);
  m_views->addWidget(makeWaterfallPage());
  m_header->addTrailingWidget(m_switch);
  m_switch->hide();  // Until there is a choice.
  setFocusProxy(m_waterfall);
  connect(m_switch, &ui::SegmentedControl::chosen, this, &TracePage::showView);

  connect(m_waterfall, &WaterfallView::spanSelected, this, &TracePage::spanSelected);
  connect(m_waterfall, &WaterfallView::spanActivated, this, &TracePage::spanActivated);
  connect(m_waterfall, &WaterfallView::windowChanged, this,
          [this] { m_minimap->setWindow(m_waterfall->window()); });
  connect(m_waterfall, &WaterfallView::criticalChanged, m_critical, &QAbstractButton::setChecked);
  connect(m_waterfall, &WaterfallView::nodeMenuRequested, this, &TracePage::showNodeMenu);
  connect(m_minimap, &Minimap::windowChosen, m_waterfall, &WaterfallView::setWindow);
  connect(&look, &ui::Look::changed, this, &TracePage::updateTools);
  updateTools();
}

QWidget* TracePage::makeWaterfallPage() {
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_minimap);
  column->addWidget(makeToolRow());
  column->addWidget(m_waterfall, 1);
  return page;
}

int TracePage::addView(ui::Icon icon, const QString& title, QWidget* view) {
  m_switch->addSegment({title, icon});
  m_switch->show();
  return m_views->addWidget(view);
}

int TracePage::currentView() const { return m_views->currentIndex(); }

void TracePage::showView(int view) {
  if (view < 0 || view >= m_views->count() || view == m_views->currentIndex()) return;
  m_switch->setCurrent(view);
  m_views->setCurrentIndex(view);
  QWidget* shown = view == 0 ? m_waterfall : m_views->currentWidget();
  setFocusProxy(shown);
  shown->setFocus();
  emit viewChanged(view);
}

QWidget* TracePage::makeToolRow() {
  auto* row = new ToolRow(m_look, this);
  auto* line = new QHBoxLayout(row);
  line->setContentsMargins(8, 0, 8, 0);
  line->setSpacing(2);
  const auto add = [&](ui::Button* button) {
    button->setSmall(true);
    // The waterfall keeps the keyboard: its letters work on.
    button->setFocusPolicy(Qt::TabFocus);
    line->addWidget(button);
    return button;
  };
  m_expand = add(new ui::Button(m_look, ui::Icon::Plus, tr("Expand all"), true, row));
  m_collapse = add(new ui::Button(m_look, ui::Icon::Minus, tr("Collapse all"), true, row));
  m_depth = add(new ui::Button(m_look, ui::Icon::Depth, tr("Depth"), ui::ButtonKind::Quiet, row));
  m_depth->setHasMenu(true);
  m_critical =
      add(new ui::Button(m_look, ui::Icon::CriticalPath, tr("Critical path"), ui::ButtonKind::Quiet, row));
  m_critical->setCheckable(true);
  m_critical->setKeyHint(QStringLiteral("C"));
  m_nextError = add(new ui::Button(m_look, ui::Icon::Error, tr("Next error"), ui::ButtonKind::Quiet, row));
  m_nextError->setKeyHint(QStringLiteral("E"));
  line->addStretch(1);

  connect(m_expand, &ui::Button::clicked, this, [this] { m_waterfall->expandAll(); });
  connect(m_collapse, &ui::Button::clicked, this, [this] { m_waterfall->collapseAll(); });
  connect(m_critical, &ui::Button::clicked, this,
          [this](bool checked) { m_waterfall->setShowCritical(checked); });
  connect(m_nextError, &ui::Button::clicked, this, [this] { m_waterfall->goToError(true); });
  connect(m_depth, &ui::Button::clicked, this, [this] {
    QMenu menu(this);
    const std::uint32_t deepest = m_document != nullptr ? m_document->tree.maxDepth : 0;
    for (std::uint32_t depth = 1; depth <= std::min(deepest, kDeepestChoice); ++depth) {
      menu.addAction(depth == 1 ? tr("Show 1 level") : tr("Show %1 levels").arg(depth), this,
                     [this, depth] { m_waterfall->expandToDepth(depth - 1); });
    }
    menu.addAction(tr("Show all levels"), this, [this] { m_waterfall->expandAll(); });
    menu.exec(m_depth->mapToGlobal(QPoint(0, m_depth->height())));
  });
  return row;
}

void TracePage::updateTools() {
  const bool has = m_document != nullptr && m_document->spanCount() > 0;
  const bool hasErrors = has && m_document->tree.errorCount > 0;
  for (ui::Button* button : {m_expand, m_collapse, m_depth, m_critical}) button->setEnabled(has);
  m_nextError->setEnabled(hasErrors);
  m_nextError->setSymbol(ui::Icon::Error, hasErrors ? m_look.theme().error : QColor());
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
  updateTools();
}

void TracePage::setSummarySource(SummarySource* source) {
  m_summaries = source;
  m_waterfall->setSummarySource(source);
}

void TracePage::summariesChanged() {
  const bool hasRoot = m_summaries != nullptr && m_document != nullptr && m_document->tree.root != kNoSpan;
  if (hasRoot) m_header->setRootSummary(m_summaries->summary(m_document->tree.root));
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

void TracePage::showNodeMenu(NodeIndex node, QPoint globalPosition) {
  const TraceDocument& doc = *m_document;
  QMenu menu(this);
  const auto copy = [&](const QString& title, const std::string& text) {
    menu.addAction(ui::themedIcon(m_look, ui::Icon::Copy), title, this,
                   [text = QString::fromStdString(text)] { QGuiApplication::clipboard()->setText(text); });
  };
  if (doc.isPlaceholder(node)) {
    copy(tr("Copy span id"), doc.placeholder(node).id.hex());
  } else {
    menu.addAction(ui::themedIcon(m_look, ui::Icon::Fit), tr("Zoom to span"), this,
                   [this, node] { m_waterfall->zoomToNode(node); });
    menu.addSeparator();
    copy(tr("Copy name"), doc.text(doc.trace->name[node]));
    copy(tr("Copy span id"), doc.trace->spanId[node].hex());
    copy(tr("Copy trace id"), doc.trace->id.hex());
  }
  if (m_waterfall->model().isExpandable(node)) {
    menu.addSeparator();
    menu.addAction(tr("Expand subtree\t*"), this,
                   [this, node] { m_waterfall->setSubtreeCollapsed(node, false); });
    menu.addAction(tr("Collapse subtree"), this,
                   [this, node] { m_waterfall->setSubtreeCollapsed(node, true); });
  }
  menu.exec(globalPosition);
}

}  // namespace spanloupe::waterfall
