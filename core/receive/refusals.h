// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Counts what a receiver turned away, by reason, with what the last one was about. Every thread.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "core/receive/receiver.h"

namespace spanloupe::receive {

class RefusalCounts {
 public:
  /// Longer texts are cut: what a sender wrote must not grow our memory.
  static constexpr std::size_t kMaxText = 200;

  /// `last`: an origin, a path, a size; never a header's secret. Bytes that are not printable ASCII become
  /// '?': senders choose them, and they are shown.
  void count(RefusalReason reason, std::string last);
  /// Only reasons that occurred, in the order of RefusalReason.
  [[nodiscard]] std::vector<Refusal> all() const;
  [[nodiscard]] std::uint64_t total() const;

 private:
  mutable std::mutex m_mutex;  ///< Guards what follows.
  std::array<Refusal, kRefusalReasons> m_byReason;
  std::uint64_t m_total = 0;
};

}  // namespace spanloupe::receive
