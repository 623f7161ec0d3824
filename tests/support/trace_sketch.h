// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Traces for tests from an indented text, one span a line, children two spaces further in:
//
//   frontend GET /cart 0-100
//     cart GET items 10-90 server error
//       redis GET 20-30
//
// Service, name, start and end in milliseconds after kSketchBase (decimals allowed), then marks in any order:
//   client server producer consumer internal, error, ok
//   missing      its parent id is no span's
//   id=LABEL     other spans may name it; two spans with one label have the same span id
//   parent=LABEL instead of the indentation (a label further down too)
//   link=LABEL   a link to that span
// "20-" has no end; "@7-@9" are raw nanoseconds; service "-" is no service. Spans get the order a Trace has.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/model/trace.h"

namespace spanloupe::test {

/// 2026-03-12T14:00:00Z.
inline constexpr std::uint64_t kSketchBase = 1'773'324'000'000'000'000;

[[nodiscard]] Trace sketchTrace(std::string_view text);

/// The span with that name, which must be there.
[[nodiscard]] SpanIndex spanNamed(const Trace& trace, std::string_view name);
[[nodiscard]] std::string nameOf(const Trace& trace, SpanIndex span);
/// Milliseconds after kSketchBase with as many decimals as it takes.
[[nodiscard]] std::string sketchTime(Timestamp time);
/// Milliseconds with as many decimals as it takes.
[[nodiscard]] std::string sketchDuration(Duration duration);

/// One line per span of `order`, indented by `depth`: its name and what `note` says.
[[nodiscard]] std::string printSpans(const Trace& trace, const std::vector<SpanIndex>& order,
                                     const std::vector<std::uint32_t>& depth,
                                     const std::function<std::string(SpanIndex)>& note);

}  // namespace spanloupe::test
