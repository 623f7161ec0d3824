// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_dialog.h"

#include <QHBoxLayout>
#include <QSettings>
#include <QVBoxLayout>

#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/session/trace_session.h"
#include "ui/settings/appearance_section.h"
#include "ui/settings/cache_section.h"
#include "ui/settings/confirm_button.h"
#include "ui/settings/listen_section.h"

namespace spanloupe::settings {
namespace {

/// What was opened lately is no setting.
constexpr auto kKept = "recent";

}  // namespace

SettingsDialog::SettingsDialog(ui::Look& look, QSettings& settings, session::TraceSession& session,
                               QWidget* parent)
    : QDialog(parent),
      m_settings(settings),
      m_session(session),
      m_appearance(new AppearanceSection(look, settings, this)),
      m_cache(new CacheSection(look, settings, session, this)),
      m_listen(new ListenSection(look, settings, this)) {
  setWindowTitle(tr("Settings"));
  const ui::Measures& m = look.measures();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(m.px(20), m.px(16), m.px(20), m.px(16));
  column->setSpacing(0);
  column->setSizeConstraint(QLayout::SetFixedSize);
  // Two columns: one would be higher than the screen of a laptop.
  auto* columns = new QHBoxLayout;
  columns->setSpacing(m.px(28));
  column->addLayout(columns);
  const auto addSection = [&](QVBoxLayout* side, const QString& title, QWidget* section) {
    side->addWidget(new ui::TextLabel(look, &ui::Fonts::bodyStrong, &ui::Theme::text1, title, this));
    side->addSpacing(m.px(6));
    side->addWidget(section);
  };
  auto* left = new QVBoxLayout;
  auto* right = new QVBoxLayout;
  for (QVBoxLayout* side : {left, right}) {
    side->setSpacing(0);
    columns->addLayout(side, 1);
    columns->setAlignment(side, Qt::AlignTop);
  }
  addSection(left, tr("Appearance"), m_appearance);
  left->addSpacing(m.px(10));
  left->addWidget(new ui::HairlineWidget(look, Qt::Horizontal, false, this));
  left->addSpacing(m.px(14));
  addSection(left, tr("Cache"), m_cache);
  addSection(right, tr("Listening"), m_listen);
  column->addSpacing(m.px(10));
  column->addWidget(new ui::HairlineWidget(look, Qt::Horizontal, false, this));
  column->addSpacing(m.px(14));
  auto* buttons = new QHBoxLayout;
  auto* reset =
      new ConfirmButton(look, ui::Icon::None, tr("Reset all settings"), tr("Reset them now?"), this);
  auto* close = new ui::Button(look, ui::Icon::None, tr("Close"), ui::ButtonKind::Primary, this);
  buttons->addWidget(reset);
  buttons->addStretch(1);
  buttons->addWidget(close);
  column->addLayout(buttons);
  connect(close, &QAbstractButton::clicked, this, &QDialog::accept);
  connect(reset, &ConfirmButton::confirmed, this, &SettingsDialog::resetAll);
  connect(m_appearance, &AppearanceSection::compactChanged, this, &SettingsDialog::compactChanged);
  connect(m_listen, &ListenSection::changed, this, &SettingsDialog::listenChanged);
}

bool SettingsDialog::isBusy() const { return m_cache->isBusy(); }

void SettingsDialog::showEvent(QShowEvent* event) {
  QDialog::showEvent(event);
  m_cache->refresh();
}

void SettingsDialog::resetAll() {
  for (const QString& key : m_settings.allKeys())
    if (!key.startsWith(QLatin1String(kKept))) m_settings.remove(key);
  m_session.setCacheLimit(cacheLimit(m_settings));
  m_appearance->reset();
  m_cache->readSettings();
  m_listen->readSettings();
  emit listenChanged();
  emit resetDone();
}

}  // namespace spanloupe::settings
