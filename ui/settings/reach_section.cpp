// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/reach_section.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QUrl>
#include <QVBoxLayout>

#include "core/receive/pem_files.h"
#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/settings/field_note.h"
#include "ui/settings/setting_row.h"
#include "ui/settings/token_field.h"

namespace spanloupe::settings {
namespace {

/// "http://localhost:3000", as a browser names where a page comes from.
bool isOrigin(const QString& text) {
  const QUrl url(text, QUrl::StrictMode);
  return url.isValid() && (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https")) &&
         !url.host().isEmpty() && (url.path().isEmpty() || url.path() == QLatin1String("/")) &&
         url.query().isEmpty() && url.userInfo().isEmpty();
}

QString joined(const QStringList& words) { return words.join(QStringLiteral(", ")); }

}  // namespace

ReachSection::ReachSection(const ui::Look& look, QSettings& settings, QWidget* parent)
    : QWidget(parent),
      m_settings(settings),
      m_others(new ui::SegmentedControl(look, {{tr("Cannot send")}, {tr("May send")}}, this)),
      m_addresses(new QLineEdit(this)),
      m_addressNote(new FieldNote(look, this)),
      m_own(new ui::Button(look, ui::Icon::None, tr("Add"), ui::ButtonKind::Normal, this)),
      m_menu(new QMenu(this)),
      m_token(new TokenField(look, tokenFile(settings), this)),
      m_certificate(new QLineEdit(this)),
      m_certificateNote(new FieldNote(look, this)),
      m_key(new QLineEdit(this)),
      m_keyNote(new FieldNote(look, this)),
      m_origins(new QLineEdit(this)),
      m_originNote(new FieldNote(look, this)),
      m_open(new FieldNote(look, this)) {
  m_own->setHasMenu(true);
  m_own->setAccessibleName(tr("Add an address of this machine"));
  m_addresses->setPlaceholderText(tr("none yet"));
  m_origins->setPlaceholderText(tr("none; http://localhost:3000, say"));
  addRows(look);
  connect(m_others, &ui::SegmentedControl::chosen, this, [this](int index) {
    set(kOthersKey, index == 1);
    showOpen();
  });
  connect(m_addresses, &QLineEdit::editingFinished, this, &ReachSection::setAddresses);
  connect(m_own, &QAbstractButton::clicked, this, &ReachSection::askAddresses);
  connect(m_token, &TokenField::made, this, [this] {
    set(kTokenKey, true);
    showOpen();
  });
  connect(m_token, &TokenField::removed, this, [this] {
    set(kTokenKey, false);
    showOpen();
  });
  for (const QLineEdit* field : {m_certificate, m_key})
    connect(field, &QLineEdit::editingFinished, this, &ReachSection::setFiles);
  connect(m_origins, &QLineEdit::editingFinished, this, &ReachSection::setOrigins);
  readSettings();
}

// A field that has the focus is left when it goes, and by then this is none any more.
ReachSection::~ReachSection() {
  for (QLineEdit* field : {m_addresses, m_certificate, m_key, m_origins}) field->disconnect(this);
}

void ReachSection::addRows(const ui::Look& look) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  const auto add = [&](const QString& name, QWidget* named, QWidget* control, const QString& hint) {
    named->setAccessibleName(name);
    column->addWidget(new SettingRow(look, name, control, hint, this));
  };
  add(tr("Other machines"), m_others, stacked(look, {m_others, m_open}, this),
      tr("Containers count as other machines. Programs on this one can always send."));
  add(tr("Addresses"), m_addresses,
      stacked(look, {sideBySide(look, {m_addresses, m_own}, this), m_addressNote}, this),
      tr("Of this machine, to listen on besides 127.0.0.1; 0.0.0.0 for all of them."));
  column->addWidget(new SettingRow(look, tr("Token"), m_token,
                                   tr("Then every sender needs it, those on this machine too."), this));
  add(tr("Certificate"), m_certificate,
      stacked(look, {fileField(look, *m_certificate, tr("certificate")), m_certificateNote}, this), {});
  add(tr("Its key"), m_key, stacked(look, {fileField(look, *m_key, tr("key")), m_keyNote}, this),
      tr("PEM files. With them everything is sent over TLS, from this machine too."));
  add(tr("Web pages"), m_origins, stacked(look, {m_origins, m_originNote}, this),
      tr("That may send from a browser; others are refused."));
}

QWidget* ReachSection::fileField(const ui::Look& look, QLineEdit& field, const QString& what) {
  auto* choose = new ui::Button(look, ui::Icon::Open, tr("Choose the %1…").arg(what), true, this);
  field.setPlaceholderText(tr("none"));
  connect(choose, &QAbstractButton::clicked, this, [this, &field, what] {
    const QString file = QFileDialog::getOpenFileName(this, tr("Choose the %1").arg(what), field.text());
    if (file.isEmpty()) return;
    field.setText(file);
    setFiles();
  });
  return sideBySide(look, {&field, choose}, this);
}

void ReachSection::askAddresses() {
  m_work.run(receive::ownAddresses, [this](const std::vector<receive::OwnAddress>& own) { fillMenu(own); });
}

void ReachSection::fillMenu(const std::vector<receive::OwnAddress>& own) {
  m_menu->clear();
  const std::string bridge = receive::containerBridge(own);
  const auto offer = [this](const std::string& address, const QString& what) {
    const QString text = QString::fromStdString(address);
    m_menu->addAction(text + QStringLiteral("  ") + what, this, [this, text] { addAddress(text); });
  };
  for (const receive::OwnAddress& one : own) {
    if (receive::isLoopbackAddress(one.address)) continue;
    const QString interface = QString::fromStdString(one.interface);
    offer(one.address, one.address == bridge ? tr("%1, for containers").arg(interface) : interface);
  }
  m_menu->addSeparator();
  offer("0.0.0.0", tr("every address of IPv4"));
  offer("::", tr("every address of IPv6"));
  m_menu->popup(m_own->mapToGlobal(QPoint(0, m_own->height())));
}

void ReachSection::addAddress(const QString& address) {
  m_addresses->setText(joined(wordsOf(m_addresses->text() + QLatin1Char(' ') + address)));
  setAddresses();
}

void ReachSection::setAddresses() {
  const QStringList words = wordsOf(m_addresses->text());
  for (const QString& word : words) {
    if (receive::isNumericAddress(word.toStdString())) continue;
    return m_addressNote->say(tr("“%1” is no numeric address, as 172.17.0.1 is").arg(word));
  }
  m_addressNote->say({});
  m_addresses->setText(joined(words));
  if (words != listOf(m_settings, kAddressesKey)) set(kAddressesKey, words);
  showOpen();
}

void ReachSection::setFiles() {
  const QString certificate = m_certificate->text().trimmed();
  const QString key = m_key->text().trimmed();
  m_certificateNote->say({});
  m_keyNote->say({});
  if (certificate == m_settings.value(QLatin1String(kCertificateKey)).toString() &&
      key == m_settings.value(QLatin1String(kKeyKey)).toString())
    return;
  if (certificate.isEmpty() != key.isEmpty()) {
    (key.isEmpty() ? m_keyNote : m_certificateNote)
        ->say(tr("TLS begins when both are here"), FieldNote::Tone::Warning);
    return;
  }
  m_work.run(
      [certificate, key]() -> Result<void> {
        const auto read = receive::readPemFiles(certificate.toStdString(), key.toStdString());
        return read ? Result<void>() : tl::unexpected(read.error());
      },
      [this, certificate, key](const Result<void>& read) {
        if (!read) {
          const bool isKey = read.error().file == key.toStdString();
          (isKey ? m_keyNote : m_certificateNote)->say(QString::fromStdString(read.error().message));
          return;
        }
        m_settings.setValue(QLatin1String(kCertificateKey), certificate);
        set(kKeyKey, key);
        showOpen();
      });
}

void ReachSection::setOrigins() {
  const QStringList words = wordsOf(m_origins->text());
  for (const QString& word : words)
    if (!isOrigin(word))
      return m_originNote->say(tr("“%1” is no origin, as http://localhost:3000 is").arg(word));
  m_originNote->say({});
  m_origins->setText(joined(words));
  if (words != listOf(m_settings, kOriginsKey)) set(kOriginsKey, words);
}

void ReachSection::showOpen() {
  const session::Reach wished = reach(m_settings);
  QString text;
  if (m_settings.value(QLatin1String(kOthersKey)).toBool()) {
    if (wished.addresses.empty()) {
      text = tr("They can once there is an address below.");
    } else if (wished.tokenFile.empty()) {
      text = tr("Without a token, whoever reaches this machine can.");
    } else if (wished.certificateFile.empty()) {
      text = tr("Without TLS, token and spans can be read on the way.");
    }
  }
  m_open->say(text, FieldNote::Tone::Warning);
}

void ReachSection::set(const char* key, const QVariant& value) {
  m_settings.setValue(QLatin1String(key), value);
  emit changed();
}

void ReachSection::readSettings() {
  m_others->setCurrent(m_settings.value(QLatin1String(kOthersKey)).toBool() ? 1 : 0);
  m_addresses->setText(joined(listOf(m_settings, kAddressesKey)));
  m_token->setAsked(m_settings.value(QLatin1String(kTokenKey)).toBool());
  m_certificate->setText(m_settings.value(QLatin1String(kCertificateKey)).toString());
  m_key->setText(m_settings.value(QLatin1String(kKeyKey)).toString());
  m_origins->setText(joined(listOf(m_settings, kOriginsKey)));
  for (FieldNote* note : {m_addressNote, m_certificateNote, m_keyNote, m_originNote}) note->say({});
  showOpen();
}

void ReachSection::reset() {
  m_token->forget();
  readSettings();
}

}  // namespace spanloupe::settings
