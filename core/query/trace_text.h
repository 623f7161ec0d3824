// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that can be found in one trace as text: names, services, statuses, attribute keys and values,
// events, links, scopes and resources. Read once per trace (about a second for a million spans), then a
// search of a million spans takes tens of milliseconds. Immutable, any thread.
//
// At most `heldBytes` are held in memory. Slices beyond that are read again by every search: slower, never
// incomplete.
#pragma once

#include <memory>
#include <stop_token>
#include <string_view>
#include <vector>

#include "core/query/search_words.h"
#include "core/query/slice_text.h"
#include "core/store/reader.h"

namespace spanloupe::query {

class TraceText {
 public:
  static constexpr std::size_t kHeldBytes = 160'000'000;

  [[nodiscard]] static Result<std::shared_ptr<const TraceText>> read(const store::Reader& reader,
                                                                     const store::Snapshot& snapshot,
                                                                     std::shared_ptr<const Trace> trace,
                                                                     std::stop_token stop,
                                                                     std::size_t heldBytes = kHeldBytes);

  /// Spans that have all the words of search_words.h somewhere, ascending; none for no words. Besides keys,
  /// key=value knows name, service, kind, status, status.message, event, scope.name, span.id and parent.id.
  /// Six or more hexadecimal digits are also looked for in the ids of spans and links.
  [[nodiscard]] Result<std::vector<SpanIndex>> find(const store::Reader& reader, std::string_view words,
                                                    std::stop_token stop) const;
  /// Likewise, without a reader. Must be complete.
  [[nodiscard]] std::vector<SpanIndex> find(std::string_view words, std::stop_token stop) const;
  /// Whether everything is held in memory.
  [[nodiscard]] bool isComplete() const { return m_unheld.empty(); }
  [[nodiscard]] std::size_t byteCount() const { return m_bytes; }
  [[nodiscard]] const std::shared_ptr<const Trace>& trace() const { return m_trace; }

 private:
  struct Held {
    TraceSlice slice;
    SliceText text;
  };
  [[nodiscard]] std::vector<SpanIndex> findHeld(const std::vector<SearchWord>& words,
                                                const std::stop_token& stop) const;
  [[nodiscard]] std::vector<SpanIndex> findIn(const TraceSlice& slice, const SliceText& text,
                                              const std::vector<SearchWord>& words,
                                              const std::vector<ColumnWord>& columnWords,
                                              const std::stop_token& stop) const;

  std::shared_ptr<const Trace> m_trace;
  KeyTable m_keys;  ///< Of what is held.
  std::vector<Held> m_held;
  std::vector<TraceSlice> m_unheld;
  std::size_t m_bytes = 0;
};

}  // namespace spanloupe::query
