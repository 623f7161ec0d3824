// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A trace as a picture of some pixels: a line for its root, and below it, in four lanes, a line per other
// service for the times at which it was at work. Pure and of limited size; immutable once made.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/store/trace_list.h"
#include "core/store/trace_outline.h"

namespace spanloupe::traces {

struct SketchBar {
  std::uint16_t from = 0;  ///< In steps of 1 / kSketchSteps of the trace.
  std::uint16_t to = 0;
  std::uint8_t lane = 0;
  std::uint8_t service = 0;  ///< Place in TraceSketch::services.
  friend bool operator==(const SketchBar&, const SketchBar&) = default;
};

struct TraceSketch {
  SketchBar root;                     ///< Its lane means nothing.
  std::vector<SketchBar> bars;        ///< In order of lane and begin.
  std::vector<std::string> services;  ///< The root's first.
  bool failed = false;
  bool isWhole = true;  ///< Made of all spans.
  friend bool operator==(const TraceSketch&, const TraceSketch&) = default;
};

inline constexpr int kSketchSteps = 656;  ///< Quarters of the 164 pixels a sketch is wide.
inline constexpr int kSketchGap = 4;      ///< Lines less than a pixel apart are one.
inline constexpr int kSketchLanes = 4;
inline constexpr std::size_t kSketchServices = 32;
inline constexpr std::size_t kSketchBars = 512;

/// `row` gives the extent of the trace: an outline need not have all its spans.
[[nodiscard]] TraceSketch sketchOf(const store::TraceOutline& outline, const store::TraceRow& row);

}  // namespace spanloupe::traces
