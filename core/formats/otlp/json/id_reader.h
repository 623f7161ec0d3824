// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ids as JSON files write them: hexadecimal in any case, with 0x or with the hyphens of a UUID, base64, or a
// text that is none of these. Pure but for the arena that keeps what the result views.
#pragma once

#include <string_view>

#include "core/formats/otlp/json/text_arena.h"
#include "core/model/identity.h"

namespace spanloupe::formats::json {

[[nodiscard]] ParsedId<TraceId> readTraceId(std::string_view text, TextArena& arena);
[[nodiscard]] ParsedId<SpanId> readSpanId(std::string_view text, TextArena& arena);

}  // namespace spanloupe::formats::json
