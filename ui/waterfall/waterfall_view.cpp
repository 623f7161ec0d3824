// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/waterfall_view.h"

#include <QPainter>
#include <QScrollBar>
#include <QTimer>
#include <algorithm>
#include <cmath>

#include "ui/common/format.h"
#include "ui/common/look.h"
#include "ui/waterfall/header_corner.h"
#include "ui/waterfall/range_card.h"
#include "ui/waterfall/waterfall_accessible.h"

namespace spanloupe::waterfall {

namespace {

constexpr int kNarrowestTree = 240;
constexpr double kWidestTreeShare = 0.6;

double largestTreeWidth(int viewWidth) {
  return std::max<double>(kNarrowestTree / 2.0, viewWidth * kWidestTreeShare);
}

}  // namespace

WaterfallView::WaterfallView(const ui::Look& look, QWidget* parent)
    : QAbstractScrollArea(parent),
      m_look(look),
      m_painter(look),
      m_card(new RangeCard(look, viewport())),
      m_treeBar(new QScrollBar(Qt::Horizontal, viewport())),
      m_corner(new HeaderCorner(look)) {
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
  setLayoutDirection(Qt::LeftToRight);  // Time runs to the right everywhere.
  m_clock.start();
  addScrollBarWidget(m_corner, Qt::AlignTop);
  m_corner->setFixedHeight(static_cast<int>(m_painter.headerHeight()));
  m_treeBar->hide();
  m_treeBar->setFocusPolicy(Qt::NoFocus);
  m_treeBar->setCursor(Qt::ArrowCursor);
  m_treeBar->setAccessibleName(tr("Names, sideways"));
  connect(m_treeBar, &QScrollBar::valueChanged, this, [this](int value) {
    m_view.treeScroll = value;
    invalidate();
  });
  connect(m_card, &RangeCard::zoomRequested, this, &WaterfallView::zoomToRange);
  connect(m_card, &RangeCard::dropRequested, this, &WaterfallView::dropRange);
  connect(&look, &ui::Look::changed, this, &WaterfallView::onLookChanged);
}

WaterfallView::~WaterfallView() = default;

void WaterfallView::onLookChanged() {
  m_painter.reset();
  m_measures = m_painter.measures(m_isCompact);
  m_corner->setFixedHeight(static_cast<int>(m_painter.headerHeight()));
  placeStrip();
  updateScrollBar();
  invalidate();
}

void WaterfallView::invalidate() {
  m_frameValid = false;
  viewport()->update();
}

void WaterfallView::setSummarySource(SummarySource* source) {
  m_summaries = source;
  m_layout->setSummaries(source);
  m_requested.clear();
  invalidate();
}

void WaterfallView::summariesChanged() { invalidate(); }

void WaterfallView::setStrip(QWidget* strip) {
  m_strip = strip;
  strip->setParent(viewport());
  strip->installEventFilter(this);
  placeStrip();
}

int WaterfallView::stripHeight() const {
  return m_strip == nullptr || m_strip->isHidden() ? 0 : m_strip->sizeHint().height();
}

void WaterfallView::placeStrip() {
  if (m_strip == nullptr) return;
  m_strip->setGeometry(0, static_cast<int>(m_painter.headerHeight()), viewport()->width(),
                       m_strip->sizeHint().height());
}

QString WaterfallView::countText() const {
  if (m_model.isEmpty()) return {};
  const auto all = static_cast<std::uint64_t>(m_model.document().spanCount());
  const std::uint64_t shown = m_model.visibleSpans();
  if (shown == all) return ui::formatCounted(all, tr("span"), tr("spans"));
  QString text = tr("%1 of %2 spans").arg(ui::formatCount(shown), ui::formatCount(all));
  const std::uint64_t folded = m_model.foldedSpans();
  const std::uint64_t hidden = m_model.hiddenSpans();
  if (folded > 0) text += tr(" · %1 folded").arg(ui::formatCount(folded));
  if (hidden > 0) text += tr(" · %1 hidden").arg(ui::formatCount(hidden));
  return text;
}

void WaterfallView::onRowsChanged() {
  m_state.countLabel = countText();
  updateScrollBar();
  invalidate();
  notifyRowsChanged(this);
  emit rowsChanged();
}

void WaterfallView::updateScrollBar() {
  const int visible = std::max(0, viewport()->height() - static_cast<int>(rowsTop()));
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
    m_view.height = viewport()->height() - rowsTop();
    m_view.scroll = verticalScrollBar()->value();
    m_layout->layOut(m_view, m_measures, m_frame);
    m_frameValid = true;
    // A widget is not moved while another one paints.
    QTimer::singleShot(0, this, &WaterfallView::updateTreeBar);
  }
  return m_frame;
}

