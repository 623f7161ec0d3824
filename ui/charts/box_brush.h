// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Drawing, moving and resizing a box with the pointer: which part of it is grabbed and what a drag makes of
// it. Pure, in pixels; any thread.
#pragma once

#include <QRectF>

namespace spanloupe::charts {

/// The edges that follow the pointer; all four: the box moves. None: a new box begins.
struct BoxGrab {
  bool left = false;
  bool top = false;
  bool right = false;
  bool bottom = false;

  [[nodiscard]] bool any() const { return left || top || right || bottom; }
  [[nodiscard]] bool all() const { return left && top && right && bottom; }
  friend bool operator==(const BoxGrab&, const BoxGrab&) = default;
};

/// `reach` = how far from an edge it can be grabbed. A box of whole height has no upper and lower edge.
[[nodiscard]] BoxGrab grabAt(const QRectF& box, QPointF pointer, double reach, bool wholeHeight);

/// `box` after the pointer moved by `by`, inside `bounds`; edges that pass each other change places.
[[nodiscard]] QRectF draggedBox(const QRectF& box, BoxGrab grab, QPointF by, const QRectF& bounds);

}  // namespace spanloupe::charts
