// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One request and its answer over TLS, to our own receiver: for a test trace. Any thread; blocks as long as
// the socket does.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace spanloupe::receive {

/// Over a connected socket, whose time limits hold: what comes in answer, `most` bytes at most. Before it
/// sends anything, the other side has to show the first certificate of `pem`, whatever names that is made out
/// to.
[[nodiscard]] Result<std::string> exchangeOverTls(int socket, const std::string& pem,
                                                  std::string_view request, std::size_t most);

}  // namespace spanloupe::receive
