// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Links of a span in both directions as items that open the other end, when it is in the session. Pure; any
// thread.
#pragma once

#include "ui/details/details_content.h"

namespace spanloupe::details {

/// "2 out · 1 in".
[[nodiscard]] QString linkNote(const SpanView& span, const LinkFacts* facts);
void addLinks(std::vector<Item>& items, const SpanView& span, const LinkFacts* facts);

}  // namespace spanloupe::details
