// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Both ends of span links: who links to a span, and what stands where a link leads. Reads the link columns of
// segments that have links, and single rows of the spans found. Pure questions; any thread with a Reader.
#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/store/reader.h"

namespace spanloupe::query {

/// A span at an end of a link.
struct LinkEnd {
  TraceId trace;
  SpanId span;
  std::string service;
  std::string name;
  Timestamp start;
};

struct LinkingSpans {
  std::vector<LinkEnd> spans;  ///< The first kMost, in order of the session.
  std::uint64_t count = 0;     ///< Of all.
  static constexpr std::size_t kMost = 100;
};

/// The spans with a link to (trace, span).
[[nodiscard]] Result<LinkingSpans> linkingSpans(store::Reader& reader, const store::Snapshot& snapshot,
                                                TraceId trace, SpanId span, std::stop_token stop);

enum class LinkTargetState : std::uint8_t { NotInSession, TraceOnly, Found };
struct LinkTarget {
  LinkTargetState state = LinkTargetState::NotInSession;
  LinkEnd end;  ///< Names only when Found.
};

/// What stands at each of `wanted`, in their order.
[[nodiscard]] Result<std::vector<LinkTarget>> linkTargets(store::Reader& reader,
                                                          const store::Snapshot& snapshot,
                                                          std::span<const std::pair<TraceId, SpanId>> wanted,
                                                          std::stop_token stop);

}  // namespace spanloupe::query
