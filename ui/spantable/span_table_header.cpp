// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/span_table_header.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>

#include "ui/common/paint.h"
#include "ui/spantable/span_table_access.h"

namespace spanloupe::spantable {
namespace {

constexpr int kKeyStep = 12;

}  // namespace

SpanTableHeader::SpanTableHeader(const ui::Look& look, SpanTableModel& model, QWidget* parent)
    : QWidget(parent), m_look(look), m_model(model), m_layout({}, {}) {
  setObjectName(QStringLiteral("spanTableHeader"));
  setAccessibleName(tr("Columns"));
  setMouseTracking(true);
  setFocusPolicy(Qt::TabFocus);
  connect(&look, &ui::Look::changed, this, qOverload<>(&QWidget::update));
}

void SpanTableHeader::setTableLayout(const SpanTableLayout& layout) {
  m_layout = layout;
  m_current = std::clamp(m_current, 0, std::max(0, layout.columnCount() - 1));
  update();
}

void SpanTableHeader::setCurrentColumn(int column) {
  if (m_layout.columnCount() == 0) return;
  m_current = std::clamp(column, 0, m_layout.columnCount() - 1);
  emit columnReached(m_current);
  update();
  tellAccess(*this, m_current);
}

void SpanTableHeader::sortBy(int column) {
  if (column >= 0 && column < m_layout.columnCount()) m_model.sortBy(column);
}

QString SpanTableHeader::spokenTitle(int column) const {
  const QString title = columnTitle(m_model.columns()[static_cast<std::size_t>(column)]);
  if (!m_model.isSortedBy(column)) return title;
  return m_model.isDescending() ? tr("%1, sorted, descending").arg(title)
                                : tr("%1, sorted, ascending").arg(title);
}

void SpanTableHeader::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  painter.fillRect(rect(), theme.surface);
  for (int column = 0; column < m_layout.columnCount(); ++column) paintTitle(painter, column);
  ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), theme.line);
  if (m_move.isMoving())
    m_move.paint(painter, m_look, columnTitle(m_model.columns()[static_cast<std::size_t>(m_move.column())]),
                 height());
  if (hasFocus() && m_layout.columnCount() > 0)
    ui::focusRing(painter, m_layout.columnRect(m_current, 0, height() - 1), ui::Measures::kRadiusBadge,
                  theme);
}

void SpanTableHeader::paintTitle(QPainter& painter, int column) const {
  const ui::Theme& theme = m_look.theme();
  const TableColumn& info = m_model.columns()[static_cast<std::size_t>(column)];
  QRectF rect = m_layout.textRect(column, 0, height());
  const bool isSorted = m_model.isSortedBy(column);
  const bool isRight = m_model.content() != nullptr ? standsRight(*m_model.content(), info) : isFigure(info);
  const QFont& font = info.isAttribute() ? m_look.fonts().monoSmall : m_look.fonts().smallStrong;
  const QFontMetricsF metrics(font);
  painter.setFont(font);
  painter.setPen(isSorted || m_hovered == column ? theme.text1 : theme.text2);
  const double arrow = m_look.measures().px(12);
  const double room = rect.width() - (isSorted && !isRight ? arrow + 3 : 0);
  // The end of a key tells more than its begin.
  const QString title =
      metrics.elidedText(columnTitle(info), info.isAttribute() ? Qt::ElideLeft : Qt::ElideRight, room);
  const double width = metrics.horizontalAdvance(title);
  const double x = isRight ? rect.right() - width : rect.left();
  const double baseline =
      ui::centredBaseline(QRectF(0, 0, 1, height()), QFontMetricsF(m_look.fonts().smallStrong));
  painter.drawText(QPointF(x, baseline), title);
  if (m_hovered || m_dragged)
    ui::hairlineV(painter, m_layout.columnRect(column, 0, 1).right() + 1, 5, height() - 5, theme.hairline);
  if (!isSorted) return;
  const double left = isRight ? x - arrow - 3 : x + width + 3;
  ui::paintIcon(painter, m_model.isDescending() ? ui::Icon::ChevronDown : ui::Icon::ChevronUp,
                {left, (height() - arrow) / 2, arrow, arrow}, theme.text1);
}

