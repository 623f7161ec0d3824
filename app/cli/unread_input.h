// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which input could not be read: found in import reports and in the sources of a session, listed on standard
// error, and made into the exit status. Main thread.
#pragma once

#include "app/cli/json_text.h"
#include "core/base/result.h"
#include "core/ingest/import_job.h"
#include "core/store/reader.h"

namespace spanloupe::cli {

/// A problem that kept part of the input from being read, not merely an oddity.
[[nodiscard]] bool isUnread(const ingest::ImportedFile& file);

/// Writes the problems of `file` to standard error, the first of them in full.
void listProblems(const ingest::ImportedFile& file);
/// Likewise for every source of a session. True when some input could not be read.
[[nodiscard]] Result<bool> listProblems(store::Reader& reader);

/// [{"severity","kind","offset","text","member"}]
[[nodiscard]] std::string problemsJson(const std::vector<Diagnostic>& diagnostics);
[[nodiscard]] std::string_view nameOf(Severity severity);
[[nodiscard]] std::string_view nameOf(store::SourceState state);

}  // namespace spanloupe::cli
