// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Menus of the waterfall: the services of a trace with what they come to, and what can be done with a row.
// Filled when they open. UI thread.
#pragma once

#include <QMenu>

#include "ui/waterfall/waterfall_model.h"

namespace spanloupe::ui {
class Look;
}

namespace spanloupe::waterfall {

class TraceActions;
class WaterfallView;

/// A menu that stays open while check boxes are set.
class CheckMenu : public QMenu {
  Q_OBJECT

 public:
  using QMenu::QMenu;

 protected:
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  bool toggleActive();
};

void fillNodeMenu(QMenu& menu, const ui::Look& look, WaterfallView& view, const TraceActions& actions,
                  NodeIndex node);

/// Tab-separated lines of the given nodes: service, name, span id, start, duration, self, status.
[[nodiscard]] QString textRows(const TraceDocument& document, const std::vector<NodeIndex>& nodes);

}  // namespace spanloupe::waterfall
