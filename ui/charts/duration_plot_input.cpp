// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pointer and keyboard of the chart.
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <cmath>

#include "ui/charts/duration_plot.h"
#include "ui/charts/plot_accessible.h"

namespace spanloupe::charts {
namespace {

constexpr double kReach = 7;  ///< Of a point from the pointer.
constexpr double kGrab = 5;   ///< Of an edge of the box.
constexpr double kDragBegins = 4;
constexpr double kKeyStep = 12;  ///< By which a key moves an edge of the box.

Qt::CursorShape shapeOf(BoxGrab grab) {
  if (grab.all()) return Qt::SizeAllCursor;
  if ((grab.left && grab.top) || (grab.right && grab.bottom)) return Qt::SizeFDiagCursor;
  if ((grab.right && grab.top) || (grab.left && grab.bottom)) return Qt::SizeBDiagCursor;
  if (grab.left || grab.right) return Qt::SizeHorCursor;
  return grab.any() ? Qt::SizeVerCursor : Qt::CrossCursor;
}

}  // namespace

std::optional<std::uint32_t> DurationPlot::pointAt(QPointF pointer) const {
  if (!m_frame.picture || m_frame.isHeatmap) return std::nullopt;
  return m_frame.picture->grid.nearest(m_frame.points, m_frame.layout, pointer,
                                       m_look.measures().real(kReach));
}

int DurationPlot::bucketAt(QPointF pointer) const {
  const QRectF& area = m_frame.layout.rate;
  if (!m_frame.picture || m_frame.picture->buckets.empty() || !area.contains(pointer)) return -1;
  const int count = m_frame.layout.buckets.count;
  return std::clamp(static_cast<int>((pointer.x() - area.left()) / area.width() * count), 0, count - 1);
}

void DurationPlot::hover(QPointF pointer) {
  const ChartMarks before = m_marks;
  const BoxGrab grab = m_marks.box ? grabAt(boxRect(), pointer, kGrab, m_marks.box->wholeHeight) : BoxGrab{};
  const bool isOnEdge = grab.any() && !grab.all();
  m_marks.hovered = isOnEdge ? std::nullopt : pointAt(pointer);
  m_marks.hoveredBucket = isOnEdge ? -1 : bucketAt(pointer);
  m_marks.hoveredCell = -1;
  if (m_frame.isHeatmap && !isOnEdge && m_frame.picture) {
    const int cell = m_frame.layout.cellAt(pointer);
    if (cell >= 0 && m_frame.picture->cells[static_cast<std::size_t>(cell)].points > 0)
      m_marks.hoveredCell = cell;
  }
  setCursor(m_marks.hovered && !grab.all() ? Qt::PointingHandCursor : shapeOf(grab));
  const bool isSame = before.hovered == m_marks.hovered && before.hoveredCell == m_marks.hoveredCell &&
                      before.hoveredBucket == m_marks.hoveredBucket;
  if (isSame) return;
  QToolTip::hideText();
  update();
}

void DurationPlot::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || m_frame.layout.isEmpty()) return;
  const QPointF pointer = event->position();
  const ChartLayout& layout = m_frame.layout;
  const QRectF field(layout.plot.left() - kGrab, layout.plot.top() - kGrab, layout.plot.width() + 2 * kGrab,
                     layout.rate.bottom() - layout.plot.top() + 2 * kGrab);
  if (!field.contains(pointer)) return;
  Drag drag;
  drag.pressed = pointer;
  if (m_marks.box) {
    drag.grab = grabAt(boxRect(), pointer, kGrab, m_marks.box->wholeHeight);
    drag.box = boxRect();
    drag.wholeHeight = m_marks.box->wholeHeight;
  }
  if (!drag.grab.any()) drag.wholeHeight = pointer.y() > layout.plot.bottom() + kGrab;
  m_drag = drag;
}

void DurationPlot::mouseMoveEvent(QMouseEvent* event) {
  if (!m_drag) {
    hover(event->position());
    return;
  }
  if (!m_drag->hasMoved && (event->position() - m_drag->pressed).manhattanLength() < kDragBegins) return;
  m_drag->hasMoved = true;
  drag(event->position());
}

