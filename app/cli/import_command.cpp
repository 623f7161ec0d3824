// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <glob.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "app/cli/command_list.h"
#include "app/cli/progress_line.h"
#include "app/cli/rows.h"
#include "app/cli/unread_input.h"
#include "core/formats/registry.h"
#include "core/ingest/import_job.h"

namespace spanloupe::cli {
namespace {

/// Patterns that the shell has not expanded (quoted, or from a script). A file whose name is the pattern
/// wins.
std::vector<std::string> expanded(const std::vector<std::string>& words) {
  std::vector<std::string> paths;
  for (const std::string& word : words) {
    std::error_code error;
    glob_t found{};
    if (word.find_first_of("*?[") != std::string::npos && !std::filesystem::exists(word, error) &&
        glob(word.c_str(), 0, nullptr, &found) == 0) {
      paths.insert(paths.end(), found.gl_pathv, found.gl_pathv + found.gl_pathc);
    } else {
      paths.push_back(word);
    }
    globfree(&found);
  }
  return paths;
}

Result<ingest::ImportOptions> importOptions(const Arguments& arguments) {
  ingest::ImportOptions options;
  options.paths = expanded(arguments.words);
  options.format = arguments.value("format");
  options.follow = arguments.has("follow");
  options.again = arguments.has("again");
  if (!options.format.empty()) {
    const formats::Format* format = formats::formatNamed(options.format);
    if (format == nullptr || !format->info().reads) {
      return fail(ErrorKind::InvalidArgument,
                  "“" + options.format + "” is no format that can be read (see `formats`)");
    }
  }
  return options;
}

Result<ingest::ImportReport> import(const Invocation& invocation, const ingest::ImportOptions& options) {
  ProgressLine progress(invocation);
  ingest::ImportCallbacks callbacks;
  callbacks.progress = [&](const ingest::ImportProgress& now) { progress.show(now); };
  if (!invocation.arguments.has("store")) return ingest::checkFiles(options, callbacks, invocation.stop);
  auto session = store::Session::openForWriting(invocation.arguments.value("store"));
  if (!session) return tl::unexpected(session.error());
  return ingest::importAndTidy(**session, options, callbacks, invocation.stop);
}

std::vector<Column> columns() {
  return {{"name", "Name"},
          {"format", "Format"},
          {"state", "State"},
          {"bytes", "Size"},
          {"spans", "Spans"},
          {"logs", "Logs"},
          {"metric_points", "Metric points"},
          {"duplicates", "Duplicates"},
          {"diagnostics", "Problems"},
          {"already_there", "Already there"},
          {"error", ""},
          {"entries", "", false}};
}

std::vector<Cell> rowOf(const ingest::ImportedFile& file) {
  return {file.name,
          file.format,
          std::string(nameOf(file.state)),
          ByteCount{file.bytes},
          file.spans,
          file.logs,
          file.metricPoints,
          file.duplicates,
          file.diagnostics.total(),
          file.alreadyThere,
          file.error ? Cell(file.error->text()) : Cell(),
          JsonValue{problemsJson(file.diagnostics.entries())}};
}

/// One object with the rows of all files in it.
void writeJson(const Invocation& invocation, const ingest::ImportReport& report) {
  JsonText json;
  json.beginObject().key("spans").number(report.spans).key("logs").number(report.logs);
  json.key("duplicates").number(report.duplicates).key("diagnostics").number(report.diagnostics);
  json.key("cancelled").boolean(report.cancelled).key("files").beginArray();
  for (const ingest::ImportedFile& file : report.files) json.raw("\n" + jsonObject(columns(), rowOf(file)));
  invocation.out.write(json.endArray().endObject().str() + "\n");
}

void writeReport(const Invocation& invocation, const ingest::ImportReport& report) {
  if (invocation.form == OutputForm::Json) {
    writeJson(invocation, report);
    return;
  }
  RowPrinter printer(invocation, columns());
  for (const ingest::ImportedFile& file : report.files) printer.add(rowOf(file));
  printer.finish();
  if (invocation.form == OutputForm::Table && report.files.size() > 1) {
    invocation.out.write(std::to_string(report.files.size()) + " files, " + std::to_string(report.spans) +
                         " spans, " + std::to_string(report.logs) + " logs, " +
                         std::to_string(report.duplicates) + " duplicates, " +
                         std::to_string(report.diagnostics) + " problems\n");
  }
}

bool gaveNothing(const ingest::ImportedFile& file) {
  return file.error && file.spans == 0 && file.logs == 0 && file.metricPoints == 0 && file.duplicates == 0;
}

}  // namespace

Result<int> runImport(const Invocation& invocation) {
  const auto options = importOptions(invocation.arguments);
  if (!options) return tl::unexpected(options.error());
  const auto report = import(invocation, *options);
  if (!report) return tl::unexpected(report.error());

  writeReport(invocation, *report);
  invocation.out.flush();  // Before the problems, where both go to one terminal.
  for (const ingest::ImportedFile& file : report->files) listProblems(file);
  const auto& files = report->files;
  if (report->cancelled && !options->follow) {
    const bool kept = invocation.arguments.has("store");
    return fail(ErrorKind::Cancelled,
                kept ? "interrupted: what was read before is in the session, and its source is "
                       "marked incomplete"
                     : "interrupted");
  }
  if (!files.empty() && std::all_of(files.begin(), files.end(), gaveNothing)) return kFailed;
  return std::any_of(files.begin(), files.end(), isUnread) ? kPartlyUnread : kDone;
}

}  // namespace spanloupe::cli
