// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/span_table_view.h"

#include <QPaintEvent>
#include <QScrollBar>
#include <algorithm>
#include <climits>
#include <cmath>

#include "ui/spantable/span_table_access.h"

namespace spanloupe::spantable {
namespace {

constexpr int kMeasuredRows = 100;

/// The key that a column's values are found by.
std::string_view searchKey(const TableColumn& column) {
  if (column.isOfGroups) return {};
  switch (column.span.field) {
    case query::SpanField::Name: return "name";
    case query::SpanField::Service: return "service";
    case query::SpanField::Kind: return "kind";
    case query::SpanField::Status: return "status";
    case query::SpanField::Attribute: return column.span.key;
    default: return {};
  }
}

}  // namespace

SpanTableView::SpanTableView(const ui::Look& look, SpanTableModel& model, QWidget* parent)
    : QAbstractScrollArea(parent),
      m_look(look),
      m_model(model),
      m_painter(look),
      m_header(new SpanTableHeader(look, model, this)),
      m_totals(new TotalsRow(look, model, this)) {
  installSpanTableAccess();
  setObjectName(QStringLiteral("spanTable"));
  setAccessibleName(tr("Spans"));
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::StrongFocus);
  // Figures and bars are drawn from left to right whatever the language.
  setLayoutDirection(Qt::LeftToRight);
  viewport()->setMouseTracking(true);
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
  connect(&look, &ui::Look::changed, this, &SpanTableView::readLook);
  connect(&model, &SpanTableModel::contentChanged, this, &SpanTableView::readContent);
  connect(&model, &SpanTableModel::rowsChanged, this, &SpanTableView::readRows);
  connect(&model, &SpanTableModel::columnsChanged, this, &SpanTableView::readColumns);
  connect(&model, &SpanTableModel::widthsChanged, this, [this] {
    updateScrollBars();
    viewport()->update();
  });
  connect(m_header, &SpanTableHeader::fitRequested, this, &SpanTableView::fitColumn);
  connect(m_header, &SpanTableHeader::columnReached, this,
          [this](int column) { horizontalScrollBar()->setValue(tableLayout().scrollToShowColumn(column)); });
  readLook();
}

void SpanTableView::readLook() {
  m_painter.readLook();
  setViewportMargins(0, m_look.measures().tableHeader(), 0, m_look.measures().row());
  updateScrollBars();
  viewport()->update();
}

void SpanTableView::readContent() {
  m_hovered = -1;
  const TableRow kept = m_currentRow;
  m_current = m_anchor = -1;
  if (m_found != nullptr && m_found->isFound.size() != m_model.spanCount()) m_found.reset();
  measureColumns();
  updateScrollBars();
  // What was selected stays selected, wherever it is now; another order is asked for to see what comes first.
  const bool isOtherOrder =
      m_shown != nullptr && m_model.content() != nullptr && !m_shown->hasOrderOf(*m_model.content());
  m_shown = m_model.content();
  m_wanted.clear();
  if (!kept.isGroup()) select(kept.span, false);
  if (kept.isGroup() || isOtherOrder) verticalScrollBar()->setValue(0);
  viewport()->update();
  emit currentChanged();
}

void SpanTableView::readColumns() {
  measureColumns();
  updateScrollBars();
  viewport()->update();
}

void SpanTableView::readRows() {
  m_hovered = -1;
  if (m_current >= 0)
    m_current = m_anchor = m_currentRow.isGroup() ? m_model.rowOfGroup(m_currentRow.group)
                                                  : m_model.rowOf(m_currentRow.span, false);
  updateScrollBars();
  viewport()->update();
}

SpanTableLayout SpanTableView::tableLayout() const {
  return SpanTableLayout({m_look.measures(), viewport()->width(), viewport()->height(), m_model.rowCount(),
                          scrollY(), horizontalScrollBar()->value()},
                         m_model.columns());
}

// More rows than a scroll bar has steps for pixels: then a step is several pixels.
qint64 SpanTableView::pixelsPerStep() const {
  return qint64{m_model.rowCount()} * m_look.measures().row() / INT_MAX + 1;
}
qint64 SpanTableView::scrollY() const { return verticalScrollBar()->value() * pixelsPerStep(); }
void SpanTableView::setScrollY(qint64 y) {
  verticalScrollBar()->setValue(static_cast<int>(std::clamp<qint64>(y / pixelsPerStep(), 0, INT_MAX)));
}

void SpanTableView::updateScrollBars() {
  const SpanTableLayout layout = tableLayout();
  const qint64 unit = pixelsPerStep();
  const qint64 most = std::max<qint64>(0, layout.contentHeight() - viewport()->height());
  verticalScrollBar()->setRange(0, static_cast<int>((most + unit - 1) / unit));
  verticalScrollBar()->setSingleStep(static_cast<int>(std::max<qint64>(1, layout.rowHeight() / unit)));
  verticalScrollBar()->setPageStep(static_cast<int>(std::max<qint64>(1, viewport()->height() / unit)));
  horizontalScrollBar()->setRange(0, std::max(0, layout.contentWidth() - viewport()->width()));
  horizontalScrollBar()->setPageStep(viewport()->width());
  horizontalScrollBar()->setSingleStep(layout.rowHeight());
  const QRect body = viewport()->geometry();
  // Over the scroll bar too: their lines go through.
  m_header->setGeometry(0, body.top() - m_look.measures().tableHeader(), width(),
                        m_look.measures().tableHeader());
  m_totals->setGeometry(0, body.bottom() + 1, width(), m_look.measures().row());
  m_header->setTableLayout(tableLayout());
  m_totals->setTableLayout(tableLayout());
}

