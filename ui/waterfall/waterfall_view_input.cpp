// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the pointer and gestures do in a WaterfallView.
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
#include "ui/common/tool_tip.h"
#include "ui/waterfall/waterfall_keys.h"
#include "ui/waterfall/waterfall_text.h"
#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {

namespace {

constexpr double kPanStep = 0.15;
constexpr double kDragStart = 4;
constexpr double kEdgeReach = 3;
constexpr int kWheelNotch = 120;

}  // namespace

void WaterfallView::keyPressEvent(QKeyEvent* event) {
  if (!handleKey(*this, event->key(), event->modifiers())) event->ignore();
}

bool WaterfallView::event(QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
    m_state.hasFocus = event->type() == QEvent::FocusIn;
    viewport()->update();
  }
  // The window undoes other things with the same keys: the newest change of what is shown comes first.
  if (event->type() == QEvent::ShortcutOverride && m_shownBefore.canGoBack() &&
      static_cast<QKeyEvent*>(event)->matches(QKeySequence::Undo)) {
    event->accept();
    return true;
  }
  return QAbstractScrollArea::event(event);
}

QPointF WaterfallView::toRows(QPointF position) const { return position - QPointF(0, rowsTop()); }

Hit WaterfallView::hitAt(QPointF position) {
  const QPointF point = toRows(position);
  return point.y() < 0 ? Hit{} : hitTest(frame(), point);
}

bool WaterfallView::isOverColumnEdge(QPointF position) const {
  return std::abs(position.x() - m_view.treeWidth) <= kEdgeReach;
}

/// The count of what is folded, in the column header: a click unfolds it.
bool WaterfallView::isOverCount(QPointF position) const {
  return m_model.foldedSpans() > 0 && position.y() < m_painter.headerHeight() &&
         position.x() > m_view.treeWidth / 2 && position.x() < m_view.treeWidth - kEdgeReach;
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
  viewport()->setCursor(isOverColumnEdge(position)                             ? Qt::SplitHCursor
                        : isOverCount(position) || hit.part == HitPart::Sticky ? Qt::PointingHandCursor
                                                                               : Qt::ArrowCursor);
  viewport()->update();
}

void WaterfallView::leave() {
  m_state.hovered = kNoNode;
  m_state.cursorX.reset();
  viewport()->update();
}

void WaterfallView::mousePressEvent(QMouseEvent* event) {
  m_press.at = event->position();
  m_press.window = m_view.window;
  m_press.scroll = verticalScrollBar()->value();
  if (m_model.isEmpty()) return;
  if (event->button() == Qt::MiddleButton) {
    m_press.drag = Press::Drag::Pan;
    viewport()->setCursor(Qt::ClosedHandCursor);
    return;
  }
  if (event->button() != Qt::LeftButton) return;
  if (isOverColumnEdge(event->position())) {
    m_press.drag = Press::Drag::Column;
    return;
  }
  if (isOverCount(event->position())) {
    expandAll();
    return;
  }
  const Hit hit = hitAt(event->position());
  if (hit.part == HitPart::Sticky) {
    select(hit.node);
  } else if (hit.part == HitPart::Expander || hit.part == HitPart::HiddenCount) {
    const bool collapse = !m_model.isCollapsed(hit.node);
    if (event->modifiers() & (Qt::ShiftModifier | Qt::AltModifier)) {
      setSubtreeCollapsed(hit.node, collapse);
    } else {
      setCollapsed(hit.node, collapse);
    }
  } else if (event->position().x() > m_view.treeWidth) {
    m_press.drag = Press::Drag::Pressed;  // A click selects on release, a drag marks a range.
  } else {
    clickRow(hit, event->modifiers());
  }
}

void WaterfallView::clickRow(const Hit& hit, Qt::KeyboardModifiers modifiers) {
  if (hit.node == kNoNode) return;
  if (modifiers.testFlag(Qt::ShiftModifier)) {
    extendSelection(hit.node);
  } else if (modifiers.testFlag(Qt::ControlModifier)) {
    toggleSelected(hit.node);
  } else {
    select(hit.node);
  }
}

