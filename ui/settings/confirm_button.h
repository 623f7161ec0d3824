// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A button for what cannot be undone: the first click asks in its place, a second one does it. The question
// goes away with the focus or by Escape. UI thread.
#pragma once

#include "ui/common/controls.h"

namespace spanloupe::settings {

class ConfirmButton : public ui::Button {
  Q_OBJECT
 public:
  ConfirmButton(const ui::Look& look, ui::Icon icon, const QString& text, const QString& question,
                QWidget* parent = nullptr);
  /// Takes the question back.
  void setTexts(const QString& text, const QString& question);
  [[nodiscard]] bool isAsking() const { return m_asking; }

 signals:
  void confirmed();

 protected:
  void focusOutEvent(QFocusEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void ask(bool asking);

  QString m_text;
  QString m_question;
  bool m_asking = false;
};

}  // namespace spanloupe::settings