bool SpanTableHeader::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto column = m_layout.columnAt(help->pos().x());
    const bool isEdge = m_layout.edgeAt(help->pos().x()).has_value();
    QToolTip::showText(help->globalPos(),
                       isEdge   ? tr("Drag to resize, double click to fit")
                       : column ? spokenTitle(*column)
                                : QString(),
                       this);
    return true;
  }
  return QWidget::event(event);
}

void SpanTableHeader::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  m_dragged = m_layout.edgeAt(event->pos().x());
  if (!m_dragged) {
    if (const auto column = m_layout.columnAt(event->pos().x())) m_move.press(*column, event->pos().x());
    return;
  }
  m_dragX = event->pos().x();
  m_dragWidth = m_layout.columnRect(*m_dragged, 0, 1).width();
}

void SpanTableHeader::mouseMoveEvent(QMouseEvent* event) {
  if (m_dragged) {
    m_model.setColumnWidth(*m_dragged,
                           (m_dragWidth + event->pos().x() - m_dragX) / m_look.measures().real(1));
    return;
  }
  if (event->buttons().testFlag(Qt::LeftButton) && m_move.column() >= 0) {
    std::vector<QRect> columns;
    for (int i = 0; i < m_layout.columnCount(); ++i) columns.push_back(m_layout.columnRect(i, 0, height()));
    m_move.move(event->pos().x(), columns, m_model.fixedColumns());
    update();
    if (m_move.isMoving()) return;
  }
  m_hovered = m_layout.columnAt(event->pos().x());
  setCursor(m_layout.edgeAt(event->pos().x()) ? Qt::SplitHCursor : Qt::ArrowCursor);
  update();
}

void SpanTableHeader::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (m_dragged) {
    m_dragged.reset();
    return;
  }
  const bool wasMoving = m_move.isMoving();
  if (const auto move = m_move.release()) m_model.moveColumn(move->from, move->to);
  update();
  if (wasMoving || !rect().contains(event->pos())) return;
  if (const auto column = m_layout.columnAt(event->pos().x())) sortBy(*column);
}

void SpanTableHeader::mouseDoubleClickEvent(QMouseEvent* event) {
  if (const auto column = m_layout.edgeAt(event->pos().x())) emit fitRequested(*column);
}

void SpanTableHeader::leaveEvent(QEvent*) {
  m_hovered.reset();
  update();
}

void SpanTableHeader::widen(int column, int pixels) {
  const int width = m_layout.columnRect(column, 0, 1).width() + pixels;
  m_model.setColumnWidth(column, width / m_look.measures().real(1));
}

void SpanTableHeader::moveBy(int column, int places) {
  if (!m_model.canMove(column, column + places)) return;
  m_model.moveColumn(column, column + places);
  setCurrentColumn(column + places);
}

void SpanTableHeader::keyPressEvent(QKeyEvent* event) {
  const bool moves = event->modifiers() & Qt::ControlModifier;
  if (moves && event->key() == Qt::Key_Left) return moveBy(m_current, -1);
  if (moves && event->key() == Qt::Key_Right) return moveBy(m_current, 1);
  const bool widens = event->modifiers() & Qt::ShiftModifier;
  switch (event->key()) {
    case Qt::Key_Left: widens ? widen(m_current, -kKeyStep) : setCurrentColumn(m_current - 1); break;
    case Qt::Key_Right: widens ? widen(m_current, kKeyStep) : setCurrentColumn(m_current + 1); break;
    case Qt::Key_Home: setCurrentColumn(0); break;
    case Qt::Key_End: setCurrentColumn(m_layout.columnCount() - 1); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: sortBy(m_current); break;
    case Qt::Key_Delete: emit removeRequested(m_current); break;
    default: QWidget::keyPressEvent(event);
  }
}

void SpanTableHeader::focusInEvent(QFocusEvent*) {
  emit columnReached(m_current);
  update();
}

void SpanTableHeader::focusOutEvent(QFocusEvent*) { update(); }

void SpanTableHeader::contextMenuEvent(QContextMenuEvent* event) {
  const auto column = event->reason() == QContextMenuEvent::Mouse ? m_layout.columnAt(event->pos().x())
                                                                  : std::optional(m_current);
  if (column) emit menuRequested(*column, event->globalPos());
}

}  // namespace spanloupe::spantable
