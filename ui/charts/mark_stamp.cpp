// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/mark_stamp.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace spanloupe::charts {

template <typename Paint>
MarkStamp MarkStamp::painted(double reach, Paint paint) {
  MarkStamp stamp;
  const int half = static_cast<int>(std::ceil(reach)) + 1;
  stamp.m_edge = 2 * half + 1;
  for (std::size_t phase = 0; phase < kPhases * kPhases; ++phase) {
    QImage image(stamp.m_edge, stamp.m_edge, QImage::Format_Alpha8);
    image.fill(0);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto column = phase % kPhases;
    const auto row = phase / kPhases;
    painter.translate(half + (static_cast<double>(column) + 0.5) / kPhases,
                      half + (static_cast<double>(row) + 0.5) / kPhases);
    paint(painter);
    painter.end();
    std::vector<std::uint8_t>& mask = stamp.m_masks[phase];
    for (int y = 0; y < stamp.m_edge; ++y) {
      const uchar* line = image.constScanLine(y);
      mask.insert(mask.end(), line, line + stamp.m_edge);
    }
  }
  return stamp;
}

MarkStamp MarkStamp::dot(double radius) {
  return painted(radius, [radius](QPainter& painter) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::SolidPattern);
    painter.drawEllipse(QPointF(0, 0), radius, radius);
  });
}

MarkStamp MarkStamp::cross(double size, double stroke) {
  const double half = size / 2;
  return painted(half + stroke, [half, stroke](QPainter& painter) {
    painter.setPen(QPen(QBrush(Qt::SolidPattern), stroke, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(-half, -half), QPointF(half, half));
    painter.drawLine(QPointF(half, -half), QPointF(-half, half));
  });
}

CoverageLayer::CoverageLayer(QSize size)
    : m_size(size), m_coverage(static_cast<std::size_t>(size.width()) * size.height(), 0) {}

void CoverageLayer::clear() { std::fill(m_coverage.begin(), m_coverage.end(), std::uint8_t{0}); }

void CoverageLayer::add(const MarkStamp& stamp, float x, float y) {
  const float wholeX = std::floor(x);
  const float wholeY = std::floor(y);
  const std::uint8_t* mask = stamp.mask(static_cast<int>((x - wholeX) * MarkStamp::kPhases),
                                        static_cast<int>((y - wholeY) * MarkStamp::kPhases));
  const int edge = stamp.edge();
  const int left = static_cast<int>(wholeX) - edge / 2;
  const int top = static_cast<int>(wholeY) - edge / 2;
  const int fromX = std::max(0, -left);
  const int toX = std::min(edge, m_size.width() - left);
  for (int dy = std::max(0, -top); dy < std::min(edge, m_size.height() - top); ++dy) {
    const std::size_t line = static_cast<std::size_t>(top + dy) * m_size.width();
    for (int dx = fromX; dx < toX; ++dx) {
      std::uint8_t& out = m_coverage[line + static_cast<std::size_t>(left + dx)];
      out = std::max(out, mask[dy * edge + dx]);
    }
  }
}

void CoverageLayer::blendOnto(QImage& image, const QColor& color, double opacity) const {
  std::array<QRgb, 256> shades{};
  for (std::size_t i = 0; i < shades.size(); ++i) {
    const int alpha = static_cast<int>(std::lround(static_cast<double>(i) * opacity));
    shades[i] = qPremultiply(qRgba(color.red(), color.green(), color.blue(), alpha));
  }
  for (int y = 0; y < m_size.height(); ++y) {
    const std::uint8_t* in = m_coverage.data() + static_cast<std::size_t>(y) * m_size.width();
    auto* out = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < m_size.width(); ++x) {
      if (in[x] == 0) continue;
      const QRgb over = shades[in[x]];
      const unsigned rest = 255U - static_cast<unsigned>(qAlpha(over));
      const auto mixed = [&](int top, int below) {
        return top + static_cast<int>((static_cast<unsigned>(below) * rest + 127U) / 255U);
      };
      out[x] = qRgba(mixed(qRed(over), qRed(out[x])), mixed(qGreen(over), qGreen(out[x])),
                     mixed(qBlue(over), qBlue(out[x])), mixed(qAlpha(over), qAlpha(out[x])));
    }
  }
}

}  // namespace spanloupe::charts
