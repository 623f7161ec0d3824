// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Dots and crosses put down a hundred thousand times: coverage masks at a few sub-pixel phases, added up into
// one layer, which is then coloured once. What overlaps does not grow darker, as with the opacity of a group.
// Any thread.
#pragma once

#include <QColor>
#include <QImage>
#include <array>
#include <cstdint>
#include <vector>

namespace spanloupe::charts {

class MarkStamp {
 public:
  static constexpr std::size_t kPhases = 4;

  [[nodiscard]] static MarkStamp dot(double radius);
  /// A × that fits a square of `size`, round ends excluded.
  [[nodiscard]] static MarkStamp cross(double size, double stroke);

  /// Odd edge length; the centre is half-way.
  [[nodiscard]] int edge() const { return m_edge; }
  /// `edge` squared bytes, for a mark that far right and down of a pixel's corner.
  [[nodiscard]] const std::uint8_t* mask(int phaseX, int phaseY) const {
    return m_masks[static_cast<std::size_t>(phaseY) * kPhases + static_cast<std::size_t>(phaseX)].data();
  }

 private:
  template <typename Paint>
  static MarkStamp painted(double reach, Paint paint);

  int m_edge = 1;
  std::array<std::vector<std::uint8_t>, kPhases * kPhases> m_masks;
};

class CoverageLayer {
 public:
  explicit CoverageLayer(QSize size);
  /// Centred there, in pixels; what hangs over the edge is cut off.
  void add(const MarkStamp& stamp, float x, float y);
  void clear();
  /// `image` must be premultiplied and of the same size.
  void blendOnto(QImage& image, const QColor& color, double opacity) const;

 private:
  QSize m_size;
  std::vector<std::uint8_t> m_coverage;
};

}  // namespace spanloupe::charts
