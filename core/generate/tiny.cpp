// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/plain_spans.h"
#include "core/generate/shapes.h"

namespace spanloupe::generate {

void generateTiny(std::uint64_t spans, std::uint64_t seed, SpanSink& sink, const std::stop_token& stop) {
  PlainSpans plain(seed, sink);
  Random random(seed);
  PlainSpan span;
  for (std::uint64_t i = 0; i < spans && !stop.stop_requested(); ++i) {
    span.trace = {random.id(), random.id()};
    span.id = SpanId{random.id()};
    span.start = kLoadBegins + i * 100'000;
    span.end = span.start + random.between(20'000, 900'000);
    plain.push(span, Op::VerifyToken, random.below(100));
  }
}

}  // namespace spanloupe::generate
