// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/minimap.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/waterfall/waterfall_accessible.h"

namespace spanloupe::waterfall {

namespace {

constexpr double kTop = 4;
constexpr double kBottom = 6;
constexpr double kLine = 1.3;
constexpr double kShortestTexture = 12;
constexpr double kHandleWidth = 6;
constexpr double kHandleHeight = 16;
constexpr double kGrab = 6;
constexpr double kSmallestBrush = 4;
constexpr double kStep = 0.2;  // Of the brush, by a key.
constexpr double kSmallStep = 0.02;
constexpr double kZoom = 0.8;

}  // namespace

Minimap::Minimap(const ui::Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
  setMouseTracking(true);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setAccessibleName(tr("Overview of the trace"));
  setToolTip(
      tr("Drag to choose what the waterfall shows, double-click for all of it.\n"
         "Keys: arrows move, + and − zoom, Home shows all"));
  setFocusPolicy(Qt::TabFocus);
  setLayoutDirection(Qt::LeftToRight);
  installWaterfallAccessibility();
  connect(&look, &ui::Look::changed, this, [this] {
    m_picture = {};
    update();
  });
}

QSize Minimap::sizeHint() const { return {m_look.measures().px(320), m_look.measures().px(52)}; }

void Minimap::setDocument(std::shared_ptr<const TraceDocument> document) {
  m_document = std::move(document);
  m_picture = {};
  update();
}

void Minimap::setWindow(TimeWindow window) {
  m_window = window;
  update();
  if (!QAccessible::isActive()) return;
  QAccessibleValueChangeEvent event(this, windowText());
  QAccessible::updateAccessibility(&event);
}

QString Minimap::windowText() const {
  if (m_document == nullptr) return {};
  const auto text = [](double time) { return ui::formatDuration(Duration(static_cast<std::int64_t>(time))); };
  return tr("%1 to %2 of %3").arg(text(m_window.from), text(m_window.to), text(m_document->length()));
}

TimeScale Minimap::scale() const {
  TimeScale scale;
  scale.left = kTimelineLeft;
  scale.width = std::max(1.0, width() - kTimelineLeft - kTimelineRight);
  scale.window = {0, m_document != nullptr ? std::max(1.0, m_document->length()) : 1.0};
  return scale;
}

QSize Minimap::pictureSize() const { return (QSizeF(size()) * devicePixelRatioF()).toSize(); }

void Minimap::draw() {
  const double ratio = devicePixelRatioF();
  m_picture = QPixmap(pictureSize());
  m_picture.setDevicePixelRatio(ratio);
  const ui::Theme& theme = m_look.theme();
  m_picture.fill(theme.panel);
  QPainter painter(&m_picture);
  std::unordered_map<StringIndex, ui::ServiceMark> marks;
  for (const StringIndex service : m_document->services) {
    marks[service] = m_look.services().mark(QString::fromStdString(m_document->text(service)));
  }
  const TimeScale s = scale();
  const double gap = 1.0 / ratio;
  const auto lines = layOutMinimap(*m_document, s.width, height() - kTop - kBottom, gap);
  painter.setRenderHint(QPainter::Antialiasing);
  const ui::ServiceMark virtualMark;
  // Where lines lie on each other, textures would only flicker.
  const bool areApart = (height() - kTop - kBottom) / static_cast<double>(m_document->nodeCount()) >= kLine;
  for (const MinimapLine& line : lines) {
    const auto found = marks.find(line.service);
    // The upper edge is sharp: half a line on each of two rows of pixels would be a blur.
    const QRectF rect(s.left + line.x1, ui::snapped(painter, kTop + line.y), line.x2 - line.x1, kLine);
    const ui::ServiceMark& mark = found != marks.end() ? found->second : virtualMark;
    if (areApart && mark.texture != ui::Texture::None && rect.width() >= kShortestTexture) {
      ui::fillService(painter, rect, mark, theme);
    } else {
      painter.fillRect(rect, m_look.tone(mark).solid);
    }
  }
  for (const MinimapLine& line : lines) {
    if (line.hasError) painter.fillRect(QRectF(s.left + line.x2 - 1, kTop + line.y - 1.5, 3, 4), theme.error);
  }
}

void Minimap::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  painter.fillRect(rect(), theme.panel);
  if (m_document != nullptr && m_document->spanCount() > 0) {
    // Shown again, a tab is resized to and fro before it is painted: what has its size now is good still.
    if (m_picture.size() != pictureSize() || m_picture.devicePixelRatioF() != devicePixelRatioF()) draw();
    painter.drawPixmap(0, 0, m_picture);
    const TimeScale s = scale();
    const double left = std::round(s.x(m_window.from));
    const double right = std::round(std::max(s.x(m_window.to), s.x(m_window.from) + 1));
    const QColor cover = ui::withAlpha(theme.window, 0.72);
    painter.fillRect(QRectF(0, 0, left, height()), cover);
    painter.fillRect(QRectF(right, 0, width() - right, height()), cover);
    for (const double x : {left, right}) {
      ui::hairlineV(painter, x, 0, height(), theme.accent);
      ui::roundedBox(
          painter,
          QRectF(x - kHandleWidth / 2 + 0.5, (height() - kHandleHeight) / 2.0, kHandleWidth, kHandleHeight),
          2, theme.surface, theme.accent);
    }
  }
  ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), theme.line);
  if (hasFocus()) ui::focusRing(painter, rect().adjusted(0, 0, 0, -1), 0, theme);
}

