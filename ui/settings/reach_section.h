// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who may send besides programs on this machine, on the settings page: which addresses are open to others,
// the token and the certificate that protect them, and web pages that may send. Takes effect as it is chosen,
// but what cannot be used is said at its field and changes nothing. UI thread; files are looked at elsewhere.
#pragma once

#include <QWidget>

#include "core/receive/own_addresses.h"
#include "ui/session/file_work.h"
#include "ui/settings/listen_settings.h"

class QLineEdit;
class QMenu;

namespace spanloupe::ui {
class Button;
class Look;
class SegmentedControl;
}  // namespace spanloupe::ui

namespace spanloupe::settings {

class FieldNote;
class TokenField;

class ReachSection : public QWidget {
  Q_OBJECT
 public:
  ReachSection(const ui::Look& look, QSettings& settings, QWidget* parent = nullptr);
  ~ReachSection() override;

  /// As the settings say.
  void readSettings();
  /// After the settings were emptied: the token goes, too.
  void reset();

 signals:
  void changed();

 private:
  void addRows(const ui::Look& look);
  [[nodiscard]] QWidget* fileField(const ui::Look& look, QLineEdit& field, const QString& what);
  void askAddresses();
  void fillMenu(const std::vector<receive::OwnAddress>& own);
  void addAddress(const QString& address);
  void setAddresses();
  void setFiles();
  void setOrigins();
  void showOpen();
  void set(const char* key, const QVariant& value);

  QSettings& m_settings;
  ui::SegmentedControl* m_others;
  QLineEdit* m_addresses;
  FieldNote* m_addressNote;
  ui::Button* m_own;
  QMenu* m_menu;
  TokenField* m_token;
  QLineEdit* m_certificate;
  FieldNote* m_certificateNote;
  QLineEdit* m_key;
  FieldNote* m_keyNote;
  QLineEdit* m_origins;
  FieldNote* m_originNote;
  FieldNote* m_open;
  session::FileWork m_work;  ///< Last: what it delivers uses what is above.
};

}  // namespace spanloupe::settings
