// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A span's details as JSON, for copying and for those who want to see what was sent. Pure; any thread.
#pragma once

#include "ui/details/details_content.h"

namespace spanloupe::details {

/// "key": value, as JSON.
[[nodiscard]] QString asJson(const Item& item);
/// A document of OTLP JSON with this span alone, laid out; it can be opened again.
[[nodiscard]] QString spanAsJson(const SpanDetails& details);
/// Bytes of its values, about what its JSON takes.
[[nodiscard]] std::size_t sizeOf(const SpanDetails& details);

}  // namespace spanloupe::details
