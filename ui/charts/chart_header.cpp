// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_header.h"

#include <QHBoxLayout>
#include <cmath>

#include "ui/common/controls.h"
#include "ui/common/format.h"

namespace spanloupe::charts {
namespace {

constexpr double kDot = 3;  ///< Radius in the legend.
constexpr double kMarkSize = 8;
constexpr double kMarkGap = 5;
constexpr double kPartGap = 14;
constexpr double kStepWidth = 12;
constexpr double kStepHeight = 9;

}  // namespace

ChartLegend::ChartLegend(const ui::Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  setLayoutDirection(Qt::LeftToRight);
  connect(&look, &ui::Look::changed, this, [this] {
    updateGeometry();
    update();
  });
}

void ChartLegend::setFrame(const ChartFrame& frame, const QString& one, const QString& many) {
  const PointSummary& summary = frame.summary;
  m_parts.clear();
  const QString failed = tr("with errors %1").arg(ui::formatCount(summary.failed));
  if (frame.isHeatmap && frame.picture && frame.picture->fullestCell > 0) {
    if (frame.picture->fullestCell == 1) {
      m_parts.push_back({Mark::None, {}, tr("at most %1 in a cell").arg(ui::formatCounted(1, one, many))});
    } else {
      m_parts.push_back({Mark::Ramp, ui::formatCounted(1, one, many),
                         ui::formatCounted(frame.picture->fullestCell, one, many)});
    }
    m_parts.push_back({Mark::None, {}, failed});
    if (summary.failed > 0) m_parts.push_back({Mark::Cross, {}, tr("half or more with errors")});
    if (summary.shown > DurationPlot::kMostDots)
      m_parts.push_back({Mark::None,
                         {},
                         tr("%1 %2: shown as a heatmap").arg(ui::formatCount(summary.shown), many),
                         &ui::Theme::text3});
  } else {
    m_parts.push_back(
        {Mark::Dot, {}, tr("no error %1").arg(ui::formatCount(summary.shown - summary.failed))});
    m_parts.push_back({Mark::Cross, {}, failed});
  }
  if (summary.untimed > 0)
    m_parts.push_back({Mark::None,
                       {},
                       tr("%1 without a time").arg(ui::formatCounted(summary.untimed, one, many)),
                       &ui::Theme::warn});
  QStringList texts;
  for (const Part& part : m_parts)
    texts << (part.mark == Mark::Ramp ? tr("%1 to %2 in a cell").arg(part.before, part.text) : part.text);
  setAccessibleName(texts.join(QStringLiteral(", ")));
  setToolTip(texts.join(QStringLiteral(" · ")));
  updateGeometry();
  update();
}

double ChartLegend::widthOf(const Part& part) const {
  const QFontMetricsF metrics(m_look.fonts().small);
  const double text = metrics.horizontalAdvance(part.text);
  const ui::Measures& m = m_look.measures();
  if (part.mark == Mark::None) return text;
  if (part.mark != Mark::Ramp) return m.real(kMarkSize) + kMarkGap + text;
  return metrics.horizontalAdvance(part.before) + 2 * kMarkGap + m.real(kStepWidth) * 9 + text;
}

QSize ChartLegend::sizeHint() const {
  double width = 0;
  for (const Part& part : m_parts) width += widthOf(part) + kPartGap;
  return {static_cast<int>(std::ceil(width)), m_look.measures().H};
}

void ChartLegend::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  const ui::Measures& m = m_look.measures();
  const QFontMetricsF metrics(m_look.fonts().small);
  painter.setFont(m_look.fonts().small);
  painter.setRenderHint(QPainter::Antialiasing);
  const double middle = height() / 2.0;
  const double baseline = ui::centredBaseline(rect(), metrics);
  double x = 0;
  for (const Part& part : m_parts) {
    // A part is shown whole or not at all; the tool tip has them all.
    if (x + widthOf(part) > width() + 1) break;
    const QPointF centre(x + m.real(kMarkSize) / 2, middle);
    if (part.mark == Mark::Dot) {
      painter.setPen(Qt::NoPen);
      painter.setBrush(theme.accent);
      painter.drawEllipse(centre, m.real(kDot), m.real(kDot));
    } else if (part.mark == Mark::Cross) {
      const double half = m.real(2.5);
      painter.setPen(QPen(theme.error, m.real(1.6), Qt::SolidLine, Qt::FlatCap));
      painter.drawLine(centre + QPointF(-half, -half), centre + QPointF(half, half));
      painter.drawLine(centre + QPointF(half, -half), centre + QPointF(-half, half));
    }
    double at = x + (part.mark == Mark::None ? 0 : m.real(kMarkSize) + kMarkGap);
    painter.setPen(theme.*part.color);
    if (part.mark == Mark::Ramp) {
      painter.drawText(QPointF(x, baseline), part.before);
      at = x + metrics.horizontalAdvance(part.before) + kMarkGap;
      const double step = m.real(kStepWidth);
      for (const QColor& color : theme.heatmap) {
        painter.fillRect(
            ui::snapped(painter, QRectF(at, middle - m.real(kStepHeight) / 2, step, m.real(kStepHeight))),
            color);
        at += step;
      }
      at += kMarkGap;
    }
    painter.drawText(QPointF(at, baseline), part.text);
    x += widthOf(part) + kPartGap;
  }
}

