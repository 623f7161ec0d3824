// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "core/generate/plain_spans.h"
#include "core/generate/shapes.h"

namespace spanloupe::generate {
namespace {

constexpr std::uint64_t kOwnNanos = 1000;  ///< Before and after the child.
constexpr std::array kOps = {Op::Home, Op::SessionLoad, Op::CartGet, Op::PriceRecalculate};

}  // namespace

void generateDeep(std::uint64_t spans, std::uint64_t seed, SpanSink& sink, const std::stop_token& stop) {
  PlainSpans plain(seed, sink);
  Random random(seed);
  PlainSpan span;
  span.trace = {random.id(), random.id()};
  for (std::uint64_t i = 0; i < spans && !stop.stop_requested(); ++i) {
    span.parent = span.id;
    span.id = SpanId{random.id()};
    span.start = kLoadBegins + kOwnNanos * i;
    span.end = kLoadBegins + kOwnNanos * (2 * spans - i);
    plain.push(span, kOps[i % kOps.size()], i % 1000);
  }
}

}  // namespace spanloupe::generate
