// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The items of sections whose key or value has some words, without regard to case. Pure; any thread.
#pragma once

#include <stop_token>

#include "ui/details/details_item.h"

namespace spanloupe::details {

struct FilteredSections {
  Sections sections;      ///< Without those that have nothing.
  std::size_t count = 0;  ///< Items that match.
};

/// All words, separated by blanks, must be in one item. Items keep their numbers; parts of folds stand alone;
/// JSON opens where the words are, and long texts show the place.
[[nodiscard]] FilteredSections filterSections(const Sections& sections, const QString& words,
                                              const std::stop_token& stop = {});

}  // namespace spanloupe::details
