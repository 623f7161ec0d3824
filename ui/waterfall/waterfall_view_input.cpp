// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the keyboard, the pointer and gestures do in a WaterfallView.
#include <QGestureEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/common/format.h"
#include "ui/common/look.h"
#include "ui/waterfall/waterfall_text.h"
#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {

namespace {

constexpr double kZoomStep = 0.8;
constexpr double kPanStep = 0.15;
constexpr double kDragStart = 4;
constexpr double kEdgeReach = 3;
constexpr int kWheelNotch = 120;

}  // namespace

// Keys
// ---------------------------------------------------------------------------------------------------------------

void WaterfallView::keyPressEvent(QKeyEvent* event) {
  if (m_model.isEmpty() || !handleKey(event->key(), event->modifiers())) event->ignore();
}

bool WaterfallView::handleKey(int key, Qt::KeyboardModifiers modifiers) {
  if (modifiers.testFlag(Qt::ControlModifier) || modifiers.testFlag(Qt::AltModifier)) return false;
  const auto page = static_cast<std::int64_t>(rowsPerPage());
  const auto all = static_cast<std::int64_t>(m_model.rowCount());
  const bool isZoomed = m_view.window.to - m_view.window.from < m_model.document().length();
  const NodeIndex selected = m_model.selected();
  switch (key) {
    case Qt::Key_Up: moveSelection(-1); return true;
    case Qt::Key_Down: moveSelection(1); return true;
    case Qt::Key_PageUp: moveSelection(-page); return true;
    case Qt::Key_PageDown: moveSelection(page); return true;
    case Qt::Key_Home:
      // First undoes the zoom, then goes to the first row: both are "back to the start".
      if (isZoomed) {
        resetZoom();
      } else {
        moveSelection(-all);
      }
      return true;
    case Qt::Key_End: moveSelection(all); return true;
    case Qt::Key_Left: stepLeft(); return true;
    case Qt::Key_Right: stepRight(); return true;
    case Qt::Key_Asterisk:
      if (selected != kNoNode) setSubtreeCollapsed(selected, false);
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (selected != kNoNode && !m_model.document().isPlaceholder(selected)) emit spanActivated(selected);
      return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_W:
      zoom(kZoomStep, m_state.cursorX ? std::optional(frame().scale.time(*m_state.cursorX)) : std::nullopt);
      return true;
    case Qt::Key_Minus:
    case Qt::Key_S:
      zoom(1 / kZoomStep,
           m_state.cursorX ? std::optional(frame().scale.time(*m_state.cursorX)) : std::nullopt);
      return true;
    case Qt::Key_0: resetZoom(); return true;
    case Qt::Key_A: panBy(-kPanStep); return true;
    case Qt::Key_D: panBy(kPanStep); return true;
    case Qt::Key_E: goToError(!modifiers.testFlag(Qt::ShiftModifier)); return true;
    case Qt::Key_C: setShowCritical(!m_view.showCritical); return true;
    case Qt::Key_Escape:
      if (m_drag != Drag::Range) return false;
      m_drag = Drag::None;
      m_state.range.reset();
      invalidate();
      return true;
    default: return false;
  }
}

// Pointer
// ------------------------------------------------------------------------------------------------------------

QPointF WaterfallView::toRows(QPointF position) const {
  return position - QPointF(0, m_painter.headerHeight());
}

Hit WaterfallView::hitAt(QPointF position) {
  const QPointF point = toRows(position);
  return point.y() < 0 ? Hit{} : hitTest(frame(), point);
}

bool WaterfallView::isOverColumnEdge(QPointF position) const {
  return std::abs(position.x() - m_view.treeWidth) <= kEdgeReach;
}

