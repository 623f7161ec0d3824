// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/forward_section.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QSettings>
#include <QVBoxLayout>

#include "core/forward/export_target.h"
#include "core/forward/secret_file.h"
#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/settings/field_note.h"
#include "ui/settings/headers_editor.h"
#include "ui/settings/listen_settings.h"
#include "ui/settings/setting_row.h"

namespace spanloupe::settings {
namespace {

QString wordsOfError(const Error& error) { return QString::fromStdString(error.message); }

/// Only headers that can be sent get into the file.
Result<void> writeHeaders(const std::string& file, const std::string& text) {
  const auto headers = forward::parseHeaders(text);
  if (!headers) return tl::unexpected(headers.error());
  if (headers->empty()) return fail(ErrorKind::InvalidArgument, "there is no header in it");
  QDir().mkpath(QFileInfo(QString::fromStdString(file)).path());
  return forward::writeSecretFile(file, text);
}

}  // namespace

ForwardSection::ForwardSection(const ui::Look& look, QSettings& settings, QWidget* parent)
    : QWidget(parent),
      m_settings(settings),
      m_forward(new ui::SegmentedControl(look, {{tr("Off")}, {tr("On")}}, this)),
      m_forwardNote(new FieldNote(look, this)),
      m_url(new QLineEdit(this)),
      m_urlNote(new FieldNote(look, this)),
      m_file(new QLineEdit(this)),
      m_fileNote(new FieldNote(look, this)),
      m_write(new ui::Button(look, ui::Icon::None, tr("Write…"), ui::ButtonKind::Normal, this)),
      m_headers(new HeadersEditor(look, this)),
      m_save(new ui::Button(look, ui::Icon::None, tr("Save headers"), ui::ButtonKind::Normal, this)),
      m_cancel(new ui::Button(look, ui::Icon::None, tr("Cancel"), ui::ButtonKind::Quiet, this)) {
  m_url->setPlaceholderText(QStringLiteral("https://api.example.com"));
  m_file->setPlaceholderText(tr("a file, or none"));
  m_write->setAccessibleName(tr("Write the headers"));
  m_cancel->setAccessibleName(tr("Cancel the headers"));
  for (ui::Button* button : {m_save, m_cancel}) button->setSmall(true);
  addRows(look);
  connect(m_forward, &ui::SegmentedControl::chosen, this, [this](int index) {
    set(kForwardKey, index == 1);
    showWhatIsMissing();
  });
  connect(m_url, &QLineEdit::editingFinished, this, &ForwardSection::setUrl);
  connect(m_file, &QLineEdit::editingFinished, this, [this] { setFile(m_file->text().trimmed()); });
  connect(m_write, &QAbstractButton::clicked, this, [this] { edit(true); });
  connect(m_cancel, &QAbstractButton::clicked, this, [this] { edit(false); });
  connect(m_save, &QAbstractButton::clicked, this, &ForwardSection::save);
  readSettings();
}

// A field that has the focus is left when it goes, and by then this is none any more.
ForwardSection::~ForwardSection() {
  for (QLineEdit* field : {m_url, m_file}) field->disconnect(this);
}

void ForwardSection::addRows(const ui::Look& look) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  const auto add = [&](const QString& name, QWidget* named, QWidget* control, const QString& hint) {
    named->setAccessibleName(name);
    column->addWidget(new SettingRow(look, name, control, hint, this));
  };
  auto* rest = new QWidget(this);
  m_editing = stacked(look, {m_headers, sideBySide(look, {rest, m_cancel, m_save}, this)}, this);
  add(tr("Forward a copy"), m_forward, stacked(look, {m_forward, m_forwardNote}, this),
      tr("Of everything received, to another OTLP endpoint. What cannot be sent waits on the disk, 512 MB at "
         "most, also for the next start."));
  add(tr("To"), m_url, stacked(look, {m_url, m_urlNote}, this), tr("http, https, grpc or grpcs."));
  add(tr("Headers"), m_file,
      stacked(look, {sideBySide(look, {m_file, m_write}, this), m_editing, m_fileNote}, this),
      tr("Lines of “name: value” in a file that only you can read."));
}

void ForwardSection::setUrl() {
  const QString url = m_url->text().trimmed();
  if (!url.isEmpty()) {
    const auto target = forward::parseTarget(url.toStdString(), {});
    if (!target) return m_urlNote->say(wordsOfError(target.error()));
  }
  m_urlNote->say({});
  if (url != m_settings.value(QLatin1String(kForwardUrlKey)).toString()) set(kForwardUrlKey, url);
  showWhatIsMissing();
}

void ForwardSection::setFile(const QString& file) {
  if (file == m_settings.value(QLatin1String(kForwardHeadersKey)).toString()) return m_fileNote->say({});
  if (file.isEmpty()) {
    m_fileNote->say({});
    return set(kForwardHeadersKey, file);
  }
  m_work.run(
      [file]() -> Result<void> {
        const auto headers = forward::readHeadersFile(file.toStdString());
        return headers ? Result<void>() : tl::unexpected(headers.error());
      },
      [this, file](const Result<void>& read) {
        m_fileNote->say(read ? QString() : wordsOfError(read.error()));
        if (read) set(kForwardHeadersKey, file);
      });
}

void ForwardSection::edit(bool isEditing) {
  m_headers->clear();
  m_fileNote->say({});
  m_editing->setVisible(isEditing);
  m_write->setEnabled(!isEditing);
  (isEditing ? static_cast<QWidget*>(m_headers) : m_write)->setFocus();
}

void ForwardSection::save() {
  const QString file = headersFile(m_settings);
  m_work.run([path = file.toStdString(),
              text = m_headers->toPlainText().toStdString()] { return writeHeaders(path, text); },
             [this, file](const Result<void>& written) {
               if (!written) return m_fileNote->say(wordsOfError(written.error()));
               edit(false);
               m_file->setText(file);
               set(kForwardHeadersKey, file);
             });
}

void ForwardSection::set(const char* key, const QVariant& value) {
  m_settings.setValue(QLatin1String(key), value);
  emit changed();
}

void ForwardSection::readSettings() {
  m_forward->setCurrent(m_settings.value(QLatin1String(kForwardKey)).toBool() ? 1 : 0);
  m_url->setText(m_settings.value(QLatin1String(kForwardUrlKey)).toString());
  m_file->setText(m_settings.value(QLatin1String(kForwardHeadersKey)).toString());
  m_urlNote->say({});
  m_fileNote->say({});
  m_editing->setVisible(false);
  m_headers->clear();
  m_write->setEnabled(true);
  showWhatIsMissing();
}

void ForwardSection::showWhatIsMissing() {
  const bool isMissing = m_settings.value(QLatin1String(kForwardKey)).toBool() && !forwarding(m_settings);
  m_forwardNote->say(isMissing ? tr("It begins once there is an address below.") : QString(),
                     FieldNote::Tone::Warning);
}

void ForwardSection::reset() {
  m_work.run([file = headersFile(m_settings)] { return QFile::remove(file); }, [](bool) {});
  readSettings();
}

}  // namespace spanloupe::settings
