// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes drafts as a Collector would have: every 200 ms of the load's time the spans that ended since then,
// in batches of one resource each. Memory holds the traces in flight only. One thread.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "core/generate/trace_draft.h"
#include "core/model/span_sink.h"

namespace spanloupe::generate {

class Batcher {
 public:
  Batcher(const Fleet& fleet, SpanSink& sink) : m_fleet(fleet), m_sink(sink) {}

  /// A clear draft to fill.
  [[nodiscard]] std::unique_ptr<TraceDraft> spare();
  /// Later drafts must not begin before the time of the last writeUntil().
  void add(std::unique_ptr<TraceDraft> draft);
  /// Writes the batches of all intervals that end at `time` or before.
  void writeUntil(std::uint64_t time);
  /// Writes what is left.
  void finish();

  static constexpr std::size_t kMostPerBatch = 512;

 private:
  static constexpr std::uint64_t kInterval = 200'000'000;
  static constexpr std::size_t kIntervals = 64;  ///< What takes longer is written with the last.
  struct Entry {
    TraceDraft* draft = nullptr;
    std::uint32_t span = 0;
    std::uint32_t group = 0;  ///< Instance and library.
  };

  void writeInterval(std::vector<Entry>& entries);
  void sortByGroup(const std::vector<Entry>& entries);
  void writeSpan(TraceDraft& draft, const DraftSpan& span, ResourceHandle resource, ScopeHandle scope);
  void writeLogs(const TraceDraft& draft, const DraftSpan& span, ResourceHandle resource, ScopeHandle scope);
  void release(TraceDraft& draft);

  const Fleet& m_fleet;
  SpanSink& m_sink;
  std::array<std::vector<Entry>, kIntervals> m_intervals;
  std::uint64_t m_next = 0;                           ///< Number of the first interval that is not written.
  std::vector<std::unique_ptr<TraceDraft>> m_drafts;  ///< All that are in flight.
  std::vector<std::unique_ptr<TraceDraft>> m_spare;
  std::vector<Entry> m_sorted;
  std::vector<std::uint32_t> m_counts;
  std::vector<EventView> m_events;
};

}  // namespace spanloupe::generate
