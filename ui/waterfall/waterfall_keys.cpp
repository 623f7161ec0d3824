// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/waterfall_keys.h"

#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {

namespace {

constexpr double kPanStep = 0.15;
constexpr int kTreeStep = 42;

void pan(WaterfallView& view, double share) { view.setWindow(panned(view.window(), share), ZoomStep::Pan); }

void goToParent(WaterfallView& view) {
  const WaterfallModel& model = view.model();
  const RowIndex row = model.rowOf(model.selected());
  if (row != kNoRow && model.parentRow(row) != kNoRow) view.select(model.nodeAt(model.parentRow(row)));
}

void goToSibling(WaterfallView& view, bool forward) {
  view.select(view.model().sibling(view.model().selected(), forward));
}

/// Folds what is open, else goes to the parent.
void stepLeft(WaterfallView& view) {
  const WaterfallModel& model = view.model();
  const NodeIndex node = model.selected();
  if (model.rowOf(node) == kNoRow) return;
  if (model.isExpandable(node) && !model.isCollapsed(node)) {
    view.setCollapsed(node, true);
  } else {
    goToParent(view);
  }
}

/// Opens what is folded, else goes to the first child.
void stepRight(WaterfallView& view) {
  const WaterfallModel& model = view.model();
  const NodeIndex node = model.selected();
  if (model.rowOf(node) == kNoRow || !model.isExpandable(node)) return;
  if (model.isCollapsed(node)) {
    view.setCollapsed(node, false);
  } else {
    view.select(model.firstChild(node));
  }
}

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
    case Qt::Key_Left: stepLeft(view); return true;
    case Qt::Key_Right: stepRight(view); return true;
    case Qt::Key_Backspace: goToParent(view); return true;
    case Qt::Key_N: goToSibling(view, true); return true;
    case Qt::Key_P: goToSibling(view, false); return true;
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
    case Qt::Key_A: pan(view, -kPanStep); return true;
    case Qt::Key_D: pan(view, kPanStep); return true;
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
