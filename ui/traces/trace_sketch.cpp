// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_sketch.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>

namespace spanloupe::traces {
namespace {

constexpr std::uint32_t kNone = 0xffffffff;

class Sketcher {
 public:
  Sketcher(const store::TraceOutline& outline, const store::TraceRow& row)
      : m_outline(outline), m_row(row), m_placeOf(outline.services.size(), kNone) {}

  TraceSketch sketch() {
    m_sketch.failed = m_row.errors > 0;
    m_sketch.isWhole = m_outline.isWhole;
    addRoot();
    addServices();
    for (std::size_t place = 1; place < m_times.size(); ++place) addLine(static_cast<std::uint8_t>(place));
    auto& bars = m_sketch.bars;
    std::sort(bars.begin(), bars.end(), [](const SketchBar& a, const SketchBar& b) {
      return a.lane != b.lane ? a.lane < b.lane : a.from < b.from;
    });
    return std::move(m_sketch);
  }

 private:
  struct Steps {
    std::uint16_t from;
    std::uint16_t to;
  };

  [[nodiscard]] std::uint16_t stepOf(Timestamp time) const {
    if (m_row.duration.count() <= 0 || time <= m_row.start) return 0;
    const double share = static_cast<double>(nanosOf(time) - nanosOf(m_row.start)) /
                         static_cast<double>(m_row.duration.count());
    return static_cast<std::uint16_t>(std::lround(std::min(1.0, share) * kSketchSteps));
  }
  /// A span that has no end, or an end before its start, is a point.
  [[nodiscard]] Steps stepsOf(const store::OutlineSpan& span) const {
    const bool isPoint = isAbsurd(span.end) || span.end < span.start;
    return {stepOf(span.start), stepOf(isPoint ? span.start : span.end)};
  }

  // As in the list: the earliest span without parent, else the earliest orphan, else the earliest at all.
  void addRoot() {
    const store::OutlineSpan* root = nullptr;
    const auto merit = [](const store::OutlineSpan& span) {
      return (span.isRoot ? 4 : span.isOrphan ? 2 : 0) + (isAbsurd(span.start) ? 0 : 1);
    };
    for (const store::OutlineSpan& span : m_outline.spans)
      if (!root || merit(span) > merit(*root) || (merit(span) == merit(*root) && span.start < root->start))
        root = &span;
    m_times.emplace_back();
    // The root of a trace too large to be read whole need not be among what was read.
    if (!root || (!m_outline.isWhole && !root->isRoot)) {
      m_sketch.services.push_back(m_row.rootService);
      m_sketch.root = {0, kSketchSteps, 0, 0};
      const auto& names = m_outline.services;
      const auto name = std::find(names.begin(), names.end(), m_row.rootService);
      if (name != names.end()) m_placeOf[static_cast<std::size_t>(name - names.begin())] = 0;
      return;
    }
    m_sketch.services.push_back(m_outline.services[root->service]);
    m_placeOf[root->service] = 0;
    const Steps steps = stepsOf(*root);
    m_sketch.root = {steps.from, steps.to, 0, 0};
  }

  // Services stand in the order in which they begin.
  void addServices() {
    std::vector<const store::OutlineSpan*> spans;
    for (const store::OutlineSpan& span : m_outline.spans)
      if (!isAbsurd(span.start)) spans.push_back(&span);
    std::sort(spans.begin(), spans.end(), [](const auto* a, const auto* b) { return a->start < b->start; });
    for (const store::OutlineSpan* span : spans) {
      std::uint32_t& place = m_placeOf[span->service];
      if (place == kNone) {
        if (m_sketch.services.size() == kSketchServices) continue;
        place = static_cast<std::uint32_t>(m_sketch.services.size());
        m_sketch.services.push_back(m_outline.services[span->service]);
        m_times.emplace_back();
      }
      if (place == 0) continue;
      const Steps steps = stepsOf(*span);
      auto& times = m_times[place];
      if (!times.empty() && steps.from <= times.back().to + kSketchGap) {
        times.back().to = std::max(times.back().to, steps.to);
      } else {
        times.push_back(steps);
      }
    }
  }

  // The next lane in turn, or another one when another service is drawn there at these times.
  void addLine(std::uint8_t place) {
    const auto& times = m_times[place];
    if (times.empty() || m_sketch.bars.size() + times.size() > kSketchBars) return;
    const auto isFree = [&](std::size_t lane) {
      return std::none_of(times.begin(), times.end(), [&](const Steps& steps) {
        for (std::size_t step = steps.from; step <= steps.to; ++step)
          if (m_used[lane][step]) return true;
        return false;
      });
    };
    const std::size_t turn = (place - 1U) % kSketchLanes;
    std::size_t lane = turn;
    for (std::size_t i = 0; i < kSketchLanes; ++i) {
      if (!isFree((turn + i) % kSketchLanes)) continue;
      lane = (turn + i) % kSketchLanes;
      break;
    }
    for (const Steps& steps : times) {
      for (std::size_t step = steps.from; step <= steps.to; ++step) m_used[lane].set(step);
      m_sketch.bars.push_back({steps.from, steps.to, static_cast<std::uint8_t>(lane), place});
    }
  }

  const store::TraceOutline& m_outline;
  const store::TraceRow& m_row;
  TraceSketch m_sketch;
  std::vector<std::uint32_t> m_placeOf;  ///< In the sketch, by service of the outline.
  std::vector<std::vector<Steps>> m_times;
  std::array<std::bitset<kSketchSteps + 1>, kSketchLanes> m_used;
};

}  // namespace

TraceSketch sketchOf(const store::TraceOutline& outline, const store::TraceRow& row) {
  return Sketcher(outline, row).sketch();
}

}  // namespace spanloupe::traces
