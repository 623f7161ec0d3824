// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tab_strip.h"

#include <QMouseEvent>
#include <QStyleOptionTab>
#include <cmath>

#include "ui/common/paint.h"

namespace spanloupe::shell {
namespace {

constexpr int kPadding = 12;
constexpr int kGap = 6;
constexpr double kWidestName = 320;

}  // namespace

TabStrip::TabStrip(const ui::Look& look, QWidget* parent) : QTabBar(parent), m_look(look) {
  setObjectName(QStringLiteral("tabStrip"));
  setDrawBase(false);
  setExpanding(false);
  setTabsClosable(true);
  setUsesScrollButtons(true);
  setElideMode(Qt::ElideNone);
  setFocusPolicy(Qt::TabFocus);
  readLook();
  connect(&look, &ui::Look::changed, this, &TabStrip::readLook);
}

void TabStrip::readLook() {
  m_body = ui::TextCache(m_look.fonts().body);
  m_strong = ui::TextCache(m_look.fonts().bodyStrong);
  m_small = ui::TextCache(m_look.fonts().small, true);
  m_mono = ui::TextCache(m_look.fonts().monoSmall);
  updateGeometry();
  update();
}

int TabStrip::add(const TabLabel& label, bool closable) {
  const int tab = addTab(QString());
  setLabel(tab, label);
  if (!closable) {
    QWidget* button = tabButton(tab, RightSide);
    setTabButton(tab, RightSide, nullptr);
    delete button;
  }
  return tab;
}

void TabStrip::setLabel(int tab, const TabLabel& label) {
  setTabData(tab, QVariant::fromValue(label));
  // The plain text is what screen readers say and what decides the size.
  QString text = label.detail.isEmpty() ? label.name : label.name + QLatin1Char(' ') + label.detail;
  setAccessibleTabName(tab, text);
  setTabText(tab, text.replace(QLatin1Char('&'), QLatin1String("&&")));
  setTabToolTip(tab, label.service.isNull() ? QString() : label.service + QLatin1String(": ") + label.name);
}

TabLabel TabStrip::label(int tab) const { return tabData(tab).value<TabLabel>(); }

QString TabStrip::shownName(const TabLabel& label) const {
  return m_strong.elided(label.name, m_look.measures().real(kWidestName));
}

QSize TabStrip::tabSizeHint(int tab) const {
  const TabLabel text = label(tab);
  // The heavier weight is measured always, so that choosing a tab moves nothing.
  double width = 2 * kPadding + m_strong.width(shownName(text));
  if (!text.service.isNull()) width += m_look.measures().tile() + kGap;
  if (!text.detail.isEmpty()) width += kGap + (text.monoDetail ? m_mono : m_small).width(text.detail);
  if (tabButton(tab, RightSide)) width += kGap + tabButton(tab, RightSide)->width();
  return {static_cast<int>(std::ceil(width)), m_look.measures().tabBar()};
}

void TabStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  painter.fillRect(rect(), theme.window);
  ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), theme.line);
  for (int tab = 0; tab < count(); ++tab) {
    QStyleOptionTab option;
    initStyleOption(&option, tab);
    style()->drawControl(QStyle::CE_TabBarTabShape, &option, &painter, this);
    paintLabel(painter, tab);
  }
}

void TabStrip::paintLabel(QPainter& painter, int tab) {
  const ui::Theme& theme = m_look.theme();
  const TabLabel text = label(tab);
  const QRectF rect = tabRect(tab);
  const double baseline = ui::centredBaseline(rect, m_body.metrics());
  const bool isCurrent = tab == currentIndex();
  double x = rect.left() + kPadding;
  if (!text.service.isNull()) {
    const double size = m_look.measures().tile();
    ui::paintTile(painter, {x, rect.center().y() - size / 2, size, size},
                  m_look.services().mark(text.service), theme, m_look.fonts());
    x += size + kGap;
  }
  const QString name = shownName(text);
  painter.setPen(isCurrent ? theme.text1 : theme.text2);
  (isCurrent ? m_strong : m_body).draw(painter, {x, baseline}, name);
  x += m_strong.width(name) + kGap;
  painter.setPen(theme.text3);
  (text.monoDetail ? m_mono : m_small).draw(painter, {x, baseline}, text.detail);
}

void TabStrip::mouseReleaseEvent(QMouseEvent* event) {
  const int tab = tabAt(event->position().toPoint());
  if (event->button() == Qt::MiddleButton && tab >= 0 && tabButton(tab, RightSide))
    emit tabCloseRequested(tab);
  QTabBar::mouseReleaseEvent(event);
}

}  // namespace spanloupe::shell
