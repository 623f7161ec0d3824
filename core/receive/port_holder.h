// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which process listens on a TCP port of this machine, from /proc, and which port is free instead: for a
// person whose port is taken. Looks at a bounded number of processes and stops after a fraction of a second.
// Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace spanloupe::receive {

struct PortHolder {
  int pid = 0;          ///< 0 when the process cannot be seen: it is another user's, or in another container.
  std::string name;     ///< "otelcol".
  std::string command;  ///< Its first arguments, shortened; may be empty.
  std::string user;     ///< Where the process cannot be seen.
  bool isThisProcess = false;

  /// "otelcol (pid 1234)", "another user's process (root)", "this program".
  [[nodiscard]] std::string text() const;
  friend bool operator==(const PortHolder&, const PortHolder&) = default;
};

/// Nothing when nobody listens on it.
[[nodiscard]] std::optional<PortHolder> holderOf(std::uint16_t port);
/// Of addresses such as ::1 only.
[[nodiscard]] std::optional<PortHolder> holderOfV6(std::uint16_t port);

/// The first port above `after` that is free on 127.0.0.1 and, where there is one, on ::1; never one of
/// `except`, nor 4317 or 4318, which senders take for what they are by default.
[[nodiscard]] Result<std::uint16_t> nextFreePort(std::uint16_t after,
                                                 const std::vector<std::uint16_t>& except = {});

}  // namespace spanloupe::receive