ChartHeader::ChartHeader(const ui::Look& look, const QString& title, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_legend(new ChartLegend(look)),
      m_showAll(new ui::Button(look, ui::Icon::Close, QString(), ui::ButtonKind::Quiet)),
      m_style(new ui::SegmentedControl(look, {{tr("Scatter")}, {tr("Heatmap")}})),
      m_scale(new ui::SegmentedControl(look, {{tr("Log")}, {tr("Linear")}})),
      m_fold(new ui::Button(look, ui::Icon::ChevronUp, tr("Fold the chart"), true)) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(ui::Measures::kPanelPadding, 0, ui::Measures::kPanelPadding, 0);
  layout->setSpacing(ui::Measures::kGroupGap);
  layout->addWidget(new ui::TextLabel(look, &ui::Fonts::bodyStrong, &ui::Theme::text1, title));
  layout->addWidget(m_legend, 1);
  layout->addStretch();
  layout->addWidget(m_showAll);
  layout->addWidget(m_style);
  layout->addWidget(m_scale);
  layout->addWidget(m_fold);
  m_style->setSmall(true);
  m_scale->setSmall(true);
  m_style->setObjectName(QStringLiteral("chartStyle"));
  m_scale->setObjectName(QStringLiteral("chartScale"));
  m_fold->setObjectName(QStringLiteral("chartFold"));
  m_showAll->setObjectName(QStringLiteral("chartShowAll"));
  m_style->setAccessibleName(tr("Drawn as"));
  m_scale->setAccessibleName(tr("Scale of durations"));
  m_showAll->setSmall(true);
  m_showAll->hide();
  setFixedHeight(look.measures().px(30));
  connect(&look, &ui::Look::changed, this, [this] { setFixedHeight(m_look.measures().px(30)); });
  connect(m_style, &ui::SegmentedControl::chosen, this,
          [this](int index) { emit styleChosen(index == 0 ? PlotStyle::Scatter : PlotStyle::Heatmap); });
  connect(m_scale, &ui::SegmentedControl::chosen, this,
          [this](int index) { emit scaleChosen(index == 0 ? ScaleKind::Log : ScaleKind::Linear); });
  connect(m_fold, &QAbstractButton::clicked, this, &ChartHeader::foldToggled);
  connect(m_showAll, &QAbstractButton::clicked, this, &ChartHeader::showAllRequested);
}

void ChartHeader::setFrame(const ChartFrame& frame, const QString& one, const QString& many) {
  m_legend->setFrame(frame, one, many);
  m_style->setCurrent(frame.isHeatmap ? 1 : 0);
}

void ChartHeader::setScale(ScaleKind scale) { m_scale->setCurrent(scale == ScaleKind::Log ? 0 : 1); }

void ChartHeader::setFolded(bool isFolded) {
  m_folded = isFolded;
  // Its counts are not kept up to date meanwhile.
  m_legend->setVisible(!isFolded);
  m_style->setVisible(!isFolded);
  m_scale->setVisible(!isFolded);
  m_fold->setSymbol(isFolded ? ui::Icon::ChevronDown : ui::Icon::ChevronUp);
  const QString words = isFolded ? tr("Unfold the chart") : tr("Fold the chart");
  m_fold->setToolTip(words);
  m_fold->setAccessibleName(words);
}

void ChartHeader::setFiltered(bool isFiltered, const QString& many) {
  const QString words = tr("Show all %1").arg(many);
  m_showAll->setText(words);
  m_showAll->setAccessibleName(words);
  m_showAll->updateGeometry();
  m_showAll->setVisible(isFiltered);
}

void ChartHeader::mouseDoubleClickEvent(QMouseEvent*) { emit foldToggled(); }

}  // namespace spanloupe::charts
