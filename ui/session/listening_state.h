// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the receivers of a window do at a moment, for everything that shows it. A value.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ingest/live/live_session.h"
#include "core/receive/endpoints.h"
#include "ui/session/forwarding.h"
#include "ui/session/reach.h"

namespace spanloupe::session {

struct ListeningState {
  /// Off: nothing was opened. Opening and Closing pass by themselves.
  enum class Phase : std::uint8_t { Off, Opening, On, Closing };
  Phase phase = Phase::Off;
  std::vector<receive::EndpointState> endpoints;
  std::vector<std::int64_t> sources;  ///< Of each endpoint, in the session.
  ReachState reach;
  std::vector<std::string> allowedOrigins;
  /// Nothing while no copy is wished for; after the end of listening, how that left it.
  std::optional<ForwardingState> forwarding;
  ingest::LiveCounts counts;
  ingest::LiveState live;
  std::vector<ingest::SenderState> senders;
  /// Of the last seconds, oldest first; kSeconds of them.
  std::vector<std::uint64_t> spansPerSecond;
  bool operator==(const ListeningState&) const = default;
};

}  // namespace spanloupe::session
