// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Compresses and packs bytes the way other programs do, for tests of reading them. Fails the process when a
// library does, which no test is about.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spanloupe::test {

/// One gzip member.
[[nodiscard]] std::string gzip(std::string_view bytes);
/// One zstd frame, with a checksum.
[[nodiscard]] std::string zstd(std::string_view bytes);
/// A frame that readers must skip (RFC 8878, section 3.1.2).
[[nodiscard]] std::string zstdSkippable(std::string_view bytes);
/// A 4-byte big-endian length and `bytes`.
[[nodiscard]] std::string withLength(std::string_view bytes);

/// Names and contents; a name that ends in / is a folder.
using Members = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::string zip(const Members& members);
[[nodiscard]] std::string tar(const Members& members);

}  // namespace spanloupe::test
