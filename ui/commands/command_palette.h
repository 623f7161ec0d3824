// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+K: every action by name, with its shortcut; type, choose with the arrows, Enter. What was chosen
// lately stands on top. A popup that reads the menus each time it opens. UI thread.
#pragma once

#include <QAbstractListModel>
#include <QListView>
#include <QStyledItemDelegate>

#include "ui/commands/command_list.h"
#include "ui/common/look.h"

class QMenuBar;
class QSettings;

namespace spanloupe::ui {
class SearchField;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::commands {

/// Rows are commands, best first.
class PaletteModel : public QAbstractListModel {
  Q_OBJECT
 public:
  using QAbstractListModel::QAbstractListModel;

  void setCommands(std::vector<Command> commands, QStringList recent);
  void setWords(const QString& words);
  [[nodiscard]] const Command& command(int row) const {
    return m_commands[m_order[static_cast<std::size_t>(row)]];
  }
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

 private:
  std::vector<Command> m_commands;
  QStringList m_recent;
  std::vector<std::size_t> m_order;
};

class PaletteDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  PaletteDelegate(const ui::Look& look, const PaletteModel& model, QObject* parent);
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  const ui::Look& m_look;
  const PaletteModel& m_model;
};

class CommandPalette : public QWidget {
  Q_OBJECT
 public:
  /// All outlive the palette; `settings` keeps what was chosen lately.
  CommandPalette(const ui::Look& look, const QMenuBar& menus, QSettings& settings, QWidget* window);

  /// Below the upper edge of the window, empty and with the keyboard.
  void open();
  [[nodiscard]] ui::SearchField& field() const { return *m_field; }
  /// The line in place of the list; empty while something fits.
  [[nodiscard]] QString nothingFound() const;
  [[nodiscard]] const PaletteModel& model() const { return *m_model; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fit();
  void paintNothingFound();
  void step(int rows);
  void run(const QModelIndex& index);

  const ui::Look& m_look;
  const QMenuBar& m_menus;
  QSettings& m_settings;
  ui::SearchField* m_field;
  PaletteModel* m_model;
  QListView* m_list;
};

}  // namespace spanloupe::commands
