// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which service wears which colour, kept in the session so that a name keeps its colour whatever is imported
// later. The store only keeps what it is given, and only from the second version of sessions on.
// Blocking; any thread but the UI's; beside a running import the writing waits for its commit.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"

namespace spanloupe::store {

struct ServiceColor {
  std::string service;
  int slot = -1;  ///< -1: none was left.
  int texture = 0;
  std::string letters;
  friend bool operator==(const ServiceColor&, const ServiceColor&) = default;
};

/// In the order they were assigned; empty when none are kept.
[[nodiscard]] Result<std::vector<ServiceColor>> readServiceColors(const std::string& sessionPath);
/// Replaces what is kept. An error when the session cannot be written.
[[nodiscard]] Result<void> writeServiceColors(const std::string& sessionPath,
                                              const std::vector<ServiceColor>& colors);

}  // namespace spanloupe::store
