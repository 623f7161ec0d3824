// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Trace ids as people paste them: plain, in a traceparent header, as X-Ray writes them. Pure.
#pragma once

#include <QString>
#include <optional>

#include "core/base/ids.h"

namespace spanloupe::shell {

struct PastedId {
  TraceId trace;
  std::optional<SpanId> span;  ///< A traceparent header names one.
};

/// Nothing when `text` is anything but one id, or rows of a table that begin with one: the first of them.
[[nodiscard]] std::optional<PastedId> pastedId(const QString& text);

}  // namespace spanloupe::shell
