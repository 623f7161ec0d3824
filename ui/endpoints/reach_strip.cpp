// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/reach_strip.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include "ui/common/icons.h"
#include "ui/common/paint.h"

namespace spanloupe::endpoints {
namespace {

constexpr double kAbove = 7;   // Between the edge of the tint and the text.
constexpr double kBelow = 10;  // Between the tint and what follows.

}  // namespace

ReachStrip::ReachStrip(const ui::Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_label(new QLabel(this)) {
  setObjectName(QStringLiteral("reachStrip"));
  m_label->setWordWrap(true);
  m_label->setTextFormat(Qt::PlainText);
  m_label->setForegroundRole(QPalette::WindowText);
  auto* row = new QHBoxLayout(this);
  row->addWidget(m_label);
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
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
  m_label->setFont(m_look.fonts().body);
  QPalette palette = m_label->palette();
  palette.setColor(QPalette::WindowText, m_look.theme().text1);
  m_label->setPalette(palette);
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
