// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_list.h"
#include "app/cli/open_store.h"
#include "app/cli/rows.h"
#include "app/cli/unread_input.h"
#include "core/base/hex.h"

namespace spanloupe::cli {
namespace {

/// Below the table: what could not be read, source by source.
void writeProblems(const Invocation& invocation, const store::SourceRow& source,
                   const std::vector<Diagnostic>& problems, std::uint64_t limit) {
  if (problems.empty()) return;
  invocation.out.write("\n" + cleanText(source.name) + "\n");
  std::uint64_t written = 0;
  for (const Diagnostic& problem : problems) {
    if (written++ == limit) break;
    std::string line =
        "  " + std::string(nameOf(problem.severity)) + " at byte " + std::to_string(problem.offset);
    if (!problem.member.empty()) line += " of " + cleanText(problem.member);
    line += ": " + cleanText(problem.kind);
    if (!problem.text.empty()) line += ": " + cleanText(problem.text);
    invocation.out.write(line + "\n");
  }
  if (source.diagnosticTotal > limit) {
    invocation.out.write("  " + std::to_string(source.diagnosticTotal - limit) + " more\n");
  }
}

}  // namespace

Result<int> runSources(const Invocation& invocation) {
  const auto limit = invocation.arguments.number("limit", 20);
  if (!limit) return tl::unexpected(limit.error());
  auto opened = openStore(invocation);
  if (!opened) return tl::unexpected(opened.error());
  const auto sources = opened->reader->sources();
  if (!sources) return tl::unexpected(sources.error());

  RowPrinter printer(invocation, {{"id", "Id"},
                                  {"name", "Name"},
                                  {"format", "Format"},
                                  {"state", "State"},
                                  {"imported_at_ns", "Imported"},
                                  {"bytes", "Size"},
                                  {"spans", "Spans"},
                                  {"logs", "Logs"},
                                  {"metric_points", "Metric points"},
                                  {"duplicates", "Duplicates"},
                                  {"diagnostics", "Problems"},
                                  {"content_hash", ""},
                                  {"entries", "", false}});
  std::vector<std::vector<Diagnostic>> all;
  for (const store::SourceRow& source : *sources) {
    const auto problems = opened->reader->diagnostics(source.id);
    if (!problems) return tl::unexpected(problems.error());
    printer.add({source.id, source.name, source.format, std::string(nameOf(source.state)), source.importedAt,
                 ByteCount{source.bytes}, source.spans, source.logs, source.metricPoints, source.duplicates,
                 source.diagnosticTotal, encodeHex(source.contentHash), JsonValue{problemsJson(*problems)}});
    all.push_back(*problems);
  }
  printer.finish();
  if (invocation.form == OutputForm::Table) {
    for (std::size_t i = 0; i < all.size(); ++i) writeProblems(invocation, (*sources)[i], all[i], *limit);
  }
  return opened->status;
}

}  // namespace spanloupe::cli
