// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_table.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <climits>

#include "ui/traces/trace_table_access.h"

namespace spanloupe::traces {

TraceTable::TraceTable(const ui::Look& look, TraceListModel& model, QWidget* parent)
    : QAbstractScrollArea(parent),
      m_look(look),
      m_model(model),
      m_painter(look),
      m_header(new TableHeader(look, this)) {
  installTableAccess();
  setObjectName(QStringLiteral("traceTable"));
  setAccessibleName(tr("Traces"));
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::StrongFocus);
  viewport()->setMouseTracking(true);
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
  connect(&look, &ui::Look::changed, this, &TraceTable::readLook);
  connect(&model, &QAbstractItemModel::modelReset, this, &TraceTable::readModel);
  connect(&model, &QAbstractItemModel::dataChanged, this, [this] {
    m_header->setLayoutOfTable(tableLayout());
    viewport()->update();
  });
  connect(&model, &TraceListModel::relisted, this, &TraceTable::relist);
  connect(m_header, &TableHeader::columnClicked, this,
          [this](Column column) { sortBy(*infoOf(column).sort); });
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

void TraceTable::readModel() {
  if (m_model.rowCount() == 0) {
    m_current = m_anchor = -1;
    m_currentTrace.reset();
    verticalScrollBar()->setValue(0);
    emit currentTraceChanged();
  }
  m_hovered = -1;
  updateScrollBars();
  viewport()->update();
}

// The list has changed under the reader: the row that was topmost stays where it was, and what was selected
// stays selected, wherever it is now.
void TraceTable::relist(int selectedRow, int topRow) {
  if (m_currentTrace) m_current = m_anchor = selectedRow;
  if (topRow >= 0 && scrollY() > 0) setScrollY(qint64{topRow} * m_look.measures().rowTraces() + m_topOffset);
  showRows();
}

std::optional<TraceId> TraceTable::currentTrace() const {
  return m_currentTrace ? std::optional(m_currentTrace->row.id) : std::nullopt;
}

TableLayout TraceTable::tableLayout() const {
  return TableLayout({m_look.measures(), viewport()->width(), viewport()->height(), m_model.rowCount(),
                      scrollY(), horizontalScrollBar()->value(), m_model.formats().withDate});
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
  trackVisible();
}

void TraceTable::trackVisible() {
  const TableLayout layout = tableLayout();
  const store::TraceRow* top = m_model.traceRow(layout.firstRow());
  m_topOffset = -layout.rowRect(layout.firstRow()).top();
  // At the top one wants to see what comes, not to be carried down.
  TrackedTraces tracked{m_currentTrace, {}};
  if (top && scrollY() > 0) tracked.top.emplace(*top, m_model.positionOf(layout.firstRow()));
  m_model.track(std::move(tracked));
}

void TraceTable::paintEvent(QPaintEvent* event) {
  QPainter painter(viewport());
  painter.fillRect(event->rect(), m_look.theme().surface);
  const TableLayout layout = tableLayout();
  for (int row = layout.firstRow(); row < layout.endRow(); ++row) {
    if (!layout.rowRect(row).intersects(event->rect())) continue;
    const ui::RowState state{isSelected(row), row == m_hovered, hasFocus()};
    m_painter.paintRow(painter, layout, row, m_model.traceRow(row), m_model.formats(), m_model.longest(),
                       state);
  }
}

void TraceTable::resizeEvent(QResizeEvent*) { updateScrollBars(); }

void TraceTable::scrollContentsBy(int dx, int) {
  if (dx != 0) m_header->setLayoutOfTable(tableLayout());
  showRows();
  viewport()->update();
}

bool TraceTable::isSelected(int row) const {
  if (m_current >= 0) return row >= std::min(m_anchor, m_current) && row <= std::max(m_anchor, m_current);
  const store::TraceRow* trace = m_model.traceRow(row);
  return m_currentTrace && trace && trace->id == m_currentTrace->row.id;
}

void TraceTable::setCurrentRow(int row, bool extend) {
  if (m_model.rowCount() == 0) return;
  m_current = std::clamp(row, 0, m_model.rowCount() - 1);
  if (!extend || m_anchor < 0) m_anchor = m_current;
  setScrollY(tableLayout().scrollToShow(m_current));
  remember(m_current);
  viewport()->update();
  tellAccess(*this, m_current);
}

void TraceTable::remember(int row) {
  const store::TraceRow* trace = m_model.traceRow(row);
  if ((trace ? std::optional(trace->id) : std::nullopt) == currentTrace()) return;
  m_currentTrace.reset();
  if (trace) m_currentTrace.emplace(*trace, m_model.positionOf(row));
  trackVisible();
  emit currentTraceChanged();
}

void TraceTable::moveBy(int rows, bool extend) {
  if (m_current >= 0) {
    setCurrentRow(m_current + rows, extend);
  } else {
    setCurrentRow(tableLayout().firstRow(), false);
  }
}

void TraceTable::activate(int row) {
  const store::TraceRow* trace = m_model.traceRow(row);
  if (trace) emit traceActivated(trace->id);
}

void TraceTable::sortBy(store::TraceColumn column) {
  store::TraceOrder order = m_model.order();
  order = order.column == column ? store::TraceOrder{column, !order.descending}
                                 : store::TraceOrder{column, descendsFirst(column)};
  verticalScrollBar()->setValue(0);
  m_current = m_anchor = -1;
  m_header->setOrder(order);
  m_model.setOrder(order);
  viewport()->update();
}

void TraceTable::keyPressEvent(QKeyEvent* event) {
  const bool extend = event->modifiers() & Qt::ShiftModifier;
  if (event->matches(QKeySequence::Copy)) {
    copy();
    return;
  }
  const int page = tableLayout().rowsPerPage();
  switch (event->key()) {
    case Qt::Key_Up: moveBy(-1, extend); break;
    case Qt::Key_Down: moveBy(1, extend); break;
    case Qt::Key_PageUp: moveBy(-page, extend); break;
    case Qt::Key_PageDown: moveBy(page, extend); break;
    case Qt::Key_Home: setCurrentRow(0, extend); break;
    case Qt::Key_End: setCurrentRow(m_model.rowCount() - 1, extend); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: activate(m_current); break;
    default: QAbstractScrollArea::keyPressEvent(event);
  }
}

void TraceTable::mousePressEvent(QMouseEvent* event) {
  const auto row = tableLayout().rowAt(event->position().toPoint().y());
  if (row) setCurrentRow(*row, event->modifiers() & Qt::ShiftModifier);
}

void TraceTable::mouseDoubleClickEvent(QMouseEvent* event) {
  const auto row = tableLayout().rowAt(event->position().toPoint().y());
  if (row && event->button() == Qt::LeftButton) activate(*row);
}

void TraceTable::mouseMoveEvent(QMouseEvent* event) {
  const int row = tableLayout().rowAt(event->position().toPoint().y()).value_or(-1);
  if (row == m_hovered) return;
  m_hovered = row;
  viewport()->update();
}

void TraceTable::contextMenuEvent(QContextMenuEvent* event) {
  if (m_current < 0) return;
  QMenu menu(this);
  const int row = m_current;
  menu.addAction(tr("Open trace"), this, [this, row] { activate(row); });
  menu.addSeparator();
  menu.addAction(m_anchor == m_current ? tr("Copy row") : tr("Copy rows"), this, &TraceTable::copy);
  menu.addAction(tr("Copy trace id"), this, [this] {
    if (m_currentTrace)
      QGuiApplication::clipboard()->setText(QString::fromStdString(m_currentTrace->row.id.hex()));
  });
  menu.exec(event->globalPos());
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
    QToolTip::showText(help->globalPos(), toolTipAt(help->pos()), viewport());
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
  switch (*column) {
    case Column::Root: return QString::fromStdString(trace->rootService + ": " + trace->rootName);
    case Column::Start:
      return ui::formatDateTime(trace->start, m_look.timeZone(), 9) + QLatin1Char(' ') +
             ui::zoneName(m_look.timeZone());
    case Column::Duration: return ui::formatExact(trace->duration);
    case Column::Services: return infoOf(*column).text(*trace, m_model.formats());
    case Column::Mark:
      return trace->errors > 0 ? ui::formatCounted(trace->errors, tr("failed span"), tr("failed spans"))
                               : QString();
    default: return {};
  }
}

void TraceTable::copy() {
  if (m_current < 0) return;
  const int first = std::min(m_anchor, m_current);
  const int count = std::max(m_anchor, m_current) - first + 1;
  m_model.fetchRows(first, count, [this](const std::vector<store::TraceRow>& rows) {
    QString text = rows.size() > 1 ? copyHeader() : QString();
    for (const store::TraceRow& row : rows) text += copyLine(row, m_model.formats());
    QGuiApplication::clipboard()->setText(text);
  });
}

QString copyHeader() {
  QStringList titles{QObject::tr("Trace id"), orderTitle(store::TraceColumn::RootService)};
  for (int i = 1; i < kColumnCount; ++i) titles << columnTitle(static_cast<Column>(i));
  return titles.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

QString copyLine(const store::TraceRow& row, const ColumnFormats& formats) {
  QStringList fields{QString::fromStdString(row.id.hex()), QString::fromStdString(row.rootService)};
  for (int i = 1; i < kColumnCount; ++i) fields << columns()[static_cast<std::size_t>(i)].text(row, formats);
  for (QString& field : fields)
    field.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
  return fields.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

}  // namespace spanloupe::traces
