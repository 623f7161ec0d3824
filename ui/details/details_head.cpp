// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_head.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/common/controls.h"
#include "ui/common/format.h"
#include "ui/common/paint.h"

namespace spanloupe::details {

namespace {

constexpr double kPadding = ui::Measures::kPanelPadding;
constexpr double kRowGap = 6;  // Between two rows of figures.
constexpr double kTop = 8;

ui::Icon kindIcon(SpanKind kind) {
  switch (kind) {
    case SpanKind::Server: return ui::Icon::Server;
    case SpanKind::Client: return ui::Icon::Client;
    case SpanKind::Producer: return ui::Icon::Producer;
    case SpanKind::Consumer: return ui::Icon::Consumer;
    case SpanKind::Internal:
    case SpanKind::Unspecified: break;
  }
  return ui::Icon::Internal;
}

QString nameOf(const SpanDetails& details) {
  return QString::fromUtf8(details.record.span.name.substr(0, 2000)).simplified();
}

}  // namespace

DetailsHead::DetailsHead(const ui::Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_copyId(new ui::Button(look, ui::Icon::Copy, tr("Copy the span id"), true, this)) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  connect(m_copyId, &ui::Button::clicked, this, [this] {
    if (m_details != nullptr)
      QGuiApplication::clipboard()->setText(QString::fromStdString(m_details->record.span.spanId.hex()));
  });
  connect(&look, &ui::Look::changed, this, [this] {
    countRows();
    updateGeometry();
    place();
    update();
  });
}

void DetailsHead::setDetails(std::shared_ptr<const SpanDetails> details) {
  m_details = std::move(details);
  m_several.reset();
  setAccessibleName(m_details != nullptr ? nameOf(*m_details) : QString());
  setAccessibleDescription(exactFigures());
  countRows();
  place();
  update();
}

void DetailsHead::setSeveral(std::shared_ptr<const SeveralSpans> several) {
  m_several = std::move(several);
  m_details.reset();
  setAccessibleName(tr("%1 spans").arg(ui::formatCount(m_several->count)));
  setAccessibleDescription(exactFigures());
  countRows();
  place();
  update();
}

double DetailsHead::titleHeight() const { return m_look.measures().H + 4; }

QRectF DetailsHead::identityRect() const {
  return {kPadding, kTop + titleHeight() + 1, width() - 2 * kPadding,
          static_cast<double>(m_look.measures().H) + 2};
}

QRectF DetailsHead::figuresRect() const {
  const double top = identityRect().bottom() + 6;
  const double row = 2.0 * m_look.measures().H + 2;
  return {kPadding, top, width() - 2 * kPadding, m_figureRows * row + (m_figureRows - 1) * kRowGap};
}

QSize DetailsHead::sizeHint() const {
  return {m_look.measures().details(), static_cast<int>(figuresRect().bottom()) + 8};
}

void DetailsHead::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setLayoutDirection(Qt::LayoutDirectionAuto);
  painter.fillRect(rect(), m_look.theme().panel);
  if (m_several != nullptr) paintSeveral(painter);
  if (m_details != nullptr) {
    paintTitle(painter);
    paintIdentity(painter);
  }
  if (m_several != nullptr || m_details != nullptr)
    paintFigures(painter, figures(), m_several != nullptr ? 0 : 1);
}

void DetailsHead::paintSeveral(QPainter& painter) {
  const ui::Theme& theme = m_look.theme();
  const ui::Fonts& fonts = m_look.fonts();
  const QRectF title(kPadding, kTop, width() - 2 * kPadding, titleHeight());
  painter.setFont(fonts.spanTitle);
  painter.setPen(theme.text1);
  const QString words = tr("%1 spans").arg(ui::formatCount(m_several->count));
  painter.drawText(QPointF(title.left(), ui::centredBaseline(title, QFontMetricsF(fonts.spanTitle))), words);
  if (m_several->errors > 0) {
    const ui::Badge badge{ui::formatCounted(m_several->errors, tr("error"), tr("errors")),
                          ui::BadgeTone::Error, ui::Icon::Error, true};
    const double left = title.left() + QFontMetricsF(fonts.spanTitle).horizontalAdvance(words) + 7;
    const double height = m_look.measures().badge();
    ui::paintBadge(painter,
                   QRectF(left, title.center().y() - height / 2,
                          ui::badgeWidth(badge, fonts, m_look.measures()), height),
                   badge, theme, fonts, m_look.measures());
  }
  const QRectF line = identityRect();
  painter.setFont(fonts.small);
  painter.setPen(theme.text2);
  const QString of =
      ui::formatCounted(std::uint64_t{m_several->services.size()}, tr("service"), tr("services")) +
      QStringLiteral(" · ") + ui::formatCounted(m_several->operationCount, tr("operation"), tr("operations"));
  painter.drawText(QPointF(line.left(), ui::centredBaseline(line, QFontMetricsF(fonts.small))), of);
}

