// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A request of OTLP/JSON for an endpoint that takes protobuf only. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/forward/export_target.h"

namespace spanloupe::forward {

/// Unsupported for metrics, which no decoder of ours keeps.
[[nodiscard]] Result<std::string> jsonToProtobuf(Signal signal, std::string_view json);

}  // namespace spanloupe::forward
