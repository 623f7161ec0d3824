// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/fonts.h"

#include <QFontInfo>
#include <QFontMetrics>
#include <algorithm>

namespace spanloupe::ui {

namespace {

constexpr double kSmallestPoints = 8.0;

/// Scales whichever size the font was given in; a pixel size must stay one, or rounding differs per screen.
QFont scaled(const QFont& font, double ratio, double smallestPoints = 0) {
  QFont result = font;
  if (font.pointSizeF() > 0) {
    result.setPointSizeF(std::max(font.pointSizeF() * ratio, std::min(smallestPoints, font.pointSizeF())));
  } else {
    const double smallestPixels = smallestPoints * 4.0 / 3.0;
    const double pixels = font.pixelSize() * ratio;
    result.setPixelSize(qRound(std::max(pixels, std::min<double>(smallestPixels, font.pixelSize()))));
  }
  return result;
}

QFont strong(const QFont& font) {
  QFont result = font;
  result.setWeight(QFont::DemiBold);
  return result;
}

/// The fixed font in the size unit of the body font, so that both grow alike.
QFont sizedLike(const QFont& fixed, const QFont& body) {
  QFont result = fixed;
  if (body.pointSizeF() > 0) {
    result.setPointSizeF(body.pointSizeF());
  } else {
    result.setPixelSize(body.pixelSize());
  }
  return result;
}

}  // namespace

Fonts Fonts::from(const QFont& body, const QFont& fixed) {
  Fonts fonts;
  fonts.body = body;
  fonts.bodyStrong = strong(body);
  fonts.small = scaled(body, 0.885, kSmallestPoints);
  fonts.smallStrong = strong(fonts.small);
  fonts.spanTitle = strong(scaled(body, 1.08));
  fonts.pageTitle = strong(scaled(body, 1.15));
  const QFont mono = sizedLike(fixed, body);
  fonts.mono = scaled(mono, 0.92, kSmallestPoints);
  fonts.monoSmall = scaled(mono, 0.885, kSmallestPoints);
  return fonts;
}

Measures Measures::from(const Fonts& fonts) {
  Measures measures;
  measures.H = std::max(8, QFontMetrics(fonts.body).height());
  return measures;
}

}  // namespace spanloupe::ui
