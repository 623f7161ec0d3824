// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/setting_row.h"

#include <QGridLayout>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/common/wrapped_label.h"

namespace spanloupe::settings {
namespace {

constexpr double kNameWidth = 120;

/// Of what the name stands beside, when there is more below it.
int heightOfFirstLine(const QWidget& control) {
  const auto* column = qobject_cast<const QVBoxLayout*>(control.layout());
  const QWidget* first = column != nullptr && column->count() > 0 ? column->itemAt(0)->widget() : nullptr;
  return first != nullptr ? heightOfFirstLine(*first) : control.sizeHint().height();
}

}  // namespace

SettingRow::SettingRow(const ui::Look& look, const QString& name, QWidget* control, const QString& hint,
                       QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_grid(new QGridLayout(this)),
      m_name(new ui::TextLabel(look, &ui::Fonts::body, &ui::Theme::text2, name, this)),
      m_control(control) {
  m_grid->setSpacing(0);
  m_grid->setColumnStretch(1, 1);
  m_grid->addWidget(m_name, 0, 0, Qt::AlignTop);
  const bool takesAll = control->sizePolicy().horizontalPolicy() != QSizePolicy::Fixed;
  m_grid->addWidget(control, 0, 1, takesAll ? Qt::Alignment() : Qt::AlignLeading);
  if (!hint.isEmpty()) {
    m_grid->addWidget(new ui::WrappedLabel(look, &ui::Fonts::small, &ui::Theme::text3, hint), 1, 1);
  }
  connect(&look, &ui::Look::changed, this, &SettingRow::readLook);
  readLook();
}

void SettingRow::readLook() {
  const ui::Measures& m = m_look.measures();
  m_grid->setContentsMargins(0, m.px(5), 0, m.px(5));
  m_grid->setVerticalSpacing(m.px(3));
  m_grid->setColumnMinimumWidth(0, m.px(kNameWidth));
  m_grid->setRowMinimumHeight(0, m.controlSmall());
  m_name->setFixedHeight(std::max(m.controlSmall(), heightOfFirstLine(*m_control)));
}

}  // namespace spanloupe::settings
