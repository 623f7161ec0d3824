// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Spans, logs and diagnostics as text that a person can read and a golden file can hold: one fact per line,
// nothing printed that has its default value. Invalid UTF-8 and control characters are escaped, so any input
// gives text.
#pragma once

#include <string>

#include "core/model/diagnostics.h"
#include "core/model/record.h"

namespace spanloupe::test {

/// A span with its events and links; without resource and scope.
[[nodiscard]] std::string printSpan(const SpanView& span);
[[nodiscard]] std::string printLog(const LogView& log);
[[nodiscard]] std::string printResource(const ResourceView& resource);
[[nodiscard]] std::string printScope(const ScopeView& scope);
/// Resource, scope and span (or log) as one text: equal texts mean that nothing a session keeps differs.
[[nodiscard]] std::string printRecord(const SpanRecord& record);
[[nodiscard]] std::string printRecord(const LogRecord& record);
/// Everything in order of arrival; resource and scope are printed where they change.
[[nodiscard]] std::string printAll(const RecordingSink& sink);
/// One line per entry: severity, kind, offset, text; then counts of kinds with more entries than were kept.
[[nodiscard]] std::string printDiagnostics(const Diagnostics& diagnostics);

}  // namespace spanloupe::test
