// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every trace of a snapshot as one point: when it began, how long it took, whether it failed. Parallel arrays
// by position in the snapshot (see snapshot.h), 17 bytes each, so that a position of any list finds its
// point. Immutable once made; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace spanloupe::store {

struct TracePoints {
  static constexpr std::uint8_t kListed = 1;  ///< Heads a trace; other positions are parts of later ones.
  static constexpr std::uint8_t kError = 2;   ///< At least one span has the status error.

  std::vector<std::uint64_t> start;    ///< Nanoseconds, as the trace list shows it; may be absurd.
  std::vector<std::int64_t> duration;  ///< Nanoseconds; never negative in a sound session.
  std::vector<std::uint8_t> state;

  [[nodiscard]] std::size_t size() const { return state.size(); }
};

}  // namespace spanloupe::store
