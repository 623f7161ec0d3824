// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the field above it, or what somebody has to know of it; hidden while there is nothing to
// say. Wraps. UI thread.
#pragma once

#include <QWidget>

#include "ui/common/look.h"

namespace spanloupe::ui {
class WrappedLabel;
}  // namespace spanloupe::ui

namespace spanloupe::settings {

class FieldNote : public QWidget {
  Q_OBJECT
 public:
  enum class Tone : std::uint8_t { Error, Warning };

  explicit FieldNote(const ui::Look& look, QWidget* parent = nullptr);

  /// An empty text hides it.
  void say(const QString& text, Tone tone = Tone::Error);
  [[nodiscard]] const QString& text() const { return m_text; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void readLook();

  const ui::Look& m_look;
  QString m_text;
  Tone m_tone = Tone::Error;
  ui::WrappedLabel* m_label;
};

/// One below the other, as one control of a SettingRow.
[[nodiscard]] QWidget* stacked(const ui::Look& look, const std::vector<QWidget*>& widgets, QWidget* parent);
/// Side by side; the first takes the room.
[[nodiscard]] QWidget* sideBySide(const ui::Look& look, const std::vector<QWidget*>& widgets,
                                  QWidget* parent);

}  // namespace spanloupe::settings
