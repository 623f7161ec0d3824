// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_table.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <climits>
#include <utility>

#include "ui/common/tool_tip.h"
#include "ui/traces/cell_tool_tip.h"
#include "ui/traces/column_handling.h"
#include "ui/traces/sketch_shelf.h"
#include "ui/traces/table_actions.h"
#include "ui/traces/trace_table_access.h"

namespace spanloupe::traces {

namespace {

/// Selected rows that are looked for in the next list; of more, only the current one.
constexpr std::size_t kMostTracked = 64;

}  // namespace

TraceTable::TraceTable(const ui::Look& look, TraceListModel& model, TableColumns& columns,
                       SketchShelf& sketches, QWidget* parent)
    : QAbstractScrollArea(parent),
      m_look(look),
      m_model(model),
      m_columns(columns),
      m_sketches(sketches),
      m_painter(look),
      m_header(new TableHeader(look, this)),
      m_actions(new TableActions(*this)) {
  installTableAccess();
  setObjectName(QStringLiteral("traceTable"));
  setAccessibleName(tr("Traces"));
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::StrongFocus);
  // Times and figures run from left to right in every language.
  setLayoutDirection(Qt::LeftToRight);
  viewport()->setMouseTracking(true);
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
  connect(&look, &ui::Look::changed, this, &TraceTable::readLook);
  connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &TraceTable::beforeReset);
  connect(&model, &QAbstractItemModel::modelReset, this, &TraceTable::readModel);
  connect(&model, &QAbstractItemModel::dataChanged, this, [this] {
    m_header->setLayoutOfTable(tableLayout());
    showSketches();
    trackVisible();
    viewport()->update();
  });
  connect(&model, &TraceListModel::relisted, this, &TraceTable::relist);
  connect(&model, &TraceListModel::completed, this, &TraceTable::takeRest);
  connect(&sketches, &SketchShelf::changed, viewport(), qOverload<>(&QWidget::update));
  connect(&columns, &TableColumns::changed, this, [this] {
    updateScrollBars();
    viewport()->update();
  });
  new ColumnHandling(look, *this, m_painter);
  m_header->setOrder(model.order());
  readLook();
}

void TraceTable::readLook() {
  m_painter.readLook();
  m_model.setTimeZone(m_look.timeZone());
  setViewportMargins(0, m_look.measures().tableHeader(), 0, 0);
  updateScrollBars();
  viewport()->update();
}

// From here until the new list is known, rows mean nothing: what is tracked stays as it is.
void TraceTable::beforeReset() {
  if (!m_restIsToCome) m_rowWasSelected = currentRow() < 0 || m_selection.contains(currentRow());
  m_isRelisting = true;
}

void TraceTable::readModel() {
  if (m_model.rowCount() == 0) {
    m_selection.clear();
    m_isRelisting = m_restIsToCome = false;
    verticalScrollBar()->setValue(0);
    // A filter may give the trace back; another session cannot.
    if (!m_model.snapshot() && m_currentTrace) {
      m_currentTrace.reset();
      emit currentTraceChanged();
    }
    emit selectionChanged();
  }
  m_hovered = -1;
  updateScrollBars();
  viewport()->update();
}

// The list has changed under the reader: the row that was topmost stays where it was, and what was selected
// stays selected, wherever it is now.
void TraceTable::relist(int selectedRow, int topRow, const std::vector<int>& otherRows) {
  const bool wasAll = m_listedRows > 1 && m_selection.count() == m_listedRows;
  m_isRelisting = false;
  m_restIsToCome = !m_model.isWhole();
  selectAgain(selectedRow, otherRows);
  if (wasAll) {
    m_selection.selectAll(m_model.rowCount());
    m_restIsToCome = false;
  }
  m_listedRows = m_model.rowCount();
  countNewAbove(topRow);
  if (topRow >= 0 && isHeld()) {
    setScrollY(qint64{topRow} * m_look.measures().rowTraces() + m_topOffset);
  } else if (scrollY() > 0) {
    setScrollY(selectedRow >= 0 ? tableLayout().scrollToShow(selectedRow) : 0);
  }
  showRows();
  emit selectionChanged();
}

