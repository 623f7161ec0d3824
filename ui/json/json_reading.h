// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading what the JSON view shows: the document, and records as text. For the threads of the query pool;
// polls the stop token between blocks.
#pragma once

#include <optional>
#include <stop_token>

#include "core/store/reader.h"
#include "ui/json/json_document.h"

namespace spanloupe::json {

/// The whole trace, or one span of it. Reads every record once to learn how many lines it has.
[[nodiscard]] Result<std::shared_ptr<const JsonDocument>> readDocument(store::Reader& reader,
                                                                       const JsonSource& source,
                                                                       std::optional<SpanIndex> only,
                                                                       std::stop_token stop);

/// Texts of records, in the order asked.
[[nodiscard]] Result<std::vector<std::shared_ptr<const JsonText>>> readRecords(
    store::Reader& reader, const JsonDocument& document, const std::vector<Record>& records,
    std::stop_token stop);

}  // namespace spanloupe::json
