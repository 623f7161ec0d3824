// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/icons.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <array>
#include <cmath>
#include <memory>

#include "ui/common/look.h"

// Resources of a static library are not linked in unless something asks for them.
static void initializeIcons() { Q_INIT_RESOURCE(spanloupe_icons); }

namespace spanloupe::ui {

namespace {

constexpr auto kIconCount = static_cast<std::size_t>(Icon::Count);

// In the order of the enumeration.
constexpr std::array<const char*, kIconCount> kFiles = {
    "",           "server",       "client",   "internal",      "producer",  "consumer",      "database",
    "cache",      "queue",        "external", "rpc",           "lambda",    "missing",       "error",
    "warning",    "check",        "cross",    "clock",         "bulb",      "live",          "search",
    "filter",     "filter_out",   "copy",     "link",          "more",      "plus",          "minus",
    "close",      "star",         "history",  "pin",           "open",      "folder",        "file",
    "sample",     "listen",       "store",    "pause",         "play",      "stop",          "expand",
    "collapse",   "depth",        "fold",     "critical_path", "fit",       "eye",           "command",
    "refresh",    "trash",        "export",   "settings",      "sort",      "chevron_right", "chevron_down",
    "chevron_up", "chevron_left", "back",     "forward",       "waterfall", "flame",         "table",
    "map",        "logs",         "json",     "chart",         "compare",   "sources",       "traces"};

QSvgRenderer& renderer(Icon icon) {
  static const bool kInitialized = [] {
    initializeIcons();
    return true;
  }();
  Q_UNUSED(kInitialized)
  static std::array<std::unique_ptr<QSvgRenderer>, kIconCount> renderers;
  auto& slot = renderers[static_cast<std::size_t>(icon)];
  if (!slot) {
    slot = std::make_unique<QSvgRenderer>(
        QStringLiteral(":/icons/%1.svg").arg(QLatin1String(kFiles[static_cast<std::size_t>(icon)])));
  }
  return *slot;
}

QColor toneColor(const Theme& theme, IconTone tone) {
  switch (tone) {
    case IconTone::Quiet: return theme.text2;
    case IconTone::Strong: return theme.text1;
    case IconTone::Accent: return theme.accent;
    case IconTone::Error: return theme.error;
    case IconTone::Warn: return theme.warn;
    case IconTone::Ok: return theme.ok;
  }
  return theme.text2;
}

class ThemedIconEngine final : public QIconEngine {
 public:
  ThemedIconEngine(const Look& look, Icon icon, IconTone tone) : m_look(look), m_icon(icon), m_tone(tone) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    paintIcon(*painter, m_icon, rect, color(mode));
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
    return iconPixmap(m_icon, std::min(size.width(), size.height()), color(mode), 1.0);
  }
  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override {
    // `size` is in device pixels already.
    const double side = std::min(size.width(), size.height()) / scale;
    return iconPixmap(m_icon, qRound(side), color(mode), scale);
  }
  QIconEngine* clone() const override { return new ThemedIconEngine(m_look, m_icon, m_tone); }

 private:
  [[nodiscard]] QColor color(QIcon::Mode mode) const {
    return mode == QIcon::Disabled ? m_look.theme().disabled : toneColor(m_look.theme(), m_tone);
  }

  const Look& m_look;
  Icon m_icon;
  IconTone m_tone;
};

}  // namespace

QPixmap iconPixmap(Icon icon, int size, const QColor& color, double devicePixelRatio) {
  if (icon == Icon::None || icon == Icon::Count || size <= 0) return {};
  const int pixels = std::max(1, static_cast<int>(std::lround(size * devicePixelRatio)));
  const QString key =
      QStringLiteral("spanloupe/%1/%2/%3").arg(static_cast<int>(icon)).arg(pixels).arg(color.rgba());
  QPixmap pixmap;
  if (!QPixmapCache::find(key, &pixmap)) {
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer(icon).render(&painter, QRectF(0, 0, pixels, pixels));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    painter.end();
    QPixmapCache::insert(key, pixmap);
  }
  pixmap.setDevicePixelRatio(devicePixelRatio);
  return pixmap;
}

void paintIcon(QPainter& painter, Icon icon, const QRectF& rect, const QColor& color) {
  const double ratio = painter.device()->devicePixelRatioF();
  const int size = static_cast<int>(std::min(rect.width(), rect.height()));
  const QPixmap pixmap = iconPixmap(icon, size, color, ratio);
  if (pixmap.isNull()) return;
  // A pixmap off the device's grid would be resampled.
  const auto onGrid = [ratio](double at) { return std::round(at * ratio) / ratio; };
  painter.drawPixmap(QPointF(onGrid(rect.x() + (rect.width() - size) / 2.0),
                             onGrid(rect.y() + (rect.height() - size) / 2.0)),
                     pixmap);
}

QIcon themedIcon(const Look& look, Icon icon, IconTone tone) {
  return QIcon(new ThemedIconEngine(look, icon, tone));
}

}  // namespace spanloupe::ui
