// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Text of a document for the clipboard and for files. For the threads of the query pool; polls the stop token
// between blocks.
#pragma once

#include <stop_token>
#include <string>

#include "core/store/reader.h"
#include "ui/common/job.h"
#include "ui/json/json_document.h"

namespace spanloupe::json {

/// What to make of the lines that are copied.
enum class CopyForm : std::uint8_t {
  Lines,   ///< As they stand.
  Object,  ///< Moved to the left; no name before it, no comma behind it.
  Value    ///< Likewise; a string without quotes, of an OTLP attribute its value.
};
/// More is no longer for a clipboard.
inline constexpr std::uint64_t kMostCopied = 64'000'000;
/// Lines first to last, folded or not.
[[nodiscard]] Result<std::string> copyText(store::Reader& reader, const JsonDocument& document, DocLine first,
                                           DocLine last, CopyForm form, std::stop_token stop);

/// What the document shows as a file, which is there whole or not at all; without the laying out when it is a
/// whole trace, which may be larger than what can be looked at.
/// `job` counts the bytes meanwhile.
[[nodiscard]] Result<void> saveFile(store::Reader& reader, const JsonDocument& document,
                                    const std::string& path, ui::Job& job, std::stop_token stop);

}  // namespace spanloupe::json
