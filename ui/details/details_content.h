// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the details of a span say, as sections of items with texts: a pure function of a record. Long values
// are cut here, so that five megabytes cost nothing until someone asks for them; see item_text.h.
#pragma once

#include "core/model/record.h"
#include "core/query/linking_spans.h"
#include "ui/details/details_item.h"

namespace spanloupe::details {

/// What the trace says about the span; times as drawn.
struct SpanFigures {
  Duration offset{};  ///< From the start of the trace.
  Duration duration{};
  Duration self{};
  Duration critical{};      ///< On the critical path.
  double shareOfTrace = 0;  ///< 0 to 1.
  bool isUnfinished = false;
};

/// Everything shown about one span. Immutable; comes from another thread.
struct SpanDetails {
  SpanRecord record;
  SpanFigures figures;
  std::vector<LogRecord> logs;  ///< During this span.
  Sections sections;            ///< Views into this; without what is to be known of its links.
  /// The same span read again, whatever has come around it.
  [[nodiscard]] bool isSameSpan(const SpanDetails& other) const;
};

/// What the session knows of a span's links; comes later than the span.
struct LinkFacts {
  std::vector<query::LinkTarget> targets;  ///< Of each of the span's links.
  query::LinkingSpans incoming;
  Sections::Pointer section;  ///< Null when there are none. Views into the span's details.
};

/// With its sections made, which may take long: not for the UI thread.
[[nodiscard]] std::shared_ptr<const SpanDetails> withSections(SpanDetails details);
[[nodiscard]] Sections makeSections(const SpanDetails& details);
/// Sets what `facts` shows of itself; likewise.
void makeLinkSection(const SpanDetails& details, LinkFacts& facts);

/// Where it came from: the resource, and the scope when it has a name. Views into both.
void addContext(Sections& sections, const ResourceView& resource, const ScopeView& scope);

/// The name of the service; empty when the resource has none.
[[nodiscard]] QString serviceOf(const ResourceView& resource);
[[nodiscard]] QString kindName(SpanKind kind);

}  // namespace spanloupe::details
