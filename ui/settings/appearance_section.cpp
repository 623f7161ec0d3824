// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/appearance_section.h"

#include <QSettings>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/settings/setting_row.h"
#include "ui/settings/stepper.h"

namespace spanloupe::settings {
namespace {

constexpr auto kCompactKey = "waterfall/compact";
constexpr std::array kPercents{80, 90, 100, 110, 125, 150, 175, 200};

QStringList scaleTexts() {
  QStringList texts;
  for (const int percent : kPercents) texts << QString::number(percent) + ui::kThinSpace + QLatin1Char('%');
  return texts;
}

int indexOfScale(double scale) {
  const auto nearest = std::min_element(kPercents.begin(), kPercents.end(), [scale](int a, int b) {
    return std::abs(a - 100 * scale) < std::abs(b - 100 * scale);
  });
  return static_cast<int>(nearest - kPercents.begin());
}

}  // namespace

bool isCompact(const QSettings& settings) { return settings.value(QLatin1String(kCompactKey)).toBool(); }

AppearanceSection::AppearanceSection(ui::Look& look, QSettings& settings, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_settings(settings),
      m_theme(new ui::SegmentedControl(look, {{tr("System")}, {tr("Light")}, {tr("Dark")}}, this)),
      m_scale(new Stepper(look, tr("Text size"), scaleTexts(), this)),
      m_zone(new ui::SegmentedControl(look, {{tr("Local")}, {tr("UTC")}}, this)),
      m_rows(new ui::SegmentedControl(look, {{tr("Normal")}, {tr("Compact")}}, this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  const auto add = [&](const QString& name, QWidget* control) {
    control->setAccessibleName(name);
    column->addWidget(new SettingRow(look, name, control, {}, this));
  };
  add(tr("Theme"), m_theme);
  add(tr("Text size"), m_scale);
  add(tr("Times"), m_zone);
  add(tr("Rows"), m_rows);
  connect(m_theme, &ui::SegmentedControl::chosen, this,
          [this](int index) { m_look.setMode(static_cast<ui::Look::Mode>(index)); });
  connect(m_scale, &Stepper::stepped, this,
          [this](int index) { m_look.setTextScale(kPercents[static_cast<std::size_t>(index)] / 100.0); });
  connect(m_zone, &ui::SegmentedControl::chosen, this,
          [this](int index) { m_look.setTimeZone(index == 0 ? ui::TimeZone::Local : ui::TimeZone::Utc); });
  connect(m_rows, &ui::SegmentedControl::chosen, this, [this](int index) { setCompact(index == 1); });
  connect(&look, &ui::Look::changed, this, &AppearanceSection::readLook);
  readLook();
}

void AppearanceSection::readLook() {
  m_theme->setCurrent(static_cast<int>(m_look.mode()));
  m_scale->setCurrent(indexOfScale(m_look.textScale()));
  m_zone->setCurrent(m_look.timeZone() == ui::TimeZone::Local ? 0 : 1);
  m_rows->setCurrent(isCompact(m_settings) ? 1 : 0);
}

void AppearanceSection::setCompact(bool compact) {
  m_settings.setValue(QLatin1String(kCompactKey), compact);
  emit compactChanged(compact);
}

void AppearanceSection::reset() {
  m_look.setMode(ui::Look::Mode::System);
  m_look.setTextScale(1.0);
  m_look.setTimeZone(ui::TimeZone::Local);
  m_settings.remove(QLatin1String(kCompactKey));
  emit compactChanged(false);
  readLook();
}

}  // namespace spanloupe::settings
