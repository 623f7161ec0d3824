// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The user's choice of columns and widths, kept in the settings, and the menu that offers it. UI thread.
#pragma once

#include <QObject>

#include "ui/traces/trace_columns.h"

class QMenu;
class QSettings;

namespace spanloupe::traces {

class TableColumns : public QObject {
  Q_OBJECT
 public:
  /// `settings` must outlive this.
  explicit TableColumns(QSettings& settings, QObject* parent = nullptr);

  [[nodiscard]] const ColumnChoice& choice() const { return m_choice; }
  void setShown(Column column, bool shown);
  /// At a font height of 16.
  void setWidth(Column column, double width);
  /// To where `place` is now, which makes room.
  void move(Column column, Column place);
  void reset();
  /// A check for each column that can be hidden, fitting, and the way back; all stay right while the menu
  /// lives.
  void fillMenu(QMenu& menu);

 signals:
  void changed();
  /// All columns as wide as what is on screen.
  void fitWanted();

 private:
  void set(const ColumnChoice& choice);

  QSettings& m_settings;
  ColumnChoice m_choice;
};

}  // namespace spanloupe::traces
