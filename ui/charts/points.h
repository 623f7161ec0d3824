// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a duration chart draws: traces (or spans) as columns that somebody else made, and which of them. A
// PointSet is a cheap value; what it points to is immutable, so it may cross threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "core/base/time.h"

namespace spanloupe::charts {

struct PointSet {
  static constexpr std::uint8_t kListed = 1;
  static constexpr std::uint8_t kError = 2;

  std::shared_ptr<const void> owner;  ///< Keeps the columns.
  std::span<const std::uint64_t> start;
  std::span<const std::int64_t> duration;
  std::span<const std::uint8_t> state;
  std::shared_ptr<const std::vector<std::uint32_t>> only;  ///< Null: all that are listed.

  [[nodiscard]] bool isShown(std::uint32_t at) const {
    return at < state.size() && (state[at] & kListed) != 0 && !isAbsurd(timestampFromNanos(start[at]));
  }
  [[nodiscard]] bool isError(std::uint32_t at) const { return (state[at] & kError) != 0; }
  /// An upper bound of what is looked at.
  [[nodiscard]] std::size_t size() const { return only ? only->size() : state.size(); }
};

/// Calls visit(position) for everything listed, also what has no time. False when stopped.
template <typename Visit>
bool forEachPoint(const PointSet& set, const std::stop_token& stop, Visit visit) {
  constexpr std::size_t kBetweenLooks = 1U << 16;
  const std::size_t size = set.size();
  for (std::size_t from = 0; from < size; from += kBetweenLooks) {
    if (stop.stop_requested()) return false;
    const std::size_t end = std::min(size, from + kBetweenLooks);
    for (std::size_t i = from; i < end; ++i) {
      const std::uint32_t at = set.only ? (*set.only)[i] : static_cast<std::uint32_t>(i);
      if (at < set.state.size() && (set.state[at] & PointSet::kListed) != 0) visit(at);
    }
  }
  return true;
}

struct PointSummary {
  std::uint64_t shown = 0;    ///< Those with a believable time.
  std::uint64_t failed = 0;   ///< Of those shown.
  std::uint64_t untimed = 0;  ///< Left out: their start is 0 or absurd.
  std::uint64_t zeros = 0;    ///< Of those shown: without any duration.
  std::uint64_t firstStart = 0;
  std::uint64_t lastStart = 0;
  std::int64_t shortest = 0;  ///< Above zero; 0 when there is none.
  std::int64_t longest = 0;
};
[[nodiscard]] PointSummary summarise(const PointSet& set, const std::stop_token& stop = {});

/// A part of the chart in its own units: start in [from, to), duration in [shortest, longest].
struct TimeBox {
  Timestamp from;
  Timestamp to;
  Duration shortest{};
  Duration longest{};
  bool wholeHeight = false;  ///< Any duration.
  friend bool operator==(const TimeBox&, const TimeBox&) = default;

  [[nodiscard]] bool contains(std::uint64_t start, std::int64_t duration) const {
    return start >= nanosOf(from) && start < nanosOf(to) &&
           (wholeHeight || (duration >= shortest.count() && duration <= longest.count()));
  }
};

struct BoxCount {
  std::uint64_t points = 0;
  std::uint64_t failed = 0;
};
[[nodiscard]] BoxCount countIn(const PointSet& set, const TimeBox& box, const std::stop_token& stop = {});

/// The neighbour of `from` (nothing: before the first) in order of time or duration; nothing at the end.
enum class PointStep { Earlier, Later, Shorter, Longer };
[[nodiscard]] std::optional<std::uint32_t> neighbour(const PointSet& set, std::optional<std::uint32_t> from,
                                                     PointStep step);

}  // namespace spanloupe::charts
