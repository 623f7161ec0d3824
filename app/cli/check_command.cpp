// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include "app/cli/command_list.h"
#include "app/cli/rows.h"
#include "core/ingest/session_files.h"
#include "core/store/check.h"

namespace spanloupe::cli {
namespace {

Result<std::string> sessionToCheck(const Arguments& arguments) {
  if (!arguments.words.empty() && arguments.has("store")) {
    return fail(ErrorKind::InvalidArgument, "name one session: S or --store S");
  }
  if (!arguments.words.empty() && arguments.words[0].empty()) {
    return fail(ErrorKind::InvalidArgument, "the name of the session is empty");
  }
  if (!arguments.words.empty()) return arguments.words[0];
  if (arguments.has("store")) return arguments.value("store");
  return ingest::defaultSessionPath();
}

std::string jsonOf(const store::CheckReport& report) {
  JsonText json;
  json.beginObject().key("ok").boolean(report.ok());
  json.key("segments")
      .number(report.segments)
      .key("spans")
      .number(report.spans)
      .key("logs")
      .number(report.logs);
  json.key("traces").number(report.traces).key("sources").number(report.sources);
  json.key("problem_count").number(report.problemTotal).key("problems").beginArray();
  for (const store::CheckProblem& problem : report.problems) {
    json.beginObject().key("where").text(problem.where).key("text").text(problem.text).endObject();
  }
  return json.endArray().endObject().str();
}

}  // namespace

Result<int> runCheck(const Invocation& invocation) {
  const auto path = sessionToCheck(invocation.arguments);
  if (!path) return tl::unexpected(path.error());
  const auto report = store::checkSession(*path, invocation.stop);
  if (!report) return tl::unexpected(report.error());

  printObject(invocation, jsonOf(*report),
              {{"ok", report->ok()},
               {"segments", report->segments},
               {"spans", report->spans},
               {"logs", report->logs},
               {"traces", report->traces},
               {"sources", report->sources},
               {"problem_count", report->problemTotal}});
  if (report->ok()) return kDone;
  invocation.out.flush();
  for (const store::CheckProblem& problem : report->problems) {
    std::fputs(
        (cleanText(*path) + ": " + cleanText(problem.where) + ": " + cleanText(problem.text) + "\n").c_str(),
        stderr);
  }
  return kFailed;
}

}  // namespace spanloupe::cli
