// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/text_cache.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace spanloupe::ui {

namespace {

constexpr qsizetype kMostTexts = 2048;
constexpr QChar kEllipsis{0x2026};

// No view is wider; whole megabytes need not be laid out to be elided.
constexpr qsizetype kLongestElided = 4096;

/// In usual texts. Never more than a cache holds, which would not keep it even for a moment.
qsizetype costOf(const QString& text) {
  constexpr qsizetype kUsual = 256;
  return 1 + std::min(text.size(), kLongestElided) / kUsual;
}

/// Line breaks and tabs would leave the row: names come from anywhere.
QString oneLine(const QString& text) {
  const auto breaks = [](QChar c) {
    return c.category() == QChar::Other_Control || c == QChar::LineSeparator ||
           c == QChar::ParagraphSeparator;
  };
  if (std::none_of(text.begin(), text.end(), breaks)) return text;
  QString result;
  for (const QChar c : text) {
    if (c == QLatin1Char('\t')) {
      result += QLatin1String("    ");
    } else {
      result += breaks(c) ? QLatin1Char(' ') : c;
    }
  }
  return result;
}

}  // namespace

bool hasEqualDigits(const QFont& font) {
  const QFontMetricsF metrics(font);
  const double first = metrics.horizontalAdvance(QLatin1Char('0'));
  for (char digit = '1'; digit <= '9'; ++digit) {
    if (std::abs(metrics.horizontalAdvance(QLatin1Char(digit)) - first) > 0.01) return false;
  }
  return true;
}

TextCache::TextCache(const QFont& font, bool equalDigits)
    : m_font(font),
      m_metrics(font),
      m_laid(std::make_unique<QCache<QString, Laid>>(kMostTexts)),
      m_elided(std::make_unique<QCache<QString, QString>>(kMostTexts)) {
  if (!equalDigits || hasEqualDigits(font)) return;
  m_raw = QRawFont::fromFont(font);
  for (char digit = '0'; digit <= '9'; ++digit) {
    m_digitWidth = std::max(m_digitWidth, m_metrics.horizontalAdvance(QLatin1Char(digit)));
  }
}

bool TextCache::layDigits(Laid& laid, const QString& text) const {
  const QList<quint32> glyphs = m_raw.glyphIndexesForString(text);
  // Another font would step in for a missing glyph, or glyphs were joined: leave such text to the layout.
  if (glyphs.size() != text.size() || glyphs.contains(0)) return false;
  const QList<QPointF> advances = m_raw.advancesForGlyphIndexes(glyphs);
  QList<QPointF> positions(glyphs.size());
  double x = 0;
  for (qsizetype i = 0; i < glyphs.size(); ++i) {
    const bool isDigit = text[i] >= QLatin1Char('0') && text[i] <= QLatin1Char('9');
    const double cell = isDigit ? m_digitWidth : advances[i].x();
    positions[i] = QPointF(x + (cell - advances[i].x()) / 2, 0);
    x += cell;
  }
  laid.run.setRawFont(m_raw);
  laid.run.setGlyphIndexes(glyphs);
  laid.run.setPositions(positions);
  laid.width = x;
  return true;
}

TextCache::Laid TextCache::laid(const QString& text) {
  if (const Laid* known = m_laid->object(text)) return *known;
  Laid laid;
  if (m_digitWidth <= 0 || !layDigits(laid, text)) {
    laid.text.setTextFormat(Qt::PlainText);
    laid.text.setPerformanceHint(QStaticText::AggressiveCaching);
    const QString line = oneLine(text);
    laid.text.setText(line);
    laid.text.prepare({}, m_font);
    laid.width = m_metrics.horizontalAdvance(line);
  }
  m_laid->insert(text, new Laid(laid), costOf(text));
  return laid;
}

double TextCache::width(const QString& text) { return text.isEmpty() ? 0 : laid(text).width; }

void TextCache::draw(QPainter& painter, QPointF baseline, const QString& text) {
  if (text.isEmpty()) return;
  const Laid entry = laid(text);
  if (!entry.run.isEmpty()) {
    painter.drawGlyphRun(baseline, entry.run);
    return;
  }
  if (painter.font() != m_font) painter.setFont(m_font);
  painter.drawStaticText(QPointF(baseline.x(), baseline.y() - m_metrics.ascent()), entry.text);
}

void TextCache::drawRight(QPainter& painter, double right, double baseline, const QString& text) {
  draw(painter, QPointF(right - width(text), baseline), text);
}

QString TextCache::elided(const QString& text, double limit) {
  if (text.size() > kLongestElided) return elided(text.left(kLongestElided), limit);
  if (width(text) <= limit) return text;
  const QString key = text + QChar(u'\0') + QString::number(qRound(limit));
  if (const QString* known = m_elided->object(key)) return *known;
  QString result = m_metrics.elidedText(oneLine(text), Qt::ElideRight, limit);
  if (result == QString(kEllipsis) && limit < m_metrics.horizontalAdvance(kEllipsis)) result.clear();
  m_elided->insert(key, new QString(result));
  return result;
}

void TextCache::drawWithHalo(QPainter& painter, QPointF baseline, const QString& text, const QColor& color,
                             const QColor& halo, double radius) {
  // A stroked outline costs ten times the text; a filled box of the same colour looks alike on a flat row.
  const QRectF box(baseline.x() - radius, baseline.y() - m_metrics.capHeight() - radius,
                   width(text) + 2 * radius, m_metrics.capHeight() + m_metrics.descent() * 0.5 + 2 * radius);
  painter.fillRect(box, halo);
  painter.setPen(color);
  draw(painter, baseline, text);
}

}  // namespace spanloupe::ui
