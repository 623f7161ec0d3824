// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Listening on the settings page: when, where, how much is kept, and what a closed window does. Each takes
// effect as it is chosen; the tray is offered only where there is one. UI thread.
#pragma once

#include <QSystemTrayIcon>
#include <QWidget>
#include <array>

class QLineEdit;
class QSettings;

namespace spanloupe::ui {
class Look;
class SegmentedControl;
}  // namespace spanloupe::ui

namespace spanloupe::settings {

class Stepper;

class ListenSection : public QWidget {
  Q_OBJECT
 public:
  ListenSection(const ui::Look& look, QSettings& settings, QWidget* parent = nullptr,
                bool hasTray = QSystemTrayIcon::isSystemTrayAvailable());
  ~ListenSection() override;

  /// As the settings say.
  void readSettings();

 signals:
  void changed();

 private:
  [[nodiscard]] QWidget* portFields(const ui::Look& look);
  void setPort(std::size_t endpoint);
  void set(const char* key, qlonglong value);

  QSettings& m_settings;
  ui::SegmentedControl* m_atStart;
  std::array<QLineEdit*, 2> m_ports{};
  Stepper* m_spans;
  Stepper* m_bytes;
  Stepper* m_hours;
  Stepper* m_largest;
  ui::SegmentedControl* m_closed;
};

}  // namespace spanloupe::settings