void WaterfallView::hover(QPointF position) {
  const Hit hit = hitAt(position);
  m_state.hovered = hit.node;
  if (position.x() > m_view.treeWidth && !m_model.isEmpty()) {
    m_state.cursorX = position.x();
    const double time = frame().scale.time(position.x());
    const double perPixel = (m_view.window.to - m_view.window.from) / m_frame.scale.width;
    m_state.cursorLabel = time >= 0 && time <= m_model.document().length()
                              ? cursorText(m_model.document(), time, perPixel, m_look.timeZone())
                              : QString();
    if (m_state.cursorLabel.isEmpty()) m_state.cursorX.reset();
  } else {
    m_state.cursorX.reset();
  }
  viewport()->setCursor(isOverColumnEdge(position) ? Qt::SplitHCursor : Qt::ArrowCursor);
  viewport()->update();
}

void WaterfallView::leave() {
  m_state.hovered = kNoNode;
  m_state.cursorX.reset();
  viewport()->update();
}

void WaterfallView::mousePressEvent(QMouseEvent* event) {
  m_pressed = event->position();
  m_pressedWindow = m_view.window;
  m_pressedScroll = verticalScrollBar()->value();
  if (m_model.isEmpty()) return;
  if (event->button() == Qt::MiddleButton) {
    m_drag = Drag::Pan;
    viewport()->setCursor(Qt::ClosedHandCursor);
    return;
  }
  if (event->button() != Qt::LeftButton) return;
  if (isOverColumnEdge(event->position())) {
    m_drag = Drag::Column;
    return;
  }
  const Hit hit = hitAt(event->position());
  if (hit.part == HitPart::Expander || hit.part == HitPart::HiddenCount) {
    const bool collapse = !m_model.isCollapsed(hit.node);
    if (event->modifiers() & (Qt::ShiftModifier | Qt::AltModifier)) {
      setSubtreeCollapsed(hit.node, collapse);
    } else {
      setCollapsed(hit.node, collapse);
    }
  } else if (event->position().x() > m_view.treeWidth) {
    m_drag = Drag::Pressed;  // A click selects on release, a drag marks a range.
  } else if (hit.node != kNoNode) {
    select(hit.node);
  }
}

void WaterfallView::mouseMoveEvent(QMouseEvent* event) {
  const QPointF by = event->position() - m_pressed;
  const double perPixel = (m_pressedWindow.to - m_pressedWindow.from) / std::max(1.0, m_frame.scale.width);
  switch (m_drag) {
    case Drag::None: hover(event->position()); return;
    case Drag::Column: setTreeWidth(static_cast<int>(event->position().x())); return;
    case Drag::Pan:
      setWindow({m_pressedWindow.from - by.x() * perPixel, m_pressedWindow.to - by.x() * perPixel});
      verticalScrollBar()->setValue(m_pressedScroll - static_cast<int>(by.y()));
      return;
    case Drag::Pressed:
      if (std::abs(by.x()) < kDragStart) return;
      m_drag = Drag::Range;
      [[fallthrough]];
    case Drag::Range: break;
  }
  const double left = m_view.treeWidth + 1;
  RangeMark range{std::clamp(m_pressed.x(), left, m_view.width),
                  std::clamp(event->position().x(), left, m_view.width),
                  {}};
  const double from = frame().scale.time(std::min(range.x1, range.x2));
  const double to = frame().scale.time(std::max(range.x1, range.x2));
  range.label = QStringLiteral("Δ ") + ui::formatDuration(Duration(static_cast<std::int64_t>(to - from))) +
                QStringLiteral(" · ") + ui::formatCounted(m_model.spansIn(from, to), tr("span"), tr("spans"));
  m_state.range = range;
  viewport()->update();
}

void WaterfallView::finishRange() {
  const RangeMark range = *m_state.range;
  m_state.range.reset();
  m_state.cursorX.reset();
  setWindow(
      {frame().scale.time(std::min(range.x1, range.x2)), frame().scale.time(std::max(range.x1, range.x2))});
  viewport()->update();
}

void WaterfallView::mouseReleaseEvent(QMouseEvent* event) {
  const Drag drag = std::exchange(m_drag, Drag::None);
  if (drag == Drag::Range && m_state.range) {
    finishRange();
  } else if (drag == Drag::Pressed) {
    const Hit hit = hitAt(event->position());
    if (hit.node != kNoNode) select(hit.node);
  }
  if (drag == Drag::Pan) viewport()->setCursor(Qt::ArrowCursor);
}

