// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/segment_info.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "core/model/wire.h"
#include "core/store/schema.h"

namespace spanloupe::store {
namespace {

class StoredBlob final : public BlobSource {
 public:
  StoredBlob(BlobCursor& cursor, std::int64_t row, std::uint64_t size)
      : m_cursor(cursor), m_row(row), m_size(size) {}
  [[nodiscard]] std::uint64_t size() const override { return m_size; }
  [[nodiscard]] Result<void> read(std::uint64_t offset, std::span<char> out) override {
    return m_cursor.read(m_row, offset, out);
  }

 private:
  BlobCursor& m_cursor;
  std::int64_t m_row;
  std::uint64_t m_size;
};

SegmentSummary readSummary(const Statement& row) {
  SegmentSummary summary;
  summary.source = row.integer(1);
  summary.spans = static_cast<std::uint32_t>(row.integer(2));
  summary.traces = static_cast<std::uint32_t>(row.integer(3));
  summary.events = static_cast<std::uint32_t>(row.integer(4));
  summary.links = static_cast<std::uint32_t>(row.integer(5));
  summary.logs = static_cast<std::uint32_t>(row.integer(6));
  summary.errors = static_cast<std::uint32_t>(row.integer(7));
  if (!row.isNull(8)) {
    summary.minStart = static_cast<std::uint64_t>(row.integer(8));
    summary.maxStart = static_cast<std::uint64_t>(row.integer(9));
    summary.maxEnd = static_cast<std::uint64_t>(row.integer(10));
  }
  return summary;
}

tl::unexpected<Error> damaged() {
  return fail(ErrorKind::Corrupt, "the session is damaged: a segment's directory cannot be read");
}

bool takeNumber(std::string_view& bytes, std::uint64_t& number) {
  const int width = wire::parseVarint(bytes, number);
  if (width <= 0) return false;
  bytes.remove_prefix(static_cast<std::size_t>(width));
  return true;
}

// Directory: flags (1: run 0 has no trace id), then scope, key length, key and blob size of each column.
bool decodeDirectory(std::string_view bytes, SegmentInfo& info) {
  std::uint64_t flags = 0;
  if (!takeNumber(bytes, flags)) return false;
  info.firstRunHasNoTrace = (flags & 1) != 0;
  while (!bytes.empty()) {
    std::uint64_t scope = 0;
    std::uint64_t length = 0;
    std::uint64_t size = 0;
    if (!takeNumber(bytes, scope) || !takeNumber(bytes, length) || length > bytes.size()) return false;
    info.names.push_back({static_cast<ColumnScope>(scope), std::string(bytes.substr(0, length))});
    bytes.remove_prefix(length);
    if (!takeNumber(bytes, size)) return false;
    info.sizes.push_back(size);
  }
  return true;
}

// Shared: run, segment and run there of each; runs ascend.
bool decodeShared(std::string_view bytes, SegmentInfo& info) {
  std::uint64_t last = 0;
  while (!bytes.empty()) {
    std::uint64_t run = 0;
    std::uint64_t segment = 0;
    std::uint64_t previous = 0;
    if (!takeNumber(bytes, run) || !takeNumber(bytes, segment) || !takeNumber(bytes, previous)) return false;
    if (run >= info.runs || segment >= info.id || (run <= last && !info.shared.empty())) return false;
    info.shared.push_back({static_cast<std::uint32_t>(run), static_cast<std::uint32_t>(segment),
                           static_cast<std::uint32_t>(previous)});
    last = run;
  }
  return true;
}

std::string encodeDirectory(const SegmentInfo& info) {
  std::string out;
  wire::appendVarint(out, info.firstRunHasNoTrace ? 1 : 0);
  for (std::size_t column = 0; column < info.names.size(); ++column) {
    wire::appendVarint(out, static_cast<std::uint64_t>(info.names[column].scope));
    wire::appendVarint(out, info.names[column].key.size());
    out += info.names[column].key;
    wire::appendVarint(out, info.sizes[column]);
  }
  return out;
}

std::string encodeShared(const std::vector<SharedRun>& shared) {
  std::string out;
  for (const SharedRun& run : shared) {
    wire::appendVarint(out, run.run);
    wire::appendVarint(out, run.previousSegment);
    wire::appendVarint(out, run.previousRun);
  }
  return out;
}

/// What sessions of older versions lack.
struct Dialect {
  std::string shown;   ///< Condition; in the first version nothing is ever replaced.
  std::string stored;  ///< Likewise.
  std::string stamp;   ///< Columns.
};

Result<Dialect> dialectOf(const Connection& connection) {
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return tl::unexpected(version.error());
  return Dialect{*version < 2 ? "1" : "state = 0", *version < 2 ? "1" : "state IN (0, 3)",
                 *version < 3 ? "0, 0, 0" : "origin, first_at, last_at"};
}

using NewSegments = std::vector<std::shared_ptr<SegmentInfo>>;

/// Those that meet `condition`, with ids above `after`.
Result<NewSegments> readSegments(const Connection& connection, std::uint32_t after, const Dialect& dialect,
                                 const std::string& condition) {
  NewSegments segments;
  auto rows = connection.prepare(
      "SELECT id, source, spans, traces, events, links, logs, errors, min_start, max_start, max_end, "
      "directory, shared, " +
      dialect.stamp + " FROM segment WHERE id > ? AND " + condition + " ORDER BY id");
  if (!rows) return tl::unexpected(rows.error());
  rows->bind(1, std::int64_t{after});
  while (true) {
    const auto more = rows->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return segments;
    const auto info = std::make_shared<SegmentInfo>();
    info->id = static_cast<std::uint32_t>(rows->integer(0));
    info->summary = readSummary(*rows);
    if (!decodeDirectory(rows->blob(11), *info)) return damaged();
    info->runs = info->summary.traces + (info->firstRunHasNoTrace ? 1 : 0);
    if (!decodeShared(rows->blob(12), *info)) return damaged();
    info->stamp = {static_cast<SegmentOrigin>(rows->integer(13)), rows->integer(14), rows->integer(15)};
    segments.push_back(info);
  }
}

/// The links of a cleared segment; nothing when it is none.
Result<std::optional<SegmentInfo>> readCleared(const Connection& connection, std::uint32_t id) {
  auto row = connection.prepare("SELECT traces, shared, directory FROM segment WHERE id = ? AND state = 3");
  if (!row) return tl::unexpected(row.error());
  row->bind(1, std::int64_t{id});
  const auto found = row->step();
  if (!found) return tl::unexpected(found.error());
  if (!*found) return std::nullopt;
  SegmentInfo info;
  info.id = id;
  if (!decodeDirectory(row->blob(2), info)) return damaged();
  info.runs = static_cast<std::uint32_t>(row->integer(0)) + (info.firstRunHasNoTrace ? 1 : 0);
  if (!decodeShared(row->blob(1), info)) return damaged();
  return info;
}

/// Leads the links of `fresh`, which come after `known`, past cleared segments. Mostly no link leads there,
/// and then nothing is read.
Result<void> passCleared(const Connection& connection, const Segments& known, NewSegments& fresh) {
  const auto isIn = [](const auto& segments, std::uint32_t id) {
    const auto found =
        std::lower_bound(segments.begin(), segments.end(), id,
                         [](const auto& segment, std::uint32_t wanted) { return segment->id < wanted; });
    return found != segments.end() && (*found)->id == id;
  };
  std::map<std::uint32_t, std::optional<SegmentInfo>> cleared;
  for (const auto& segment : fresh) {
    for (SharedRun& run : segment->shared) {
      // Each step goes to an older segment.
      while (run.previousSegment != 0 && !isIn(fresh, run.previousSegment) &&
             !isIn(known, run.previousSegment)) {
        auto found = cleared.find(run.previousSegment);
        if (found == cleared.end()) {
          auto read = readCleared(connection, run.previousSegment);
          if (!read) return tl::unexpected(read.error());
          found = cleared.emplace(run.previousSegment, std::move(*read)).first;
        }
        if (!found->second) break;
        const SharedRun* const older = found->second->sharedRun(run.previousRun);
        run.previousSegment = older == nullptr ? 0 : older->previousSegment;
        run.previousRun = older == nullptr ? 0 : older->previousRun;
      }
    }
    std::erase_if(segment->shared, [](const SharedRun& run) { return run.previousSegment == 0; });
  }
  return {};
}

/// The shown ones that come after `known`.
Result<Segments> loadAfter(const Connection& connection, const Segments& known) {
  const auto dialect = dialectOf(connection);
  if (!dialect) return tl::unexpected(dialect.error());
  auto fresh = readSegments(connection, known.empty() ? 0 : known.back()->id, *dialect, dialect->shown);
  if (!fresh) return tl::unexpected(fresh.error());
  // In the first version nothing can be cleared.
  if (dialect->shown != "1")
    if (const auto led = passCleared(connection, known, *fresh); !led) return tl::unexpected(led.error());
  return Segments(fresh->begin(), fresh->end());
}

}  // namespace

const SharedRun* SegmentInfo::sharedRun(std::uint32_t run) const {
  const auto found =
      std::lower_bound(shared.begin(), shared.end(), run,
                       [](const SharedRun& entry, std::uint32_t wanted) { return entry.run < wanted; });
  return found != shared.end() && found->run == run ? &*found : nullptr;
}

std::uint64_t SegmentInfo::bytes() const {
  return std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0});
}

