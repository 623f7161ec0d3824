// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Laid-out text by content: laying out is what a frame costs, drawing laid-out glyphs is cheap. Digits can
// get equal widths, which Qt 6.4 cannot ask of a font. One per view; UI thread; forget everything on
// Look::changed(). Keeps the texts of two or three full screens, the last used: where counts grow, a new text
// comes ten times a second and none comes back.
#pragma once

#include <QCache>
#include <QColor>
#include <QFont>
#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPointF>
#include <QRawFont>
#include <QStaticText>
#include <QString>
#include <memory>

class QPainter;

namespace spanloupe::ui {

class TextCache {
 public:
  explicit TextCache(const QFont& font = {}, bool equalDigits = false);

  [[nodiscard]] const QFont& font() const { return m_font; }
  [[nodiscard]] const QFontMetricsF& metrics() const { return m_metrics; }
  [[nodiscard]] double width(const QString& text);
  /// With the left end of the baseline at `baseline`, in the painter's pen colour.
  void draw(QPainter& painter, QPointF baseline, const QString& text);
  /// Right-aligned at `right`.
  void drawRight(QPainter& painter, double right, double baseline, const QString& text);
  /// Shortened at the end with an ellipsis to at most `limit`.
  [[nodiscard]] QString elided(const QString& text, double limit);
  /// drawn() behind an outline of `halo`, `radius` wide, so that lines pass behind the text.
  void drawWithHalo(QPainter& painter, QPointF baseline, const QString& text, const QColor& color,
                    const QColor& halo, double radius);

 private:
  struct Laid {
    QStaticText text;  ///< Used when `run` has no glyphs.
    QGlyphRun run;
    double width = 0;
  };
  [[nodiscard]] Laid laid(const QString& text);
  [[nodiscard]] bool layDigits(Laid& laid, const QString& text) const;

  QFont m_font;
  QFontMetricsF m_metrics;
  QRawFont m_raw;
  double m_digitWidth = 0;  ///< 0: the digits are equally wide anyway.
  // Pointers, as a QCache cannot be moved.
  std::unique_ptr<QCache<QString, Laid>> m_laid;
  std::unique_ptr<QCache<QString, QString>> m_elided;
};

/// Whether 0 to 9 advance equally in `font`.
[[nodiscard]] bool hasEqualDigits(const QFont& font);

}  // namespace spanloupe::ui
