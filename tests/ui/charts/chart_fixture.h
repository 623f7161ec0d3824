// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Points written down by hand, and layouts at the size of the mockups.
#pragma once

#include <QtTest>
#include <memory>
#include <vector>

#include "ui/charts/chart_layout.h"

namespace spanloupe::test {

inline constexpr std::uint64_t kMs = 1'000'000;
inline constexpr std::uint64_t kSec = 1000 * kMs;
/// 2026-03-12T14:00:00Z.
inline constexpr std::uint64_t kTwoOClock = 1'773'324'000 * kSec;

struct SketchPoint {
  std::uint64_t startMs = 0;  ///< After two o'clock.
  double durationMs = 10;
  bool failed = false;
};

class PointSketch {
 public:
  PointSketch& add(std::uint64_t start, std::int64_t duration, bool failed = false, bool listed = true) {
    m_columns->start.push_back(start);
    m_columns->duration.push_back(duration);
    m_columns->state.push_back(static_cast<std::uint8_t>((listed ? charts::PointSet::kListed : 0) |
                                                         (failed ? charts::PointSet::kError : 0)));
    return *this;
  }
  PointSketch& add(const SketchPoint& point) {
    return add(kTwoOClock + point.startMs * kMs, static_cast<std::int64_t>(point.durationMs * 1e6),
               point.failed);
  }
  /// Ends the sketch.
  [[nodiscard]] charts::PointSet points(std::vector<std::uint32_t> only = {}) const {
    charts::PointSet set{m_columns, m_columns->start, m_columns->duration, m_columns->state, {}};
    if (!only.empty()) set.only = std::make_shared<const std::vector<std::uint32_t>>(std::move(only));
    return set;
  }

 private:
  struct Columns {
    std::vector<std::uint64_t> start;
    std::vector<std::int64_t> duration;
    std::vector<std::uint8_t> state;
  };
  std::shared_ptr<Columns> m_columns = std::make_shared<Columns>();
};

inline charts::PointSet sketchPoints(const std::vector<SketchPoint>& points) {
  PointSketch sketch;
  for (const SketchPoint& point : points) sketch.add(point);
  return sketch.points();
}

/// Every 137 ms one, between 20 ms and half a minute, every 20th failed.
inline charts::PointSet manyPoints(std::uint32_t count) {
  PointSketch sketch;
  std::uint64_t random = 7;
  for (std::uint32_t i = 0; i < count; ++i) {
    random = random * 6364136223846793005U + 1442695040888963407U;
    const double share = static_cast<double>(random >> 40) / static_cast<double>(1U << 24);
    sketch.add({i * std::uint64_t{137}, 20.0 * std::pow(1500.0, share), i % 20 == 0});
  }
  return sketch.points();
}

/// The mockups' 1192 pixels, letters of seven.
inline charts::ChartLayout layOut(const charts::PointSet& points,
                                  charts::ScaleKind scale = charts::ScaleKind::Log, double width = 1192) {
  charts::LayoutRequest request;
  request.size = QSizeF(width, 238);
  request.summary = charts::summarise(points);
  request.scale = scale;
  request.zone = ui::TimeZone::Utc;
  request.labelWidth = [](const QString& text) { return 7.0 * static_cast<double>(text.size()); };
  return charts::layOutChart(request);
}

}  // namespace spanloupe::test
