// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/box_brush.h"

#include <algorithm>
#include <cmath>

namespace spanloupe::charts {

BoxGrab grabAt(const QRectF& box, QPointF pointer, double reach, bool wholeHeight) {
  if (!box.adjusted(-reach, -reach, reach, reach).contains(pointer)) return {};
  BoxGrab grab;
  // In a box narrower than the reach, the nearer of two edges.
  const double middleX = box.center().x();
  const double middleY = box.center().y();
  grab.left = pointer.x() < middleX && std::abs(pointer.x() - box.left()) <= reach;
  grab.right = pointer.x() >= middleX && std::abs(pointer.x() - box.right()) <= reach;
  if (!wholeHeight) {
    grab.top = pointer.y() < middleY && std::abs(pointer.y() - box.top()) <= reach;
    grab.bottom = pointer.y() >= middleY && std::abs(pointer.y() - box.bottom()) <= reach;
  }
  if (grab.any()) return grab;
  return box.contains(pointer) ? BoxGrab{true, true, true, true} : BoxGrab{};
}

QRectF draggedBox(const QRectF& box, BoxGrab grab, QPointF by, const QRectF& bounds) {
  if (grab.all()) {
    const double dx = std::clamp(by.x(), bounds.left() - box.left(), bounds.right() - box.right());
    const double dy = std::clamp(by.y(), bounds.top() - box.top(), bounds.bottom() - box.bottom());
    return box.translated(dx, dy);
  }
  QRectF result = box;
  if (grab.left) result.setLeft(std::clamp(box.left() + by.x(), bounds.left(), bounds.right()));
  if (grab.right) result.setRight(std::clamp(box.right() + by.x(), bounds.left(), bounds.right()));
  if (grab.top) result.setTop(std::clamp(box.top() + by.y(), bounds.top(), bounds.bottom()));
  if (grab.bottom) result.setBottom(std::clamp(box.bottom() + by.y(), bounds.top(), bounds.bottom()));
  return result.normalized();
}

}  // namespace spanloupe::charts
