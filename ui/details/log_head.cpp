// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/log_head.h"

#include <QPainter>
#include <algorithm>

#include "core/query/log_level.h"
#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/details/attribute_items.h"
#include "ui/details/details_content.h"

namespace spanloupe::details {

namespace {

constexpr double kPadding = ui::Measures::kPanelPadding;
constexpr double kTop = 8;
constexpr double kGap = 7;

query::LogLevel levelOf(const LogView& log) { return query::logLevel(log.severityNumber, log.severityText); }

}  // namespace

LogHead::LogHead(const ui::Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  connect(&look, &ui::Look::changed, this, [this] {
    updateGeometry();
    update();
  });
}

void LogHead::setLog(std::shared_ptr<const LogDetails> log) {
  m_log = std::move(log);
  setAccessibleName(QStringList{severity(), service(), time()}.join(QStringLiteral(", ")));
  update();
}

QString LogHead::service() const {
  const QString name = m_log != nullptr ? serviceOf(m_log->record.resource) : QString();
  return name.isEmpty() ? tr("no service") : name;
}

QString LogHead::severity() const {
  if (m_log == nullptr) return {};
  const LogView& log = m_log->record.log;
  if (!log.severityText.empty()) return toText(beginning(log.severityText, 24));
  switch (levelOf(log)) {
    case query::LogLevel::Trace: return tr("TRACE");
    case query::LogLevel::Debug: return tr("DEBUG");
    case query::LogLevel::Info: return tr("INFO");
    case query::LogLevel::Warn: return tr("WARN");
    case query::LogLevel::Error: return tr("ERROR");
    case query::LogLevel::Fatal: return tr("FATAL");
    case query::LogLevel::Unknown: break;
  }
  return {};
}

QString LogHead::time() const {
  if (m_log == nullptr) return {};
  return ui::formatDateTime(m_log->time(), m_look.timeZone()) + u' ' + ui::zoneName(m_look.timeZone());
}

QRectF LogHead::titleRect() const {
  return {kPadding, kTop, width() - 2 * kPadding, static_cast<double>(m_look.measures().H) + 4};
}

QRectF LogHead::timeRect() const {
  const QRectF title = titleRect();
  return {title.left(), title.bottom() + 1, title.width(), static_cast<double>(m_look.measures().H) + 2};
}

QSize LogHead::sizeHint() const {
  return {m_look.measures().details(), static_cast<int>(timeRect().bottom()) + 8};
}

void LogHead::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  const ui::Fonts& fonts = m_look.fonts();
  painter.fillRect(rect(), theme.panel);
  if (m_log == nullptr) return;
  const QRectF line = titleRect();
  const double tile = m_look.measures().tileTitle();
  ui::paintTile(painter, QRectF(line.left(), line.center().y() - tile / 2, tile, tile),
                m_look.services().mark(serviceOf(m_log->record.resource)), theme, fonts);
  const query::LogLevel level = levelOf(m_log->record.log);
  ui::Badge badge{severity(), ui::BadgeTone::Quiet, ui::Icon::None, true};
  if (level == query::LogLevel::Warn) badge = {severity(), ui::BadgeTone::Warn, ui::Icon::Warning, true};
  if (level >= query::LogLevel::Error) badge = {severity(), ui::BadgeTone::Error, ui::Icon::Error, true};
  double right = line.right();
  const QFontMetricsF metrics(fonts.spanTitle);
  const double left = line.left() + tile + kGap;
  if (!badge.text.isEmpty()) {
    const double width = ui::badgeWidth(badge, fonts, m_look.measures());
    const double x = std::min(right - width, left + metrics.horizontalAdvance(service()) + kGap);
    const double height = m_look.measures().badge();
    ui::paintBadge(painter, QRectF(x, line.center().y() - height / 2, width, height), badge, theme, fonts,
                   m_look.measures());
    right = x - kGap;
  }
  painter.setFont(fonts.spanTitle);
  painter.setPen(theme.text1);
  painter.drawText(QPointF(left, ui::centredBaseline(line, metrics)),
                   metrics.elidedText(service(), Qt::ElideRight, right - left + 0.5));
  painter.setFont(fonts.small);
  painter.setPen(theme.text2);
  painter.drawText(QPointF(line.left(), ui::centredBaseline(timeRect(), QFontMetricsF(fonts.small))), time());
}

}  // namespace spanloupe::details
