// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Theme, text size, time zone and height of rows on the settings page; each takes effect as it is chosen. UI
// thread.
#pragma once

#include <QWidget>

class QSettings;

namespace spanloupe::ui {
class Look;
class SegmentedControl;
}  // namespace spanloupe::ui

namespace spanloupe::settings {

class Stepper;

class AppearanceSection : public QWidget {
  Q_OBJECT
 public:
  AppearanceSection(ui::Look& look, QSettings& settings, QWidget* parent = nullptr);

  /// Back to what they are at the first start.
  void reset();

 signals:
  void compactChanged(bool compact);

 private:
  void readLook();
  void setCompact(bool compact);

  ui::Look& m_look;
  QSettings& m_settings;
  ui::SegmentedControl* m_theme;
  Stepper* m_scale;
  ui::SegmentedControl* m_zone;
  ui::SegmentedControl* m_rows;
};

/// Whether rows of the waterfall are compact.
[[nodiscard]] bool isCompact(const QSettings& settings);

}  // namespace spanloupe::settings