void DetailsHead::paintTitle(QPainter& painter) {
  const ui::Theme& theme = m_look.theme();
  const QRectF line(kPadding, kTop, width() - 2 * kPadding, titleHeight());
  const double tile = m_look.measures().tileTitle();
  ui::paintTile(painter, QRectF(line.left(), line.center().y() - tile / 2, tile, tile),
                m_look.services().mark(serviceOf(m_details->record.resource)), theme, m_look.fonts());
  double right = line.right();
  if (m_details->record.span.status == StatusCode::Error) {
    const ui::Badge badge{tr("error"), ui::BadgeTone::Error, ui::Icon::Error, true};
    const double badgeWidth = ui::badgeWidth(badge, m_look.fonts(), m_look.measures());
    const QFontMetricsF metrics(m_look.fonts().spanTitle);
    const double nameRight = line.left() + tile + 7 + metrics.horizontalAdvance(nameOf(*m_details)) + 7;
    const double left = std::min(right - badgeWidth, nameRight);
    ui::paintBadge(painter,
                   QRectF(left, line.center().y() - m_look.measures().badge() / 2.0, badgeWidth,
                          m_look.measures().badge()),
                   badge, theme, m_look.fonts(), m_look.measures());
    right = left - 7;
  }
  const QFontMetricsF metrics(m_look.fonts().spanTitle);
  const double x = line.left() + tile + 7;
  painter.setFont(m_look.fonts().spanTitle);
  painter.setPen(theme.text1);
  painter.drawText(QPointF(x, ui::centredBaseline(line, metrics)),
                   metrics.elidedText(nameOf(*m_details), Qt::ElideRight, right - x + 0.5));
}

void DetailsHead::paintIdentity(QPainter& painter) {
  const ui::Theme& theme = m_look.theme();
  const ui::Fonts& fonts = m_look.fonts();
  const QRectF line = identityRect();
  const double baseline = ui::centredBaseline(line, QFontMetricsF(fonts.small));
  double x = line.left();
  const auto words = [&](const QString& text, const QFont& font, const QColor& color, double most) {
    const QFontMetricsF metrics(font);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, most);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QPointF(x, baseline), shown);
    x += metrics.horizontalAdvance(shown) + 6;
  };
  const QString service = serviceOf(m_details->record.resource);
  words(service.isEmpty() ? tr("no service") : service, fonts.small,
        service.isEmpty() ? theme.text3 : theme.text2, line.width() * 0.4);
  words(QStringLiteral("·"), fonts.small, theme.text3, 20);
  const double icon = m_look.measures().px(13);
  ui::paintIcon(painter, kindIcon(m_details->record.span.kind),
                QRectF(x, line.center().y() - icon / 2, icon, icon), theme.text2);
  x += icon + 3;
  words(kindName(m_details->record.span.kind), fonts.small, theme.text2, 120);
  words(QStringLiteral("·"), fonts.small, theme.text3, 20);
  words(QString::fromStdString(m_details->record.span.spanId.hex()), fonts.monoSmall, theme.text2,
        m_copyId->x() - x);
}

void DetailsHead::place() {
  if (m_details == nullptr) {
    m_copyId->hide();
    return;
  }
  // Right behind the id, which ends where its parts do.
  const QFontMetricsF small(m_look.fonts().small);
  const QFontMetricsF mono(m_look.fonts().monoSmall);
  const QRectF line = identityRect();
  const QString service = serviceOf(m_details->record.resource);
  const double serviceWidth = small.horizontalAdvance(service.isEmpty() ? tr("no service") : service);
  double x = line.left() + std::min(serviceWidth, line.width() * 0.4) + 6;
  x += 2 * (small.horizontalAdvance(QStringLiteral("·")) + 6) + m_look.measures().px(13) + 3;
  x += small.horizontalAdvance(kindName(m_details->record.span.kind)) + 6;
  x += mono.horizontalAdvance(QString::fromStdString(m_details->record.span.spanId.hex())) + 2;
  m_copyId->resize(m_copyId->sizeHint());
  m_copyId->move(static_cast<int>(std::min(x, line.right() - m_copyId->width())),
                 static_cast<int>(line.center().y() - m_copyId->height() / 2.0));
  m_copyId->show();
}

