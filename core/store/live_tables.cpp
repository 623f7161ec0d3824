// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/live_tables.h"

#include <algorithm>
#include <chrono>

namespace spanloupe::store {
namespace {

/// Diagnostics kept of one endpoint, whose life has no end.
constexpr const char* kKeptDiagnostics = "200";

std::int64_t today() {
  using std::chrono::floor;
  return floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch().count();
}

std::int64_t nanosNow() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Result<bool> isOlder(const Connection& connection) {
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return tl::unexpected(version.error());
  return *version < 3;
}

Result<void> addDiagnostics(const Connection& connection, std::int64_t source,
                            const Diagnostics& diagnostics) {
  const std::string of = " FROM diagnostic WHERE source = " + std::to_string(source);
  const auto next = connection.integer("SELECT coalesce(max(position), -1) + 1" + of);
  if (!next) return tl::unexpected(next.error());
  auto insert = connection.prepare(
      "INSERT INTO diagnostic (source, position, severity, kind, offset, member, text) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)");
  if (!insert) return tl::unexpected(insert.error());
  std::int64_t position = *next;
  for (const Diagnostic& entry : diagnostics.entries()) {
    insert->bind(1, source).bind(2, position++).bind(3, static_cast<std::int64_t>(entry.severity));
    insert->bind(4, entry.kind).bind(5, static_cast<std::int64_t>(entry.offset));
    insert->bind(6, entry.member).bind(7, entry.text);
    if (const auto done = insert->run(); !done) return done;
  }
  auto count = connection.prepare(
      "INSERT INTO diagnostic_count (source, kind, count) VALUES (?, ?, ?) "
      "ON CONFLICT DO UPDATE SET count = count + excluded.count");
  if (!count) return tl::unexpected(count.error());
  for (const auto& [kind, total] : diagnostics.counts()) {
    count->bind(1, source).bind(2, kind).bind(3, static_cast<std::int64_t>(total));
    if (const auto done = count->run(); !done) return done;
  }
  return connection.run("DELETE" + of + " AND position < " + std::to_string(position) + " - " +
                        kKeptDiagnostics);
}

}  // namespace

Result<std::int64_t> findLiveSource(const Connection& connection, const std::string& name,
                                    const std::string& format) {
  auto find = connection.prepare("SELECT id FROM source WHERE state = 3 AND name = ? LIMIT 1");
  if (!find) return tl::unexpected(find.error());
  find->bind(1, name);
  const auto found = find->step();
  if (!found) return tl::unexpected(found.error());
  if (*found) return find->integer(0);
  auto insert = connection.prepare(
      "INSERT INTO source (id, name, format, imported_at, state) "
      "VALUES ((SELECT coalesce(max(id), 0) + 1 FROM source), ?, ?, ?, 3)");
  if (!insert) return tl::unexpected(insert.error());
  insert->bind(1, name).bind(2, format).bind(3, nanosNow());
  if (const auto inserted = insert->run(); !inserted) return tl::unexpected(inserted.error());
  return connection.lastRowId();
}

Result<void> growSource(const Connection& connection, std::int64_t source, const SourceGrowth& growth) {
  auto update = connection.prepare(
      "UPDATE source SET spans = spans + ?, logs = logs + ?, metric_points = metric_points + ?, "
      "duplicates = duplicates + ?, bytes = bytes + ?, requests = requests + ?, rejected = rejected + ?, "
      "diagnostics = diagnostics + ?, last_seen = max(last_seen, ?) WHERE id = ?");
  if (!update) return tl::unexpected(update.error());
  int column = 0;
  for (const std::uint64_t value :
       {growth.spans, growth.logs, growth.metricPoints, growth.duplicates, growth.bytes, growth.requests,
        growth.rejected, growth.diagnostics.total()})
    update->bind(++column, static_cast<std::int64_t>(value));
  update->bind(9, growth.lastSeen).bind(10, source);
  if (const auto done = update->run(); !done) return done;
  return growth.diagnostics.empty() ? Result<void>() : addDiagnostics(connection, source, growth.diagnostics);
}

Result<void> writePinned(const Connection& connection, TraceId id, bool pinned) {
  std::string bytes(TraceId::kSize, '\0');
  id.toBytes(bytes.data());
  auto write = connection.prepare(pinned ? "INSERT OR IGNORE INTO pinned_trace (trace_id) VALUES (?)"
                                         : "DELETE FROM pinned_trace WHERE trace_id = ?");
  if (!write) return tl::unexpected(write.error());
  write->bindBlob(1, bytes);
  return write->run();
}

Result<std::vector<TraceId>> readPinned(const Connection& connection) {
  const auto older = isOlder(connection);
  if (!older) return tl::unexpected(older.error());
  std::vector<TraceId> ids;
  if (*older) return ids;
  auto query = connection.prepare("SELECT trace_id FROM pinned_trace ORDER BY trace_id");
  if (!query) return tl::unexpected(query.error());
  while (true) {
    const auto more = query->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return ids;
    if (query->blob(0).size() == TraceId::kSize) ids.push_back(TraceId::fromBytes(query->blob(0).data()));
  }
}

Result<void> countEvicted(const Connection& connection, const std::map<std::int64_t, Evicted>& counts) {
  auto insert = connection.prepare(
      "INSERT INTO evicted (source, day, spans, logs, traces, min_start, max_start) "
      "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET spans = spans + excluded.spans, "
      "logs = logs + excluded.logs, traces = traces + excluded.traces, "
      "min_start = min(min_start, excluded.min_start), max_start = max(max_start, excluded.max_start)");
  if (!insert) return tl::unexpected(insert.error());
  for (const auto& [source, evicted] : counts) {
    // Where no span had a believable start, minStart is beyond what the column holds.
    constexpr auto kLast = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    insert->bind(1, source).bind(2, today()).bind(3, static_cast<std::int64_t>(evicted.spans));
    insert->bind(4, static_cast<std::int64_t>(evicted.logs));
    insert->bind(5, static_cast<std::int64_t>(evicted.traces));
    insert->bind(6, static_cast<std::int64_t>(std::min(evicted.minStart, kLast)));
    insert->bind(7, static_cast<std::int64_t>(evicted.maxStart));
    if (const auto done = insert->run(); !done) return done;
  }
  return {};
}

Result<std::vector<EvictedRow>> readEvicted(const Connection& connection) {
  const auto older = isOlder(connection);
  if (!older) return tl::unexpected(older.error());
  std::vector<EvictedRow> rows;
  if (*older) return rows;
  auto query = connection.prepare(
      "SELECT source, day, spans, logs, traces, min_start, max_start FROM evicted ORDER BY day, source");
  if (!query) return tl::unexpected(query.error());
  while (true) {
    const auto more = query->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return rows;
    const auto number = [&](int column) { return static_cast<std::uint64_t>(query->integer(column)); };
    rows.push_back({query->integer(0), query->integer(1), number(2), number(3), number(4),
                    timestampFromNanos(number(5)), timestampFromNanos(number(6))});
  }
}

}  // namespace spanloupe::store