void WaterfallView::updateTreeBar() {
  const int value = m_treeBar->value();
  const int room = static_cast<int>(m_view.treeWidth);
  // Rows that come into view may be shorter: what was scrolled to stays reachable.
  m_treeBar->setRange(0, std::max(value, static_cast<int>(std::ceil(m_frame.treeOverflow))));
  m_treeBar->setPageStep(room);
  m_treeBar->setSingleStep(static_cast<int>(m_measures.indent));
  const int height = m_treeBar->sizeHint().height();
  m_treeBar->setGeometry(0, viewport()->height() - height, room, height);
  m_treeBar->setVisible(m_frame.nameOverflow > 0 || value > 0);
}

void WaterfallView::scrollTree(int by) {
  (void)frame();
  updateTreeBar();
  m_treeBar->setValue(m_treeBar->value() + by);
}

/// The mark is kept in time: it moves with the zoom.
void WaterfallView::updateRange() {
  m_state.range.reset();
  m_state.isMarking = m_press.drag == Press::Drag::Range;
  if (!m_range) {
    m_card->hide();
    return;
  }
  const TimeScale& scale = frame().scale;
  const Duration length(static_cast<std::int64_t>(m_range->to - m_range->from));
  const std::uint32_t spans = m_model.spansIn(m_range->from, m_range->to);
  m_state.range = RangeMark{scale.x(m_range->from), scale.x(m_range->to),
                            QStringLiteral("Δ ") + ui::formatDuration(length) + QStringLiteral(" · ") +
                                ui::formatCounted(spans, tr("span overlaps"), tr("spans overlap"))};
  const double left = m_view.treeWidth + 4;
  const bool isSeen = m_state.range->x2 > left && m_state.range->x1 < m_view.width;
  if (m_press.drag == Press::Drag::Range || !isSeen) {
    m_card->hide();
  } else {
    m_card->place((m_state.range->x1 + m_state.range->x2) / 2, left, m_view.width - 4,
                  static_cast<int>(rowsTop()) + 6);
  }
}

void WaterfallView::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  const WaterfallFrame& current = frame();
  painter.save();
  painter.translate(0, rowsTop());
  painter.setClipRect(QRectF(0, 0, m_view.width, m_view.height));
  m_painter.paintRows(painter, current, m_state, m_view.height);
  painter.restore();
  m_painter.paintHeader(painter, current, m_state);
  requestSummaries();
}

void WaterfallView::requestSummaries() {
  if (m_summaries == nullptr || m_model.isEmpty()) return;
  const TraceDocument& doc = m_model.document();
  std::vector<SpanIndex> wanted;
  const auto want = [&](NodeIndex node) {
    if (node < doc.spanCount() && m_summaries->summary(node) == nullptr) wanted.push_back(node);
  };
  // A request replaces the one before it: what is shown elsewhere than in a row is asked for every time.
  want(doc.tree.root);
  for (const RowLayout& row : m_frame.sticky) want(row.node);
  for (const RowLayout& row : m_frame.rows) want(row.node);
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  if (wanted.empty() || wanted == m_requested) return;
  m_requested = wanted;
  m_summaries->request(wanted);
}

void WaterfallView::resizeEvent(QResizeEvent*) {
  m_view.treeWidth = std::clamp<double>(
      m_view.treeWidth, std::min<double>(kNarrowestTree, largestTreeWidth(viewport()->width())),
      largestTreeWidth(viewport()->width()));
  placeStrip();
  updateScrollBar();
  invalidate();
  updateRange();
}

void WaterfallView::scrollContentsBy(int, int) { invalidate(); }

void WaterfallView::setTreeWidth(int width) {
  m_view.treeWidth =
      std::clamp<double>(width, std::min<double>(kNarrowestTree, largestTreeWidth(viewport()->width())),
                         largestTreeWidth(viewport()->width()));
  invalidate();
  updateRange();
  emit treeWidthChanged(treeWidth());
}

// Zoom
// ---------------------------------------------------------------------------------------------------------------

