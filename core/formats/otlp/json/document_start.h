// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Recognises the beginning of an OTLP document, to tell the format and to find the next good line after a
// broken one. Pure; never reads outside the text it is given.
#pragma once

#include <string_view>

#include "core/formats/otlp/json/otlp_keys.h"

namespace spanloupe::formats::json {

/// The name of the first member of the object at the beginning of `text` (white space before it is fine),
/// empty when there is none. Names with escapes are not unescaped.
[[nodiscard]] std::string_view firstMemberName(std::string_view text);

/// `text` begins with { and its first member is one of a document's.
[[nodiscard]] bool beginsDocument(std::string_view text);

/// The first place at or after `from` where a line begins with {, npos when there is none. With `known`, only
/// one that begins a document.
[[nodiscard]] std::size_t findDocumentLine(std::string_view text, std::size_t from, bool known);

}  // namespace spanloupe::formats::json
