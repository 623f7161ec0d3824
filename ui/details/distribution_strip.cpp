// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/distribution_strip.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/common/format.h"
#include "ui/common/paint.h"

namespace spanloupe::details {

namespace {

constexpr double kPadding = ui::Measures::kPanelPadding;
constexpr double kBarWidth = 17;
constexpr double kMark = 2;

}  // namespace

DistributionStrip::DistributionStrip(const ui::Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  connect(&look, &ui::Look::changed, this, [this] {
    updateGeometry();
    count();
  });
  hide();
}

QSize DistributionStrip::sizeHint() const {
  return {m_look.measures().details(), m_look.measures().px(hasHistogram() ? 54 : 24)};
}

QRectF DistributionStrip::plot() const {
  const double text = m_look.measures().H + 2;
  return {kPadding, 2, width() - 2 * kPadding, std::max(8.0, height() - text - 6)};
}

double DistributionStrip::xOf(Duration duration) const {
  const QRectF area = plot();
  return area.left() + m_distribution->axisShare(duration) * area.width();
}

void DistributionStrip::setCounting() {
  m_counting = m_distribution != nullptr;
  update();
}

void DistributionStrip::setDistribution(Distribution distribution, Duration own) {
  m_distribution = std::move(distribution);
  m_own = own;
  m_counting = false;
  setVisible(m_distribution != nullptr && m_distribution->count() > 0);
  setAccessibleName(tr("Duration among all spans of this operation"));
  setAccessibleDescription(exactText());
  updateGeometry();
  count();
}

void DistributionStrip::count() {
  const double bars = plot().width() / m_look.measures().real(kBarWidth);
  m_bars = hasHistogram() ? m_distribution->histogram(static_cast<std::size_t>(std::clamp(bars, 8.0, 60.0)))
                          : std::vector<std::uint64_t>();
  update();
}

QString DistributionStrip::text() const {
  if (m_distribution == nullptr || m_distribution->count() == 0) return {};
  if (m_distribution->count() == 1 && m_own.count() >= 0)
    return tr("The only span of this operation in the session");
  const QString of = tr("of %1").arg(ui::formatCount(m_distribution->count()));
  if (m_own.count() < 0) return tr("no end, beside %1").arg(ui::formatCount(m_distribution->count()));
  const int percent = static_cast<int>(std::floor(m_distribution->rank(m_own) * 100));
  return ui::formatDuration(m_own) + QStringLiteral(" · p%1 ").arg(percent) + of;
}

QString DistributionStrip::exactText() const {
  if (!hasHistogram()) return text();
  QString lines =
      text() + u'\n' +
      tr("%1 took less\nShortest %2\nMedian %3\n95 % within %4\nLongest %5")
          .arg(ui::formatCounted(m_distribution->below(m_own), tr("span"), tr("spans")),
               ui::formatDuration(m_distribution->min()), ui::formatDuration(m_distribution->median()),
               ui::formatDuration(m_distribution->quantile(0.95)), ui::formatDuration(m_distribution->max()));
  if (m_distribution->errors() > 0)
    lines += u'\n' + ui::formatCounted(m_distribution->errors(), tr("error"), tr("errors"));
  if (m_distribution->unfinished() > 0)
    lines += u'\n' + tr("%1 without end left out").arg(ui::formatCount(m_distribution->unfinished()));
  return lines;
}

void DistributionStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setLayoutDirection(Qt::LayoutDirectionAuto);
  painter.fillRect(rect(), m_look.theme().panel);
  if (m_distribution == nullptr) return;
  if (hasHistogram()) paintBars(painter);
  paintTexts(painter);
}

void DistributionStrip::paintBars(QPainter& painter) {
  const ui::Theme& theme = m_look.theme();
  const QRectF area = plot();
  const std::uint64_t most = *std::max_element(m_bars.begin(), m_bars.end());
  const double step = area.width() / static_cast<double>(m_bars.size());
  const QColor fill = ui::mix(theme.control, m_counting ? 0.25 : 0.45, theme.panel);
  for (std::size_t i = 0; i < m_bars.size(); ++i) {
    if (m_bars[i] == 0) continue;
    // Few among many must still be seen.
    const double share = static_cast<double>(m_bars[i]) / static_cast<double>(most);
    const double height = std::max(1.5, share * (area.height() - 2));
    const double left = ui::snapped(painter, area.left() + static_cast<double>(i) * step);
    const double right = ui::snapped(painter, area.left() + static_cast<double>(i + 1) * step);
    painter.fillRect(QRectF(left, area.bottom() - height, right - left - ui::devicePixel(painter), height),
                     fill);
  }
  ui::hairlineH(painter, area.left(), area.right(), area.bottom(), theme.line);
  if (m_counting || m_own.count() < 0) return;
  const double x = ui::snapped(painter, std::min(xOf(m_own) - kMark / 2, area.right() - kMark));
  painter.fillRect(QRectF(x, 0, kMark, area.bottom() + 2), theme.accent);
}

void DistributionStrip::paintTexts(QPainter& painter) {
  const ui::Theme& theme = m_look.theme();
  const QFontMetricsF small(m_look.fonts().small);
  painter.setFont(m_look.fonts().small);
  if (!hasHistogram()) {
    painter.setPen(theme.text3);
    const QRectF line(kPadding, 0, width() - 2 * kPadding, height());
    painter.drawText(QPointF(kPadding, ui::centredBaseline(line, small)),
                     small.elidedText(text(), Qt::ElideRight, line.width()));
    return;
  }
  const QRectF area = plot();
  const QRectF line(area.left(), area.bottom() + 3, area.width(), m_look.measures().H + 1);
  const double baseline = ui::centredBaseline(line, small);
  const QFontMetricsF strong(m_look.fonts().smallStrong);
  const QString own = m_counting ? tr("counting…") : text();
  const double ownWidth = strong.horizontalAdvance(own);
  const double middle = m_own.count() < 0 || m_counting ? area.center().x() : xOf(m_own);
  const double left = std::clamp(middle - ownWidth / 2, area.left(), area.right() - ownWidth);
  painter.setPen(theme.text3);
  const QString from = ui::formatDuration(m_distribution->min());
  const QString to = ui::formatDuration(m_distribution->max());
  constexpr double kGap = 10;
  if (area.left() + small.horizontalAdvance(from) + kGap <= left)
    painter.drawText(QPointF(area.left(), baseline), from);
  const double toLeft = area.right() - small.horizontalAdvance(to);
  if (left + ownWidth + kGap <= toLeft) painter.drawText(QPointF(toLeft, baseline), to);
  painter.setFont(m_counting ? m_look.fonts().small : m_look.fonts().smallStrong);
  painter.setPen(m_counting ? theme.text3 : theme.accent);
  painter.drawText(QPointF(left, baseline), own);
}

void DistributionStrip::resizeEvent(QResizeEvent*) { count(); }

bool DistributionStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip || m_counting) return QWidget::event(event);
  QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), exactText(), this);
  return true;
}

}  // namespace spanloupe::details