RowHead SpanTableView::headOf(const TableRow& row) const {
  if (row.group == TableRow::kNoGroup) return RowHead::Plain;
  if (!row.isGroup()) return RowHead::Member;
  return m_model.isOpen(row.group) ? RowHead::OpenGroup : RowHead::ClosedGroup;
}

void SpanTableView::paintEvent(QPaintEvent* event) {
  QPainter painter(viewport());
  painter.fillRect(event->rect(), m_look.theme().surface);
  if (m_model.content() == nullptr) return;
  const SpanTableLayout layout = tableLayout();
  std::vector<SpanIndex> wanted;
  for (int row = layout.firstRow(); row < layout.endRow(); ++row) {
    if (!layout.rowRect(row).intersects(event->rect())) continue;
    const TableRow what = m_model.row(row);
    std::vector<Cell> cells = cellsOf(what);
    if (m_found != nullptr) markFound(what, cells);
    if (!addSummaries(what, cells)) wanted.push_back(what.span);
    m_painter.paintRow(painter, layout, row, headOf(what), cells,
                       {isSelected(row), row == m_hovered, hasFocus()}, isDimmed(what));
  }
  if (!wanted.empty() && wanted != m_wanted) emit summariesWanted(m_wanted = wanted);
  // Without a row that shows it, the keyboard is at the table as a whole.
  if (hasFocus() && m_current < 0) ui::focusRing(painter, viewport()->rect(), 0, m_look.theme());
}

std::vector<Cell> SpanTableView::cellsOf(const TableRow& row) const {
  std::vector<Cell> cells;
  for (const TableColumn& column : m_model.columns())
    cells.push_back(cellOf(*m_model.content(), row, column));
  return cells;
}

void SpanTableView::setFound(std::shared_ptr<const FoundRows> found) {
  m_found = std::move(found);
  viewport()->update();
}

bool SpanTableView::isDimmed(const TableRow& row) const {
  if (m_found == nullptr) return false;
  if (!row.isGroup()) return !m_found->contains(row.span);
  return m_found->content == m_model.content() && m_found->countIn(row.group) == 0;
}

void SpanTableView::markFound(const TableRow& row, std::vector<Cell>& cells) const {
  if (row.isGroup()) {
    const std::size_t count = m_found->content == m_model.content() ? m_found->countIn(row.group) : 0;
    if (count > 0 && !m_model.isOpen(row.group))
      cells.front().note = tr("%1 found").arg(ui::formatCount(std::uint64_t{count}));
    return;
  }
  if (!m_found->contains(row.span)) return;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const TableColumn& column = m_model.columns()[i];
    // Times are found by comparing, in the filter; digits in them would be found by chance.
    if (!isFigure(column)) cells[i].marks = placesOf(m_found->words, cells[i].text, searchKey(column));
  }
}

double SpanTableView::neededWidth(int column, int firstRow, int endRow, int step) {
  const TableColumn& one = m_model.columns()[static_cast<std::size_t>(column)];
  const QFont& font = one.isAttribute() ? m_look.fonts().monoSmall : m_look.fonts().smallStrong;
  double width = QFontMetricsF(font).horizontalAdvance(columnTitle(one)) + m_look.measures().px(12) + 3 +
                 2 * ui::Measures::kCellPadding;
  // The widest figure of a column is mostly its sum.
  if (isFigure(one))
    width = std::max(width, m_painter.widthFor(totalCell(*m_model.content(), one), one, false));
  for (int row = firstRow; row < endRow; row += step) {
    const TableRow what = m_model.row(row);
    width = std::max(width, m_painter.widthFor(cellOf(*m_model.content(), what, one), one,
                                               column == 0 && headOf(what) != RowHead::Plain));
  }
  return std::ceil(width) / m_look.measures().real(1);
}

void SpanTableView::measureColumns() {
  if (m_model.content() == nullptr) return;
  const auto isUnknown = [this](const TableColumn& column) {
    const bool isRead = !column.isAttribute() || m_model.content()->cells.attribute(column.span.key);
    return column.wanted <= 0 && isRead;
  };
  std::vector<double> widths;
  bool isNew = false;
  for (const TableColumn& column : m_model.columns()) {
    const int rows = m_model.rowCount();
    widths.push_back(column.wanted);
    if (!isUnknown(column) || rows == 0) continue;
    isNew = true;
    const auto number = static_cast<int>(widths.size()) - 1;
    // The first page, and some of what comes later.
    widths.back() = std::max(neededWidth(number, 0, std::min(rows, kMeasuredRows), 1),
                             neededWidth(number, 0, rows, std::max(1, rows / kMeasuredRows)));
  }
  if (isNew) m_model.setWantedWidths(widths);
}

