// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the table as a CSV file: to a temporary file beside it, which takes its name when all is written, so
// that a failure leaves what was there. For a worker thread.
#pragma once

#include <QString>
#include <stop_token>

#include "ui/common/job.h"
#include "ui/spantable/table_content.h"

namespace spanloupe::spantable {

/// All spans in their order with `columns`, or all groups; `job` counts lines meanwhile. Returns the
/// number of lines after the first.
[[nodiscard]] Result<std::uint64_t> writeCsv(const QString& path, const TableContent& content,
                                             const std::vector<query::SpanColumn>& columns, ui::Job& job,
                                             const std::stop_token& stop);

}  // namespace spanloupe::spantable
