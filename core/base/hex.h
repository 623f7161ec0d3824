// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Hexadecimal and base64 text of bytes, as OTLP/JSON and its dialects write ids and byte values. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spanloupe {

/// Lower-case hexadecimal.
[[nodiscard]] std::string encodeHex(std::string_view bytes);
/// Writes hex.size() / 2 bytes to `out`; false when a character is no hexadecimal digit or the length is odd.
[[nodiscard]] bool decodeHex(std::string_view hex, char* out);

/// Standard alphabet with padding.
[[nodiscard]] std::string encodeBase64(std::string_view bytes);
/// Standard or URL-safe alphabet, padding optional; nothing when another character occurs.
[[nodiscard]] std::optional<std::string> decodeBase64(std::string_view text);

}  // namespace spanloupe
