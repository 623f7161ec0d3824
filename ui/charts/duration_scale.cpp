// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/duration_scale.h"

#include <algorithm>
#include <cmath>

#include "ui/common/format.h"
#include "ui/common/time_axis.h"

namespace spanloupe::charts {
namespace {

constexpr int kHighestDecade = 18;  // 10^18 ns are 31 years; more does not fit a Duration.
constexpr double kLog2Of10 = 3.32192809488736234787;

int decadeBelow(std::int64_t nanos) {
  int decade = 0;
  for (std::int64_t rest = nanos; rest >= 10; rest /= 10) ++decade;
  return decade;
}

std::int64_t powerOfTen(int decade) {
  std::int64_t value = 1;
  for (int i = 0; i < decade; ++i) value *= 10;
  return value;
}

}  // namespace

DurationScale::DurationScale(const PointSummary& summary, ScaleKind kind, double zeroShare) : m_kind(kind) {
  m_top = static_cast<double>(std::max<std::int64_t>(1, summary.longest));
  if (kind == ScaleKind::Linear) {
    m_step = ui::niceStep(Duration(static_cast<std::int64_t>(std::ceil(m_top / 4)))).count();
    m_top = std::ceil(m_top / static_cast<double>(m_step)) * static_cast<double>(m_step);
    return;
  }
  if (summary.zeros > 0) m_base = zeroShare;
  // Without anything longer than nothing, milliseconds are as good as any.
  const std::int64_t shortest = summary.longest > 0 ? summary.shortest : 1'000'000;
  const std::int64_t longest = summary.longest > 0 ? summary.longest : 1'000'000;
  m_lowDecade = decadeBelow(shortest);
  int high = decadeBelow(longest);
  if (powerOfTen(high) < longest) ++high;
  if (high <= m_lowDecade) high = m_lowDecade + 1;
  m_decades = high - m_lowDecade;
  m_lowLog = m_lowDecade * kLog2Of10;
  m_spanLog = m_decades * kLog2Of10;
}

double DurationScale::place(std::int64_t nanos) const {
  if (m_kind == ScaleKind::Linear) return std::clamp(static_cast<double>(nanos) / m_top, 0.0, 1.0);
  if (nanos <= 0) return 0;
  const double above = (std::log2(static_cast<double>(nanos)) - m_lowLog) / m_spanLog;
  return m_base + std::clamp(above, 0.0, 1.0) * (1 - m_base);
}

double DurationScale::nanosAt(double place) const {
  if (m_kind == ScaleKind::Linear) return std::clamp(place, 0.0, 1.0) * m_top;
  // Half-way down to the zeros still means the lowest decade.
  if (m_base > 0 && place < m_base / 2) return 0;
  return std::exp2(m_lowLog + std::clamp((place - m_base) / (1 - m_base), 0.0, 1.0) * m_spanLog);
}

std::vector<DurationTick> DurationScale::ticks(int most) const {
  std::vector<DurationTick> ticks;
  most = std::max(2, most);
  if (m_kind == ScaleKind::Linear) {
    const auto duration = [](double nanos) {
      return Duration(static_cast<std::int64_t>(std::min(nanos, 9.2e18)));
    };
    const auto format = ui::DurationFormat::forAxis(duration(m_top), Duration(m_step));
    const int count = static_cast<int>(std::round(m_top / static_cast<double>(m_step)));
    const int every = count / most + 1;
    for (int i = 0; i <= count; ++i) {
      const double at = i * static_cast<double>(m_step);
      const QString label = i == 0           ? QStringLiteral("0")
                            : i % every == 0 ? format.text(duration(at))
                                             : QString();
      ticks.push_back({at / m_top, label});
    }
    return ticks;
  }
  if (m_base > 0) ticks.push_back({0, QStringLiteral("0")});
  const int every = (m_decades + most - 1) / most;
  for (int i = 0; i <= m_decades; ++i) {
    const double place = m_base + (1 - m_base) * i / m_decades;
    ticks.push_back({place, i % every == 0 ? decadeLabel(m_lowDecade + i) : QString()});
  }
  return ticks;
}

QString decadeLabel(int decade) {
  static constexpr const char16_t* kUnits[] = {u"ns", u"µs", u"ms", u"s"};
  decade = std::clamp(decade, 0, kHighestDecade + 1);
  const int unit = std::min(decade / 3, 3);
  const QString number = ui::formatFixed(std::pow(10.0, decade - 3 * unit), 0);
  return number + ui::kThinSpace + QString::fromUtf16(kUnits[unit]);
}

}  // namespace spanloupe::charts
