// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A request as the other side can take it: protobuf where that is gRPC, and in parts where it is larger than
// what servers of gRPC take unless they are told otherwise. Pure; any thread.
#pragma once

#include <deque>

#include "core/base/result.h"
#include "core/forward/backlog.h"

namespace spanloupe::forward {

/// gRPC's own limit of a received message.
inline constexpr std::size_t kMostSent = std::size_t{4} << 20;

/// One at least. Larger than kMostSent are only a record that is so alone, and metrics as JSON. An error when
/// it cannot become what the transport carries.
[[nodiscard]] Result<std::deque<WaitingRequest>> sendableParts(WaitingRequest request, Transport transport);

}  // namespace spanloupe::forward
