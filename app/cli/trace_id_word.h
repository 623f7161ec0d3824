// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A trace id as people have it at hand. Pure.
#pragma once

#include <string>

#include "core/base/ids.h"
#include "core/base/result.h"

namespace spanloupe::cli {

/// 32 digits, 16 or more when leading zeros were cut, a traceparent header, or an X-Ray id.
[[nodiscard]] Result<TraceId> traceIdOf(const std::string& word);

}  // namespace spanloupe::cli