// Rows above the topmost one are more than before: in the same list they are new.
void TraceTable::countNewAbove(int topRow) {
  const bool isSame = m_orderListed == m_model.listedOrder() && m_filterListed == m_model.listedFilter();
  m_orderListed = m_model.listedOrder();
  m_filterListed = m_model.listedFilter();
  const bool isKnown = isSame && isHeld() && topRow >= 0 && m_trackedTop >= 0;
  setNewAbove(isKnown ? std::max(0, m_newAbove + topRow - m_trackedTop) : 0);
}

void TraceTable::setNewAbove(int traces) {
  if (std::exchange(m_newAbove, traces) != traces) emit newAboveChanged(traces);
}

void TraceTable::setFollowing(bool isFollowing) {
  if (std::exchange(m_isFollowing, isFollowing) == isFollowing) return;
  if (isFollowing) scrollToTop();
  trackVisible();
  emit followingChanged(isFollowing);
}

void TraceTable::scrollToTop() {
  setScrollY(0);
  setNewAbove(0);
}

void TraceTable::selectAgain(int selectedRow, const std::vector<int>& otherRows) {
  m_selection.clear();
  for (const int row : otherRows) m_selection.add({row, row});
  if (selectedRow < 0) return;
  if (m_rowWasSelected) m_selection.add({selectedRow, selectedRow});
  m_selection.moveTo(selectedRow);
}

// What was selected may stand far from the page that came first. Whoever has selected something else
// meanwhile keeps that, and nothing scrolls.
void TraceTable::takeRest(int selectedRow, const std::vector<int>& otherRows) {
  if (!m_restIsToCome) return;
  m_restIsToCome = false;
  selectAgain(selectedRow, otherRows);
  if (m_currentTrace && selectedRow >= 0) m_currentTrace->position = m_model.positionOf(selectedRow);
  trackVisible();
  viewport()->update();
  emit selectionChanged();
}

std::optional<TraceId> TraceTable::currentTrace() const {
  return m_currentTrace ? std::optional(m_currentTrace->row.id) : std::nullopt;
}

TableLayout TraceTable::tableLayout() const {
  const int keptFree = verticalScrollBar()->isVisible() ? 0 : verticalScrollBar()->sizeHint().width();
  return TableLayout({m_look.measures(), viewport()->width(), viewport()->height(), m_model.rowCount(),
                      scrollY(), horizontalScrollBar()->value(), m_model.formats().withDate,
                      m_columns.choice(), keptFree});
}

// More rows than a scroll bar has steps for pixels: then a step is several pixels.
qint64 TraceTable::scrollY() const {
  const qint64 unit = qint64{m_model.rowCount()} * m_look.measures().rowTraces() / INT_MAX + 1;
  return verticalScrollBar()->value() * unit;
}

void TraceTable::setScrollY(qint64 y) {
  const qint64 unit = qint64{m_model.rowCount()} * m_look.measures().rowTraces() / INT_MAX + 1;
  verticalScrollBar()->setValue(static_cast<int>(std::clamp<qint64>(y / unit, 0, INT_MAX)));
}

void TraceTable::updateScrollBars() {
  const TableLayout layout = tableLayout();
  const qint64 unit = layout.contentHeight() / INT_MAX + 1;
  const qint64 most = std::max<qint64>(0, layout.contentHeight() - viewport()->height());
  verticalScrollBar()->setRange(0, static_cast<int>((most + unit - 1) / unit));
  verticalScrollBar()->setSingleStep(static_cast<int>(std::max<qint64>(1, layout.rowHeight() / unit)));
  verticalScrollBar()->setPageStep(static_cast<int>(std::max<qint64>(1, viewport()->height() / unit)));
  horizontalScrollBar()->setRange(0, std::max(0, layout.contentWidth() - viewport()->width()));
  horizontalScrollBar()->setPageStep(viewport()->width());
  horizontalScrollBar()->setSingleStep(layout.rowHeight());
  m_header->setGeometry(0, 0, viewport()->width(), m_look.measures().tableHeader());
  m_header->setLayoutOfTable(tableLayout());
  showRows();
}

