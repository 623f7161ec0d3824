// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Requests that were taken a short while ago, by hash of their bytes: a sender whose answer got lost sends
// the same request again. Spans would be recognised by their content anyway; log records have no identity,
// and two equal ones may both be meant. So only a whole request counts, and only within ten minutes and 65
// 536 requests. After a restart those of before count as taken then, so that it does not matter what the
// clock of the machine does. One thread.
#pragma once

#include <chrono>
#include <deque>
#include <unordered_set>

#include "core/store/pending_log.h"

namespace spanloupe::ingest {

class RecentRequests {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::minutes kRemembered{10};

  [[nodiscard]] bool has(const store::RequestHash& hash, Clock::time_point now);
  /// Ids ascend.
  void add(const store::TakenRequest& request, Clock::time_point now);
  /// Those up to that id: what they brought is not stored any more, or may not be.
  void forget(std::int64_t upTo);

 private:
  struct Hash {
    std::size_t operator()(const store::RequestHash& hash) const { return hash.low; }
  };
  struct Taken {
    store::TakenRequest request;
    Clock::time_point at;
  };
  void forgetOld(Clock::time_point now);
  void forgetFirst();

  std::deque<Taken> m_order;
  std::unordered_set<store::RequestHash, Hash> m_hashes;
};

}  // namespace spanloupe::ingest
