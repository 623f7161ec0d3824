// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/import_rate.h"

#include <cmath>

namespace spanloupe::session {
namespace {
constexpr std::chrono::seconds kWindow{5};
}

void ImportRate::add(Clock::time_point now, std::uint64_t bytes, std::uint64_t spans) {
  m_samples.push_back({now, bytes, spans});
  while (m_samples.size() > 2 && now - m_samples[1].at >= kWindow) m_samples.pop_front();
}

double ImportRate::secondsCovered() const {
  if (m_samples.size() < 2) return 0;
  return std::chrono::duration<double>(m_samples.back().at - m_samples.front().at).count();
}

std::uint64_t ImportRate::spansPerSecond() const {
  const double seconds = secondsCovered();
  if (seconds <= 0) return 0;
  const auto spans = static_cast<double>(m_samples.back().spans - m_samples.front().spans);
  // Three digits are what a reader can use; more only flicker.
  const double rate = spans / seconds;
  const double step = rate < 1000 ? 1 : std::pow(10.0, std::floor(std::log10(rate)) - 2);
  return static_cast<std::uint64_t>(std::llround(rate / step) * std::llround(step));
}

std::optional<std::chrono::seconds> ImportRate::timeLeft(std::uint64_t totalBytes) const {
  const double seconds = secondsCovered();
  if (seconds <= 0 || totalBytes == 0) return std::nullopt;
  const auto read = static_cast<double>(m_samples.back().bytes - m_samples.front().bytes);
  if (read <= 0) return std::nullopt;
  const std::uint64_t done = m_samples.back().bytes;
  const auto left = static_cast<double>(totalBytes > done ? totalBytes - done : 0);
  return std::chrono::seconds(std::llround(left * seconds / read));
}

}  // namespace spanloupe::session
