// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How many spans per second come from each sender, from counts that are read about once a second. Values; the
// caller says what time it is.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/ingest/live/senders.h"

namespace spanloupe::sources {

class SenderRates {
 public:
  using Clock = std::chrono::steady_clock;
  /// Counts that follow sooner say too little: the rates stay.
  static constexpr std::chrono::milliseconds kShortest{900};

  void take(const std::vector<ingest::SenderState>& senders, Clock::time_point now);
  void clear();
  /// Zero until it has been counted twice.
  [[nodiscard]] std::uint64_t ofSender(std::int64_t source, const std::string& service) const;
  /// Of all its senders.
  [[nodiscard]] std::uint64_t ofSource(std::int64_t source) const;

 private:
  using Sender = std::pair<std::int64_t, std::string>;
  std::map<Sender, std::uint64_t> m_counts;
  std::map<Sender, std::uint64_t> m_rates;
  Clock::time_point m_at;
};

}  // namespace spanloupe::sources
