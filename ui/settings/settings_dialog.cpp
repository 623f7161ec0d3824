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
      m_cache(new CacheSection(look, settings, session, this)) {
  setWindowTitle(tr("Settings"));
  const ui::Measures& m = look.measures();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(m.px(20), m.px(16), m.px(20), m.px(16));
  column->setSpacing(0);
  column->setSizeConstraint(QLayout::SetFixedSize);
  const auto addSection = [&](const QString& title, QWidget* section) {
    column->addWidget(new ui::TextLabel(look, &ui::Fonts::bodyStrong, &ui::Theme::text1, title, this));
    column->addSpacing(m.px(6));
    column->addWidget(section);
    column->addSpacing(m.px(10));
    column->addWidget(new ui::HairlineWidget(look, Qt::Horizontal, false, this));
    column->addSpacing(m.px(14));
  };
  addSection(tr("Appearance"), m_appearance);
  addSection(tr("Cache"), m_cache);
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
  emit resetDone();
}

}  // namespace spanloupe::settings