void WaterfallView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (isOverColumnEdge(event->position())) {
    setTreeWidth(m_look.measures().px(424));
    return;
  }
  const Hit hit = hitAt(event->position());
  if (hit.node == kNoNode || hit.part == HitPart::Expander || hit.part == HitPart::HiddenCount) return;
  if (event->position().x() > m_view.treeWidth) {
    zoomToNode(hit.node);
  } else {
    setCollapsed(hit.node, !m_model.isCollapsed(hit.node));
  }
  if (!m_model.document().isPlaceholder(hit.node)) emit spanActivated(hit.node);
}

void WaterfallView::wheelEvent(QWheelEvent* event) {
  const QPoint degrees = event->angleDelta();
  if (event->modifiers().testFlag(Qt::ControlModifier)) {
    const double notches = static_cast<double>(degrees.y()) / kWheelNotch;
    const double x = std::max(event->position().x(), m_view.treeWidth + 1 + kTimelineLeft);
    zoom(std::pow(kZoomStep, notches), frame().scale.time(x));
  } else if (event->modifiers().testFlag(Qt::ShiftModifier) ||
             std::abs(degrees.x()) > std::abs(degrees.y())) {
    const int delta = degrees.x() != 0 ? degrees.x() : degrees.y();
    panBy(-kPanStep * delta / kWheelNotch);
  } else {
    QAbstractScrollArea::wheelEvent(event);
  }
  event->accept();
  if (m_drag == Drag::None) hover(event->position());
}

bool WaterfallView::viewportEvent(QEvent* event) {
  switch (event->type()) {
    case QEvent::Leave: leave(); break;
    case QEvent::ToolTip: {
      const auto* help = static_cast<QHelpEvent*>(event);
      showToolTip(help->pos(), help->globalPos());
      return true;
    }
    case QEvent::NativeGesture: {
      const auto* gesture = static_cast<QNativeGestureEvent*>(event);
      if (gesture->gestureType() != Qt::ZoomNativeGesture) break;
      zoom(1 / std::max(0.1, 1 + gesture->value()), frame().scale.time(gesture->position().x()));
      return true;
    }
    case QEvent::Gesture: {
      const auto* gestures = static_cast<QGestureEvent*>(event);
      if (const auto* pinch = static_cast<QPinchGesture*>(gestures->gesture(Qt::PinchGesture))) {
        const QPointF centre = viewport()->mapFromGlobal(pinch->centerPoint().toPoint());
        zoom(1 / std::max(0.1, pinch->scaleFactor()), frame().scale.time(centre.x()));
        return true;
      }
      break;
    }
    default: break;
  }
  return QAbstractScrollArea::viewportEvent(event);
}

void WaterfallView::showToolTip(const QPoint& position, const QPoint& globalPosition) {
  const QString text =
      m_model.isEmpty() ? QString() : toolTipText(m_model, hitAt(position), m_look.timeZone());
  if (text.isEmpty()) {
    QToolTip::hideText();
  } else {
    QToolTip::showText(globalPosition, text, viewport());
  }
}

void WaterfallView::focusInEvent(QFocusEvent* event) {
  m_state.hasFocus = true;
  viewport()->update();
  QAbstractScrollArea::focusInEvent(event);
}

void WaterfallView::focusOutEvent(QFocusEvent* event) {
  m_state.hasFocus = false;
  viewport()->update();
  QAbstractScrollArea::focusOutEvent(event);
}

void WaterfallView::contextMenuEvent(QContextMenuEvent* event) {
  const bool isKeyboard = event->reason() == QContextMenuEvent::Keyboard;
  const NodeIndex node = isKeyboard ? m_model.selected() : hitAt(event->pos()).node;
  if (node == kNoNode) return;
  if (node != m_model.selected()) select(node);
  const QPoint at =
      isKeyboard ? viewport()->mapToGlobal(rowRect(m_model.rowOf(node)).center()) : event->globalPos();
  emit nodeMenuRequested(node, at);
}

}  // namespace spanloupe::waterfall
