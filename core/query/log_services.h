// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which services have sent log records: looked up segment by segment, and in those that are known not again.
// A pure question; any thread with a Reader.
#pragma once

#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "core/store/reader.h"

namespace spanloupe::query {

/// More are not looked up, whoever sends them.
inline constexpr std::size_t kMostLogServices = 1000;

struct LogServices {
  std::set<std::string> names;          ///< Without the empty one.
  std::vector<std::uint32_t> segments;  ///< That have been looked at, of one snapshot; ascending ids.
};

/// The names of `known` and those in the segments of the snapshot that `known` does not list.
[[nodiscard]] Result<LogServices> logServices(store::Reader& reader, const store::Snapshot& snapshot,
                                              const LogServices& known, std::stop_token stop);

}  // namespace spanloupe::query
