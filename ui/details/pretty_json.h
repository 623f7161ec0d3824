// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// JSON text laid out for reading, without being understood: brackets, commas and colons outside of strings
// decide about lines, everything else is copied. Linear, not recursive. Pure; any thread.
#pragma once

#include <limits>
#include <optional>

#include "ui/details/details_item.h"

namespace spanloupe::details {

/// Nothing when brackets do not fit or a string has no end. What lies deeper than `depth` becomes "{…}".
[[nodiscard]] std::optional<QString> prettyJson(std::string_view json,
                                                int depth = std::numeric_limits<int>::max());
/// Keys and numbers of laid-out JSON.
[[nodiscard]] std::vector<TextRun> jsonRuns(const QString& text);

}  // namespace spanloupe::details
