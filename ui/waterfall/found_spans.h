// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The spans a search found, in the order of the rows: which of them is the selected one, and which comes
// next. UI thread.
#pragma once

#include <memory>
#include <vector>

#include "ui/waterfall/span_matches.h"
#include "ui/waterfall/trace_document.h"

namespace spanloupe::waterfall {

class FoundSpans {
 public:
  static constexpr std::uint32_t kNotFound = 0xffffffff;

  FoundSpans() = default;
  /// Null: no search is going on. Spans outside the document are ignored.
  FoundSpans(const TraceDocument& document, std::shared_ptr<const SpanMatches> matches);

  [[nodiscard]] bool isActive() const { return m_matches != nullptr; }
  [[nodiscard]] const SpanMatches& matches() const { return *m_matches; }
  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(m_positions.size()); }
  /// In TraceDocument::order, ascending.
  [[nodiscard]] const std::vector<std::uint32_t>& positions() const { return m_positions; }
  [[nodiscard]] bool contains(std::uint32_t position) const { return indexOf(position) != kNotFound; }
  [[nodiscard]] std::uint32_t indexOf(std::uint32_t position) const;
  /// The first one after (or before) `position`, around the end; kNotFound when there is none at all.
  [[nodiscard]] std::uint32_t next(std::uint32_t position, bool forward) const;

 private:
  std::shared_ptr<const SpanMatches> m_matches;
  std::vector<std::uint32_t> m_positions;
};

}  // namespace spanloupe::waterfall