bool WaterfallView::isZoomed() const {
  return !m_model.isEmpty() && m_view.window.to - m_view.window.from < m_model.document().length();
}

void WaterfallView::showWindow(TimeWindow window) {
  m_view.window = clamped(window, m_model.document().length());
  invalidate();
  updateRange();
  emit windowChanged();
}

void WaterfallView::setWindow(TimeWindow window, ZoomStep step) {
  if (m_model.isEmpty()) return;
  if (clamped(window, m_model.document().length()) == m_view.window) return;
  m_history.add(clamped(window, m_model.document().length()), step, m_clock.elapsed());
  showWindow(window);
}

void WaterfallView::resetZoom() {
  if (!m_model.isEmpty()) setWindow({0, m_model.document().length()});
}

void WaterfallView::zoom(double factor, std::optional<double> time) {
  setWindow(zoomed(m_view.window, factor, time.value_or(middleOf(m_view.window))), ZoomStep::Wheel);
}

void WaterfallView::zoomAtCursor(double factor) {
  zoom(factor, m_state.cursorX ? std::optional(frame().scale.time(*m_state.cursorX)) : std::nullopt);
}

void WaterfallView::zoomToNode(NodeIndex node) {
  if (m_model.isEmpty() || node >= m_model.document().nodeCount()) return;
  setWindow(around(m_model.document().drawn(node)));
}

void WaterfallView::zoomToSelection() {
  if (m_range) return zoomToRange();
  const std::vector<NodeIndex>& nodes = m_model.selection().nodes();
  if (nodes.empty()) return;
  Interval all = m_model.document().drawn(nodes.front());
  for (const NodeIndex node : nodes) {
    const Interval one = m_model.document().drawn(node);
    all = {std::min(all.from, one.from), std::max(all.to, one.to)};
  }
  setWindow(around(all));
}

void WaterfallView::zoomBack() {
  if (const std::optional<TimeWindow> window = m_history.back()) showWindow(*window);
}

void WaterfallView::zoomForward() {
  if (const std::optional<TimeWindow> window = m_history.forward()) showWindow(*window);
}

void WaterfallView::zoomToRange() {
  if (!m_range) return;
  const TimeWindow range = *m_range;
  dropRange();
  setWindow(range);
}

bool WaterfallView::dropRange() {
  const bool had = m_range.has_value();
  m_range.reset();
  if (m_press.drag == Press::Drag::Range) m_press.drag = Press::Drag::None;
  updateRange();
  viewport()->update();
  return had;
}

// Rows and selection
// -------------------------------------------------------------------------------------------------

RowIndex WaterfallView::rowsPerPage() const {
  return static_cast<RowIndex>(
      std::max(1.0, std::floor(verticalScrollBar()->pageStep() / m_measures.rowHeight)));
}

void WaterfallView::ensureVisible(RowIndex row) {
  if (row == kNoRow) return;
  // Repeated ancestors lie over the top rows.
  const double covered = std::min(m_model.depthOf(row), kMostSticky) * m_measures.rowHeight;
  const double top = row * m_measures.rowHeight;
  QScrollBar* bar = verticalScrollBar();
  const int page = bar->pageStep();
  if (top - covered < bar->value()) {
    const bool isFar = top < bar->value() - 1.0 * page;
    bar->setValue(static_cast<int>(isFar ? top - std::max(covered, page / 3.0) : top - covered));
  } else if (top + m_measures.rowHeight > bar->value() + page) {
    // Far jumps land in the middle third, where both neighbours are seen.
    const bool isFar = top > bar->value() + 2.0 * page;
    bar->setValue(static_cast<int>(isFar ? top - page / 3.0 : top + m_measures.rowHeight - page));
  }
}

void WaterfallView::showWithContext(RowIndex row) {
  if (row == kNoRow) return;
  const double top = row * m_measures.rowHeight - verticalScrollBar()->value();
  const double page = verticalScrollBar()->pageStep();
  if (top >= page / 4 && top <= page / 2) return;
  verticalScrollBar()->setValue(static_cast<int>(row * m_measures.rowHeight - page / 3));
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
  const double top = rowsTop() + row * m_measures.rowHeight - verticalScrollBar()->value();
  return QRectF(0, top, viewport()->width(), m_measures.rowHeight).toRect();
}

}  // namespace spanloupe::waterfall
