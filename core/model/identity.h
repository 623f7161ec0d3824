// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From the id bytes found in a file to TraceId and SpanId, with the repairs that formats/otlp.md section 6
// lists. Pure functions.
#pragma once

#include <string_view>

#include "core/base/ids.h"

namespace spanloupe {

template <typename Id>
struct ParsedId {
  Id id;                  ///< Zero for empty or all-zero bytes.
  std::string_view raw;   ///< The bytes as found when they had to be repaired or derived, else empty.
  bool repaired = false;  ///< A known defect was undone; no need to tell the user more than once.
};

/// 16 bytes are the id. 8 bytes are padded with zeros on the left. 24 bytes that are hexadecimal text decoded
/// as base64 are turned back. Any other length: an id derived from the bytes, equal for equal bytes, never
/// zero.
[[nodiscard]] ParsedId<TraceId> parseTraceId(std::string_view bytes);
/// Likewise with 8 and 12 bytes.
[[nodiscard]] ParsedId<SpanId> parseSpanId(std::string_view bytes);

}  // namespace spanloupe
