// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A text field with a magnifier in front, a note ("3 of 12") and small buttons at its end, a key cap while it
// is empty and a cross that clears it when it is not. Enter submits, Escape clears, then leaves. UI thread.
#pragma once

#include <QLineEdit>
#include <QWidget>

#include "ui/common/icons.h"

class QHBoxLayout;
class QSpacerItem;

namespace spanloupe::ui {

class Button;
class Look;
class TextLabel;

class SearchField : public QWidget {
  Q_OBJECT

 public:
  /// `placeholder` is the accessible name too.
  SearchField(const Look& look, const QString& placeholder, QWidget* parent = nullptr);

  [[nodiscard]] QString text() const { return m_edit->text(); }
  /// Does not emit textEdited().
  void setText(const QString& text);
  void setIcon(Icon icon);
  void setKeyHint(const QString& keys);  ///< "Ctrl F"
  /// After the text, in text3; empty for none. `isWarning`: nothing was found.
  void setNote(const QString& note, bool isWarning = false);
  /// At the right end, before the cross; visible while there is text.
  void addTrailing(QWidget* widget);
  [[nodiscard]] QLineEdit& edit() const { return *m_edit; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 signals:
  /// By the user, also by the cross.
  void textEdited(const QString& text);
  void submitted(bool backwards);  ///< Enter; with Shift: backwards.
  void escaped();                  ///< Escape in the empty field: the keyboard belongs elsewhere.

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void readLook();
  void showParts();
  void leaveRoom();
  [[nodiscard]] double capWidth() const;
  void clear();

  const Look& m_look;
  QHBoxLayout* m_line;
  QSpacerItem* m_lead;
  QLineEdit* m_edit;
  TextLabel* m_note;
  Button* m_clear;
  std::vector<QWidget*> m_trailing;
  QString m_keys;
  Icon m_icon = Icon::Search;
};

}  // namespace spanloupe::ui
