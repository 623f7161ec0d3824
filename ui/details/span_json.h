// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A span's details as JSON, for blocks and for copying. Pure; any thread.
#pragma once

#include "ui/details/details_content.h"

namespace spanloupe::details {

/// "key": value, as JSON.
[[nodiscard]] QString asJson(const Item& item);
/// The whole span as pretty JSON of our own shape, for copying.
[[nodiscard]] QString spanAsJson(const SpanDetails& details);
/// Pretty JSON of a nested value.
[[nodiscard]] QString prettyJson(AttributeValue value);

}  // namespace spanloupe::details