Result<std::unique_ptr<BlobSource>> StoredColumns::open(std::size_t column) {
  return std::make_unique<StoredBlob>(m_cursor, columnRow(m_info->id, column), m_info->sizes[column]);
}

Result<Segments> loadSegments(const Connection& connection) { return loadAfter(connection, {}); }

Result<Segments> loadStored(const Connection& connection, std::uint32_t after) {
  const auto dialect = dialectOf(connection);
  if (!dialect) return tl::unexpected(dialect.error());
  const auto stored = readSegments(connection, after, *dialect, dialect->stored);
  if (!stored) return tl::unexpected(stored.error());
  return Segments(stored->begin(), stored->end());
}

// Between the two questions segments may be replaced; the second is asked last, so that it then disagrees.
// Their number alone would not tell when as many are shown again as are merged.
Result<void> refreshSegments(const Connection& connection, Segments& known) {
  auto more = loadAfter(connection, known);
  if (!more) return tl::unexpected(more.error());
  const auto dialect = dialectOf(connection);
  if (!dialect) return tl::unexpected(dialect.error());
  const auto last = known.empty() ? 0 : known.back()->id;
  auto still = connection.prepare("SELECT count(*), coalesce(sum(id), 0) FROM segment WHERE id <= " +
                                  std::to_string(last) + " AND " + dialect->shown);
  if (!still) return tl::unexpected(still.error());
  if (const auto row = still->step(); !row) return tl::unexpected(row.error());
  std::int64_t sum = 0;
  for (const auto& segment : known) sum += segment->id;
  if (static_cast<std::size_t>(still->integer(0)) != known.size() || still->integer(1) != sum) {
    known.clear();
    more = loadAfter(connection, {});
    if (!more) return tl::unexpected(more.error());
  }
  known.insert(known.end(), more->begin(), more->end());
  return {};
}

