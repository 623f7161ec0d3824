// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the user chose not to see of a trace, and which nodes that leaves. A span is shown when it passes
// every rule, and so are its ancestors; spans of hidden services are left out between the others. Pure; any
// thread.
#pragma once

#include <optional>
#include <vector>

#include "ui/waterfall/found_spans.h"

namespace spanloupe::waterfall {

struct Visibility {
  std::vector<StringIndex> hiddenServices;  ///< Ascending.
  NodeIndex focus = kNoNode;                ///< Only this node and what is below it.
  bool onlyErrors = false;
  bool onlyCritical = false;
  bool onlyMatches = false;  ///< Nothing without a search.

  [[nodiscard]] bool hides(StringIndex service) const;
  void setHidden(StringIndex service, bool hidden);
  /// Hides every service of the document but this one.
  void hideAllBut(StringIndex service, const TraceDocument& document);
  /// Whether rules besides the focus leave nodes out.
  [[nodiscard]] bool hasRules() const {
    return !hiddenServices.empty() || onlyErrors || onlyCritical || onlyMatches;
  }
  friend bool operator==(const Visibility&, const Visibility&) = default;
};

/// For every position in TraceDocument::order (and one beyond) how many nodes before it are shown, the focus
/// aside. Empty when no rule is in force: all are.
[[nodiscard]] std::vector<std::uint32_t> countShown(const TraceDocument& document,
                                                    const Visibility& visibility, const FoundSpans& found);

/// `visibility` with as little lifted as makes `node` a row, its collapsed ancestors aside.
[[nodiscard]] Visibility liftedFor(const TraceDocument& document, Visibility visibility,
                                   const FoundSpans& found, NodeIndex node);

}  // namespace spanloupe::waterfall
