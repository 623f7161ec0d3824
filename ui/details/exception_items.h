// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An exception as items of one box: type and message, one's own calls, runs of others' calls folded, causes,
// and links to the text as it was sent. Pure; any thread.
#pragma once

#include <span>

#include "ui/details/details_item.h"

namespace spanloupe::details {

/// Whether the attributes tell of one.
[[nodiscard]] bool hasException(std::span<const Attribute> attributes);
/// From exception.type, .message and .stacktrace; places of parents count from the begin of `items`.
void addException(std::vector<Item>& items, std::span<const Attribute> attributes);

}  // namespace spanloupe::details
