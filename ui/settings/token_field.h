// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The token that senders from other machines need: made at random, kept in a file that only its owner can
// read, on screen only while somebody wants to see it. UI thread; the file is touched elsewhere.
#pragma once

#include <QWidget>

#include "core/base/result.h"
#include "ui/session/file_work.h"

class QLineEdit;

namespace spanloupe::ui {
class Button;
class Look;
}  // namespace spanloupe::ui

namespace spanloupe::settings {

class ConfirmButton;
class FieldNote;

class TokenField : public QWidget {
  Q_OBJECT
 public:
  /// `file`: where the token is, or will be.
  TokenField(const ui::Look& look, QString file, QWidget* parent = nullptr);

  /// Whether one is asked for; hides what is shown.
  void setAsked(bool asked);
  /// Deletes the file; says nothing.
  void forget();

 signals:
  /// There is another one in the file, or none any more.
  void made();
  void removed();

 private:
  void make();
  void toggle();
  void copy();
  void refresh();
  [[nodiscard]] bool isShown() const;

  const ui::Look& m_look;
  QString m_file;
  bool m_asked = false;
  QLineEdit* m_text;
  ui::Button* m_make;
  ui::Button* m_show;
  ui::Button* m_copy;
  ConfirmButton* m_again;
  ConfirmButton* m_remove;
  FieldNote* m_note;
  session::FileWork m_work;  ///< Last: what it delivers uses what is above.
};

}  // namespace spanloupe::settings
