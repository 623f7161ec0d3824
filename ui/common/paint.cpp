// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/paint.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <QPixmapCache>
#include <QStyleOptionViewItem>
#include <cmath>

namespace spanloupe::ui {

namespace {

constexpr double kTextureShare = 0.45;
constexpr double kSmallSwatch = 12;
constexpr double kSmallestSwatch = 6;  // Below, ink would drown the colour.
constexpr double kLetterHalo = 3;
constexpr double kBadgePadding = 5;
constexpr double kBadgeGap = 4;

struct TextureBrush {
  QBrush brush;
  double cell = 0;  ///< Its side, in the painter's coordinates.
};

/// A repeating cell: diagonal lines 2 of 6 px, or dots of 2 px on a grid of 5.
QPixmap textureCell(Texture texture, const QColor& color, int cell, int pixels) {
  QPixmap pixmap(pixels, pixels);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(static_cast<double>(pixels) / cell, static_cast<double>(pixels) / cell);
  if (texture == Texture::Lines) {
    painter.setPen(QPen(color, std::sqrt(2.0), Qt::SolidLine, Qt::FlatCap));
    for (const int shift : {-6, 0, 6}) painter.drawLine(QPointF(shift - 3, 9), QPointF(shift + 9, -3));
  } else {
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QPointF(2.5, 2.5), 1.0, 1.0);
  }
  return pixmap;
}

/// Views fill hundreds of pieces with one brush, so its cell is drawn once.
TextureBrush textureBrush(Texture texture, const QColor& color, double ratio) {
  const int cell = texture == Texture::Lines ? 6 : 5;
  const int pixels = qRound(cell * ratio);
  const QString key =
      QStringLiteral("service-texture-%1-%2-%3").arg(static_cast<int>(texture)).arg(color.rgba()).arg(pixels);
  QPixmap pixmap;
  if (!QPixmapCache::find(key, &pixmap)) {
    pixmap = textureCell(texture, color, cell, pixels);
    QPixmapCache::insert(key, pixmap);
  }
  TextureBrush result{QBrush(pixmap), pixels / ratio};
  result.brush.setTransform(QTransform::fromScale(1.0 / ratio, 1.0 / ratio));
  return result;
}

/// The texture of a service over its colour. In what is long and thin the cells are centred across, so that
/// dots do not fall beside it; in a small swatch a texture is one diagonal.
void fillTexture(QPainter& painter, const QRectF& rect, const ServiceMark& mark, const QColor& ink,
                 double radius) {
  const bool isLow = rect.height() < kSmallSwatch;
  const bool isNarrow = rect.width() < kSmallSwatch;
  if (isLow && isNarrow) {
    if (std::min(rect.width(), rect.height()) < kSmallestSwatch) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setPen(QPen(ink, 2));
    painter.drawLine(rect.bottomLeft(), rect.topRight());
    return;
  }
  const TextureBrush texture = textureBrush(mark.texture, ink, painter.device()->devicePixelRatioF());
  const auto across = [&](double middle) { return std::fmod(middle - texture.cell / 2, texture.cell); };
  painter.setBrushOrigin(
      QPointF(isNarrow ? across(rect.center().x()) : 0, isLow ? across(rect.center().y()) : 0));
  if (radius <= 0) return painter.fillRect(rect, texture.brush);
  painter.setBrush(texture.brush);
  painter.drawRoundedRect(rect, radius, radius);
}

struct BadgeColors {
  QColor text;
  QColor fill;
};

BadgeColors badgeColors(BadgeTone tone, const Theme& theme) {
  switch (tone) {
    case BadgeTone::Quiet: return {theme.text2, theme.hover};
    case BadgeTone::Error: return {theme.error, theme.errorTint};
    case BadgeTone::Warn: return {theme.warn, theme.warnTint};
    case BadgeTone::Ok: return {theme.ok, theme.okTint};
  }
  return {theme.text2, theme.hover};
}

}  // namespace

double devicePixel(const QPainter& painter) { return 1.0 / painter.device()->devicePixelRatioF(); }

double snapped(const QPainter& painter, double coordinate) {
  const double ratio = painter.device()->devicePixelRatioF();
  return std::round(coordinate * ratio) / ratio;
}

QRectF snapped(const QPainter& painter, const QRectF& rect) {
  const double left = snapped(painter, rect.left());
  const double top = snapped(painter, rect.top());
  return {left, top, snapped(painter, rect.right()) - left, snapped(painter, rect.bottom()) - top};
}

