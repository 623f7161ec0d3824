// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/batcher.h"

#include <algorithm>

namespace spanloupe::generate {

std::unique_ptr<TraceDraft> Batcher::spare() {
  if (m_spare.empty()) return std::make_unique<TraceDraft>();
  std::unique_ptr<TraceDraft> draft = std::move(m_spare.back());
  m_spare.pop_back();
  draft->clear();
  return draft;
}

void Batcher::add(std::unique_ptr<TraceDraft> draft) {
  for (std::uint32_t i = 0; i < draft->spans.size(); ++i) {
    const DraftSpan& span = draft->spans[i];
    const std::uint64_t interval = std::clamp(span.end / kInterval, m_next, m_next + kIntervals - 1);
    const auto group =
        static_cast<std::uint32_t>(span.instance * kLibraryCount + static_cast<std::size_t>(span.library));
    m_intervals[interval % kIntervals].push_back({draft.get(), i, group});
  }
  draft->place = m_drafts.size();
  m_drafts.push_back(std::move(draft));
}

void Batcher::writeUntil(std::uint64_t time) {
  // The first call finds the epoch and has nothing to write.
  if (m_drafts.empty()) m_next = std::max(m_next, time / kInterval);
  for (; m_next < time / kInterval; ++m_next) writeInterval(m_intervals[m_next % kIntervals]);
}

void Batcher::finish() {
  for (std::size_t i = 0; i < kIntervals; ++i, ++m_next) writeInterval(m_intervals[m_next % kIntervals]);
}

void Batcher::sortByGroup(const std::vector<Entry>& entries) {
  m_counts.assign(m_fleet.size() * kLibraryCount + 1, 0);
  for (const Entry& entry : entries) ++m_counts[entry.group + 1];
  for (std::size_t i = 1; i < m_counts.size(); ++i) m_counts[i] += m_counts[i - 1];
  m_sorted.resize(entries.size());
  for (const Entry& entry : entries) m_sorted[m_counts[entry.group]++] = entry;
}

void Batcher::writeInterval(std::vector<Entry>& entries) {
  if (entries.empty()) return;
  sortByGroup(entries);
  entries.clear();
  ResourceHandle resource{};
  ScopeHandle scope{};
  std::uint32_t group = 0xffffffff;
  std::uint32_t instance = 0xffffffff;
  std::size_t batched = 0;
  for (const Entry& entry : m_sorted) {
    const DraftSpan& span = entry.draft->spans[entry.span];
    if (span.instance != instance || batched == kMostPerBatch) {
      instance = span.instance;
      resource = m_sink.resource(m_fleet.resourceOf(span.instance));
      group = 0xffffffff;
      batched = 0;
    }
    if (entry.group != group) {
      group = entry.group;
      scope = m_sink.scope(m_fleet.scopeOf(span.instance, span.library));
    }
    ++batched;
    if (!span.lost) writeSpan(*entry.draft, span, resource, scope);
    if (--entry.draft->unwritten == 0) release(*entry.draft);
  }
}

void Batcher::release(TraceDraft& draft) {
  const std::size_t place = draft.place;
  m_spare.push_back(std::move(m_drafts[place]));
  if (place + 1 < m_drafts.size()) {
    m_drafts[place] = std::move(m_drafts.back());
    m_drafts[place]->place = place;
  }
  m_drafts.pop_back();
}

void Batcher::writeSpan(TraceDraft& draft, const DraftSpan& span, ResourceHandle resource,
                        ScopeHandle scope) {
  const auto attributes = [&draft](Run run) {
    return std::span<const Attribute>(draft.attributes.data() + run.begin, run.count);
  };
  const std::uint64_t skew = m_fleet[span.instance].skewNanos;
  m_events.clear();
  for (std::uint32_t i = span.events.begin; i < span.events.begin + span.events.count; ++i) {
    const DraftEvent& event = draft.events[i];
    m_events.push_back({timestampFromNanos(event.time - skew), event.name, attributes(event.attributes), 0});
  }
  SpanView view;
  view.traceId = draft.id;
  view.spanId = span.id;
  view.parentSpanId = span.parent;
  view.name = span.name;
  view.kind = span.kind;
  view.start = timestampFromNanos(span.start - skew);
  view.end = timestampFromNanos(span.end - skew);
  view.status = span.status;
  view.statusMessage = span.statusMessage;
  view.flags = span.flags;
  view.attributes = attributes(span.attributes);
  view.events = m_events;
  view.links = {draft.links.data() + span.links.begin, span.links.count};
  view.resource = resource;
  view.scope = scope;
  m_sink.span(view);
  if (span.logs.count > 0) writeLogs(draft, span, resource, scope);
}

void Batcher::writeLogs(const TraceDraft& draft, const DraftSpan& span, ResourceHandle resource,
                        ScopeHandle scope) {
  const std::uint64_t skew = m_fleet[span.instance].skewNanos;
  for (std::uint32_t i = span.logs.begin; i < span.logs.begin + span.logs.count; ++i) {
    const DraftLog& log = draft.logs[i];
    LogView view;
    view.time = timestampFromNanos(log.time - skew);
    view.observedTime = timestampFromNanos(log.time - skew + 150'000);
    view.severityNumber = log.severity;
    view.severityText = log.severityText;
    view.body = log.body;
    view.traceId = draft.id;
    view.spanId = span.id;
    view.flags = 1;
    view.attributes = {draft.attributes.data() + log.attributes.begin, log.attributes.count};
    view.resource = resource;
    view.scope = scope;
    m_sink.log(view);
  }
}

}  // namespace spanloupe::generate
