// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/segment_info.h"

#include <algorithm>

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

}  // namespace

const SharedRun* SegmentInfo::sharedRun(std::uint32_t run) const {
  const auto found = std::lower_bound(
      shared.begin(), shared.end(), run,
      [](const SharedRun& entry, std::uint32_t wanted) { return entry.run < wanted; });
  return found != shared.end() && found->run == run ? &*found : nullptr;
}

std::string encodeDirectory(const EncodedSegment& segment) {
  std::string out;
  const bool noTrace = !segment.traceIds.empty() && segment.traceIds.front().isZero();
  wire::appendVarint(out, noTrace ? 1 : 0);
  for (const EncodedColumn& column : segment.columns) {
    wire::appendVarint(out, static_cast<std::uint64_t>(column.scope));
    wire::appendVarint(out, column.key.size());
    out += column.key;
    wire::appendVarint(out, column.data.size());
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

Result<std::unique_ptr<BlobSource>> StoredColumns::open(std::size_t column) {
  return std::make_unique<StoredBlob>(m_cursor, columnRow(m_info->id, column), m_info->sizes[column]);
}

Result<std::vector<std::shared_ptr<const SegmentInfo>>> loadSegments(const Connection& connection,
                                                                     std::uint32_t after) {
  std::vector<std::shared_ptr<const SegmentInfo>> segments;
  auto rows = connection.prepare(
      "SELECT id, source, spans, traces, events, links, logs, errors, min_start, max_start, max_end, "
      "directory, shared "
      "FROM segment WHERE id > ? ORDER BY id");
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
    segments.push_back(info);
  }
}

}  // namespace spanloupe::store
