// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

#include <array>
#include <filesystem>

namespace spanloupe::store {
namespace {

// segment_column.id = segment << 20 | column, so that one range holds a segment. Scopes: column_key.h. The
// directory repeats names and sizes of a segment's columns, and shared lists the traces that earlier segments
// hold too, so that opening a session reads one row per segment (segment_info.cpp).
constexpr const char* kVersion1 = R"sql(
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  imported_at INTEGER NOT NULL,
  bytes INTEGER NOT NULL DEFAULT 0,
  content_hash BLOB,
  state INTEGER NOT NULL,
  spans INTEGER NOT NULL DEFAULT 0,
  logs INTEGER NOT NULL DEFAULT 0,
  metric_points INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  diagnostics INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX source_by_hash ON source (content_hash);
CREATE TABLE diagnostic (
  source INTEGER NOT NULL,
  position INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  kind TEXT NOT NULL,
  offset INTEGER NOT NULL,
  member TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (source, position)
) WITHOUT ROWID;
CREATE TABLE diagnostic_count (
  source INTEGER NOT NULL,
  kind TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (source, kind)
) WITHOUT ROWID;
CREATE TABLE segment (
  id INTEGER PRIMARY KEY,
  source INTEGER,
  spans INTEGER NOT NULL,
  traces INTEGER NOT NULL,
  events INTEGER NOT NULL,
  links INTEGER NOT NULL,
  logs INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  min_start INTEGER,
  max_start INTEGER,
  max_end INTEGER,
  directory BLOB NOT NULL,
  shared BLOB NOT NULL
);
CREATE TABLE segment_column (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  key TEXT NOT NULL,
  data BLOB NOT NULL
);
CREATE VIEW segment_columns AS
  SELECT id >> 20 AS segment, scope, key, length(data) AS bytes FROM segment_column;
)sql";

// Segments can be replaced by others with the same rows: SegmentState.
constexpr const char* kVersion2 = R"sql(
ALTER TABLE segment ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
CREATE TABLE service_color (
  position INTEGER PRIMARY KEY,
  service TEXT NOT NULL,
  slot INTEGER NOT NULL,
  texture INTEGER NOT NULL,
  letters TEXT NOT NULL
);
)sql";

// Listening. Requests that were acknowledged and are in no segment yet, and hashes of the last ones:
// pending_log.h. Where a segment's rows came from and when: SegmentStamp. What retention dropped, by the day
// on which it did.
constexpr const char* kVersion3 = R"sql(
ALTER TABLE segment ADD COLUMN origin INTEGER NOT NULL DEFAULT 0;
ALTER TABLE segment ADD COLUMN first_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE segment ADD COLUMN last_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN requests INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN last_seen INTEGER NOT NULL DEFAULT 0;
CREATE TABLE pending (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,
  format TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE TABLE taken_request (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL
);
CREATE TABLE pinned_trace (
  trace_id BLOB PRIMARY KEY
) WITHOUT ROWID;
CREATE TABLE evicted (
  source INTEGER NOT NULL,
  day INTEGER NOT NULL,
  spans INTEGER NOT NULL,
  logs INTEGER NOT NULL,
  traces INTEGER NOT NULL,
  min_start INTEGER NOT NULL,
  max_start INTEGER NOT NULL,
  PRIMARY KEY (source, day)
) WITHOUT ROWID;
)sql";

/// Element n takes a session from version n to n + 1.
constexpr std::array<const char*, kSchemaVersion> kSteps = {kVersion1, kVersion2, kVersion3};

Result<void> backUp(const std::string& path, std::int64_t version) {
  std::error_code error;
  const std::string copy = path + ".v" + std::to_string(version) + ".backup";
  std::filesystem::copy_file(path, copy, std::filesystem::copy_options::overwrite_existing, error);
  if (error)
    return tl::unexpected(ioError("cannot copy the session before converting it", copy, error.value()));
  return {};
}

}  // namespace

Result<void> checkVersion(const Connection& connection, const std::string& path) {
  const auto application = connection.integer("PRAGMA application_id");
  if (!application) return tl::unexpected(application.error());
  if (*application != kApplicationId)
    return fail(ErrorKind::Corrupt, "this SQLite file is not a Spanloupe session", path);
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return tl::unexpected(version.error());
  if (*version > kSchemaVersion)
    return fail(ErrorKind::Unsupported,
                "this session was written by a newer Spanloupe (format " + std::to_string(*version) +
                    ", this program reads up to " + std::to_string(kSchemaVersion) + "); please update",
                path);
  return {};
}

Result<void> prepareSchema(const Connection& connection, const std::string& path) {
  const auto tables = connection.integer("SELECT count(*) FROM sqlite_master");
  if (!tables) return tl::unexpected(tables.error());
  const bool isNew = *tables == 0;
  if (isNew) {
    // Large pages keep the chains of large blobs short; what replaced segments took can be given back.
    const auto set = connection.run(
        "PRAGMA page_size = 16384; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
    if (!set) return set;
  } else if (const auto readable = checkVersion(connection, path); !readable) {
    return readable;
  }
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return tl::unexpected(version.error());
  if (*version == kSchemaVersion) return {};
  if (!isNew) {
    if (const auto checkpoint = connection.run("PRAGMA wal_checkpoint(TRUNCATE)"); !checkpoint)
      return checkpoint;
    if (const auto copied = backUp(path, *version); !copied) return copied;
  }
  auto transaction = Transaction::begin(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  for (auto step = *version; step < kSchemaVersion; ++step)
    if (const auto done = connection.run(kSteps[static_cast<std::size_t>(step)]); !done) return done;
  const std::string marks = "PRAGMA application_id = " + std::to_string(kApplicationId) +
                            "; PRAGMA user_version = " + std::to_string(kSchemaVersion);
  if (const auto marked = connection.run(marks); !marked) return marked;
  return transaction->commit();
}

}  // namespace spanloupe::store
