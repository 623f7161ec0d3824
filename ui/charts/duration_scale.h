// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The upward axis: durations on decades or evenly. What took no time at all has no logarithm; it stands on a
// line of its own at the bottom. Pure; any thread.
#pragma once

#include <QString>
#include <vector>

#include "ui/charts/points.h"

namespace spanloupe::charts {

enum class ScaleKind { Log, Linear };

struct DurationTick {
  double place = 0;  ///< 0 at the bottom of the axis, 1 at its top.
  QString label;     ///< Empty where labels would meet.
};

class DurationScale {
 public:
  DurationScale() = default;
  /// `zeroShare` = the share of the height below the lowest decade where there are zeros.
  DurationScale(const PointSummary& summary, ScaleKind kind, double zeroShare);

  [[nodiscard]] ScaleKind kind() const { return m_kind; }
  /// 0 to 1; what is outside the axis goes to its end.
  [[nodiscard]] double place(std::int64_t nanos) const;
  [[nodiscard]] double nanosAt(double place) const;
  /// Where the axis begins above the line of the zeros.
  [[nodiscard]] double base() const { return m_base; }
  /// Equal parts a heatmap can cut the axis above base() into: decades, or 1.
  [[nodiscard]] int parts() const { return m_kind == ScaleKind::Log ? m_decades : 1; }
  /// `most` labels at most.
  [[nodiscard]] std::vector<DurationTick> ticks(int most) const;

 private:
  ScaleKind m_kind = ScaleKind::Log;
  double m_base = 0;
  double m_lowLog = 0;  ///< log2 of the lowest decade.
  double m_spanLog = 1;
  int m_lowDecade = 0;
  int m_decades = 1;
  double m_top = 1;  ///< Linear: a whole number of steps.
  std::int64_t m_step = 1;
};

/// 10 to the `decade` nanoseconds: "1 µs", "10 ms", "1 000 s".
[[nodiscard]] QString decadeLabel(int decade);

}  // namespace spanloupe::charts
