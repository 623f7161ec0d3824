// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who sends: counts per endpoint and service since the session was opened. Bounded: services beyond
// kMostSenders are counted as one. Every function may be called from any thread; the mutex guards the rest.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/base/time.h"

namespace spanloupe::ingest {

struct SenderState {
  std::int64_t source = 0;  ///< The endpoint.
  std::string service;      ///< service.name; empty when it has none.
  bool others = false;      ///< Every service beyond the first kMostSenders.
  /// telemetry.sdk.name, .version and .language as last seen.
  std::string sdkName, sdkVersion, sdkLanguage;
  std::uint64_t spans = 0, logs = 0, rejected = 0;
  std::uint64_t bytes = 0;  ///< Its share of its requests, by spans and logs; not compressed.
  Timestamp lastSeen;
  bool operator==(const SenderState&) const = default;
};

class Senders {
 public:
  static constexpr std::size_t kMostSenders = 1000;

  void add(const std::vector<SenderState>& counts);
  /// In order of source and service, others last.
  [[nodiscard]] std::vector<SenderState> list() const;

 private:
  mutable std::mutex m_mutex;
  std::map<std::pair<std::int64_t, std::string>, SenderState> m_byService;
  SenderState m_others;
};

}  // namespace spanloupe::ingest
