// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/log_table.h"

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
#include "ui/logs/log_table_access.h"
#include "ui/logs/log_text.h"

namespace spanloupe::logs {

/// The titles of the columns, which do not scroll.
class LogTable::Header : public QWidget {
 public:
  explicit Header(LogTable& table) : QWidget(&table), m_table(table) {}

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    m_table.m_painter.paintTitles(painter, m_table.tableLayout(), m_table.m_of, rect());
  }

 private:
  LogTable& m_table;
};

LogTable::LogTable(const ui::Look& look, LogRowSource& source, LogTableOf of, QWidget* parent)
    : QAbstractScrollArea(parent),
      m_look(look),
      m_source(source),
      m_of(of),
      m_painter(look),
      m_header(new Header(*this)) {
  installLogTableAccess();
  setObjectName(QStringLiteral("logTable"));
  setAccessibleName(tr("Log records"));
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::StrongFocus);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  // Times run from left to right in every language.
  setLayoutDirection(Qt::LeftToRight);
  viewport()->setMouseTracking(true);
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
  connect(&look, &ui::Look::changed, this, &LogTable::readLook);
  connect(&source, &LogRowSource::reset, this, &LogTable::readList);
  connect(&source, &LogRowSource::grown, this, &LogTable::readRest);
  connect(&source, &LogRowSource::rowsChanged, viewport(), qOverload<>(&QWidget::update));
  readLook();
}

void LogTable::readLook() {
  m_painter.readLook();
  m_timeWidth = m_painter.timeWidth(m_source.widestTime(m_look.timeZone()));
  setViewportMargins(0, m_look.measures().tableHeader(), 0, 0);
  updateScrollBar();
  viewport()->update();
}

LogTableLayout LogTable::tableLayout() const {
  return LogTableLayout({m_look.measures(), m_of, viewport()->width(), viewport()->height(),
                         m_source.rowCount(), scrollY(), m_timeWidth});
}

// More rows than a scroll bar has steps for pixels: then a step is several pixels.
qint64 LogTable::pixelsPerStep() const {
  return qint64{m_source.rowCount()} * m_look.measures().row() / INT_MAX + 1;
}
qint64 LogTable::scrollY() const { return verticalScrollBar()->value() * pixelsPerStep(); }
void LogTable::setScrollY(qint64 y) {
  verticalScrollBar()->setValue(static_cast<int>(std::clamp<qint64>(y / pixelsPerStep(), 0, INT_MAX)));
}

void LogTable::updateScrollBar() {
  const LogTableLayout layout = tableLayout();
  const qint64 unit = pixelsPerStep();
  const qint64 most = std::max<qint64>(0, layout.contentHeight() - viewport()->height());
  verticalScrollBar()->setRange(0, static_cast<int>((most + unit - 1) / unit));
  verticalScrollBar()->setSingleStep(static_cast<int>(std::max<qint64>(1, layout.rowHeight() / unit)));
  verticalScrollBar()->setPageStep(static_cast<int>(std::max<qint64>(1, viewport()->height() / unit)));
  m_header->setGeometry(0, 0, width(), m_look.measures().tableHeader());
  m_header->update();
  trackVisible();
}

// The list has changed under the reader: the row that was topmost stays where it was, and what was selected
// stays selected, wherever it is now.
void LogTable::readList(const LogPlaces& places, bool isSameQuestion) {
  const bool wasSelected = m_current >= 0 || m_isSelectionSought;
  const bool wasHeld = isHeld();
  const bool isTopKnown = places.top >= 0 && wasHeld;
  // Rows above the topmost one are more than before: in the same list they are new.
  const int above =
      isSameQuestion && isTopKnown && m_top >= 0 ? std::max(0, m_newAbove + places.top - m_top) : 0;
  m_timeWidth = m_painter.timeWidth(m_source.widestTime(m_look.timeZone()));
  m_current = places.selected;
  m_anchor = places.anchor >= 0 ? places.anchor : places.selected;
  m_isSelectionSought = wasSelected && m_current < 0 && m_source.isSeeking();
  m_hovered = -1;
  m_isRelisting = true;
  updateScrollBar();
  setScrollY(isTopKnown ? qint64{places.top} * tableLayout().rowHeight() - m_topOffset : 0);
  m_isRelisting = false;
  setNewAbove(above);
  trackVisible();
  viewport()->update();
  if (wasSelected && m_current < 0 && !m_isSelectionSought) emit currentChanged(-1);
}

// What was selected may stand far from the page that came first. Whoever has selected something else
// meanwhile keeps that, and nothing scrolls.
void LogTable::readRest(const LogPlaces& sought) {
  const bool wasSought = std::exchange(m_isSelectionSought, false);
  if (wasSought) {
    m_current = sought.selected;
    m_anchor = sought.anchor >= 0 ? sought.anchor : sought.selected;
    viewport()->update();
  }
  updateScrollBar();
  if (wasSought) emit currentChanged(m_current);
}

