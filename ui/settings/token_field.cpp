// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/token_field.h"

#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include "core/forward/export_target.h"
#include "core/forward/secret_file.h"
#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/settings/confirm_button.h"
#include "ui/settings/field_note.h"

namespace spanloupe::settings {
namespace {

Result<void> makeTokenFile(const QString& file) {
  const auto token = forward::makeToken();
  if (!token) return tl::unexpected(token.error());
  QDir().mkpath(QFileInfo(file).path());
  return forward::writeSecretFile(file.toStdString(), *token + "\n");
}

}  // namespace

TokenField::TokenField(const ui::Look& look, QString file, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_file(std::move(file)),
      m_text(new QLineEdit(this)),
      m_make(new ui::Button(look, ui::Icon::None, tr("Make a token"), ui::ButtonKind::Normal, this)),
      m_show(new ui::Button(look, ui::Icon::None, tr("Show"), ui::ButtonKind::Normal, this)),
      m_copy(new ui::Button(look, ui::Icon::None, tr("Copy"), ui::ButtonKind::Normal, this)),
      m_again(
          new ConfirmButton(look, ui::Icon::None, tr("New one"), tr("Senders need it too. Make it?"), this)),
      m_remove(new ConfirmButton(look, ui::Icon::None, tr("Remove"), tr("Let anyone send?"), this)),
      m_note(new FieldNote(look, this)) {
  m_text->setReadOnly(true);
  m_text->setAccessibleName(tr("Token"));
  m_show->setAccessibleName(tr("Show the token"));
  m_copy->setAccessibleName(tr("Copy the token"));
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(look.measures().px(6));
  for (ui::Button* button :
       {m_make, m_show, m_copy, static_cast<ui::Button*>(m_again), static_cast<ui::Button*>(m_remove)}) {
    button->setSmall(true);
    buttons->addWidget(button);
  }
  buttons->addStretch(1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(look.measures().px(4));
  column->addWidget(m_text);
  column->addLayout(buttons);
  column->addWidget(m_note);
  connect(m_make, &QAbstractButton::clicked, this, &TokenField::make);
  connect(m_again, &ConfirmButton::confirmed, this, &TokenField::make);
  connect(m_remove, &ConfirmButton::confirmed, this, [this] {
    forget();
    emit removed();
  });
  connect(m_show, &QAbstractButton::clicked, this, &TokenField::toggle);
  connect(m_copy, &QAbstractButton::clicked, this, &TokenField::copy);
  connect(&look, &ui::Look::changed, this, &TokenField::refresh);
  refresh();
}

bool TokenField::isShown() const { return !m_text->text().isEmpty(); }

void TokenField::setAsked(bool asked) {
  m_asked = asked;
  m_text->clear();
  refresh();
}

void TokenField::refresh() {
  m_text->setFont(isShown() ? m_look.fonts().mono : m_look.fonts().body);
  m_text->setPlaceholderText(m_asked ? tr("asked for, not shown") : tr("none"));
  m_make->setVisible(!m_asked);
  for (QWidget* each : {static_cast<QWidget*>(m_show), static_cast<QWidget*>(m_copy),
                        static_cast<QWidget*>(m_again), static_cast<QWidget*>(m_remove)})
    each->setVisible(m_asked);
  m_show->setText(isShown() ? tr("Hide") : tr("Show"));
  m_show->updateGeometry();
}

void TokenField::make() {
  m_work.run([file = m_file] { return makeTokenFile(file); },
             [this](const Result<void>& written) {
               m_note->say(written ? QString() : QString::fromStdString(written.error().text()));
               if (!written) return;
               setAsked(true);
               emit made();
             });
}

void TokenField::forget() {
  m_work.run([file = m_file] { return QFile::remove(file); }, [](bool) {});
  m_note->say({});
  setAsked(false);
}

void TokenField::toggle() {
  if (isShown()) {
    m_text->clear();
    return refresh();
  }
  m_work.run([file = m_file.toStdString()] { return forward::readSecretFile(file); },
             [this](const Result<std::string>& token) {
               m_note->say(token ? QString() : QString::fromStdString(token.error().text()));
               if (token && m_asked) m_text->setText(QString::fromStdString(*token));
               refresh();
             });
}

void TokenField::copy() {
  m_work.run([file = m_file.toStdString()] { return forward::readSecretFile(file); },
             [this](const Result<std::string>& token) {
               m_note->say(token ? QString() : QString::fromStdString(token.error().text()));
               if (token) QGuiApplication::clipboard()->setText(QString::fromStdString(*token));
             });
}

}  // namespace spanloupe::settings
