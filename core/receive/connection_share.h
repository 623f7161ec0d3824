// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How many connections a receiver may have open: with both protocols at their limits a third of the process'
// file descriptors is left for the session, the tee and everything else. Any thread.
#pragma once

#include <cstddef>

namespace spanloupe::receive {

/// At most `wanted`, and at least one. `descriptorsEach` = what one connection takes.
[[nodiscard]] std::size_t connectionShare(std::size_t wanted, std::size_t descriptorsEach);

}  // namespace spanloupe::receive
