// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Checks a session bottom up: the file, directories, segments, what sources say about rows. Segments are
// independent of each other, so every processor takes its share of them.
#include "core/store/check.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "core/store/live_tables.h"
#include "core/store/schema.h"
#include "core/store/segment_check.h"
#include "core/store/snapshot.h"
#include "core/store/statistics.h"

namespace spanloupe::store {
namespace {

using Problems = std::vector<CheckProblem>;

/// What one thread found.
struct Share {
  SegmentCheck found;
  std::optional<Error> error;
};

void checkShare(const std::string& path, const Segments& segments, std::atomic<std::size_t>& next,
                const std::stop_token& stop, Share& share) {
  const auto connection = Connection::open(path, Access::ReadOnly);
  if (!connection) {
    share.error = connection.error();
    return;
  }
  BlobCursor cursor(*connection);
  for (std::size_t i = next++; i < segments.size() && !stop.stop_requested(); i = next++) {
    const SegmentCheck check = checkSegment(segments[i], cursor);
    if (!check.problems.empty()) {
      // One that receives merges and drops segments meanwhile.
      cursor.release();
      const auto shown = isStored(*connection, segments[i]->id);
      if (!shown) share.error = shown.error();
      if (!shown || !*shown) continue;
    }
    share.found.problems.insert(share.found.problems.end(), check.problems.begin(), check.problems.end());
    for (const auto& [source, count] : check.spans) share.found.spans[source] += count;
    for (const auto& [source, count] : check.logs) share.found.logs[source] += count;
  }
}

Result<void> checkFile(const Connection& connection, Problems& problems) {
  auto query = connection.prepare("PRAGMA integrity_check(200)");
  if (!query) return tl::unexpected(query.error());
  while (true) {
    const auto more = query->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    if (query->text(0) != "ok") problems.push_back({"file", std::string(query->text(0))});
  }
}

/// The directories and the columns that are really there.
Result<void> checkDirectories(const Connection& connection, const Segments& segments, Problems& problems) {
  auto query = connection.prepare(
      "SELECT scope, key, length(data) FROM segment_column WHERE id BETWEEN ? AND ? ORDER BY id");
  if (!query) return tl::unexpected(query.error());
  for (const auto& segment : segments) {
    query->bind(1, columnRow(segment->id, 0)).bind(2, columnRow(segment->id + 1, 0) - 1);
    std::size_t column = 0;
    bool agrees = true;
    while (true) {
      const auto more = query->step();
      if (!more) return tl::unexpected(more.error());
      if (!*more) break;
      agrees = agrees && column < segment->names.size() &&
               query->integer(0) == static_cast<std::int64_t>(segment->names[column].scope) &&
               query->text(1) == segment->names[column].key &&
               static_cast<std::uint64_t>(query->integer(2)) == segment->sizes[column];
      ++column;
    }
    if (agrees && column == segment->names.size()) continue;
    const auto shown = isStored(connection, segment->id);
    if (!shown) return tl::unexpected(shown.error());
    if (*shown)
      problems.push_back(
          {"segment " + std::to_string(segment->id), "its directory does not agree with its columns"});
  }
  return {};
}

/// Spans and logs that retention dropped, by source.
Result<SegmentCheck> evictedRows(const Connection& connection) {
  SegmentCheck gone;
  const auto rows = readEvicted(connection);
  if (!rows) return tl::unexpected(rows.error());
  for (const EvictedRow& row : *rows) {
    gone.spans[row.source] += row.spans;
    gone.logs[row.source] += row.logs;
  }
  return gone;
}

/// Complete and live sources say how many rows they brought. Returns how many sources there are.
Result<std::uint64_t> checkSources(const Connection& connection, const Segments& segments,
                                   const SegmentCheck& found, Problems& problems) {
  auto query = connection.prepare("SELECT id, state, spans, logs FROM source");
  if (!query) return tl::unexpected(query.error());
  const auto gone = evictedRows(connection);
  if (!gone) return tl::unexpected(gone.error());
  std::set<std::int64_t> known;
  Problems ofLive;
  while (true) {
    const auto more = query->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
    const std::int64_t id = query->integer(0);
    known.insert(id);
    const auto state = static_cast<SourceState>(query->integer(1));
    if (state != SourceState::Complete && state != SourceState::Live) continue;
    const auto compare = [&](const SourceRows& rows, const SourceRows& dropped, int column,
                             const char* what) {
      const auto of = [id](const SourceRows& counts) {
        const auto row = counts.find(id);
        return row == counts.end() ? 0 : row->second;
      };
      const std::uint64_t stored = of(rows) + of(dropped);
      const auto said = static_cast<std::uint64_t>(query->integer(column));
      if (stored != said)
        (state == SourceState::Live ? ofLive : problems)
            .push_back({"source " + std::to_string(id), "it says " + std::to_string(said) + " " + what +
                                                            ", " + std::to_string(stored) +
                                                            " are stored or were dropped"});
    };
    compare(found.spans, gone->spans, 2, "spans");
    compare(found.logs, gone->logs, 3, "logs");
  }
  // What was received meanwhile was not looked at.
  const auto now = loadStored(connection, 0);
  if (!now) return tl::unexpected(now.error());
  const bool unchanged = std::equal(now->begin(), now->end(), segments.begin(), segments.end(),
                                    [](const auto& one, const auto& other) { return one->id == other->id; });
  if (unchanged) problems.insert(problems.end(), ofLive.begin(), ofLive.end());
  for (const auto& [source, count] : found.spans)
    if (!known.contains(source))
      problems.push_back({"source " + std::to_string(source),
                          std::to_string(count) + " spans name it, but it is not there"});
  return known.size();
}

}  // namespace

Result<CheckReport> checkSession(const std::string& sessionPath, std::stop_token stop) {
  const auto connection = Connection::open(sessionPath, Access::ReadOnly);
  if (!connection) return tl::unexpected(connection.error());
  if (const auto readable = checkVersion(*connection, sessionPath); !readable)
    return tl::unexpected(readable.error());
  const auto segments = loadStored(*connection, 0);
  if (!segments) return tl::unexpected(segments.error());

  Problems problems;
  std::vector<Share> shares(std::max(1U, std::thread::hardware_concurrency()));
  Result<void> file;
  {
    std::atomic<std::size_t> next = 0;
    std::vector<std::jthread> threads;
    for (Share& share : shares)
      threads.emplace_back([&] { checkShare(sessionPath, *segments, next, stop, share); });
    file = checkFile(*connection, problems);
  }
  if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
  if (!file) return tl::unexpected(file.error());
  SegmentCheck found;
  for (Share& share : shares) {
    if (share.error) return tl::unexpected(*share.error);
    problems.insert(problems.end(), share.found.problems.begin(), share.found.problems.end());
    for (const auto& [source, count] : share.found.spans) found.spans[source] += count;
    for (const auto& [source, count] : share.found.logs) found.logs[source] += count;
  }
  if (const auto checked = checkDirectories(*connection, *segments, problems); !checked)
    return tl::unexpected(checked.error());
  const auto sources = checkSources(*connection, *segments, found, problems);
  if (!sources) return tl::unexpected(sources.error());

  CheckReport report;
  const auto shown = loadSegments(*connection);
  if (!shown) return tl::unexpected(shown.error());
  report.segments = shown->size();
  for (const auto& segment : *shown) {
    report.spans += segment->summary.spans;
    report.logs += segment->summary.logs;
  }
  report.traces = Snapshot(*shown).traceCount();
  report.sources = *sources;
  report.problemTotal = problems.size();
  if (problems.size() > CheckReport::kKept) problems.resize(CheckReport::kKept);
  report.problems = std::move(problems);
  return report;
}

}  // namespace spanloupe::store