Minimap::Drag Minimap::grabAt(QPointF position) const {
  const TimeScale s = scale();
  const double left = s.x(m_window.from);
  const double right = s.x(m_window.to);
  if (std::abs(position.x() - left) <= kGrab) return Drag::Left;
  if (std::abs(position.x() - right) <= kGrab) return Drag::Right;
  const bool isWhole = m_window.to - m_window.from >= s.window.to * 0.999;
  return position.x() > left && position.x() < right && !isWhole ? Drag::Move : Drag::New;
}

void Minimap::mousePressEvent(QMouseEvent* event) {
  if (m_document == nullptr || event->button() != Qt::LeftButton) return;
  m_drag = grabAt(event->position());
  m_pressedTime = scale().time(event->position().x());
  m_pressedWindow = m_window;
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
  if (m_drag == Drag::None) {
    const Drag grab = m_document != nullptr ? grabAt(event->position()) : Drag::New;
    setCursor(grab == Drag::Left || grab == Drag::Right ? Qt::SizeHorCursor
              : grab == Drag::Move                      ? Qt::OpenHandCursor
                                                        : Qt::CrossCursor);
    return;
  }
  const TimeScale s = scale();
  const double time = s.time(event->position().x());
  const double smallest = kSmallestBrush / s.width * s.window.to;
  TimeWindow next = m_pressedWindow;
  switch (m_drag) {
    case Drag::None: return;
    case Drag::Left: next.from = std::min(time, next.to - smallest); break;
    case Drag::Right: next.to = std::max(time, next.from + smallest); break;
    case Drag::Move:
      next.from += time - m_pressedTime;
      next.to += time - m_pressedTime;
      break;
    case Drag::New:
      next = {std::min(time, m_pressedTime), std::max(time, m_pressedTime)};
      if (next.to - next.from < smallest) return;
      break;
  }
  emit windowChosen(next);
}

void Minimap::mouseReleaseEvent(QMouseEvent*) { m_drag = Drag::None; }

void Minimap::keyPressEvent(QKeyEvent* event) {
  if (m_document == nullptr) return event->ignore();
  const bool isSmall = event->modifiers().testFlag(Qt::ShiftModifier);
  const double step = isSmall ? kSmallStep : kStep;
  switch (event->key()) {
    case Qt::Key_Left: emit windowChosen(panned(m_window, -step)); return;
    case Qt::Key_Right: emit windowChosen(panned(m_window, step)); return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Up: emit windowChosen(zoomed(m_window, kZoom, middleOf(m_window))); return;
    case Qt::Key_Minus:
    case Qt::Key_Down: emit windowChosen(zoomed(m_window, 1 / kZoom, middleOf(m_window))); return;
    case Qt::Key_0:
    case Qt::Key_Home: emit windowChosen(scale().window); return;
    default: event->ignore();
  }
}

void Minimap::focusInEvent(QFocusEvent*) { update(); }

void Minimap::focusOutEvent(QFocusEvent*) { update(); }

void Minimap::mouseDoubleClickEvent(QMouseEvent*) { emit windowChosen(scale().window); }

}  // namespace spanloupe::waterfall
