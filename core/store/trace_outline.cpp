// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/trace_outline.h"

#include <algorithm>
#include <map>

#include "core/store/context_codec.h"
#include "core/store/reader_impl.h"
#include "core/store/segment_builder.h"

namespace spanloupe::store {
namespace {

/// Segments that are opened for one trace: each costs more than its spans.
constexpr std::size_t kMostParts = 8;

class OutlineReader {
 public:
  OutlineReader(ReaderImpl& impl, const Snapshot& snapshot) : m_impl(impl), m_snapshot(snapshot) {}

  Result<void> addRun(RunRef ref, std::uint32_t most) {
    SegmentReader& reader = m_impl.open(m_snapshot, ref.segment);
    const std::uint32_t before = ref.run == 0 ? 0 : 1;
    const auto ends = reader.integers(ColumnScope::Trace, key::kRowsEnd, ref.run - before, 1 + before);
    if (!ends) return tl::unexpected(ends.error());
    const auto base = reader.integers(ColumnScope::Trace, key::kStartBase, ref.run, 1);
    if (!base) return tl::unexpected(base.error());
    const std::uint64_t first = before == 0 ? 0 : ends->front();
    if (ends->back() > reader.summary().spans || first > ends->back())
      return fail(ErrorKind::Corrupt, "a segment of the session is damaged: a trace has no rows");
    const auto rows = static_cast<std::uint32_t>(ends->back() - first);
    const std::uint32_t count = std::min(rows, most);
    if (count < rows) m_outline.isWhole = false;
    return addSpans(reader, static_cast<std::uint32_t>(first), count, base->front());
  }

  void leaveOut() { m_outline.isWhole = false; }
  [[nodiscard]] std::size_t spans() const { return m_outline.spans.size(); }
  [[nodiscard]] TraceOutline take() { return std::move(m_outline); }

 private:
  Result<void> addSpans(SegmentReader& reader, std::uint32_t first, std::uint32_t count, std::uint64_t base) {
    const auto start = reader.integers(ColumnScope::Span, key::kStart, first, count);
    if (!start) return tl::unexpected(start.error());
    const auto duration = reader.integers(ColumnScope::Span, key::kDuration, first, count);
    if (!duration) return tl::unexpected(duration.error());
    const auto parent = reader.integers(ColumnScope::Span, key::kParent, first, count);
    if (!parent) return tl::unexpected(parent.error());
    const auto resources = reader.texts(ColumnScope::Span, key::kResource, first, count);
    if (!resources) return tl::unexpected(resources.error());
    std::map<std::uint32_t, std::uint32_t> serviceOfCode;
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto [known, isNew] = serviceOfCode.try_emplace(resources->code(i), 0);
      if (isNew) known->second = serviceIn(resources->at(i));
      const std::uint64_t begin = base + (*start)[i];
      m_outline.spans.push_back({timestampFromNanos(begin), timestampFromNanos(begin + (*duration)[i]),
                                 known->second, (*parent)[i] == 0, (*parent)[i] == kForeignParent});
    }
    return {};
  }

  std::uint32_t serviceIn(std::string_view resource) {
    ResourceView view;
    const std::string_view name =
        decodeResource(resource, m_attributes, view) ? serviceName(m_attributes) : std::string_view{};
    auto& services = m_outline.services;
    const auto found = std::find(services.begin(), services.end(), name);
    if (found != services.end()) return static_cast<std::uint32_t>(found - services.begin());
    services.emplace_back(name);
    return static_cast<std::uint32_t>(services.size() - 1);
  }

  ReaderImpl& m_impl;
  const Snapshot& m_snapshot;
  TraceOutline m_outline;
  std::vector<Attribute> m_attributes;
};

}  // namespace

Result<TraceOutline> readOutline(ReaderImpl& impl, const Snapshot& snapshot, RunRef head,
                                 std::size_t mostSpans) {
  OutlineReader reader(impl, snapshot);
  std::vector<RunRef> runs = snapshot.chain(head);
  if (runs.size() > kMostParts) {
    runs.resize(kMostParts);
    reader.leaveOut();
  }
  for (std::size_t i = 0; i < runs.size(); ++i) {
    // Each part gets its share of what is left, so that a huge one leaves room for the others.
    const std::size_t share = (mostSpans - reader.spans()) / (runs.size() - i);
    if (const auto added = reader.addRun(runs[i], static_cast<std::uint32_t>(share)); !added)
      return tl::unexpected(added.error());
  }
  return reader.take();
}

}  // namespace spanloupe::store
