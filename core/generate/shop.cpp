// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/batcher.h"
#include "core/generate/shapes.h"
#include "core/generate/shop_trace.h"

namespace spanloupe::generate {
namespace {

constexpr std::uint32_t kNanosBetweenTraces = 5'000'000;

}  // namespace

void generateShop(std::uint64_t spans, std::uint64_t seed, SpanSink& sink) {
  const Fleet fleet(seed);
  const SpanTemplates templates;
  ShopTrace trace(fleet, templates);
  RecentMessages messages;
  Batcher batcher(fleet, sink);
  Random random(seed);
  std::uint64_t time = kLoadBegins;
  for (std::uint64_t drawn = 0; drawn < spans;) {
    batcher.writeUntil(time);
    std::unique_ptr<TraceDraft> draft = batcher.spare();
    const auto progress = static_cast<std::uint32_t>(drawn / (spans / 100 + 1));
    trace.draw(*draft, random.next(), time, progress, messages);
    for (const DraftSpan& span : draft->spans) drawn += span.lost ? 0 : 1;
    batcher.add(std::move(draft));
    time += random.below(2 * kNanosBetweenTraces);
  }
  batcher.finish();
}

}  // namespace spanloupe::generate
