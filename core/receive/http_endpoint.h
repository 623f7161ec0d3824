// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of one OTLP/HTTP endpoint share: its rules, which do not change, and its counts, which
// every thread may read.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/receive/http_verdict.h"
#include "core/receive/refusals.h"

namespace spanloupe::receive {

/// Bounds on what senders can make us keep or wait for.
struct HttpLimits {
  std::size_t connections = 1000;
  /// Of all bodies that are being received or wait for their answer; 0: four times the limit of a message,
  /// and 256 MiB at least.
  std::size_t receivedBytes = 0;
  /// Between requests of a connection.
  std::chrono::milliseconds idle{60'000};
  /// A request has this long, counted from the first byte of a connection or from the end of its headers,
  /// and a second more for each `slowestRate` bytes of its body that have come.
  std::chrono::milliseconds request{30'000};
  std::size_t slowestRate = std::size_t{32} << 10;
  /// stop() waits this long for what is under way.
  std::chrono::milliseconds grace{2'000};
};

/// Origins of web pages that may send.
class AllowedOrigins {
 public:
  explicit AllowedOrigins(std::vector<std::string> origins) : m_origins(std::move(origins)) {}
  void set(std::vector<std::string> origins) {
    const std::lock_guard lock(m_mutex);
    m_origins = std::move(origins);
  }
  [[nodiscard]] std::vector<std::string> get() const {
    const std::lock_guard lock(m_mutex);
    return m_origins;
  }

 private:
  mutable std::mutex m_mutex;  ///< Guards m_origins.
  std::vector<std::string> m_origins;
};

struct HttpEndpoint {
  HttpRules rules;
  HttpLimits limits;
  std::int64_t source = 0;
  TakeRequest take;
  AllowedOrigins origins;
  RefusalCounts refusals;
  std::atomic<std::uint64_t> requests{0}, bytes{0}, connections{0};
};

}  // namespace spanloupe::receive