void DurationPlot::drag(QPointF pointer) {
  const QRectF& plot = m_frame.layout.plot;
  QRectF rect;
  if (m_drag->grab.any()) {
    const QRectF bounds = m_drag->wholeHeight
                              ? QRectF(plot.left(), m_drag->box.top(), plot.width(), m_drag->box.height())
                              : plot;
    rect = draggedBox(m_drag->box, m_drag->grab, pointer - m_drag->pressed, bounds);
  } else {
    const auto inside = [&](QPointF at) {
      return QPointF(std::clamp(at.x(), plot.left(), plot.right()),
                     std::clamp(at.y(), plot.top(), plot.bottom()));
    };
    rect = QRectF(inside(m_drag->pressed), inside(pointer)).normalized();
  }
  m_marks.hovered.reset();
  m_marks.hoveredCell = -1;
  m_marks.hoveredBucket = -1;
  setBox(m_frame.layout.boxOf(rect, m_drag->wholeHeight));
}

void DurationPlot::mouseReleaseEvent(QMouseEvent* event) {
  if (!m_drag || event->button() != Qt::LeftButton) return;
  const bool hasMoved = m_drag->hasMoved;
  m_drag.reset();
  if (!hasMoved) click(event->position());
  hover(event->position());
  emit boxChanged();  // Let go of.
}

void DurationPlot::click(QPointF pointer) {
  if (const auto point = pointAt(pointer)) {
    m_marks.cursor = point;
    update();
    emit pointActivated(*point);
    return;
  }
  const int bucket = bucketAt(pointer);
  const int cell = m_frame.isHeatmap ? m_frame.layout.cellAt(pointer) : -1;
  if (bucket >= 0 && m_frame.picture->buckets[static_cast<std::size_t>(bucket)].points > 0) {
    setBox(m_frame.layout.bucketBox(bucket));
  } else if (cell >= 0 && m_frame.picture->cells[static_cast<std::size_t>(cell)].points > 0) {
    m_marks.cursorCell = cell;
    setBox(m_frame.layout.cellBox(cell));
  } else if (!m_marks.box || !boxRect().contains(pointer)) {
    setBox(std::nullopt);
  }
}

void DurationPlot::leaveEvent(QEvent*) {
  m_marks.hovered.reset();
  m_marks.hoveredCell = -1;
  m_marks.hoveredBucket = -1;
  update();
}

QPointF DurationPlot::cursorPlace() const {
  if (m_marks.cursor && m_frame.points.isShown(*m_marks.cursor))
    return {m_frame.layout.x(m_frame.points.start[*m_marks.cursor]),
            m_frame.layout.y(m_frame.points.duration[*m_marks.cursor])};
  if (m_marks.cursorCell >= 0) return m_frame.layout.cellRect(m_marks.cursorCell).center();
  return m_frame.layout.plot.center();
}

void DurationPlot::showCursor() {
  update();
  emit cursorMoved();
  notifyCursorMoved(this);
  const QString text = cursorText();
  if (text.isEmpty()) return;
  const QPoint below = cursorPlace().toPoint() + QPoint(0, m_look.measures().px(8));
  QToolTip::showText(mapToGlobal(below), text, this);
}

void DurationPlot::moveCursor(PointStep step) {
  run(WorkKind::Cursor, m_frame.points.size() <= kDirectCounting,
      [this, points = m_frame.points, from = m_marks.cursor, step](std::stop_token) -> Letter {
        return [this, next = neighbour(points, from, step), owner = points.owner] {
          if (owner != m_frame.points.owner) return;  // Its number means something else by now.
          if (next) m_marks.cursor = next;
          showCursor();
        };
      });
}

