// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/unread_input.h"

#include <cstdio>

#include "app/cli/terminal.h"

namespace spanloupe::cli {
namespace {

/// Problems of one file that are written out; the rest is counted.
constexpr std::size_t kListed = 20;

void list(const std::string& file, const std::vector<Diagnostic>& problems, std::uint64_t total) {
  std::string text;
  std::size_t listed = 0;
  std::uint64_t notes = 0;
  for (const Diagnostic& problem : problems) {
    if (problem.severity == Severity::Note) {
      ++notes;
      continue;
    }
    if (listed == kListed) break;
    ++listed;
    const std::string place = problem.member.empty() ? file : file + ":" + problem.member;
    text += cleanText(place) + ": " + std::string(nameOf(problem.severity)) + " at byte " +
            std::to_string(problem.offset) + ": " + cleanText(problem.kind) +
            (problem.text.empty() ? "" : ": " + cleanText(problem.text)) + "\n";
  }
  if (listed > 0 && total > listed + notes) {
    text += cleanText(file) + ": " + std::to_string(total - listed - notes) +
            " more (see `spanloupe-cli sources`)\n";
  }
  std::fputs(text.c_str(), stderr);
}

}  // namespace

std::string_view nameOf(Severity severity) {
  switch (severity) {
    case Severity::Note: return "note";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
  }
  return "";
}

std::string_view nameOf(store::SourceState state) {
  switch (state) {
    case store::SourceState::Importing: return "importing";
    case store::SourceState::Complete: return "complete";
    case store::SourceState::Incomplete: return "incomplete";
    case store::SourceState::Live: return "live";
  }
  return "";
}

bool isUnread(const ingest::ImportedFile& file) {
  return file.error.has_value() || file.diagnostics.hasErrors();
}

void listProblems(const ingest::ImportedFile& file) {
  list(file.name, file.diagnostics.entries(), file.diagnostics.total());
  if (file.error) std::fputs(("spanloupe-cli: " + cleanText(file.error->text()) + "\n").c_str(), stderr);
}

Result<bool> listProblems(store::Reader& reader) {
  const auto sources = reader.sources();
  if (!sources) return tl::unexpected(sources.error());
  bool unread = false;
  for (const store::SourceRow& source : *sources) {
    if (source.state != store::SourceState::Complete && source.state != store::SourceState::Live) {
      unread = true;
      std::fputs(("spanloupe-cli: " + cleanText(source.name) + ": not imported to its end\n").c_str(),
                 stderr);
    }
    if (source.diagnosticTotal == 0) continue;
    const auto problems = reader.diagnostics(source.id);
    if (!problems) return tl::unexpected(problems.error());
    list(source.name, *problems, source.diagnosticTotal);
    for (const Diagnostic& problem : *problems) unread = unread || problem.severity == Severity::Error;
  }
  return unread;
}

std::string problemsJson(const std::vector<Diagnostic>& diagnostics) {
  JsonText json;
  json.beginArray();
  for (const Diagnostic& one : diagnostics) {
    json.beginObject().key("severity").text(nameOf(one.severity)).key("kind").text(one.kind);
    json.key("offset")
        .number(one.offset)
        .key("text")
        .text(one.text)
        .key("member")
        .text(one.member)
        .endObject();
  }
  return json.endArray().str();
}

}  // namespace spanloupe::cli
