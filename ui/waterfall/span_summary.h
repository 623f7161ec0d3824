// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a span says about itself in one line ("cart/v1/cart/u-58213 → 200", "6 rows"), from its attributes by
// semantic convention, and which kind of thing it called. summarize() is pure; any thread.
#pragma once

#include <QString>
#include <optional>
#include <span>

#include "core/model/record.h"
#include "core/model/trace.h"

namespace spanloupe::waterfall {

enum class Target : std::uint8_t { None, Database, Cache, Queue, External, Rpc, Lambda };

struct SpanSummary {
  QString text;    ///< Empty: the name says it all.
  QString status;  ///< "502", for the header; empty when there is none.
  Target target = Target::None;
};

[[nodiscard]] SpanSummary summarize(const SpanRecord& record);

/// Where the waterfall gets summaries from: attributes stay in the store, so they come later, for visible
/// rows only. UI thread. After new ones arrived, call WaterfallView::summariesChanged().
class SummarySource {
 public:
  SummarySource() = default;
  SummarySource(const SummarySource&) = delete;
  SummarySource& operator=(const SummarySource&) = delete;
  virtual ~SummarySource() = default;

  /// What is known by now; must be quick.
  [[nodiscard]] virtual const SpanSummary* summary(SpanIndex span) const = 0;
  /// These are on screen (rows, repeated ancestors, the root in the head) without a summary; replaces what
  /// was requested before.
  virtual void request(std::span<const SpanIndex> spans) = 0;
};

}  // namespace spanloupe::waterfall