void hairlineH(QPainter& painter, double x1, double x2, double y, const QColor& color) {
  painter.fillRect(QRectF(x1, snapped(painter, y), x2 - x1, devicePixel(painter)), color);
}

void hairlineV(QPainter& painter, double x, double y1, double y2, const QColor& color) {
  painter.fillRect(QRectF(snapped(painter, x), y1, devicePixel(painter), y2 - y1), color);
}

void hairlineFrame(QPainter& painter, const QRectF& rect, const QColor& color) {
  const QRectF box = snapped(painter, rect);
  const double pixel = devicePixel(painter);
  hairlineH(painter, box.left(), box.right(), box.top(), color);
  hairlineH(painter, box.left(), box.right(), box.bottom() - pixel, color);
  hairlineV(painter, box.left(), box.top(), box.bottom(), color);
  hairlineV(painter, box.right() - pixel, box.top(), box.bottom(), color);
}

void roundedBox(QPainter& painter, const QRectF& rect, double radius, const QColor& fill,
                const QColor& border) {
  const double pixel = devicePixel(painter);
  const QRectF box = snapped(painter, rect).adjusted(pixel / 2, pixel / 2, -pixel / 2, -pixel / 2);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(border.isValid() ? QPen(border, pixel) : QPen(Qt::NoPen));
  painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
  painter.drawRoundedRect(box, radius, radius);
  painter.restore();
}

void focusRing(QPainter& painter, const QRectF& rect, double radius, const Theme& theme) {
  focusRing(painter, rect, radius, theme.accent);
}

void focusRing(QPainter& painter, const QRectF& rect, double radius, const QColor& color) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(color, 2));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(snapped(painter, rect).adjusted(1, 1, -1, -1), std::max(0.0, radius - 1),
                          std::max(0.0, radius - 1));
  painter.restore();
}

QColor rowColor(RowState state, const Theme& theme) {
  if (state.isSelected) return state.hasFocus ? theme.selection : theme.selectionIdle;
  return state.isHovered ? theme.hover : theme.surface;
}

void paintRowBackground(QPainter& painter, const QRectF& rect, RowState state, const Theme& theme) {
  if (!state.isSelected && !state.isHovered) return;
  painter.fillRect(rect, rowColor(state, theme));
  if (state.isSelected && state.hasFocus)
    painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), theme.accent);
}

void paintCellBackground(QPainter& painter, const QStyleOptionViewItem& option, bool isFirst,
                         const Theme& theme) {
  const QRectF cell = option.rect;
  const bool isActive = option.state.testFlag(QStyle::State_Active);
  RowState state{option.state.testFlag(QStyle::State_Selected),
                 option.state.testFlag(QStyle::State_MouseOver), isActive};
  if (isFirst) {
    paintRowBackground(painter, cell, state, theme);
  } else {
    painter.fillRect(cell, rowColor(state, theme));
  }
  hairlineH(painter, cell.left(), cell.right(), cell.bottom() - devicePixel(painter), theme.hairline);
}

void fillService(QPainter& painter, const QRectF& rect, const ServiceMark& mark, const Theme& theme,
                 double radius) {
  const ServiceTone& tone = theme.service(mark.slot);
  if (mark.texture == Texture::None && radius <= 0) return painter.fillRect(rect, tone.solid);
  const auto fill = [&](const QBrush& brush) {
    if (radius <= 0) {
      painter.fillRect(rect, brush);
    } else {
      painter.setBrush(brush);
      painter.drawRoundedRect(rect, radius, radius);
    }
  };
  painter.save();
  painter.setPen(Qt::NoPen);
  if (radius > 0) painter.setRenderHint(QPainter::Antialiasing);
  fill(tone.solid);
  if (mark.texture != Texture::None) {
    fillTexture(painter, rect, mark, withAlpha(tone.on, kTextureShare), radius);
  }
  painter.restore();
}

