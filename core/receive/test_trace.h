// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A small trace that says what it is, and sending it to an endpoint as any program would, over a connection:
// for "Send a test trace", which proves the whole way. testTrace() is pure; sending takes up to five seconds,
// on any thread but that of a window.
#pragma once

#include <string>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/receive/receiver.h"

namespace spanloupe::receive {

/// An ExportTraceServiceRequest: service "spanloupe-test", three spans that end at `now`, one event.
[[nodiscard]] std::string testTrace(TraceId id, Timestamp now);

/// To a receiver that listens with these options, on this machine. The id of the trace, or why it did not
/// arrive.
[[nodiscard]] Result<TraceId> sendTestTrace(const ReceiverOptions& listening);

}  // namespace spanloupe::receive
