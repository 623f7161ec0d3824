// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies of requests as senders compress them. The limit holds while inflating, so that a small body cannot
// become a large one in memory. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace spanloupe::receive {

enum class BodyEncoding : std::uint8_t {
  Identity,
  Gzip,
  Deflate,  ///< zlib, or raw deflate as some senders have it.
  Zstd
};

/// By its first bytes; Identity when it is neither gzip nor zstd.
[[nodiscard]] BodyEncoding sniffEncoding(std::string_view body);

/// InvalidArgument when it is damaged, TooLarge when it inflates to more than `limit` bytes.
[[nodiscard]] Result<std::string> inflateBody(std::string_view body, BodyEncoding encoding,
                                              std::size_t limit);

}  // namespace spanloupe::receive
