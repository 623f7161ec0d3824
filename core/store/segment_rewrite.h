// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Making a segment again without some of its rows. Any thread.
#pragma once

#include <span>

#include "core/store/segment_reader.h"

namespace spanloupe::store {

/// `segment` without the span rows `dropped` (ascending), its logs kept. No columns when nothing is left.
[[nodiscard]] Result<EncodedSegment> rewriteWithout(const EncodedSegment& segment,
                                                    std::span<const std::uint32_t> dropped);

}  // namespace spanloupe::store