void WaterfallView::mouseMoveEvent(QMouseEvent* event) {
  const QPointF by = event->position() - m_press.at;
  const double perPixel = (m_press.window.to - m_press.window.from) / std::max(1.0, m_frame.scale.width);
  switch (m_press.drag) {
    case Press::Drag::None: hover(event->position()); return;
    case Press::Drag::Column: setTreeWidth(static_cast<int>(event->position().x())); return;
    case Press::Drag::Pan:
      setWindow({m_press.window.from - by.x() * perPixel, m_press.window.to - by.x() * perPixel},
                ZoomStep::Pan);
      verticalScrollBar()->setValue(m_press.scroll - static_cast<int>(by.y()));
      return;
    case Press::Drag::Pressed:
      if (std::abs(by.x()) < kDragStart) return;
      m_press.drag = Press::Drag::Range;
      [[fallthrough]];
    case Press::Drag::Range: dragRange(event->position()); return;
  }
}

void WaterfallView::dragRange(QPointF position) {
  const double left = m_view.treeWidth + 1;
  const double whole = m_model.document().length();
  const auto time = [&](double x) {
    return std::clamp(frame().scale.time(std::clamp(x, left, m_view.width)), 0.0, whole);
  };
  const double pressed = time(m_press.at.x());
  const double now = time(position.x());
  m_range = TimeWindow{std::min(pressed, now), std::max(pressed, now)};
  updateRange();
  viewport()->update();
}

void WaterfallView::mouseReleaseEvent(QMouseEvent* event) {
  const Press::Drag drag = std::exchange(m_press.drag, Press::Drag::None);
  if (drag == Press::Drag::Range) {
    updateRange();  // Stays, with its card.
  } else if (drag == Press::Drag::Pressed) {
    const double time = frame().scale.time(event->position().x());
    if (m_range && (time < m_range->from || time > m_range->to)) dropRange();
    clickRow(hitAt(event->position()), event->modifiers());
  }
  if (drag == Press::Drag::Pan) viewport()->setCursor(Qt::ArrowCursor);
}

void WaterfallView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (isOverColumnEdge(event->position())) {
    setTreeWidth(m_look.measures().px(424));
    return;
  }
  const double time = frame().scale.time(event->position().x());
  if (m_range && event->position().x() > m_view.treeWidth && time >= m_range->from && time <= m_range->to) {
    zoomToRange();
    return;
  }
  const Hit hit = hitAt(event->position());
  if (hit.node == kNoNode || hit.part == HitPart::Sticky || hit.part == HitPart::Expander ||
      hit.part == HitPart::HiddenCount)
    return;
  zoomToNode(hit.node);
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
    if (event->position().x() <= m_view.treeWidth) {
      scrollTree(-delta / 2);
    } else {
      setWindow(panned(m_view.window, -kPanStep * delta / kWheelNotch), ZoomStep::Pan);
    }
  } else {
    QAbstractScrollArea::wheelEvent(event);
  }
  event->accept();
  if (m_press.drag == Press::Drag::None) hover(event->position());
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

/// The strip comes and goes by itself, and rows make room.
bool WaterfallView::eventFilter(QObject* watched, QEvent* event) {
  if (watched == m_strip) {
    if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent) {
      placeStrip();
      updateScrollBar();
      invalidate();
      updateRange();
    } else if (event->type() == QEvent::Enter) {
      leave();
    }
  }
  return QAbstractScrollArea::eventFilter(watched, event);
}

void WaterfallView::showToolTip(const QPoint& position, const QPoint& globalPosition) {
  const QString text = m_model.isEmpty()       ? QString()
                       : isOverCount(position) ? tr("Click to expand all that is folded")
                                               : toolTipText(m_model, hitAt(position), m_look.timeZone());
  if (text.isEmpty()) {
    QToolTip::hideText();
  } else {
    QToolTip::showText(globalPosition, ui::plainToolTip(text), viewport());
  }
}

void WaterfallView::contextMenuEvent(QContextMenuEvent* event) {
  const bool isKeyboard = event->reason() == QContextMenuEvent::Keyboard;
  const NodeIndex node = isKeyboard ? m_model.selected() : hitAt(event->pos()).node;
  if (node == kNoNode) return;
  if (!m_model.selection().contains(node)) select(node);
  const QPoint at =
      isKeyboard ? viewport()->mapToGlobal(rowRect(m_model.rowOf(node)).center()) : event->globalPos();
  emit nodeMenuRequested(node, at);
}

}  // namespace spanloupe::waterfall
