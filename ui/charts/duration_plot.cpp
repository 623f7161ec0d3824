// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/duration_plot.h"

#include <QHelpEvent>
#include <QTimer>
#include <QToolTip>

#include "ui/charts/plot_accessible.h"

namespace spanloupe::charts {
namespace {

constexpr double kLeastWidth = 240;

PictureColors colorsOf(const ui::Theme& theme) {
  return {theme.accent, theme.error, theme.surface, theme.heatmap};
}

}  // namespace

DurationPlot::DurationPlot(const ui::Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_painter(look), m_one(tr("trace")), m_many(tr("traces")) {
  installPlotAccessibility();
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setLayoutDirection(Qt::LeftToRight);  // Time runs to the right in every language.
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setAccessibleName(tr("Duration over time"));
  connect(&look, &ui::Look::changed, this, [this] {
    m_painter.lookChanged();
    updateGeometry();
    drawAgain();
    update();
  });
}

void DurationPlot::setNouns(const QString& one, const QString& many) {
  m_one = one;
  m_many = many;
}

QSize DurationPlot::sizeHint() const { return {m_look.measures().px(640), chartHeight(m_look.measures())}; }
QSize DurationPlot::minimumSizeHint() const {
  return {m_look.measures().px(kLeastWidth), chartHeight(m_look.measures())};
}

void DurationPlot::run(WorkKind kind, bool direct, const Work& work) {
  // What is done at once overtakes what the background is still at.
  std::uint64_t& newest = m_newest[static_cast<std::size_t>(kind)];
  const std::uint64_t number = ++newest;
  const Work numbered = [&newest, number, work](std::stop_token stop) -> Letter {
    return [&newest, number, letter = work(std::move(stop))] {
      if (number == newest) letter();
    };
  };
  if (direct || !m_background) {
    numbered({})();
  } else {
    m_background(kind, numbered);
  }
}

void DurationPlot::setPoints(PointSet points) {
  m_points = std::move(points);
  m_failure.clear();
  summariseAgain();
}

void DurationPlot::setStyle(PlotStyle style) {
  if (style == m_style) return;
  m_style = style;
  drawAgain();
}

void DurationPlot::setScale(ScaleKind scale) {
  if (scale == m_scale) return;
  m_scale = scale;
  drawAgain();
}

void DurationPlot::giveUp(const QString& why) {
  ++m_newest[static_cast<std::size_t>(WorkKind::Frame)];  // What comes late is of no use any more.
  m_working = false;
  m_failure = why;
  update();
}

void DurationPlot::summariseAgain() {
  m_summary.reset();
  m_working = true;
  run(WorkKind::Frame, m_points.size() <= kDirectPoints,
      [this, points = m_points](std::stop_token stop) -> Letter {
        const PointSummary summary = summarise(points, stop);
        return [this, summary] {
          m_summary = summary;
          drawAgain();
        };
      });
}

PictureRequest DurationPlot::pictureRequest(const PointSummary& summary, bool isHeatmap) {
  PictureRequest request;
  request.points = m_points;
  request.layout = layOutChart({QSizeF(size()), summary, m_scale, m_look.timeZone(), m_look.measures(),
                                [this](const QString& text) { return m_painter.labelWidth(text); }});
  request.isHeatmap = isHeatmap;
  request.devicePixelRatio = devicePixelRatioF();
  request.fontScale = m_look.measures().H / 16.0;
  request.colors = colorsOf(m_look.theme());
  return request;
}

void DurationPlot::drawAgain() {
  if (!m_summary) {
    if (!m_working && !m_failure.isEmpty()) summariseAgain();
    return;  // Comes when they have been summarised.
  }
  const bool isHeatmap =
      m_style == PlotStyle::Heatmap || (m_style == PlotStyle::Auto && m_summary->shown > kMostDots);
  m_working = true;
  run(WorkKind::Frame, m_points.size() <= kDirectPoints,
      [this, request = pictureRequest(*m_summary, isHeatmap),
       summary = *m_summary](std::stop_token stop) -> Letter {
        auto picture = drawPicture(request, stop);
        return [this, request, summary, picture] {
          takeFrame({request.points, summary, request.layout, picture, request.isHeatmap});
        };
      });
}

void DurationPlot::takeFrame(ChartFrame frame) {
  const bool samePoints =
      frame.points.owner == m_frame.points.owner && frame.points.only == m_frame.points.only;
  m_frame = std::move(frame);
  m_working = false;
  if (m_points.size() > 0) m_failure.clear();
  m_marks.hovered.reset();
  m_marks.hoveredCell = -1;
  m_marks.hoveredBucket = -1;
  m_marks.cursorCell = -1;
  if (!samePoints) m_marks.cursor.reset();
  m_boxAnchor.reset();
  if (m_marks.box && !samePoints) countBox();
  update();
  emit frameChanged();
  if (m_marks.box) emit boxChanged();  // It stands elsewhere.
}

void DurationPlot::setBox(std::optional<TimeBox> box) {
  if (box == m_marks.box) return;
  m_marks.box = box;
  m_boxCount.reset();
  if (box) {
    countBox();
  } else {
    m_boxAnchor.reset();
  }
  update();
  emit boxChanged();
}

QRectF DurationPlot::boxRect() const {
  return m_marks.box && !m_frame.layout.isEmpty() ? m_frame.layout.rectOf(*m_marks.box) : QRectF();
}

void DurationPlot::countBox() {
  run(WorkKind::Box, m_frame.points.size() <= kDirectCounting,
      [this, points = m_frame.points, box = *m_marks.box](std::stop_token stop) -> Letter {
        const BoxCount count = countIn(points, box, stop);
        return [this, count, box] {
          if (m_marks.box != box) return;
          m_boxCount = count;
          emit boxChanged();
        };
      });
}

QString DurationPlot::countsText(const BoxCount& count) const {
  QString text = ui::formatCounted(count.points, m_one, m_many);
  if (count.failed > 0) text += tr(", %1 with errors").arg(ui::formatCount(count.failed));
  return text;
}

QString DurationPlot::summaryText() const {
  const PointSummary& summary = m_frame.summary;
  QString text = countsText({summary.shown, summary.failed});
  if (summary.shown == 0) return text;
  const Duration shortest(summary.zeros > 0 ? 0 : summary.shortest);
  return text + QStringLiteral(", ") +
         tr("%1 to %2").arg(ui::formatDuration(shortest), ui::formatDuration(Duration(summary.longest)));
}

QString DurationPlot::boxText() const {
  if (!m_marks.box) return {};
  const TimeBox& box = *m_marks.box;
  QString text = tr("Box from %1 to %2")
                     .arg(ui::formatDateTime(box.from, m_look.timeZone()),
                          ui::formatTimeOfDay(box.to, m_look.timeZone()));
  if (!box.wholeHeight) {
    const Duration longest(std::min(box.longest.count(), m_frame.summary.longest));
    text += QStringLiteral(", ") +
            tr("%1 to %2").arg(ui::formatDuration(box.shortest), ui::formatDuration(longest));
  }
  if (m_boxCount) text += QStringLiteral(": ") + countsText(*m_boxCount);
  return text;
}

QString DurationPlot::pointText(std::uint32_t at) const {
  if (!m_frame.points.isShown(at)) return {};
  const Timestamp start = timestampFromNanos(m_frame.points.start[at]);
  QString text = ui::formatDateTime(start, m_look.timeZone(), 6) + QStringLiteral(" · ") +
                 ui::formatExact(Duration(m_frame.points.duration[at]));
  if (m_frame.points.isError(at)) text += QStringLiteral(" · ") + tr("with errors");
  return text;
}

QString DurationPlot::cellText(int cell) const {
  if (!m_frame.picture || cell < 0 || cell >= static_cast<int>(m_frame.picture->cells.size())) return {};
  const TraceCount count = m_frame.picture->cells[static_cast<std::size_t>(cell)];
  const TimeBox box = m_frame.layout.cellBox(cell);
  const Duration highest(std::min<std::int64_t>(box.longest.count(), m_frame.summary.longest));
  const QString range = box.longest.count() <= 0 ? tr("no duration")
                                                 : ui::formatDuration(box.shortest) + QStringLiteral(" – ") +
                                                       ui::formatDuration(highest);
  return countsText({count.points, count.failed}) + QStringLiteral(" · ") +
         ui::formatDateTime(box.from, m_look.timeZone()) + QStringLiteral(" – ") +
         ui::formatTimeOfDay(box.to, m_look.timeZone()) + QStringLiteral(" · ") + range;
}

QString DurationPlot::bucketText(int bucket) const {
  if (!m_frame.picture || bucket < 0 || bucket >= static_cast<int>(m_frame.picture->buckets.size()))
    return {};
  const TraceCount count = m_frame.picture->buckets[static_cast<std::size_t>(bucket)];
  const TimeBox box = m_frame.layout.bucketBox(bucket);
  return countsText({count.points, count.failed}) + QStringLiteral(" · ") +
         ui::formatDateTime(box.from, m_look.timeZone()) + QStringLiteral(" – ") +
         ui::formatTimeOfDay(box.to, m_look.timeZone());
}

QString DurationPlot::cursorText() const {
  if (m_marks.cursor) return pointText(*m_marks.cursor);
  return m_marks.cursorCell >= 0 ? cellText(m_marks.cursorCell) : QString();
}

bool DurationPlot::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  QString text;
  if (m_marks.hovered) text = pointText(*m_marks.hovered);
  if (m_marks.hoveredCell >= 0) text = cellText(m_marks.hoveredCell);
  if (m_marks.hoveredBucket >= 0) text = bucketText(m_marks.hoveredBucket);
  if (text.isEmpty()) {
    QToolTip::hideText();
  } else {
    QToolTip::showText(help->globalPos(), text, this);
  }
  return true;
}

void DurationPlot::resizeEvent(QResizeEvent*) { drawAgain(); }

void DurationPlot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  painter.fillRect(rect(), theme.surface);
  // Moved to a screen of another scale: the picture would be soft.
  const bool isSoft = m_frame.picture && !m_frame.picture->image.isNull() &&
                      m_frame.picture->image.devicePixelRatio() != devicePixelRatioF();
  if (isSoft && !m_working) QTimer::singleShot(0, this, &DurationPlot::drawAgain);
  if (m_frame.layout.isEmpty()) {
    painter.setFont(m_look.fonts().body);
    painter.setPen(theme.text2);
    const QString why = !m_failure.isEmpty()      ? m_failure
                        : m_working || !m_summary ? QString()
                        : m_summary->untimed > 0  ? tr("None of these %1 has a time.").arg(m_many)
                                                  : tr("Nothing matches.");
    painter.drawText(rect(), Qt::AlignCenter, why);
  }
  m_painter.paint(painter, m_frame, m_marks);
  if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
    ui::focusRing(painter, rect(), 0, theme);
}

}  // namespace spanloupe::charts
