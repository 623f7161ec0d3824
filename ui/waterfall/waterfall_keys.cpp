// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/waterfall_keys.h"

#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {

namespace {

constexpr double kPanStep = 0.15;
constexpr int kTreeStep = 42;

bool handleControl(WaterfallView& view, int key) {
  switch (key) {
    case Qt::Key_Left: view.scrollTree(-kTreeStep); return true;
    case Qt::Key_Right: view.scrollTree(kTreeStep); return true;
    case Qt::Key_A: view.selectAll(); return true;
    case Qt::Key_Z: return view.undoVisibility();
    default: return false;
  }
}

bool handleAlt(WaterfallView& view, int key) {
  switch (key) {
    case Qt::Key_Left: view.zoomBack(); return true;
    case Qt::Key_Right: view.zoomForward(); return true;
    default: return false;
  }
}

/// Moves the selection; with Shift, extends it.
bool handleMove(WaterfallView& view, int key, bool extends) {
  const auto page = static_cast<std::int64_t>(view.rowsPerPage());
  const auto all = static_cast<std::int64_t>(view.model().rowCount());
  switch (key) {
    case Qt::Key_Up: view.moveSelection(-1, extends); return true;
    case Qt::Key_Down: view.moveSelection(1, extends); return true;
    case Qt::Key_PageUp: view.moveSelection(-page, extends); return true;
    case Qt::Key_PageDown: view.moveSelection(page, extends); return true;
    case Qt::Key_End: view.moveSelection(all, extends); return true;
    case Qt::Key_Home:
      // First undoes the zoom, then goes to the first row: both are "back to the start".
      if (!extends && view.isZoomed()) {
        view.resetZoom();
      } else {
        view.moveSelection(-all, extends);
      }
      return true;
    default: return false;
  }
}

bool handleTree(WaterfallView& view, int key) {
  const NodeIndex selected = view.model().selected();
  switch (key) {
    case Qt::Key_Left: view.stepLeft(); return true;
    case Qt::Key_Right: view.stepRight(); return true;
    case Qt::Key_Backspace: view.goToParent(); return true;
    case Qt::Key_N: view.goToSibling(true); return true;
    case Qt::Key_P: view.goToSibling(false); return true;
    case Qt::Key_Asterisk:
      if (selected != kNoNode) view.setSubtreeCollapsed(selected, false);
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (view.range()) {
        view.zoomToRange();
      } else if (selected != kNoNode) {
        view.zoomToSelection();
        if (!view.model().document().isPlaceholder(selected)) emit view.spanActivated(selected);
      }
      return true;
    default: return false;
  }
}

bool handleTime(WaterfallView& view, int key, bool isShifted) {
  switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_W: view.zoomAtCursor(WaterfallView::kZoomStep); return true;
    case Qt::Key_Minus:
    case Qt::Key_S: view.zoomAtCursor(1 / WaterfallView::kZoomStep); return true;
    case Qt::Key_0: view.resetZoom(); return true;
    case Qt::Key_A: view.panBy(-kPanStep); return true;
    case Qt::Key_D: view.panBy(kPanStep); return true;
    case Qt::Key_Z: view.zoomToSelection(); return true;
    case Qt::Key_E: view.goToError(!isShifted); return true;
    case Qt::Key_C: view.setShowCritical(!view.showsCritical()); return true;
    case Qt::Key_F3: view.goToMatch(!isShifted); return true;
    case Qt::Key_Escape: return view.dropRange() || view.reduceSelection() || view.liftNewestRule();
    default: return false;
  }
}

}  // namespace

bool handleKey(WaterfallView& view, int key, Qt::KeyboardModifiers modifiers) {
  if (view.model().isEmpty()) return false;
  if (modifiers.testFlag(Qt::AltModifier)) return handleAlt(view, key);
  if (modifiers.testFlag(Qt::ControlModifier)) return handleControl(view, key);
  const bool isShifted = modifiers.testFlag(Qt::ShiftModifier);
  return handleMove(view, key, isShifted) || handleTree(view, key) || handleTime(view, key, isShifted);
}

}  // namespace spanloupe::waterfall