void SpanTableView::fitColumn(int column) {
  if (m_model.content() == nullptr) return;
  const SpanTableLayout layout = tableLayout();
  m_model.setColumnWidth(column, neededWidth(column, layout.firstRow(), layout.endRow(), 1));
}

/// Null: the column holds no names, or it is not known yet.
const QString* SpanTableView::summaryOf(const TableRow& row, const TableColumn& column) const {
  return m_summaryOf && !row.isGroup() && column.holdsNames() ? m_summaryOf(row.span) : nullptr;
}

/// False: the name of the row's span has none yet.
bool SpanTableView::addSummaries(const TableRow& row, std::vector<Cell>& cells) const {
  if (!m_summaryOf || row.isGroup()) return true;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!m_model.columns()[i].holdsNames()) continue;
    const QString* const summary = summaryOf(row, m_model.columns()[i]);
    if (summary == nullptr) return false;
    cells[i].summary = *summary;
  }
  return true;
}

void SpanTableView::resizeEvent(QResizeEvent*) { updateScrollBars(); }

void SpanTableView::scrollContentsBy(int dx, int) {
  if (dx != 0) {
    m_header->setTableLayout(tableLayout());
    m_totals->setTableLayout(tableLayout());
  }
  viewport()->update();
}

bool SpanTableView::isSelected(int row) const {
  return m_current >= 0 && row >= std::min(m_anchor, m_current) && row <= std::max(m_anchor, m_current);
}

std::vector<TableRow> SpanTableView::selectedRows() const {
  std::vector<TableRow> rows;
  if (m_current < 0) return rows;
  for (int row = std::min(m_anchor, m_current); row <= std::max(m_anchor, m_current); ++row)
    rows.push_back(m_model.row(row));
  return rows;
}

void SpanTableView::setCurrentRow(int row, bool extend) {
  if (m_model.rowCount() == 0) return;
  m_current = std::clamp(row, 0, m_model.rowCount() - 1);
  if (!extend || m_anchor < 0) m_anchor = m_current;
  const TableRow before = m_currentRow;
  m_currentRow = m_model.row(m_current);
  setScrollY(tableLayout().scrollToShow(m_current));
  viewport()->update();
  tellAccess(*this, m_current);
  emit currentChanged();
  if (m_currentRow.span != before.span && !m_currentRow.isGroup()) emit spanSelected(m_currentRow.span);
}

void SpanTableView::showSpan(SpanIndex span) { select(span, true); }

void SpanTableView::select(SpanIndex span, bool opensGroup) {
  const int row = span == kNoSpan ? -1 : m_model.rowOf(span, opensGroup);
  m_current = m_anchor = row;
  // Remembered also while the filter hides it.
  m_currentRow = row >= 0 ? m_model.row(row) : TableRow{TableRow::kNoGroup, span};
  if (row >= 0) setScrollY(tableLayout().scrollToShow(row));
  viewport()->update();
  emit currentChanged();
}

void SpanTableView::activate(int row) {
  const TableRow what = m_model.row(row);
  if (row < 0 || row >= m_model.rowCount()) return;
  if (what.isGroup()) {
    setOpenAt(row, !m_model.isOpen(what.group));
  } else {
    emit spanActivated(what.span);
  }
}

void SpanTableView::setOpenAt(int row, bool isOpen) {
  const TableRow what = m_model.row(row);
  if (what.isGroup() && what.group != TableRow::kNoGroup) m_model.setOpen(what.group, isOpen);
}

/// Right opens a group or goes to its first span, Left closes it or goes to its head.
void SpanTableView::moveSideways(bool isOpening) {
  const TableRow what = m_model.row(m_current);
  if (m_current < 0 || what.group == TableRow::kNoGroup) {
    QScrollBar* bar = horizontalScrollBar();
    bar->setValue(bar->value() + (isOpening ? 1 : -1) * bar->singleStep());
  } else if (what.isGroup() && m_model.isOpen(what.group) != isOpening) {
    m_model.setOpen(what.group, isOpening);
  } else if (what.isGroup() == isOpening) {
    setCurrentRow(isOpening ? m_current + 1 : m_model.rowOfGroup(what.group));
  }
}

QString SpanTableView::spokenRow(int row) const {
  const TableRow what = m_model.row(row);
  QStringList parts;
  for (const TableColumn& column : m_model.columns()) {
    const Cell cell = cellOf(*m_model.content(), what, column);
    if (cell.text.isEmpty()) continue;
    const bool isNamed = column.stretches() || parts.isEmpty();
    parts << (isNamed ? cell.whole() : columnTitle(column) + QLatin1Char(' ') + cell.whole());
    const QString* summary = summaryOf(what, column);
    if (summary != nullptr && !summary->isEmpty()) parts.back() += QLatin1Char(' ') + *summary;
  }
  if (m_found != nullptr && !what.isGroup() && m_found->contains(what.span)) parts << tr("found");
  return parts.join(QStringLiteral(", "));
}

}  // namespace spanloupe::spantable
