// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/batcher.h"
#include "core/generate/shapes.h"
#include "core/generate/shop_trace.h"

namespace spanloupe::generate {
namespace {

constexpr std::uint32_t kNanosBetweenTraces = 5'000'000;
constexpr std::uint64_t kTracesPerFault = 50;
constexpr std::uint64_t kTracesPerLostSpan = 256;

/// The fault of a trace: in turn and not at random, so that small loads have several kinds too. The stride
/// visits every entry of the weighted list and never the same kind twice in a row.
const Fault* faultOf(std::uint64_t trace) {
  if (trace % kTracesPerFault != kTracesPerFault / 2) return nullptr;
  std::uint32_t total = 0;
  for (const Fault& fault : faults()) total += fault.weight;
  constexpr std::uint64_t kStride = 7;
  std::uint64_t place = trace / kTracesPerFault * kStride % total;
  for (const Fault& fault : faults()) {
    if (place < fault.weight) return &fault;
    place -= fault.weight;
  }
  return nullptr;
}

}  // namespace

void generateShop(std::uint64_t spans, std::uint64_t seed, SpanSink& sink, const std::stop_token& stop) {
  const Fleet fleet(seed);
  const SpanTemplates templates;
  ShopTrace trace(fleet, templates);
  RecentMessages messages;
  Batcher batcher(fleet, sink);
  Random random(seed);
  std::uint64_t time = kLoadBegins;
  std::uint64_t drawn = 0;
  for (std::uint64_t number = 0; drawn < spans && !stop.stop_requested(); ++number) {
    batcher.writeUntil(time);
    std::unique_ptr<TraceDraft> draft = batcher.spare();
    TracePlan plan;
    plan.seed = random.next();
    plan.start = time;
    plan.progress = static_cast<std::uint32_t>(drawn / (spans / 100 + 1));
    plan.fault = faultOf(number);
    plan.losesSpan = number % kTracesPerLostSpan == kTracesPerLostSpan / 2;
    trace.draw(*draft, plan, messages);
    for (const DraftSpan& span : draft->spans) drawn += span.lost ? 0 : 1;
    batcher.add(std::move(draft));
    time += random.below(2 * kNanosBetweenTraces);
  }
  batcher.finish();
}

}  // namespace spanloupe::generate