DetailsHead::Figures DetailsHead::figures() const {
  if (m_several != nullptr)
    return {{{tr("Sum"), ui::formatDuration(m_several->sum)},
             {tr("Shortest"), ui::formatDuration(m_several->min)},
             {tr("Longest"), ui::formatDuration(m_several->max)},
             {tr("Self"), ui::formatDuration(m_several->self)},
             {tr("Covered"), ui::formatDuration(m_several->wall)}}};
  const SpanFigures& f = m_details->figures;
  const QString openEnd = f.isUnfinished ? QStringLiteral("≥ ") : QString();
  return {{{tr("Offset"), ui::formatDuration(f.offset)},
           {tr("Duration"), openEnd + ui::formatDuration(f.duration)},
           {tr("Self"), ui::formatDuration(f.self)},
           {tr("Of trace"), ui::formatPercent(f.shareOfTrace)},
           {tr("Critical"), ui::formatDuration(f.critical)}}};
}

QString DetailsHead::exactFigures() const {
  if (m_several != nullptr)
    return tr("Sum %1\nShortest %2\nLongest %3\nSelf %4\nCovered by at least one %5")
        .arg(ui::formatExact(m_several->sum), ui::formatExact(m_several->min),
             ui::formatExact(m_several->max), ui::formatExact(m_several->self),
             ui::formatExact(m_several->wall));
  if (m_details == nullptr) return {};
  const SpanFigures& f = m_details->figures;
  return tr("Start %1\nOffset %2\nDuration %3\nSelf %4\nCritical %5")
      .arg(ui::formatDateTime(m_details->record.span.start, m_look.timeZone(), 9), ui::formatExact(f.offset),
           ui::formatExact(f.duration), ui::formatExact(f.self), ui::formatExact(f.critical));
}

DetailsHead::FigurePlaces DetailsHead::placesOf(const Figures& figures, std::size_t strong) const {
  constexpr double kBeside = 8;  // Between a divider and a text, at least.
  const ui::Fonts& fonts = m_look.fonts();
  const QRectF area = figuresRect();
  std::array<double, 5> widths{};
  double widest = 0;
  double sum = 0;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const QFontMetricsF value(i == strong ? fonts.bodyStrong : fonts.body);
    widths[i] = std::ceil(std::max(QFontMetricsF(fonts.small).horizontalAdvance(figures[i].first),
                                   value.horizontalAdvance(figures[i].second)));
    widest = std::max(widest, widths[i]);
    sum += widths[i];
  }
  FigurePlaces places;
  const double spare = area.width() - sum;
  if (widest + 2 * kBeside > area.width() / 5 && spare >= 4 * 2 * kBeside) {
    for (std::size_t i = 1; i < places.size(); ++i) {
      const double end = (i == 1 ? area.left() : places[i - 1].x) + widths[i - 1];
      places[i] = {end + spare / 8, end + spare / 4, 0};
    }
    places[0].x = area.left();
    return places;
  }
  const std::size_t columns = widest + 2 * kBeside > area.width() / 5 ? 3 : 5;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::size_t column = i % columns;
    const double left =
        area.left() + static_cast<double>(column) * area.width() / static_cast<double>(columns);
    places[i] = {column == 0 ? -1 : left, left + (column == 0 ? 0 : kBeside), static_cast<int>(i / columns)};
  }
  return places;
}

void DetailsHead::countRows() {
  if (m_details == nullptr && m_several == nullptr) return;
  const int rows = placesOf(figures(), m_several != nullptr ? 0 : 1).back().row + 1;
  if (rows == m_figureRows) return;
  m_figureRows = rows;
  updateGeometry();
}

void DetailsHead::paintFigures(QPainter& painter, const Figures& figures, std::size_t strong) {
  const ui::Theme& theme = m_look.theme();
  const ui::Fonts& fonts = m_look.fonts();
  const double half = m_look.measures().H + 1;
  const FigurePlaces places = placesOf(figures, strong);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const FigurePlace& place = places[i];
    const double top = figuresRect().top() + place.row * (2 * half + kRowGap);
    if (place.divider >= 0) ui::hairlineV(painter, place.divider, top, top + 2 * half, theme.hairline);
    painter.setFont(fonts.small);
    painter.setPen(theme.text3);
    painter.drawText(
        QPointF(place.x, ui::centredBaseline(QRectF(0, top, 1, half), QFontMetricsF(fonts.small))),
        figures[i].first);
    const QFont& font = i == strong ? fonts.bodyStrong : fonts.body;
    painter.setFont(font);
    painter.setPen(theme.text1);
    painter.drawText(
        QPointF(place.x, ui::centredBaseline(QRectF(0, top + half, 1, half), QFontMetricsF(font))),
        figures[i].second);
  }
}

void DetailsHead::resizeEvent(QResizeEvent*) {
  countRows();
  place();
}

bool DetailsHead::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip || (m_details == nullptr && m_several == nullptr))
    return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  QString text;
  if (figuresRect().contains(help->pos())) {
    text = exactFigures();
  } else if (m_details != nullptr && help->pos().y() < identityRect().top()) {
    text = nameOf(*m_details);
  }
  QToolTip::showText(help->globalPos(), text, this);
  return true;
}

}  // namespace spanloupe::details
