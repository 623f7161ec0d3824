// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes what a snapshot holds in any format that can be written, as a stream: memory does not grow with the
// session. On the thread that uses the reader; blocks until done. A whole session is encoded by all
// processors.
#pragma once

#include <span>
#include <stop_token>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/formats/format.h"
#include "core/store/reader.h"

namespace spanloupe::exports {

/// `traces` = which, or everything when it is empty. Ends early when `stop` is requested (Cancelled) or the
/// output fails (its error); then what the output has received is no whole file.
[[nodiscard]] Result<void> exportSession(store::Reader& reader, const store::Snapshot& snapshot,
                                         std::span<const TraceId> traces, const formats::Format& format,
                                         formats::Output& output, std::stop_token stop);

}  // namespace spanloupe::exports
