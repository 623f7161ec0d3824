// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// "?": every shortcut on one page, by menu, and what keys and pointer do in the views. UI thread.
#pragma once

#include <QDialog>
#include <vector>

#include "ui/commands/command_list.h"
#include "ui/common/look.h"

namespace spanloupe::commands {

struct KeyLine {
  QString keys;  ///< "Ctrl+wheel"
  QString what;
};

struct KeyGroup {
  QString title;
  std::vector<KeyLine> lines;
};

/// The commands that have shortcuts, by their first menu; an action with a "what's this" is told of so.
[[nodiscard]] std::vector<KeyGroup> groupsOf(const std::vector<Command>& commands);

/// The groups in columns of about equal height, in order.
[[nodiscard]] std::vector<std::vector<KeyGroup>> inColumns(std::vector<KeyGroup> groups, std::size_t columns);

class ShortcutSheet : public QDialog {
  Q_OBJECT
 public:
  ShortcutSheet(const ui::Look& look, const std::vector<KeyGroup>& groups, QWidget* parent);

 private:
  static QWidget* makeColumns(const ui::Look& look, const std::vector<KeyGroup>& groups, std::size_t columns);
};

}  // namespace spanloupe::commands
