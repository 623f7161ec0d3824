// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who may send to the receivers of a window besides programs on this machine: what is wished for, and what
// came of it. Values; appliedReach() reads files, so it is not for the UI thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace spanloupe::session {

struct Reach {
  std::vector<std::string> addresses;    ///< Besides loopback. Empty: programs on this machine only.
  std::string tokenFile;                 ///< Empty: no token is asked for.
  std::string certificateFile, keyFile;  ///< Both or none.
};

struct ReachState {
  std::vector<std::string> absent;  ///< Wished for, but no address of this machine at the moment.
  /// Why only this machine can send all the same: never is anything open to others with less protection than
  /// was wished for.
  std::optional<Error> problem;
  std::string bridge;  ///< The address of this machine for its containers; empty: there is none.
  bool operator==(const ReachState&) const = default;
};

/// As receive::ReceiverOptions takes it.
struct AppliedReach {
  std::vector<std::string> addresses;
  std::string token, certificateFile, keyFile;
  ReachState state;
};
[[nodiscard]] AppliedReach appliedReach(const Reach& reach);

}  // namespace spanloupe::session
