// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the trace list: the trace columns of a run, and for a trace in several segments what they give
// together.
#include <algorithm>
#include <map>
#include <set>

#include "core/model/wire.h"
#include "core/store/missing_ids.h"
#include "core/store/reader_impl.h"
#include "core/store/trace_extent.h"
#include "core/store/trace_rows.h"

namespace spanloupe::store {
namespace {

/// One run's share of a trace row.
struct RunFigures {
  TraceId id;
  std::uint64_t start = 0;
  std::uint64_t duration = 0;
  std::uint32_t spans = 0, errors = 0, missingParents = 0;
  std::uint32_t firstRow = 0;
  RootCode root;
  std::string rootService, rootName;
  std::string services;
};

/// The trace columns over one block of runs: a page of the list asks for many rows of few blocks.
struct RunBlock {
  std::uint32_t first = 0;
  std::vector<std::uint64_t> ends;  ///< Begins one run before `first` unless that is 0.
  std::vector<std::uint64_t> idHigh, idLow, startBase, extentStart, extentDuration, errors, missingParents,
      rootRow;
  TextRange rootService, rootName, services;
};

Result<RunBlock> loadBlock(SegmentReader& reader, std::uint32_t runs, std::uint32_t run) {
  RunBlock block;
  block.first = run / kBlockRows * kBlockRows;
  const std::uint32_t count = std::min(kBlockRows, runs - block.first);
  std::optional<Error> error;
  const auto keep = [&error](auto result, auto& out) {
    if (result) {
      out = std::move(*result);
    } else {
      error = result.error();
    }
  };
  const auto numbers = [&](std::string_view key, std::vector<std::uint64_t>& out) {
    keep(reader.integers(ColumnScope::Trace, key, block.first, count), out);
  };
  const auto texts = [&](std::string_view key, TextRange& out) {
    keep(reader.texts(ColumnScope::Trace, key, block.first, count), out);
  };
  const std::uint32_t before = block.first == 0 ? 0 : 1;
  keep(reader.integers(ColumnScope::Trace, key::kRowsEnd, block.first - before, count + before), block.ends);
  numbers(key::kTraceIdHigh, block.idHigh);
  numbers(key::kTraceIdLow, block.idLow);
  numbers(key::kStartBase, block.startBase);
  numbers(key::kExtentStart, block.extentStart);
  numbers(key::kExtentDuration, block.extentDuration);
  numbers(key::kErrors, block.errors);
  numbers(key::kMissingParents, block.missingParents);
  numbers(key::kRootRow, block.rootRow);
  texts(key::kRootService, block.rootService);
  texts(key::kRootName, block.rootName);
  texts(key::kServices, block.services);
  if (error) return tl::unexpected(*error);
  return block;
}

Result<RunFigures> figuresOf(const RunBlock& block, std::uint32_t run, std::uint32_t segmentSpans) {
  const std::uint32_t i = run - block.first;
  const std::uint32_t before = block.first == 0 ? 0 : 1;
  RunFigures figures;
  figures.id = {block.idHigh[i], block.idLow[i]};
  figures.firstRow = i + before == 0 ? 0 : static_cast<std::uint32_t>(block.ends[i + before - 1]);
  figures.spans = static_cast<std::uint32_t>(block.ends[i + before]) - figures.firstRow;
  figures.start = block.startBase[i] + block.extentStart[i];
  figures.duration = block.extentDuration[i];
  figures.errors = static_cast<std::uint32_t>(block.errors[i]);
  figures.missingParents = static_cast<std::uint32_t>(block.missingParents[i]);
  figures.root = RootCode::decode(block.rootRow[i]);
  figures.rootService = block.rootService.at(i);
  figures.rootName = block.rootName.at(i);
  figures.services = block.services.at(i);
  if (block.rootRow[i] < 4 || figures.firstRow + figures.spans > segmentSpans)
    return fail(ErrorKind::Corrupt, "a segment of the session is damaged: a trace has no root row");
  return figures;
}

/// As within a segment (trace_rows.cpp): a real root before an orphan, then a believable start, then the
/// earlier one.
bool isBetterRoot(const RunFigures& a, const RunFigures& b) {
  if (a.root.hasNoParent != b.root.hasNoParent) return a.root.hasNoParent;
  const bool absurd = isAbsurd(timestampFromNanos(a.start));
  return absurd != isAbsurd(timestampFromNanos(b.start)) ? !absurd : a.start < b.start;
}

void addNames(std::string_view set, std::set<std::string>& names) {
  while (!set.empty()) {
    std::uint64_t size = 0;
    const int width = wire::parseVarint(set, size);
    if (width <= 0 || size > set.size() - static_cast<std::size_t>(width)) return;
    names.emplace(set.substr(static_cast<std::size_t>(width), size));
    set.remove_prefix(static_cast<std::size_t>(width) + size);
  }
}

class RowReader {
 public:
  RowReader(ReaderImpl& impl, const Snapshot& snapshot, bool countMissing)
      : m_impl(impl), m_snapshot(snapshot), m_countMissing(countMissing) {}