void paintTile(QPainter& painter, const QRectF& rect, const ServiceMark& mark, const Theme& theme,
               const Fonts& fonts) {
  const QRectF box = snapped(painter, rect);
  fillService(painter, box, mark, theme, Measures::kRadiusBadge);
  if (mark.letters.isEmpty()) return;
  QFont font = fonts.bodyStrong;
  font.setPixelSize(std::max(6, qRound(box.height() > 18 ? box.height() * 0.6 : box.height() * 0.56)));
  painter.save();
  const QFontMetricsF metrics(font);
  const double width = metrics.horizontalAdvance(mark.letters);
  const QPointF at(box.center().x() - width / 2, centredBaseline(box, metrics));
  if (mark.texture != Texture::None) {
    // Lines or dots of the same colour would swallow the letters: keep them off.
    QPainterPath outline;
    outline.addText(at, font, mark.letters);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(box, Qt::IntersectClip);
    painter.strokePath(outline, QPen(theme.service(mark.slot).solid, kLetterHalo, Qt::SolidLine, Qt::RoundCap,
                                     Qt::RoundJoin));
  }
  painter.setFont(font);
  painter.setPen(theme.service(mark.slot).on);
  painter.drawText(at, mark.letters);
  painter.restore();
}

double badgeWidth(const Badge& badge, const Fonts& fonts, const Measures& measures) {
  const QFontMetricsF metrics(badge.isStrong ? fonts.smallStrong : fonts.small);
  const double icon = badge.icon == Icon::None ? 0 : measures.px(13) + (badge.text.isEmpty() ? 0 : kBadgeGap);
  return std::ceil(2 * kBadgePadding + icon + metrics.horizontalAdvance(badge.text));
}

void paintBadge(QPainter& painter, const QRectF& rect, const Badge& badge, const Theme& theme,
                const Fonts& fonts, const Measures& measures) {
  const BadgeColors colors = badgeColors(badge.tone, theme);
  roundedBox(painter, rect, Measures::kRadiusBadge, colors.fill, {});
  double x = rect.left() + kBadgePadding;
  if (badge.icon != Icon::None) {
    const double size = measures.px(13);
    paintIcon(painter, badge.icon, QRectF(x, rect.center().y() - size / 2, size, size), colors.text);
    x += size + kBadgeGap;
  }
  const QFont& font = badge.isStrong ? fonts.smallStrong : fonts.small;
  painter.save();
  painter.setFont(font);
  painter.setPen(colors.text);
  painter.setLayoutDirection(Qt::LayoutDirectionAuto);
  painter.drawText(QPointF(x, centredBaseline(rect, QFontMetricsF(font))), badge.text);
  painter.restore();
}

void paintButtonBox(QPainter& painter, const QRectF& rect, const ButtonState& state, const Theme& theme) {
  const bool isFlat = state.kind == ButtonKind::Quiet || state.kind == ButtonKind::Link;
  QColor fill = isFlat ? QColor() : theme.raised;
  QColor border = isFlat ? QColor() : theme.line;
  if (state.kind == ButtonKind::Primary && state.isEnabled) {
    fill = state.isPressed   ? mix(theme.text1, 0.20, theme.accent)
           : state.isHovered ? mix(theme.text1, 0.10, theme.accent)
                             : theme.accent;
    border = fill;
  } else if (state.isChecked) {
    fill = theme.selection;
    border = theme.accent;
  } else if (state.isPressed && state.isEnabled) {
    fill = theme.selectionIdle;
  } else if (state.isHovered && state.isEnabled) {
    fill = mix(theme.text1, theme.isDark() ? 0.08 : 0.05, isFlat ? theme.window : theme.raised);
  }
  if (fill.isValid() || border.isValid()) roundedBox(painter, rect, Measures::kRadiusButton, fill, border);
  if (!state.hasFocus) return;
  if (state.kind == ButtonKind::Primary) {
    // The ring would vanish on the accent itself.
    focusRing(painter, rect.adjusted(2, 2, -2, -2), Measures::kRadiusButton - 2, theme.onAccent);
  } else {
    focusRing(painter, rect, Measures::kRadiusButton, theme);
  }
}

QColor buttonTextColor(const ButtonState& state, const Theme& theme) {
  if (!state.isEnabled) return theme.disabled;
  if (state.kind == ButtonKind::Primary) return theme.onAccent;
  if (state.kind == ButtonKind::Link) return theme.accent;
  return state.kind == ButtonKind::Quiet && !state.isChecked ? theme.text2 : theme.text1;
}

double centredBaseline(const QRectF& rect, const QFontMetricsF& metrics) {
  return std::round(rect.center().y() + metrics.capHeight() / 2);
}

}  // namespace spanloupe::ui
