// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_dialog.h"

#include <QHBoxLayout>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/session/trace_session.h"
#include "ui/settings/appearance_section.h"
#include "ui/settings/cache_section.h"
#include "ui/settings/confirm_button.h"
#include "ui/settings/forward_section.h"
#include "ui/settings/listen_section.h"
#include "ui/settings/reach_section.h"

namespace spanloupe::settings {
namespace {

/// What was opened lately is no setting.
constexpr auto kKept = "recent";

struct Part {
  QString title;
  QWidget* section;
};

QVBoxLayout* side(const ui::Look& look, const Part& part) {
  auto* column = new QVBoxLayout;
  column->setSpacing(0);
  column->addWidget(new ui::TextLabel(look, &ui::Fonts::bodyStrong, &ui::Theme::text1, part.title));
  column->addSpacing(look.measures().px(6));
  column->addWidget(part.section);
  column->addStretch(1);
  return column;
}

/// Two columns: one would be higher than the screen of a laptop.
QWidget* pageOf(const ui::Look& look, QVBoxLayout* left, QVBoxLayout* right) {
  auto* page = new QWidget;
  auto* columns = new QHBoxLayout(page);
  columns->setContentsMargins(0, 0, 0, 0);
  columns->setSpacing(look.measures().px(28));
  columns->addLayout(left, 1);
  columns->addLayout(right, 1);
  return page;
}

}  // namespace

SettingsDialog::SettingsDialog(ui::Look& look, QSettings& settings, session::TraceSession& session,
                               QWidget* parent)
    : QDialog(parent),
      m_settings(settings),
      m_session(session),
      m_appearance(new AppearanceSection(look, settings, this)),
      m_cache(new CacheSection(look, settings, session, this)),
      m_listen(new ListenSection(look, settings, this)),
      m_reach(new ReachSection(look, settings, this)),
      m_copies(new ForwardSection(look, settings, this)),
      m_tabs(new QTabBar(this)) {
  setWindowTitle(tr("Settings"));
  const ui::Measures& m = look.measures();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(m.px(20), m.px(8), m.px(20), m.px(16));
  column->setSpacing(0);
  column->setSizeConstraint(QLayout::SetFixedSize);
  addPages(look, *column);
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
  connect(m_reach, &ReachSection::changed, this, &SettingsDialog::listenChanged);
  connect(m_copies, &ForwardSection::changed, this, &SettingsDialog::listenChanged);
}

/// In the order of SettingsPage.
void SettingsDialog::addPages(const ui::Look& look, QVBoxLayout& column) {
  auto* pages = new QStackedWidget(this);
  const auto add = [&](const QString& title, QWidget* page) {
    m_tabs->addTab(title);
    pages->addWidget(page);
  };
  m_tabs->setDrawBase(false);
  m_tabs->setExpanding(false);
  m_tabs->setAccessibleName(tr("Pages of settings"));
  add(tr("General"),
      pageOf(look, side(look, {tr("Appearance"), m_appearance}), side(look, {tr("Cache"), m_cache})));
  add(tr("Listening"),
      pageOf(look, side(look, {tr("Receiving"), m_listen}), side(look, {tr("Who may send"), m_reach})));
  add(tr("Copies"), pageOf(look, side(look, {tr("Sent elsewhere"), m_copies}), new QVBoxLayout));
  connect(m_tabs, &QTabBar::currentChanged, pages, &QStackedWidget::setCurrentIndex);
  column.addWidget(m_tabs);
  column.addWidget(new ui::HairlineWidget(look, Qt::Horizontal, true, this));
  column.addSpacing(look.measures().px(14));
  column.addWidget(pages, 1);
}

void SettingsDialog::showPage(SettingsPage page) { m_tabs->setCurrentIndex(static_cast<int>(page)); }

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
  m_reach->reset();
  m_copies->reset();
  emit listenChanged();
  emit resetDone();
}

}  // namespace spanloupe::settings
