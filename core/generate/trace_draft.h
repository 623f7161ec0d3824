// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One trace while it is drawn and until its last span has been written: flat arrays that are used again for a
// later trace, so that drawing allocates nothing in the long run. One thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/generate/byte_arena.h"
#include "core/generate/fleet.h"
#include "core/model/span.h"

namespace spanloupe::generate {

/// A run of elements in one of the draft's arrays.
struct Run {
  std::uint32_t begin = 0;
  std::uint32_t count = 0;
};

struct DraftSpan {
  SpanId id;
  SpanId parent;
  std::string_view name;
  std::string_view statusMessage;
  std::uint64_t start = 0, end = 0;  ///< True times, before the clock of the host spoils them.
  SpanKind kind = SpanKind::Internal;
  StatusCode status = StatusCode::Unset;
  std::uint32_t flags = 0;
  Run attributes, events, links, logs;
  InstanceIndex instance = 0;
  InstanceIndex peer = 0;  ///< The other end of a call between instances.
  Library library = Library::Code;
  bool lost = false;  ///< Never written: its children miss their parent.
};

struct DraftEvent {
  std::uint64_t time = 0;
  std::string_view name;
  Run attributes;
};

struct DraftLog {
  std::uint64_t time = 0;
  std::uint32_t severity = 9;
  std::string_view severityText;
  AttributeValue body;
  Run attributes;
};

struct TraceDraft {
  TraceId id;
  std::vector<DraftSpan> spans;
  std::vector<Attribute> attributes;
  std::vector<DraftEvent> events;
  std::vector<LinkView> links;
  std::vector<DraftLog> logs;
  ByteArena bytes;
  std::uint32_t unwritten = 0;
  std::size_t place = 0;  ///< Among the drafts in flight.

  void clear() {
    spans.clear();
    attributes.clear();
    events.clear();
    links.clear();
    logs.clear();
    bytes.clear();
  }
};

}  // namespace spanloupe::generate
