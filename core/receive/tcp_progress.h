// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the kernel knows of a TCP connection. Any thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace spanloupe::receive {

/// Bytes that have come on it since it was accepted, read or not.
[[nodiscard]] std::uint64_t bytesReceived(int fd);

/// What a peer speaks, by the first bytes that it sent.
enum class Speech : std::uint8_t {
  None,  ///< The connection has ended.
  Http,  ///< As far as can be seen.
  Http2,
  Tls,
  Other
};
[[nodiscard]] Speech firstSpeech(std::string_view bytes);

}  // namespace spanloupe::receive
