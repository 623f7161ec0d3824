// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A span's or a log record's details as JSON, for copying and for those who want to see what was sent. Pure;
// any thread.
#pragma once

#include "ui/details/details_content.h"
#include "ui/details/log_details.h"

namespace spanloupe::details {

/// "key": value, as JSON.
[[nodiscard]] QString asJson(const Item& item);
/// A document of OTLP JSON with this span alone, laid out; it can be opened again.
[[nodiscard]] QString spanAsJson(const SpanDetails& details);
/// Likewise, of a log record.
[[nodiscard]] QString logAsJson(const LogDetails& details);
/// Bytes of its values, about what its JSON takes.
[[nodiscard]] std::size_t sizeOf(const SpanDetails& details);
[[nodiscard]] std::size_t sizeOf(const LogDetails& details);

}  // namespace spanloupe::details
