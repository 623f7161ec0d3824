// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a session is sound: SQLite's own check, every column of every segment decodes, every count agrees
// with what is stored. Of a session that is being written it says only what is wrong whatever is added,
// merged and dropped meanwhile. Reads everything once; opens its own connection, so any thread; the call
// blocks until done.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace spanloupe::store {

struct CheckProblem {
  std::string where;  ///< "segment 12, column http.method", "source 3", "file".
  std::string text;   ///< What does not agree: both figures where there are two.
};

struct CheckReport {
  std::uint64_t segments = 0, spans = 0, logs = 0, traces = 0, sources = 0;  ///< Looked at.
  std::uint64_t problemTotal = 0;
  std::vector<CheckProblem> problems;  ///< The first of them.

  static constexpr std::size_t kKept = 200;
  [[nodiscard]] bool ok() const { return problemTotal == 0; }
};

/// An Error only when it could not be looked at (absent, no session, newer schema, stopped). A source that
/// was left unfinished by a crash and is marked so is no problem.
[[nodiscard]] Result<CheckReport> checkSession(const std::string& sessionPath, std::stop_token stop);

}  // namespace spanloupe::store
