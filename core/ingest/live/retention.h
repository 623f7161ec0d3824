// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How much a session that receives keeps. Values.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace spanloupe::ingest {

/// Beyond any of these the oldest received segments go, whole, but for pinned traces. What was imported from
/// files is neither counted nor dropped, and the newest segment always stays.
struct Retention {
  std::uint64_t spans = 20'000'000;
  std::uint64_t bytes = std::uint64_t{4}
                        << 30;              ///< Of the session file and its log that what was received takes.
  std::optional<std::chrono::seconds> age;  ///< Since they arrived, by this machine's clock.
  friend bool operator==(const Retention&, const Retention&) = default;
};

/// What retention dropped since the session was opened.
struct EvictedCounts {
  std::uint64_t spans = 0, logs = 0, traces = 0;
  bool operator==(const EvictedCounts&) const = default;
};

}  // namespace spanloupe::ingest
