// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/waterfall_view.h"

#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

#include "ui/common/format.h"
#include "ui/common/look.h"
#include "ui/waterfall/waterfall_accessible.h"

namespace spanloupe::waterfall {

namespace {

constexpr int kNarrowestTree = 240;
constexpr double kWidestTreeShare = 0.6;

}  // namespace

WaterfallView::WaterfallView(const ui::Look& look, QWidget* parent)
    : QAbstractScrollArea(parent), m_look(look), m_painter(look) {
  installWaterfallAccessibility();
  m_layout = std::make_unique<WaterfallLayout>(m_model, m_coverage);
  m_measures = m_painter.measures(m_isCompact);
  m_view.treeWidth = look.measures().px(424);
  m_view.window = {0, 1};
  setFocusPolicy(Qt::StrongFocus);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  viewport()->setMouseTracking(true);
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
  viewport()->grabGesture(Qt::PinchGesture);
  setAccessibleName(tr("Waterfall"));
  connect(&look, &ui::Look::changed, this, &WaterfallView::onLookChanged);
}

WaterfallView::~WaterfallView() = default;

void WaterfallView::onLookChanged() {
  m_painter.reset();
  m_measures = m_painter.measures(m_isCompact);
  updateScrollBar();
  invalidate();
}

void WaterfallView::invalidate() {
  m_frameValid = false;
  viewport()->update();
}

void WaterfallView::setDocument(std::shared_ptr<const TraceDocument> document) {
  m_model = document != nullptr ? WaterfallModel(document) : WaterfallModel();
  m_coverage = Coverage(document.get());
  m_painter.setDocument(document.get());
  m_requested.clear();
  m_state = {};
  m_state.hasFocus = hasFocus();
  m_view.window = {0, document != nullptr ? std::max(kSmallestWindow, document->length()) : 1};
  verticalScrollBar()->setValue(0);
  onRowsChanged();
  emit windowChanged();
}

void WaterfallView::setSummarySource(SummarySource* source) {
  m_summaries = source;
  m_layout->setSummaries(source);
  m_requested.clear();
  invalidate();
}

void WaterfallView::summariesChanged() { invalidate(); }

void WaterfallView::onRowsChanged() {
  if (m_model.isEmpty()) {
    m_state.countLabel.clear();
  } else {
    const auto all = static_cast<std::uint64_t>(m_model.document().spanCount());
    const std::uint64_t shown = m_model.visibleSpans();
    m_state.countLabel = shown == all
                             ? ui::formatCounted(all, tr("span"), tr("spans"))
                             : tr("%1 of %2 spans").arg(ui::formatCount(shown), ui::formatCount(all));
  }
  updateScrollBar();
  invalidate();
  notifyRowsChanged(this);
  emit rowsChanged();
}

void WaterfallView::updateScrollBar() {
  const int visible = std::max(0, viewport()->height() - static_cast<int>(m_painter.headerHeight()));
  // A last empty half row tells that the end is reached.
  const double total = m_model.rowCount() * m_measures.rowHeight + m_measures.rowHeight / 2;
  const double most = std::max(0.0, total - visible);
  verticalScrollBar()->setPageStep(visible);
  verticalScrollBar()->setSingleStep(static_cast<int>(m_measures.rowHeight));
  verticalScrollBar()->setRange(0, static_cast<int>(std::min(most, 2e9)));
}

const WaterfallFrame& WaterfallView::frame() {
  if (!m_frameValid) {
    m_view.width = viewport()->width();
    m_view.height = viewport()->height() - m_painter.headerHeight();
    m_view.scroll = verticalScrollBar()->value();
    m_layout->layOut(m_view, m_measures, m_frame);
    m_frameValid = true;
  }
  return m_frame;
}

void WaterfallView::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  const WaterfallFrame& current = frame();
  const double header = m_painter.headerHeight();
  painter.save();
  painter.translate(0, header);
  painter.setClipRect(QRectF(0, 0, m_view.width, m_view.height));
  m_painter.paintRows(painter, current, m_state, m_view.height);
  painter.restore();
  m_painter.paintHeader(painter, current, m_state);
  requestSummaries();
}

void WaterfallView::requestSummaries() {
  if (m_summaries == nullptr) return;
  std::vector<SpanIndex> wanted;
  for (const RowLayout& row : m_frame.rows) {
    if (!m_model.document().isPlaceholder(row.node) && m_summaries->summary(row.node) == nullptr)
      wanted.push_back(row.node);
  }
  if (wanted.empty() || wanted == m_requested) return;
  m_requested = wanted;
  m_summaries->request(wanted);
}

void WaterfallView::resizeEvent(QResizeEvent*) {
  m_view.treeWidth = std::clamp<double>(
      m_view.treeWidth, std::min<double>(kNarrowestTree, largestTreeWidth()), largestTreeWidth());
  updateScrollBar();
  invalidate();
}

void WaterfallView::scrollContentsBy(int, int) { invalidate(); }

double WaterfallView::largestTreeWidth() const {
  return std::max<double>(kNarrowestTree / 2.0, viewport()->width() * kWidestTreeShare);
}

void WaterfallView::setTreeWidth(int width) {
  m_view.treeWidth =
      std::clamp<double>(width, std::min<double>(kNarrowestTree, largestTreeWidth()), largestTreeWidth());
  invalidate();
  emit treeWidthChanged(treeWidth());
}

// Zoom
// ---------------------------------------------------------------------------------------------------------------