void TraceTable::showRows() {
  const TableLayout layout = tableLayout();
  m_model.showRows(layout.firstRow(), layout.endRow() - layout.firstRow());
  showSketches();
  trackVisible();
}

void TraceTable::showSketches() {
  const TableLayout layout = tableLayout();
  if (!m_model.snapshot() || !layout.isShown(Column::Waterfall)) return;
  std::vector<SketchShelf::Wanted> wanted;
  for (int row = layout.firstRow(); row < layout.endRow(); ++row) {
    const store::TraceRow* trace = m_model.traceRow(row);
    const auto position = m_model.positionOf(row);
    if (trace && position) wanted.push_back({*trace, *position});
  }
  m_sketches.show(m_model.snapshot(), std::move(wanted));
}

void TraceTable::trackVisible() {
  if (m_isRelisting) return;
  const TableLayout layout = tableLayout();
  const store::TraceRow* top = m_model.traceRow(layout.firstRow());
  m_topOffset = -layout.rowRect(layout.firstRow()).top();
  // At the top one wants to see what comes, not to be carried down.
  if (!m_restIsToCome) {
    m_others.clear();
    if (m_selection.count() > 1 && m_selection.count() <= static_cast<std::int64_t>(kMostTracked))
      for (const int row : m_selection.rows(kMostTracked))
        if (const store::TraceRow* trace = m_model.traceRow(row))
          m_others.emplace_back(*trace, m_model.positionOf(row));
  }
  // What has been scrolled to has been seen.
  if (m_newAbove > layout.firstRow()) setNewAbove(layout.firstRow());
  m_trackedTop = top ? layout.firstRow() : -1;
  TrackedTraces tracked{m_currentTrace, {}, m_others};
  if (top && isHeld()) tracked.top.emplace(*top, m_model.positionOf(layout.firstRow()));
  m_model.track(std::move(tracked));
}

void TraceTable::paintEvent(QPaintEvent* event) {
  QPainter painter(viewport());
  painter.fillRect(event->rect(), m_look.theme().surface);
  const TableLayout layout = tableLayout();
  for (int row = layout.firstRow(); row < layout.endRow(); ++row) {
    if (!layout.rowRect(row).intersects(event->rect())) continue;
    const ui::RowState state{isSelected(row), row == m_hovered, hasFocus()};
    const store::TraceRow* trace = m_model.traceRow(row);
    m_painter.paintRow(painter, layout, row, trace, m_model.formats(), m_model.longest(), state,
                       trace ? m_sketches.find(trace->id) : nullptr);
    // Among several, or beside what is selected, one has to see where the keys go.
    const bool standsOut = m_selection.count() != 1 || !m_selection.contains(row);
    if (row == currentRow() && hasFocus() && standsOut)
      ui::focusRing(painter, layout.rowRect(row), 0, m_look.theme());
  }
}

void TraceTable::resizeEvent(QResizeEvent*) { updateScrollBars(); }

void TraceTable::scrollContentsBy(int dx, int) {
  if (dx != 0) m_header->setLayoutOfTable(tableLayout());
  showRows();
  viewport()->update();
}

bool TraceTable::isSelected(int row) const {
  if (currentRow() >= 0 || !m_selection.isEmpty()) return m_selection.contains(row);
  // Until its row is known again, the selected trace is recognised where it is seen.
  const store::TraceRow* trace = m_model.traceRow(row);
  return m_currentTrace && trace && trace->id == m_currentTrace->row.id;
}

bool TraceTable::isCurrentListed() const {
  if (currentRow() >= 0) return true;
  const TableLayout layout = tableLayout();
  for (int row = layout.firstRow(); row < layout.endRow(); ++row) {
    const store::TraceRow* trace = m_model.traceRow(row);
    if (m_currentTrace && trace && trace->id == m_currentTrace->row.id) return true;
  }
  return false;
}