void LogTable::setFollowing(bool isFollowing) {
  if (std::exchange(m_isFollowing, isFollowing) == isFollowing) return;
  if (isFollowing) scrollToTop();
  trackVisible();
  emit followingChanged(isFollowing);
}

void LogTable::trackVisible() {
  if (m_isRelisting) return;
  const LogTableLayout layout = tableLayout();
  m_top = layout.firstRow() < m_source.rowCount() ? layout.firstRow() : -1;
  m_topOffset = m_top >= 0 ? layout.rowRect(m_top).top() : 0;
  // What has been scrolled to has been seen.
  if (m_newAbove > layout.firstRow()) setNewAbove(layout.firstRow());
  m_source.track({m_current, m_anchor, isHeld() ? m_top : -1});
  m_source.showRows(layout.firstRow(), layout.endRow() - layout.firstRow());
}

void LogTable::setNewAbove(int records) {
  if (std::exchange(m_newAbove, records) != records) emit newAboveChanged(records);
}

void LogTable::scrollToTop() {
  setScrollY(0);
  setNewAbove(0);
}

bool LogTable::isSelected(int row) const {
  return m_current >= 0 && row >= std::min(m_anchor, m_current) && row <= std::max(m_anchor, m_current);
}

void LogTable::setCurrentRow(int row, bool extend) {
  if (m_source.rowCount() == 0) return;
  m_isSelectionSought = false;
  m_current = std::clamp(row, 0, m_source.rowCount() - 1);
  if (!extend || m_anchor < 0) m_anchor = m_current;
  setScrollY(tableLayout().scrollToShow(m_current));
  trackVisible();
  viewport()->update();
  tellAccess(*this, m_current);
  emit currentChanged(m_current);
}

void LogTable::showRow(int row) {
  m_isSelectionSought = false;
  m_current = m_anchor = std::min(row, m_source.rowCount() - 1);
  if (m_current >= 0) setScrollY(tableLayout().scrollToShow(m_current));
  trackVisible();
  viewport()->update();
}

void LogTable::selectAll() {
  if (m_source.rowCount() == 0) return;
  m_isSelectionSought = false;
  m_anchor = 0;
  m_current = m_source.rowCount() - 1;
  trackVisible();
  viewport()->update();
}

void LogTable::activate(int row) {
  if (row >= 0 && row < m_source.rowCount()) emit activated(row);
}

void LogTable::copy() {
  if (m_current >= 0)
    m_source.copyLines(std::min(m_anchor, m_current), std::max(m_anchor, m_current), m_look.timeZone());
}

void LogTable::copyAsJson() {
  if (m_current >= 0) m_source.copyJson(std::min(m_anchor, m_current), std::max(m_anchor, m_current));
}

void LogTable::paintEvent(QPaintEvent* event) {
  QPainter painter(viewport());
  painter.fillRect(event->rect(), m_look.theme().surface);
  const LogTableLayout layout = tableLayout();
  for (int row = layout.firstRow(); row < layout.endRow(); ++row) {
    if (!layout.rowRect(row).intersects(event->rect())) continue;
    const query::LogRow* log = m_source.row(row);
    LogRowTexts texts{{}, m_source.spanName(row), m_source.isMarked(row)};
    if (log != nullptr) texts.time = m_source.timeOf(*log, m_look.timeZone());
    m_painter.paintRow(painter, layout, row, log, texts, {isSelected(row), row == m_hovered, hasFocus()});
    if (row == m_current && hasFocus() && m_anchor != m_current)
      ui::focusRing(painter, layout.rowRect(row), 0, m_look.theme());
  }
  // Without a row that shows it, the keyboard is at the table as a whole.
  if (hasFocus() && m_current < 0) ui::focusRing(painter, viewport()->rect(), 0, m_look.theme());
}

void LogTable::resizeEvent(QResizeEvent*) { updateScrollBar(); }

void LogTable::scrollContentsBy(int, int) {
  trackVisible();
  viewport()->update();
}

void LogTable::moveTo(int row, Qt::KeyboardModifiers modifiers) {
  setCurrentRow(m_current >= 0 ? row : tableLayout().firstRow(), modifiers.testFlag(Qt::ShiftModifier));
}

