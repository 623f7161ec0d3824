// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/test_trace.h"

#include <array>

#include "core/model/wire.h"

namespace spanloupe::receive {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t kInternal = 1, kServer = 2, kClient = 3;

std::string textAttribute(std::string_view key, std::string_view value) {
  std::string any, attribute;
  wire::appendLengthField(any, 1, value);
  wire::appendLengthField(attribute, 1, key);
  wire::appendLengthField(attribute, 2, any);
  return attribute;
}

void appendTime(std::string& out, std::uint32_t field, Timestamp time) {
  wire::appendTag(out, field, wire::Type::Fixed64);
  wire::appendFixed64(out, nanosOf(time));
}

struct Part {
  SpanId id, parent;
  std::string_view name;
  std::uint64_t kind = kInternal;
  Timestamp from, to;
};

std::string spanOf(TraceId trace, const Part& part) {
  std::array<char, TraceId::kSize> traceBytes{};
  std::array<char, SpanId::kSize> idBytes{}, parentBytes{};
  trace.toBytes(traceBytes.data());
  part.id.toBytes(idBytes.data());
  part.parent.toBytes(parentBytes.data());
  std::string span;
  wire::appendLengthField(span, 1, {traceBytes.data(), traceBytes.size()});
  wire::appendLengthField(span, 2, {idBytes.data(), idBytes.size()});
  if (!part.parent.isZero()) wire::appendLengthField(span, 4, {parentBytes.data(), parentBytes.size()});
  wire::appendLengthField(span, 5, part.name);
  wire::appendTag(span, 6, wire::Type::Varint);
  wire::appendVarint(span, part.kind);
  appendTime(span, 7, part.from);
  appendTime(span, 8, part.to);
  return span;
}

}  // namespace

std::string testTrace(TraceId id, Timestamp now) {
  const SpanId root{mixBits(id.low) | 1}, call{mixBits(id.high ^ id.low) | 1}, answer{mixBits(id.high) | 1};
  const auto before = [&](int ms) { return now - milliseconds(ms); };

  std::string rootSpan = spanOf(id, {root, {}, "Test trace", kInternal, before(50), now});
  wire::appendLengthField(rootSpan, 9,
                          textAttribute("spanloupe.test", "made up to prove the way, measured nowhere"));
  const std::string callSpan = spanOf(id, {call, root, "Ask", kClient, before(40), before(5)});
  std::string answerSpan = spanOf(id, {answer, call, "Answer", kServer, before(30), before(10)});
  std::string event;
  appendTime(event, 1, before(20));
  wire::appendLengthField(event, 2, "half-way");
  wire::appendLengthField(answerSpan, 11, event);

  std::string scope, scopeSpans, resource, resourceSpans, request;
  wire::appendLengthField(scope, 1, "spanloupe");
  wire::appendLengthField(scopeSpans, 1, scope);
  for (const std::string& span : {rootSpan, callSpan, answerSpan})
    wire::appendLengthField(scopeSpans, 2, span);
  wire::appendLengthField(resource, 1, textAttribute("service.name", "spanloupe-test"));
  wire::appendLengthField(resourceSpans, 1, resource);
  wire::appendLengthField(resourceSpans, 2, scopeSpans);
  wire::appendLengthField(request, 1, resourceSpans);
  return request;
}

}  // namespace spanloupe::receive
