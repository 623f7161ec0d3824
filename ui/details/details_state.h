// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What of the details is open, and in which form; by numbers of items, so that it outlives making the
// sections again. A value.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "ui/details/details_item.h"
#include "ui/details/item_text.h"

namespace spanloupe::details {

struct DetailsState {
  std::vector<bool> isFolded;  ///< Per section.
  /// How often more of a section was asked for, and of the lines of an item's outline.
  std::map<std::uint32_t, std::size_t> morePages;
  std::map<std::uint32_t, std::size_t> moreLines;
  std::map<std::uint32_t, ItemText> texts;  ///< Items shown otherwise than at first.
  std::map<std::uint32_t, TextForm> forms;
  std::set<std::uint32_t> whole;
  std::set<std::uint32_t> open;
  std::map<std::uint32_t, std::set<std::uint32_t>> turned;  ///< Branches that are not as at first.
  std::set<std::pair<std::uint32_t, std::uint32_t>> wholeLines;
  std::optional<std::uint32_t> asking;

  [[nodiscard]] ShapeWish wishFor(const Item& item) const;
};

/// The text whose lines DetailsFrame::lines holds, and its runs.
[[nodiscard]] const QString& shownText(const Item& item, const DetailsState& state);
[[nodiscard]] const std::vector<TextRun>& shownRuns(const Item& item, const DetailsState& state);
/// Null unless it is shown as lines that fold.
[[nodiscard]] const JsonOutline* shownOutline(const Item& item, const DetailsState& state);
[[nodiscard]] bool isBranchOpen(const Item& item, const JsonOutline& outline, std::uint32_t line,
                                const DetailsState& state);
/// Whether text was cut off that is not on another page.
[[nodiscard]] bool isShownCut(const Item& item, const DetailsState& state);
/// Whether the item is there at all, its parents being open.
[[nodiscard]] bool isShown(const Section& section, const Item& item, const DetailsState& state);
[[nodiscard]] QString actionText(ItemAction action, const Item& item, const DetailsState& state);
/// Of those that belong to the box of an exception.
[[nodiscard]] bool isOfException(const Item& item);
[[nodiscard]] QString askText();

}  // namespace spanloupe::details
