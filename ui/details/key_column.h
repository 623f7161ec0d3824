// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The column of keys at the left of the details: how wide it is, and where a key too long for it breaks.
// Pure.
#pragma once

#include "ui/details/details_layout.h"

namespace spanloupe::details {

/// Between keys and values.
inline constexpr double kColumnGap = 8;

/// Items of the section that are shown: the first, and what was asked for beyond them.
[[nodiscard]] std::size_t shownItems(const DetailsState& state, std::uint32_t section);
/// Its share of the width at most, or more where that takes no value its single line. Only of the items that
/// are shown, and of those only keys that may be the widest are measured.
[[nodiscard]] double keyColumnFor(const Sections& sections, const DetailsState& state, double width,
                                  const DetailsMeasures& measures);
/// Behind a dot or underscore, so that both parts fit into the column; 0 when the key fits or no place does.
[[nodiscard]] qsizetype keyBreakFor(const QString& key, double column, const DetailsMeasures& measures);

}  // namespace spanloupe::details
