// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Random OTLP messages of the official protobuf classes, and spans of such messages as comparable texts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reference.pb.h"

namespace spanloupe::test {

[[nodiscard]] reference::TracesData randomTraces(std::uint32_t seed);

/// One text per span: resource and its schema URL, scope and its schema URL, span; sorted. What the wire
/// cannot tell apart (an absent value and an empty one, an absent message and an empty one) is made the same.
[[nodiscard]] std::vector<std::string> spanTexts(const reference::TracesData& traces);

}  // namespace spanloupe::test
