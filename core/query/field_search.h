// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is searched in a Trace itself, without texts: ids, kind and status. Pure; any thread.
#pragma once

#include <vector>

#include "core/query/search_words.h"
#include "core/query/trace_slice.h"

namespace spanloupe::query {

/// Sets hit[row] for rows of the slice whose ids, kind or status are meant by the word.
void findInFields(const Trace& trace, const TraceSlice& slice, const SearchWord& word,
                  std::vector<std::uint8_t>& hit);

/// "server", "internal"; "unspecified" for numbers without a name.
[[nodiscard]] std::string_view kindName(std::uint8_t kind);
/// "error", "ok", "unset".
[[nodiscard]] std::string_view statusName(std::uint8_t status);

}  // namespace spanloupe::query