  Result<TraceRow> read(RunRef head) {
    const std::vector<RunRef> runs = m_snapshot.chain(head);
    TraceRow row;
    std::set<std::string> names;
    std::optional<RunFigures> root;
    TraceExtent extent;
    for (const RunRef run : runs) {
      auto figures = readFigures(run);
      if (!figures) return tl::unexpected(figures.error());
      row.id = figures->id;
      row.spans += figures->spans;
      row.errors += figures->errors;
      row.missingParents += figures->missingParents;
      addNames(figures->services, names);
      extent.add(figures->start, figures->duration);
      if (!root || isBetterRoot(*figures, *root)) root = std::move(*figures);
    }
    row.start = extent.start();
    row.duration = extent.duration();
    row.rootService = root->rootService;
    row.rootName = root->rootName;
    row.services.assign(names.begin(), names.end());
    row.rootFailed = root->root.failed;
    if (m_countMissing && runs.size() > 1 && row.missingParents != 0) {
      const auto missing = countMissing(runs);
      if (!missing) return tl::unexpected(missing.error());
      row.missingParents = *missing;
    }
    return row;
  }

 private:
  Result<RunFigures> readFigures(RunRef run) {
    const SegmentInfo& info = *m_snapshot.segments()[run.segment];
    const std::pair key(run.segment, run.run / kBlockRows);
    auto found = m_blocks.find(key);
    if (found == m_blocks.end()) {
      auto block = loadBlock(m_impl.open(m_snapshot, run.segment), info.runs, run.run);
      if (!block) return tl::unexpected(block.error());
      if (m_blocks.size() >= kKeptBlocks) m_blocks.clear();
      found = m_blocks.emplace(key, std::move(*block)).first;
    }
    return figuresOf(found->second, run.run, info.summary.spans);
  }

  /// A parent may stand in another segment than its child: only those that one of the segments misses are
  /// looked for, which are few, and only until all are found.
  Result<std::uint32_t> countMissing(const std::vector<RunRef>& runs) {
    MissingIds missing;
    for (const RunRef run : runs) {
      const auto figures = readFigures(run);
      if (!figures) return tl::unexpected(figures.error());
      if (figures->missingParents == 0) continue;
      const auto parents =
          m_impl.open(m_snapshot, run.segment)
              .integers(ColumnScope::Span, key::kParentId, figures->firstRow, figures->spans);
      if (!parents) return tl::unexpected(parents.error());
      missing.add(*parents);
    }
    missing.addingIsOver();
    // Parents mostly come before their children.
    for (auto run = runs.rbegin(); run != runs.rend() && missing.count() > 0; ++run) {
      const auto figures = readFigures(*run);
      if (!figures) return tl::unexpected(figures.error());
      const auto ids = m_impl.open(m_snapshot, run->segment)
                           .integers(ColumnScope::Span, key::kSpanId, figures->firstRow, figures->spans);
      if (!ids) return tl::unexpected(ids.error());
      missing.remove(*ids);
    }
    return missing.count();
  }

  static constexpr std::size_t kKeptBlocks = 32;
  ReaderImpl& m_impl;
  const Snapshot& m_snapshot;
  bool m_countMissing;
  std::map<std::pair<std::uint32_t, std::uint32_t>, RunBlock> m_blocks;
};

}  // namespace

Result<std::vector<TraceRow>> readTraceRows(ReaderImpl& impl, const Snapshot& snapshot,
                                            std::span<const std::uint32_t> positions, RowUse use) {
  std::vector<TraceRow> rows(positions.size());
  // Segment by segment, so that each is opened once however the page is ordered.
  std::vector<std::size_t> order(positions.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return positions[a] < positions[b]; });
  RowReader reader(impl, snapshot, use == RowUse::Show);
  for (const std::size_t i : order) {
    const auto run = snapshot.at(positions[i]);
    if (!run) return fail(ErrorKind::InvalidArgument, "a trace position is not of this snapshot");
    auto row = reader.read(*run);
    if (!row) return tl::unexpected(row.error());
    rows[i] = std::move(*row);
  }
  return rows;
}

}  // namespace spanloupe::store
