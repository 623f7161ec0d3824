// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/reach_strip.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>

#include "ui/common/icons.h"
#include "ui/common/paint.h"
#include "ui/common/wrapped_label.h"

namespace spanloupe::endpoints {
namespace {

constexpr double kAbove = 7;   // Between the edge of the tint and the text.
constexpr double kBelow = 10;  // Between the tint and what follows.

}  // namespace

ReachStrip::ReachStrip(const ui::Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_label(new ui::WrappedLabel(look, &ui::Fonts::body, &ui::Theme::text1)) {
  setObjectName(QStringLiteral("reachStrip"));
  auto* row = new QHBoxLayout(this);
  row->addWidget(m_label);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  connect(&look, &ui::Look::changed, this, &ReachStrip::readLook);
  readLook();
  hide();
}

QString ReachStrip::text() const { return m_label->text(); }

void ReachStrip::setText(const QString& text) {
  if (text == m_label->text()) return;
  m_label->setText(text);
  setAccessibleName(text);
  setVisible(!text.isEmpty());
  updateGeometry();
  if (text.isEmpty()) return;
  QAccessibleEvent event(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&event);
}

void ReachStrip::readLook() {
  const ui::Measures& m = m_look.measures();
  const int before = ui::Measures::kPanelPadding + m.icon() + ui::Measures::kIconGap;
  layout()->setContentsMargins(before, m.px(kAbove), ui::Measures::kPanelPadding,
                               m.px(kAbove) + m.px(kBelow));
  update();
}

void ReachStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  const ui::Measures& m = m_look.measures();
  const QRect box = rect().adjusted(0, 0, 0, -m.px(kBelow));
  ui::roundedBox(painter, box, ui::Measures::kRadiusButton, theme.warnTint, theme.warnTint);
  const int icon = m.icon();
  const int line = QFontMetrics(m_look.fonts().body).height();
  const int x = layoutDirection() == Qt::LeftToRight ? ui::Measures::kPanelPadding
                                                     : width() - ui::Measures::kPanelPadding - icon;
  ui::paintIcon(painter, ui::Icon::Warning, QRect(x, m.px(kAbove) + (line - icon) / 2, icon, icon),
                theme.warn);
}

}  // namespace spanloupe::endpoints
