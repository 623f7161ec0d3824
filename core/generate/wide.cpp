// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/plain_spans.h"
#include "core/generate/shapes.h"

namespace spanloupe::generate {
namespace {

// Four children run at a time.
constexpr std::uint64_t kNanosBetween = 25'000;
constexpr std::uint32_t kShortest = 60'000, kLongest = 100'000;

}  // namespace

void generateWide(std::uint64_t spans, std::uint64_t seed, SpanSink& sink, const std::stop_token& stop) {
  if (spans == 0) return;
  PlainSpans plain(seed, sink);
  Random random(seed);
  PlainSpan root;
  root.trace = {random.id(), random.id()};
  root.id = SpanId{random.id()};
  root.start = kLoadBegins;
  root.end = kLoadBegins + kNanosBetween * (spans + 1) + kLongest;
  plain.push(root, Op::CartGet, spans % 1000);
  PlainSpan child = root;
  child.parent = root.id;
  for (std::uint64_t i = 1; i < spans && !stop.stop_requested(); ++i) {
    child.id = SpanId{random.id()};
    child.start = kLoadBegins + kNanosBetween * i;
    child.end = child.start + random.between(kShortest, kLongest);
    plain.push(child, Op::SelectItems, i % 1000);
  }
}

}  // namespace spanloupe::generate
