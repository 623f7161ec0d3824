// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The items of sections whose key or value has some words, without regard to case. Pure; any thread.
#pragma once

#include "ui/details/details_item.h"

namespace spanloupe::details {

struct FilteredSections {
  std::vector<Section> sections;  ///< Without those that have nothing.
  std::size_t count = 0;          ///< Items that match.
};

/// All words, separated by blanks, must be in one item. Items keep their numbers; parts of folds stand alone.
[[nodiscard]] FilteredSections filterSections(const std::vector<Section>& sections, const QString& words);

}  // namespace spanloupe::details