void TraceTable::setCurrentRow(int row, bool extend) {
  if (m_model.rowCount() == 0) return;
  row = std::clamp(row, 0, m_model.rowCount() - 1);
  if (extend) {
    m_selection.extendTo(row);
  } else {
    m_selection.select(row);
  }
  setScrollY(tableLayout().scrollToShow(row));
  afterSelecting();
}

void TraceTable::selectAll() {
  m_selection.selectAll(m_model.rowCount());
  if (currentRow() < 0 && m_model.rowCount() > 0) m_selection.moveTo(tableLayout().firstRow());
  afterSelecting();
}

void TraceTable::afterSelecting() {
  m_restIsToCome = false;
  m_listedRows = m_model.rowCount();
  remember(currentRow());
  trackVisible();
  viewport()->update();
  tellAccess(*this, currentRow());
  emit selectionChanged();
}

void TraceTable::remember(int row) {
  const store::TraceRow* trace = m_model.traceRow(row);
  if ((trace ? std::optional(trace->id) : std::nullopt) == currentTrace()) return;
  m_currentTrace.reset();
  if (trace) m_currentTrace.emplace(*trace, m_model.positionOf(row));
  trackVisible();
  emit currentTraceChanged();
}

void TraceTable::moveBy(int rows, Qt::KeyboardModifiers modifiers) {
  moveTo(currentRow() >= 0 ? currentRow() + rows : tableLayout().firstRow(), modifiers);
}

void TraceTable::moveTo(int row, Qt::KeyboardModifiers modifiers) {
  if (!modifiers.testFlag(Qt::ControlModifier) || modifiers.testFlag(Qt::ShiftModifier)) {
    setCurrentRow(row, modifiers.testFlag(Qt::ShiftModifier));
    return;
  }
  if (m_model.rowCount() == 0) return;
  m_selection.moveTo(std::clamp(row, 0, m_model.rowCount() - 1));
  setScrollY(tableLayout().scrollToShow(currentRow()));
  afterSelecting();
}

void TraceTable::sortBy(store::TraceColumn column) {
  store::TraceOrder order = m_model.order();
  order = order.column == column ? store::TraceOrder{column, !order.descending}
                                 : store::TraceOrder{column, descendsFirst(column)};
  setOrder(order);
}

void TraceTable::setOrder(store::TraceOrder order) {
  if (order == m_model.order()) return;
  verticalScrollBar()->setValue(0);
  m_header->setOrder(order);
  m_model.setOrder(order);
  viewport()->update();
}

void TraceTable::focusInEvent(QFocusEvent*) { viewport()->update(); }
void TraceTable::focusOutEvent(QFocusEvent*) { viewport()->update(); }

bool TraceTable::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::Leave) {
    m_hovered = -1;
    viewport()->update();
  }
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), ui::plainToolTip(toolTipAt(help->pos())), viewport());
    return true;
  }
  return QAbstractScrollArea::viewportEvent(event);
}

QString TraceTable::toolTipAt(const QPoint& position) const {
  const TableLayout layout = tableLayout();
  const auto row = layout.rowAt(position.y());
  const auto column = layout.columnAt(position.x());
  const store::TraceRow* trace = row ? m_model.traceRow(*row) : nullptr;
  if (!trace || !column) return {};
  return cellToolTip(*trace, *column, m_model.formats(), serviceAt(position), m_sketches.find(trace->id));
}

QString TraceTable::serviceAt(const QPoint& position) const {
  const TableLayout layout = tableLayout();
  const auto row = layout.rowAt(position.y());
  const store::TraceRow* trace = row ? m_model.traceRow(*row) : nullptr;
  if (!trace || layout.columnAt(position.x()) != Column::Services) return {};
  const auto tile = m_painter.tileAt(layout.parts(*row).services, *trace, position.x());
  return tile ? QString::fromStdString(trace->services[*tile]) : QString();
}

void TraceTable::copy() { m_actions->copyRows(); }

}  // namespace spanloupe::traces
