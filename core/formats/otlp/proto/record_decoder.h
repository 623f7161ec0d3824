// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Protobuf bytes of one Span, LogRecord, Resource or InstrumentationScope to the model's views. The hottest
// code of an import: nothing is copied unless it has to be rewritten, and nothing is allocated once the
// vectors have grown. One thread; views are valid until the next call.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "core/model/diagnostics.h"
#include "core/model/span.h"

namespace spanloupe::formats::proto {

class RecordDecoder {
 public:
  /// `piece` begins at `offset` of the input; everything decoded lies in it or is said to come from its
  /// beginning.
  RecordDecoder(std::string_view piece, std::uint64_t offset, Diagnostics& diagnostics)
      : m_piece(piece), m_offset(offset), m_diagnostics(diagnostics) {}

  // False: the bytes are no well-formed message. The view holds what came before the damage.
  [[nodiscard]] bool resource(std::string_view bytes, ResourceView& out);
  [[nodiscard]] bool scope(std::string_view bytes, ScopeView& out);
  [[nodiscard]] bool span(std::string_view bytes, SpanView& out);
  [[nodiscard]] bool log(std::string_view bytes, LogView& out);

  void noteUnknownField(const char* at);
  [[nodiscard]] std::uint64_t offsetOf(const char* at) const;

 private:
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  void reset();
  [[nodiscard]] bool attribute(std::string_view bytes, std::vector<Attribute>& out);
  [[nodiscard]] bool canonical(std::string_view bytes, AttributeValue& out);
  [[nodiscard]] bool event(std::string_view bytes);
  [[nodiscard]] bool link(std::string_view bytes);
  [[nodiscard]] bool status(std::string_view bytes, SpanView& out);
  [[nodiscard]] bool skip(const char* tag, const char*& at, const char* end);
  [[nodiscard]] bool otherSpanField(const char* tag, const char*& at, const char* end, SpanView& out);
  void finishSpan(SpanView& out);
  void checkSpan(const SpanView& span, std::uint64_t offset);
  template <typename Id>
  void checkId(const Id& id, std::string_view raw, std::uint64_t offset);
  void noteOnce(bool& done, std::string_view kind, std::uint64_t offset, std::string_view text);

  std::string_view m_piece;
  std::uint64_t m_offset;
  Diagnostics& m_diagnostics;
  std::vector<Attribute> m_attributes;
  std::vector<Attribute> m_nested;  ///< Attributes of events and links; they get their spans at the end.
  std::vector<EventView> m_events;
  std::vector<Range> m_eventAttributes;
  std::vector<LinkView> m_links;
  std::vector<Range> m_linkAttributes;
  std::deque<std::string> m_rewritten;  ///< Canonical forms; stable addresses, reused from record to record.
  std::size_t m_rewrittenCount = 0;
  std::string m_entityRefs;
  bool m_notedUnknown = false;
  bool m_notedRepaired = false;
};

}  // namespace spanloupe::formats::proto