void DurationPlot::moveCellCursor(int right, int up) {
  const HeatGrid& grid = m_frame.layout.heat;
  const auto isFilled = [&](int column, int row) {
    return m_frame.picture
               ->cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.columns) +
                       static_cast<std::size_t>(column)]
               .points > 0;
  };
  int column = m_marks.cursorCell >= 0 ? m_marks.cursorCell % grid.columns : (right >= 0 ? -1 : grid.columns);
  const int row = m_marks.cursorCell >= 0 ? m_marks.cursorCell / grid.columns : 0;
  if (up != 0 && m_marks.cursorCell >= 0) {
    for (int r = row + up; r >= 0 && r < grid.rows; r += up) {
      if (!isFilled(column, r)) continue;
      m_marks.cursorCell = r * grid.columns + column;
      break;
    }
    showCursor();
    return;
  }
  // The next column with anything in it, as near to the height as it has.
  const int by = right < 0 ? -1 : 1;
  for (column += by; column >= 0 && column < grid.columns; column += by) {
    int nearest = -1;
    for (int r = 0; r < grid.rows; ++r)
      if (isFilled(column, r) && (nearest < 0 || std::abs(r - row) < std::abs(nearest - row))) nearest = r;
    if (nearest < 0) continue;
    m_marks.cursorCell = nearest * grid.columns + column;
    break;
  }
  showCursor();
}

void DurationPlot::growBox(int right, int up) {
  const QRectF& plot = m_frame.layout.plot;
  const double step = m_look.measures().real(kKeyStep);
  if (!m_boxAnchor)
    m_boxAnchor = m_marks.box && !m_marks.box->wholeHeight ? boxRect().bottomLeft() : cursorPlace();
  QPointF corner = *m_boxAnchor;
  if (m_marks.box && !m_marks.box->wholeHeight) {
    // The corner that is not the anchor moves.
    const QRectF rect = boxRect();
    const auto farther = [](double a, double b, double from) {
      return std::abs(a - from) > std::abs(b - from) ? a : b;
    };
    corner = {farther(rect.left(), rect.right(), m_boxAnchor->x()),
              farther(rect.top(), rect.bottom(), m_boxAnchor->y())};
  } else {
    corner += QPointF(step / 2, -step / 2);
  }
  corner += QPointF(right * step, -up * step);
  corner = {std::clamp(corner.x(), plot.left(), plot.right()),
            std::clamp(corner.y(), plot.top(), plot.bottom())};
  const std::optional<QPointF> anchor = m_boxAnchor;
  setBox(m_frame.layout.boxOf(QRectF(*anchor, corner).normalized(), false));
  m_boxAnchor = anchor;
}

void DurationPlot::activateCursor() {
  if (m_marks.cursor) {
    emit pointActivated(*m_marks.cursor);
  } else if (m_marks.cursorCell >= 0) {
    setBox(m_frame.layout.cellBox(m_marks.cursorCell));
  }
}

void DurationPlot::keyPressEvent(QKeyEvent* event) {
  const int key = event->key();
  const bool isArrow =
      key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
  const int right = key == Qt::Key_Right ? 1 : key == Qt::Key_Left ? -1 : 0;
  const int up = key == Qt::Key_Up ? 1 : key == Qt::Key_Down ? -1 : 0;
  const bool isReady = m_frame.picture && !m_frame.layout.isEmpty();
  const bool withOthers =
      (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != 0;
  if (key == Qt::Key_Escape) {
    if (m_marks.box) {
      setBox(std::nullopt);
    } else {
      emit escaped();
    }
  } else if (!isReady || withOthers) {  // NOLINT(bugprone-branch-clone): before the keys that act, and after
    QWidget::keyPressEvent(event);
  } else if (isArrow && (event->modifiers() & Qt::ShiftModifier) != 0) {
    growBox(right, up);
  } else if (isArrow && m_frame.isHeatmap) {
    moveCellCursor(right, up);
  } else if (isArrow) {
    moveCursor(right > 0   ? PointStep::Later
               : right < 0 ? PointStep::Earlier
               : up > 0    ? PointStep::Longer
                           : PointStep::Shorter);
  } else if (key == Qt::Key_Home || key == Qt::Key_End) {
    m_marks.cursor.reset();
    m_marks.cursorCell = -1;
    if (m_frame.isHeatmap) {
      moveCellCursor(key == Qt::Key_Home ? 1 : -1, 0);
    } else {
      moveCursor(key == Qt::Key_Home ? PointStep::Later : PointStep::Earlier);
    }
  } else if (key == Qt::Key_Return || key == Qt::Key_Enter) {
    activateCursor();
  } else {
    QWidget::keyPressEvent(event);
  }
}

}  // namespace spanloupe::charts