std::shared_ptr<const SegmentInfo> describe(std::uint32_t id, const EncodedSegment& segment,
                                            std::vector<SharedRun> shared, const SegmentStamp& stamp) {
  const auto info = std::make_shared<SegmentInfo>();
  info->id = id;
  info->summary = segment.summary;
  info->stamp = stamp;
  info->firstRunHasNoTrace = !segment.traceIds.empty() && segment.traceIds.front().isZero();
  info->runs = segment.summary.traces + (info->firstRunHasNoTrace ? 1 : 0);
  for (const EncodedColumn& column : segment.columns) {
    info->names.push_back({column.scope, column.key});
    info->sizes.push_back(column.data.size());
  }
  info->shared = std::move(shared);
  return info;
}

Result<void> insertSegment(const Connection& connection, const SegmentInfo& info,
                           const EncodedSegment& segment, SegmentState state) {
  auto insert = connection.prepare(
      "INSERT INTO segment (id, source, spans, traces, events, links, logs, errors, min_start, max_start, "
      "max_end, directory, shared, state, origin, first_at, last_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (!insert) return tl::unexpected(insert.error());
  const SegmentSummary& summary = info.summary;
  insert->bind(1, std::int64_t{info.id})
      .bind(3, std::int64_t{summary.spans})
      .bind(4, std::int64_t{summary.traces});
  if (summary.source == 0) {
    insert->bindNull(2);
  } else {
    insert->bind(2, summary.source);
  }
  insert->bind(5, std::int64_t{summary.events}).bind(6, std::int64_t{summary.links});
  insert->bind(7, std::int64_t{summary.logs}).bind(8, std::int64_t{summary.errors});
  if (summary.minStart != ~std::uint64_t{0}) {
    insert->bind(9, static_cast<std::int64_t>(summary.minStart))
        .bind(10, static_cast<std::int64_t>(summary.maxStart));
    insert->bind(11, static_cast<std::int64_t>(summary.maxEnd));
  }
  const std::string directory = encodeDirectory(info);
  const std::string sharedRuns = encodeShared(info.shared);
  insert->bindBlob(12, directory).bindBlob(13, sharedRuns).bind(14, static_cast<std::int64_t>(state));
  insert->bind(15, static_cast<std::int64_t>(info.stamp.origin));
  insert->bind(16, info.stamp.firstAt).bind(17, info.stamp.lastAt);
  if (const auto done = insert->run(); !done) return done;
  auto column = connection.prepare("INSERT INTO segment_column (id, scope, key, data) VALUES (?, ?, ?, ?)");
  if (!column) return tl::unexpected(column.error());
  for (std::size_t i = 0; i < segment.columns.size(); ++i) {
    const EncodedColumn& encoded = segment.columns[i];
    column->bind(1, columnRow(info.id, i))
        .bind(2, static_cast<std::int64_t>(encoded.scope))
        .bind(3, encoded.key);
    column->bindBlob(4, encoded.data);
    if (const auto done = column->run(); !done) return done;
  }
  return {};
}

Result<bool> isStored(const Connection& connection, std::uint32_t id) {
  const auto dialect = dialectOf(connection);
  if (!dialect) return tl::unexpected(dialect.error());
  const auto count = connection.integer("SELECT count(*) FROM segment WHERE id = " + std::to_string(id) +
                                        " AND " + dialect->stored);
  if (!count) return tl::unexpected(count.error());
  return *count != 0;
}

Result<void> updateShared(const Connection& connection, const SegmentInfo& info) {
  auto update = connection.prepare("UPDATE segment SET shared = ? WHERE id = ?");
  if (!update) return tl::unexpected(update.error());
  const std::string sharedRuns = encodeShared(info.shared);
  update->bindBlob(1, sharedRuns).bind(2, std::int64_t{info.id});
  return update->run();
}

Result<void> deleteSegment(const Connection& connection, std::uint32_t id) {
  auto transaction = Transaction::begin(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  return connection
      .run("DELETE FROM segment_column WHERE id >= " + std::to_string(columnRow(id, 0)) + " AND id < " +
           std::to_string(columnRow(std::int64_t{id} + 1, 0)) +
           "; DELETE FROM segment WHERE id = " + std::to_string(id) + " AND state <> 0")
      .and_then([&] { return transaction->commit(); });
}

Result<void> deleteSegments(const Connection& connection, SegmentState state) {
  const std::string is = "state = " + std::to_string(static_cast<int>(state));
  const auto count = connection.integer("SELECT count(*) FROM segment WHERE " + is);
  if (!count) return tl::unexpected(count.error());
  if (*count == 0) return {};
  auto transaction = Transaction::begin(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  const std::string shift = std::to_string(kColumnBits);
  const auto deleted = connection.run(
      "DELETE FROM segment_column WHERE id IN (SELECT c.id FROM segment s JOIN segment_column c "
      "ON c.id >= s.id << " +
      shift + " AND c.id < (s.id + 1) << " + shift + " WHERE s." + is +
      "); "
      "DELETE FROM segment WHERE " +
      is);
  if (!deleted) return deleted;
  if (const auto committed = transaction->commit(); !committed) return committed;
  return connection.run("PRAGMA incremental_vacuum");
}

Result<void> deleteHiddenSegments(const Connection& connection) {
  // Those of the first version have no states and hide nothing.
  const auto dialect = dialectOf(connection);
  if (!dialect) return tl::unexpected(dialect.error());
  if (dialect->shown == "1") return {};
  if (const auto deleted = deleteSegments(connection, SegmentState::Written); !deleted) return deleted;
  return deleteSegments(connection, SegmentState::Replaced);
}

}  // namespace spanloupe::store
