// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a request stands in a file of the backlog: a head with a checksum, then the compressed body. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/forward/backlog.h"

namespace spanloupe::forward {

inline constexpr std::size_t kRecordHead = 24;

[[nodiscard]] std::string encodeRecord(Signal signal, Encoding encoding, std::string_view body);
/// Size of the whole record that begins with `bytes`; nothing when no record begins so.
[[nodiscard]] std::optional<std::uint64_t> recordSize(std::string_view bytes);
/// Nothing when it is damaged.
[[nodiscard]] std::optional<WaitingRequest> decodeRecord(std::string_view record);

}  // namespace spanloupe::forward
