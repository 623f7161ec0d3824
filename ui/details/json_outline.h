// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Laid-out JSON as lines that know which others they hold, so that every branch folds by itself. Immutable
// once made; any thread.
#pragma once

#include <cstdint>
#include <memory>

#include "ui/details/details_item.h"

namespace spanloupe::details {

struct JsonLine {
  qsizetype start = 0;  ///< Behind its indentation.
  std::int32_t length = 0;
  std::uint32_t last = 0;     ///< The line that closes it; itself when it is no branch.
  std::uint32_t entries = 0;  ///< Of a branch.
  std::uint16_t depth = 0;
};

struct JsonOutline {
  QString text;
  std::vector<JsonLine> lines;
  std::uint16_t openDepth = 0;  ///< Branches less deep are open at first.

  [[nodiscard]] bool isBranch(std::size_t line) const { return lines[line].last != line; }
  /// What the line says; of a closed branch with its end: "items": […],
  [[nodiscard]] QString lineText(std::size_t line, bool isOpen) const;
  /// What stands behind the key, without the comma; a text as it is meant rather than quoted.
  [[nodiscard]] QString value(std::size_t line) const;
  /// Empty for what has none.
  [[nodiscard]] QString key(std::size_t line) const;
  /// "key": value, or the value alone where there is no key.
  [[nodiscard]] QString json(std::size_t line) const;
  /// Characters from the line to where its branch ends.
  [[nodiscard]] qsizetype extent(std::size_t line) const;
};

/// `pretty` = of prettyJson(). Long ones begin with their outline alone unless `isWhole`.
[[nodiscard]] std::shared_ptr<const JsonOutline> makeOutline(QString pretty, bool isWhole = false);
/// The branches that hold `line`, outermost first.
[[nodiscard]] std::vector<std::uint32_t> branchesAround(const JsonOutline& outline, std::uint32_t line);

}  // namespace spanloupe::details
