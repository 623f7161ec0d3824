// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a copy of everything that is received goes, on the settings page: the address, and the headers that
// it needs, which are secrets and stay in a file. Off until it is switched on. UI thread; files are touched
// elsewhere.
#pragma once

#include <QWidget>

#include "core/base/result.h"
#include "ui/session/file_work.h"

class QLineEdit;
class QSettings;

namespace spanloupe::ui {
class Button;
class Look;
class SegmentedControl;
}  // namespace spanloupe::ui

namespace spanloupe::settings {

class FieldNote;
class HeadersEditor;

class ForwardSection : public QWidget {
  Q_OBJECT
 public:
  ForwardSection(const ui::Look& look, QSettings& settings, QWidget* parent = nullptr);
  ~ForwardSection() override;

  /// As the settings say.
  void readSettings();
  /// After the settings were emptied: the headers that were written here go, too.
  void reset();

 signals:
  void changed();

 private:
  void addRows(const ui::Look& look);
  void setUrl();
  void setFile(const QString& file);
  void edit(bool isEditing);
  void save();
  void showWhatIsMissing();
  void set(const char* key, const QVariant& value);

  QSettings& m_settings;
  ui::SegmentedControl* m_forward;
  FieldNote* m_forwardNote;
  QLineEdit* m_url;
  FieldNote* m_urlNote;
  QLineEdit* m_file;
  FieldNote* m_fileNote;
  ui::Button* m_write;
  QWidget* m_editing;
  HeadersEditor* m_headers;
  ui::Button* m_save;
  ui::Button* m_cancel;
  session::FileWork m_work;  ///< Last: what it delivers uses what is above.
};

}  // namespace spanloupe::settings
