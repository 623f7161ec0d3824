// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the user zoomed before, to go back and forward. Steps of one gesture (wheel, brush, pan) that follow
// each other quickly are one entry. A value; UI thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ui/waterfall/time_window.h"

namespace spanloupe::waterfall {

enum class ZoomStep : std::uint8_t { Jump, Wheel, Brush, Pan };

class ZoomHistory {
 public:
  /// Forgets everything; `window` is where going back ends.
  void reset(TimeWindow window);
  /// `milliseconds`: of any clock that only goes forward.
  void add(TimeWindow window, ZoomStep step, std::int64_t milliseconds);
  [[nodiscard]] bool canGoBack() const { return m_at > 0; }
  [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_windows.size(); }
  /// The window to show; nothing at the end.
  [[nodiscard]] std::optional<TimeWindow> back();
  [[nodiscard]] std::optional<TimeWindow> forward();

 private:
  std::vector<TimeWindow> m_windows;
  std::size_t m_at = 0;
  ZoomStep m_lastStep = ZoomStep::Jump;
  std::int64_t m_lastTime = 0;
};

}  // namespace spanloupe::waterfall
