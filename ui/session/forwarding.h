// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The copy of what a window receives that goes to another endpoint: what is wished for, and how it goes.
// Values.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "core/base/error.h"
#include "core/forward/forwarder.h"

namespace spanloupe::session {

struct Forwarding {
  std::string url;          ///< For forward::parseTarget().
  std::string headersFile;  ///< Empty: without headers of its own.
  bool operator==(const Forwarding&) const = default;
};

struct ForwardingState {
  std::string target;  ///< "https://api.example.com:443", without secrets.
  forward::ForwardState counts;
  std::optional<Error> problem;  ///< Why nothing is forwarded.
  bool isLate = false;           ///< Something waits for longer than a moment.
  bool isStopped = false;        ///< With listening; what waits is sent when that starts again.
  bool operator==(const ForwardingState&) const = default;
};

/// Its target with its headers. Reads the file.
[[nodiscard]] Result<forward::ExportTarget> targetOf(const Forwarding& forwarding);
/// "https://HOST:PORT/PATH", or "grpc://HOST:PORT".
[[nodiscard]] std::string textOf(const forward::ExportTarget& target);

/// Whether what is forwarded keeps pace. Requests leave in the order in which they came, so it is enough to
/// watch one of them at a time. One thread at a time.
class ForwardPace {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::seconds kMoment{3};

  /// As often as the state is looked at.
  [[nodiscard]] bool isLate(const forward::ForwardState& state, Clock::time_point now);

 private:
  std::optional<Clock::time_point> m_since;  ///< When the watched request was the last of those waiting.
  std::uint64_t m_watched = 0;               ///< How many will have left when it has.
  bool m_late = false;
};

}  // namespace spanloupe::session
