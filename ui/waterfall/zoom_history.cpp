// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/zoom_history.h"

namespace spanloupe::waterfall {

namespace {

constexpr std::int64_t kOneGesture = 800;
constexpr std::size_t kMostEntries = 200;

}  // namespace

void ZoomHistory::reset(TimeWindow window) {
  m_windows.assign(1, window);
  m_at = 0;
  m_lastStep = ZoomStep::Jump;
}

void ZoomHistory::add(TimeWindow window, ZoomStep step, std::int64_t milliseconds) {
  if (m_windows.empty()) return reset(window);
  const bool goesOn =
      step != ZoomStep::Jump && step == m_lastStep && milliseconds - m_lastTime < kOneGesture && m_at > 0;
  m_lastStep = step;
  m_lastTime = milliseconds;
  m_windows.resize(m_at + 1);
  if (goesOn) {
    m_windows.back() = window;
  } else if (m_windows.back() != window) {
    m_windows.push_back(window);
  }
  // The first entry stays: it is the whole trace.
  if (m_windows.size() > kMostEntries) m_windows.erase(m_windows.begin() + 1);
  m_at = m_windows.size() - 1;
}

std::optional<TimeWindow> ZoomHistory::back() {
  if (!canGoBack()) return {};
  m_lastStep = ZoomStep::Jump;
  return m_windows[--m_at];
}

std::optional<TimeWindow> ZoomHistory::forward() {
  if (!canGoForward()) return {};
  m_lastStep = ZoomStep::Jump;
  return m_windows[++m_at];
}

}  // namespace spanloupe::waterfall