void LogTable::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) return copy();
  if (event->matches(QKeySequence::SelectAll)) return selectAll();
  const int page = tableLayout().rowsPerPage();
  const Qt::KeyboardModifiers modifiers = event->modifiers();
  switch (event->key()) {
    case Qt::Key_Up: moveTo(m_current - 1, modifiers); break;
    case Qt::Key_Down: moveTo(m_current + 1, modifiers); break;
    case Qt::Key_PageUp: moveTo(m_current - page, modifiers); break;
    case Qt::Key_PageDown: moveTo(m_current + page, modifiers); break;
    case Qt::Key_Home: setCurrentRow(0, modifiers.testFlag(Qt::ShiftModifier)); break;
    case Qt::Key_End: setCurrentRow(m_source.rowCount() - 1, modifiers.testFlag(Qt::ShiftModifier)); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: activate(m_current); break;
    default: QAbstractScrollArea::keyPressEvent(event);
  }
}

void LogTable::mousePressEvent(QMouseEvent* event) {
  const auto row = tableLayout().rowAt(event->position().toPoint().y());
  if (!row) return;
  // The menu is of all that are selected.
  if (event->button() == Qt::RightButton && isSelected(*row)) return;
  setCurrentRow(*row, event->modifiers().testFlag(Qt::ShiftModifier));
}

void LogTable::mouseDoubleClickEvent(QMouseEvent* event) {
  const auto row = tableLayout().rowAt(event->position().toPoint().y());
  if (row && event->button() == Qt::LeftButton) activate(*row);
}

void LogTable::mouseMoveEvent(QMouseEvent* event) {
  const int row = tableLayout().rowAt(event->position().toPoint().y()).value_or(-1);
  if (std::exchange(m_hovered, row) != row) viewport()->update();
}

void LogTable::contextMenuEvent(QContextMenuEvent* event) {
  if (m_current < 0) return;
  QPoint at = event->globalPos();
  if (event->reason() == QContextMenuEvent::Keyboard) {
    setScrollY(tableLayout().scrollToShow(m_current));
    at = viewport()->mapToGlobal(QPoint(m_look.measures().px(40), tableLayout().rowRect(m_current).bottom()));
  }
  QMenu menu(this);
  fillMenu(menu);
  menu.exec(at);
}

void LogTable::fillMenu(QMenu& menu) {
  const query::LogRow* log = m_source.row(m_current);
  QAction* go = menu.addAction(
      m_of == LogTableOf::Trace ? tr("Show its span in the waterfall") : tr("Open its span in its trace"),
      this, [this] { activate(m_current); });
  go->setShortcut(QKeySequence(Qt::Key_Return));
  go->setEnabled(log != nullptr && !log->trace.isZero());
  menu.addSeparator();
  menu.addAction(m_anchor == m_current ? tr("Copy the record") : tr("Copy the records"), this,
                 &LogTable::copy)
      ->setShortcut(QKeySequence::Copy);
  menu.addAction(m_anchor == m_current ? tr("Copy the record as JSON") : tr("Copy the records as JSON"), this,
                 &LogTable::copyAsJson);
}

void LogTable::focusInEvent(QFocusEvent*) { viewport()->update(); }
void LogTable::focusOutEvent(QFocusEvent*) { viewport()->update(); }

bool LogTable::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::Leave && std::exchange(m_hovered, -1) >= 0) viewport()->update();
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), ui::plainToolTip(toolTipAt(help->pos())), viewport());
    return true;
  }
  return QAbstractScrollArea::viewportEvent(event);
}

QString LogTable::toolTipAt(const QPoint& position) const {
  const LogTableLayout layout = tableLayout();
  const auto row = layout.rowAt(position.y());
  const auto column = layout.columnAt(position.x());
  const query::LogRow* log = row ? m_source.row(*row) : nullptr;
  if (log == nullptr || !column) return {};
  switch (*column) {
    case LogColumn::Severity: return severityWords(*log);
    case LogColumn::Time:
      return ui::formatDateTime(log->time, m_look.timeZone(), 9) + u' ' + ui::zoneName(m_look.timeZone());
    case LogColumn::Service: return QString::fromStdString(log->service);
    case LogColumn::Span: return m_source.spanName(*row);
    case LogColumn::Body: return QString::fromStdString(log->body);
    case LogColumn::Trace: return log->trace.isZero() ? QString() : QString::fromStdString(log->trace.hex());
  }
  return {};
}

QString LogTable::spokenRow(int row) const {
  const query::LogRow* log = m_source.row(row);
  if (log == nullptr) return tr("Row %1, not read yet").arg(ui::formatCount(std::int64_t{row} + 1));
  QStringList parts{levelText(log->level), QString::fromStdString(log->body),
                    columnTitle(LogColumn::Time, m_of) + u' ' + m_source.timeOf(*log, m_look.timeZone())};
  if (!log->service.empty()) parts << tr("Service") + u' ' + QString::fromStdString(log->service);
  const QString span = m_source.spanName(row);
  if (!span.isEmpty()) parts << tr("Span") + u' ' + span;
  if (m_source.isMarked(row)) parts << tr("of the selected span");
  return parts.join(QStringLiteral(", "));
}

}  // namespace spanloupe::logs