void WaterfallView::setWindow(TimeWindow window) {
  if (m_model.isEmpty()) return;
  const TimeWindow next = clamped(window, m_model.document().length());
  if (next == m_view.window) return;
  m_view.window = next;
  invalidate();
  emit windowChanged();
}

void WaterfallView::resetZoom() {
  if (!m_model.isEmpty()) setWindow({0, m_model.document().length()});
}

void WaterfallView::zoom(double factor, std::optional<double> time) {
  setWindow(zoomed(m_view.window, factor, time.value_or(middleOf(m_view.window))));
}

void WaterfallView::panBy(double share) { setWindow(panned(m_view.window, share)); }

void WaterfallView::zoomToNode(NodeIndex node) {
  if (m_model.isEmpty() || node >= m_model.document().nodeCount()) return;
  setWindow(around(m_model.document().drawn(node)));
}

// Rows and selection
// -------------------------------------------------------------------------------------------------

RowIndex WaterfallView::rowsPerPage() const {
  return static_cast<RowIndex>(
      std::max(1.0, std::floor(verticalScrollBar()->pageStep() / m_measures.rowHeight)));
}

void WaterfallView::ensureVisible(RowIndex row) {
  const double top = row * m_measures.rowHeight;
  QScrollBar* bar = verticalScrollBar();
  const int page = bar->pageStep();
  if (top < bar->value()) {
    bar->setValue(static_cast<int>(top));
  } else if (top + m_measures.rowHeight > bar->value() + page) {
    // Far jumps land in the middle third, where both neighbours are seen.
    const bool isFar = top > bar->value() + 2.0 * page;
    bar->setValue(static_cast<int>(isFar ? top - page / 3.0 : top + m_measures.rowHeight - page));
  }
}

void WaterfallView::select(NodeIndex node) {
  if (m_model.isEmpty() || node >= m_model.document().nodeCount()) return;
  if (m_model.reveal(node)) onRowsChanged();
  m_model.select(node);
  m_state.selected = node;
  ensureVisible(m_model.rowOf(node));
  invalidate();
  notifyRowFocused(this, m_model.rowOf(node));
  emit spanSelected(m_model.document().isPlaceholder(node) ? kNoSpan : node);
}

void WaterfallView::moveSelection(std::int64_t rows) {
  if (m_model.isEmpty()) return;
  const RowIndex current = m_model.rowOf(m_model.selected());
  const std::int64_t target = current == kNoRow ? 0 : static_cast<std::int64_t>(current) + rows;
  const auto last = static_cast<std::int64_t>(m_model.rowCount()) - 1;
  select(m_model.nodeAt(static_cast<RowIndex>(std::clamp<std::int64_t>(target, 0, last))));
}

void WaterfallView::stepLeft() {
  const NodeIndex node = m_model.selected();
  if (node == kNoNode) return;
  if (m_model.isExpandable(node) && !m_model.isCollapsed(node)) {
    setCollapsed(node, true);
  } else if (m_model.document().parent(node) != kNoNode) {
    select(m_model.document().parent(node));
  }
}

void WaterfallView::stepRight() {
  const NodeIndex node = m_model.selected();
  if (node == kNoNode || !m_model.isExpandable(node)) return;
  if (m_model.isCollapsed(node)) {
    setCollapsed(node, false);
  } else {
    select(m_model.firstChild(node));
  }
}

void WaterfallView::setCollapsed(NodeIndex node, bool collapsed) {
  m_model.setCollapsed(node, collapsed);
  // What is hidden cannot stay selected: its nearest visible ancestor takes over.
  NodeIndex selected = m_model.selected();
  while (selected != kNoNode && m_model.rowOf(selected) == kNoRow)
    selected = m_model.document().parent(selected);
  onRowsChanged();
  if (selected != m_model.selected() && selected != kNoNode) select(selected);
}

void WaterfallView::setSubtreeCollapsed(NodeIndex node, bool collapsed) {
  m_model.setSubtreeCollapsed(node, collapsed);
  onRowsChanged();
}

void WaterfallView::collapseAll() {
  if (m_model.isEmpty()) return;
  m_model.collapseAll();
  onRowsChanged();
}

void WaterfallView::expandAll() {
  if (m_model.isEmpty()) return;
  m_model.expandAll();
  onRowsChanged();
  if (m_model.selected() != kNoNode) ensureVisible(m_model.rowOf(m_model.selected()));
}

void WaterfallView::expandToDepth(std::uint32_t depth) {
  if (m_model.isEmpty()) return;
  m_model.expandToDepth(depth);
  onRowsChanged();
}

void WaterfallView::goToError(bool forward) {
  if (m_model.isEmpty()) return;
  const NodeIndex node = m_model.nextError(m_model.selected(), forward);
  if (node == kNoNode) return;
  select(node);
  setWindow(movedTo(m_view.window, m_model.document().drawn(node)));
}

void WaterfallView::setShowCritical(bool show) {
  if (show == m_view.showCritical) return;
  m_view.showCritical = show;
  invalidate();
  emit criticalChanged(show);
}

void WaterfallView::setCompact(bool isCompact) {
  m_isCompact = isCompact;
  onLookChanged();
}

QRect WaterfallView::rowRect(RowIndex row) const {
  const double top = m_painter.headerHeight() + row * m_measures.rowHeight - verticalScrollBar()->value();
  return QRectF(0, top, viewport()->width(), m_measures.rowHeight).toRect();
}

}  // namespace spanloupe::waterfall
