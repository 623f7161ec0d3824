// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole spans as rows of output: the span row that `help output` documents. Main thread.
#pragma once

#include "app/cli/rows.h"
#include "core/model/record.h"

namespace spanloupe::cli {

[[nodiscard]] std::vector<Column> spanColumns();
[[nodiscard]] std::vector<Cell> spanRow(const SpanRecord& record, std::uint32_t depth);

}  // namespace spanloupe::cli
