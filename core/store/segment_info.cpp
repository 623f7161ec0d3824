// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/segment_info.h"

#include "core/store/schema.h"
#include "core/store/segment_reader.h"

namespace spanloupe::store {
namespace {

class StoredBlob final : public BlobSource {
 public:
  StoredBlob(BlobCursor& cursor, std::int64_t row, std::uint64_t size) : m_cursor(cursor), m_row(row), m_size(size) {}
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

/// Fills what is derived from columns: how many runs there are, and which are shared.
Result<void> readRuns(const std::shared_ptr<SegmentInfo>& info, BlobCursor& cursor) {
  info->runs = info->summary.traces;
  if (info->summary.spans == 0) return {};
  SegmentReader reader(std::make_unique<StoredColumns>(info, cursor), info->summary);
  const auto high = reader.integers(ColumnScope::Trace, key::kTraceIdHigh, 0, 1);
  const auto low = reader.integers(ColumnScope::Trace, key::kTraceIdLow, 0, 1);
  if (!high) return tl::unexpected(high.error());
  if (!low) return tl::unexpected(low.error());
  info->firstRunHasNoTrace = (*high)[0] == 0 && (*low)[0] == 0;
  info->runs += info->firstRunHasNoTrace ? 1 : 0;
  const auto segments = reader.integers(ColumnScope::Trace, key::kPreviousSegment, 0, info->runs);
  const auto runs = reader.integers(ColumnScope::Trace, key::kPreviousRun, 0, info->runs);
  if (!segments) return tl::unexpected(segments.error());
  if (!runs) return tl::unexpected(runs.error());
  for (std::uint32_t run = 0; run < info->runs; ++run)
    if ((*segments)[run] != 0)
      info->shared.push_back({run, static_cast<std::uint32_t>((*segments)[run]), static_cast<std::uint32_t>((*runs)[run])});
  return {};
}

}  // namespace

Result<std::unique_ptr<BlobSource>> StoredColumns::open(std::size_t column) {
  return std::make_unique<StoredBlob>(m_cursor, columnRow(m_info->id, column), m_info->sizes[column]);
}

Result<std::vector<std::shared_ptr<const SegmentInfo>>> loadSegments(const Connection& connection, BlobCursor& cursor,
                                                                    std::uint32_t after) {
  std::vector<std::shared_ptr<const SegmentInfo>> segments;
  auto rows = connection.prepare(
      "SELECT id, source, spans, traces, events, links, logs, errors, min_start, max_start, max_end "
      "FROM segment WHERE id > ? ORDER BY id");
  if (!rows) return tl::unexpected(rows.error());
  auto columns = connection.prepare(
      "SELECT scope, key, length(data) FROM segment_column WHERE id BETWEEN ? AND ? ORDER BY id");
  if (!columns) return tl::unexpected(columns.error());
  rows->bind(1, std::int64_t{after});
  while (true) {
    const auto more = rows->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return segments;
    const auto info = std::make_shared<SegmentInfo>();
    info->id = static_cast<std::uint32_t>(rows->integer(0));
    info->summary = readSummary(*rows);
    columns->bind(1, columnRow(info->id, 0)).bind(2, columnRow(info->id + 1, 0) - 1);
    while (true) {
      const auto column = columns->step();
      if (!column) return tl::unexpected(column.error());
      if (!*column) break;
      info->names.push_back({static_cast<ColumnScope>(columns->integer(0)), std::string(columns->text(1))});
      info->sizes.push_back(static_cast<std::uint64_t>(columns->integer(2)));
    }
    if (const auto read = readRuns(info, cursor); !read) return tl::unexpected(read.error());
    segments.push_back(info);
  }
}

}  // namespace spanloupe::store
