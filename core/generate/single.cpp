// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <vector>

#include "core/generate/plain_spans.h"
#include "core/generate/shapes.h"

namespace spanloupe::generate {
namespace {

constexpr std::uint64_t kNanosPerSpan = 50'000;
constexpr std::uint32_t kMostChildren = 9;

constexpr std::array kInner = {Op::Home,      Op::CartGet,       Op::Orders,     Op::Reservations,
                               Op::Charges,   Op::ShippingQuote, Op::FraudScore, Op::PriceQuote,
                               Op::Recommend, Op::SessionLoad,   Op::PlanRoute,  Op::OrderValidate};
constexpr std::array kLeaves = {Op::SelectItems, Op::InsertOrder, Op::SelectStock, Op::SelectPrice,
                                Op::SelectRates, Op::CartHgetall, Op::RiskMget,    Op::PriceGet,
                                Op::VerifyToken, Op::RankItems};

/// A span that is still to be written, with the number of spans in its subtree.
struct Planned {
  SpanId parent;
  std::uint64_t start = 0, end = 0;
  std::uint64_t size = 1;
};

/// Divides the spans below `node` and its time among children, in order of start. Time goes with size, so
/// that it is enough for every span; some children overlap their predecessors as concurrent calls do.
void planChildren(const Planned& node, SpanId id, Random& random, std::vector<Planned>& children) {
  children.clear();
  std::uint64_t left = node.size - 1;
  if (left == 0) return;
  const std::uint64_t perSpan = (node.end - node.start) / node.size;
  std::uint64_t at = node.start + perSpan / 2;
  auto count = static_cast<std::uint32_t>(std::min<std::uint64_t>(left, random.between(1, kMostChildren)));
  for (; count > 0; --count) {
    Planned child;
    child.parent = id;
    const std::uint64_t share = left / count;
    child.size = count == 1
                     ? left
                     : std::clamp<std::uint64_t>(share * random.between(2, 30) / 16, 1, left - (count - 1));
    child.start = at;
    child.end = at + perSpan * child.size;
    left -= child.size;
    at = random.percent(20) ? at + perSpan * child.size / 3 : child.end;
    children.push_back(child);
  }
}

}  // namespace

void generateSingle(std::uint64_t spans, std::uint64_t seed, SpanSink& sink, const std::stop_token& stop) {
  if (spans == 0) return;
  PlainSpans plain(seed, sink);
  Random random(seed);
  const TraceId trace{random.id(), random.id()};
  std::vector<Planned> open = {{SpanId{}, kLoadBegins, kLoadBegins + kNanosPerSpan * spans, spans}};
  std::vector<Planned> children;
  while (!open.empty() && !stop.stop_requested()) {
    const Planned node = open.back();
    open.pop_back();
    const SpanId id{random.id()};
    const Op op = node.size > 1 ? kInner[node.parent.isZero() ? 0 : random.below(kInner.size())]
                                : kLeaves[random.below(kLeaves.size())];
    plain.push({trace, id, node.parent, node.start, node.end}, op, random.below(500));
    planChildren(node, id, random, children);
    open.insert(open.end(), children.rbegin(), children.rend());
  }
}

}  // namespace spanloupe::generate
