// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/import_strip.h"

#include <QFileInfo>
#include <QHideEvent>
#include <array>

#include "ui/common/controls.h"
#include "ui/common/text_cache.h"

namespace spanloupe::traces {
namespace {

// The widest that each figure gets, so that its place is fixed.
constexpr auto kWidestSpans = "999 999 999 spans";
constexpr auto kWidestRate = "9 999 999 spans/s";
constexpr auto kWidestTime = "59 min 59 s left";

struct Unit {
  std::uint64_t size;
  const char* name;
};

Unit unitFor(std::uint64_t bytes) {
  constexpr std::array<Unit, 4> kUnits{{{1'000'000'000, "GB"}, {1'000'000, "MB"}, {1'000, "kB"}, {1, "B"}}};
  for (const Unit unit : kUnits)
    if (bytes >= unit.size * 10) return unit;
  return kUnits.back();
}

QString inUnit(std::uint64_t bytes, Unit unit) { return ui::formatCount(bytes / unit.size); }

}  // namespace

QString timeLeftText(std::chrono::seconds left) {
  const auto seconds = left.count();
  const auto part = [](qint64 value, const char* unit) {
    return ui::formatCount(static_cast<std::int64_t>(value)) + ui::kThinSpace + QLatin1String(unit);
  };
  if (seconds < 60) return part(seconds, "s");
  if (seconds < 3600) return part(seconds / 60, "min") + QLatin1Char(' ') + part(seconds % 60, "s");
  return part(seconds / 3600, "h") + QLatin1Char(' ') + part(seconds % 3600 / 60, "min");
}

ImportFigures importFigures(const session::ImportState& state) {
  const ingest::ImportProgress& progress = state.progress;
  ImportFigures figures;
  figures.name = QFileInfo(QString::fromStdString(progress.name)).fileName();
  if (progress.fileCount > 1) {
    figures.name =
        ImportStrip::tr("%1 of %2: %3")
            .arg(ui::formatCount(progress.fileIndex + 1), ui::formatCount(progress.fileCount), figures.name);
  }
  if (progress.gathered) {
    figures.bytes = ImportStrip::tr("bringing scattered traces together");
    figures.share = *progress.gathered;
    return figures;
  }
  const Unit unit = unitFor(std::max(progress.totalBytes, progress.bytes));
  const QString unitText = ui::kThinSpace + QLatin1String(unit.name);
  figures.bytes =
      progress.totalBytes > 0
          ? ImportStrip::tr("%1 of %2").arg(inUnit(progress.bytes, unit), inUnit(progress.totalBytes, unit)) +
                unitText
          : inUnit(progress.bytes, unit) + unitText;
  figures.spans = ui::formatCount(progress.spans) + ui::kThinSpace + ImportStrip::tr("spans");
  if (state.spansPerSecond > 0)
    figures.rate = ui::formatRate(static_cast<double>(state.spansPerSecond), ImportStrip::tr("spans"));
  if (state.timeLeft) figures.timeLeft = ImportStrip::tr("%1 left").arg(timeLeftText(*state.timeLeft));
  if (progress.totalBytes > 0)
    figures.share =
        std::min(1.0, static_cast<double>(progress.bytes) / static_cast<double>(progress.totalBytes));
  return figures;
}

ImportStrip::ImportStrip(const ui::Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_cancel(new ui::Button(look, ui::Icon::None, tr("Cancel"), ui::ButtonKind::Link, this)) {
  setObjectName(QStringLiteral("importStrip"));
  m_cancel->setSmall(true);
  m_cancel->setObjectName(QStringLiteral("cancelImport"));
  connect(m_cancel, &QAbstractButton::clicked, this, [this] {
    setCancelling(true);
    emit cancelRequested();
  });
  connect(&look, &ui::Look::changed, this, [this] {
    updateGeometry();
    update();
  });
}

void ImportStrip::setState(const session::ImportState& state) {
  m_figures = importFigures(state);
  setAccessibleName(
      QStringList{m_figures.name, m_figures.bytes, m_figures.spans, m_figures.rate, m_figures.timeLeft}.join(
          QStringLiteral(" · ")));
  update();
}

QSize ImportStrip::sizeHint() const { return {0, m_look.measures().control()}; }

// What has been decoded is still written, which takes a moment.
void ImportStrip::setCancelling(bool isCancelling) {
  m_cancel->setText(isCancelling ? tr("Cancelling…") : tr("Cancel"));
  m_cancel->setEnabled(!isCancelling);
  placeCancel();
  update();
}

void ImportStrip::hideEvent(QHideEvent* event) {
  if (!event->spontaneous()) setCancelling(false);
}

void ImportStrip::resizeEvent(QResizeEvent*) { placeCancel(); }

void ImportStrip::placeCancel() {
  const QSize size = m_cancel->sizeHint();
  m_cancel->setGeometry(width() - size.width() - 4, (height() - 1 - size.height()) / 2, size.width(),
                        size.height());
}

void ImportStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  const ui::Measures& measures = m_look.measures();
  painter.fillRect(rect(), theme.surface);
  ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), theme.line);
  const QRectF line(0, 0, width(), height() - 1);
  ui::TextCache strong(m_look.fonts().smallStrong);
  ui::TextCache small(m_look.fonts().small, true);
  const double baseline = ui::centredBaseline(line, small.metrics());

  double x = ui::Measures::kPanelPadding;
  const double nameWidth = std::min(measures.real(260), width() * 0.3);
  painter.setPen(theme.text1);
  const QString name = strong.elided(m_figures.name, nameWidth);
  strong.draw(painter, {x, baseline}, name);
  x += strong.width(name) + 10;

  const QRectF bar(x, line.center().y() - 2, measures.real(160), 4);
  painter.setPen(Qt::NoPen);
  painter.fillRect(ui::snapped(painter, bar), theme.hairline);
  if (m_figures.share >= 0)
    painter.fillRect(
        ui::snapped(painter, {bar.left(), bar.top(), bar.width() * m_figures.share, bar.height()}),
        theme.accent);
  x = bar.right() + 12;

  painter.setPen(theme.text2);
  // As wide as when all has been read, so that nothing moves until then.
  const QString total = m_figures.bytes.section(QLatin1String(" of "), 1);
  const double bytesWidth = std::max(small.width(m_figures.bytes),
                                     small.width(total) + small.width(total.section(ui::kThinSpace, 0, -2)) +
                                         small.width(QStringLiteral(" of ")));
  const struct {
    QString text;
    double width;
  } figures[] = {{m_figures.bytes, bytesWidth},
                 {m_figures.spans, small.width(QString::fromUtf8(kWidestSpans))},
                 {m_figures.rate, small.width(QString::fromUtf8(kWidestRate))},
                 {m_figures.timeLeft, small.width(QString::fromUtf8(kWidestTime))}};
  for (const auto& figure : figures) {
    if (x + figure.width > m_cancel->x()) break;
    small.drawRight(painter, x + figure.width, baseline, figure.text);
    x += figure.width + 14;
  }
}

}  // namespace spanloupe::traces
