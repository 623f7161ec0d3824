// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every put… function writes at `at` and returns where it ended. None checks for room: most…() says what a
// record can take, and its caller reserves that.
#include "core/formats/otlp/proto/record_encoder.h"

#include <bit>
#include <cstring>

#include "core/model/wire.h"

namespace spanloupe::formats::proto {
namespace {

using wire::Type;

/// Tag and length, each of five bytes at most: no message here reaches 2^35 bytes.
constexpr std::size_t kMostHead = 2 + 5;
/// All fields of a record that are numbers, ids or times, tags included.
constexpr std::size_t kMostFixed = 256;
/// A guess: the lengths of most spans, and of many events, take two bytes.
constexpr std::size_t kUsualSize = 0x80;

char* putVarint(char* at, std::uint64_t value) {
  while (value >= 0x80) {
    *at++ = static_cast<char>(value | 0x80);
    value >>= 7;
  }
  *at++ = static_cast<char>(value);
  return at;
}

char* putTag(char* at, std::uint32_t field, Type type) {
  return putVarint(at, field << 3 | static_cast<std::uint32_t>(type));
}

/// Most are so short that calling memcpy, or this, would cost more than copying.
[[gnu::always_inline]] inline char* putBytes(char* at, std::string_view bytes) {
  const std::size_t size = bytes.size();
  const char* const from = bytes.data();
  if (size > 32) {
    std::memcpy(at, from, size);
  } else if (size >= 16) {
    std::memcpy(at, from, 16);
    std::memcpy(at + size - 16, from + size - 16, 16);
  } else if (size >= 8) {
    std::memcpy(at, from, 8);
    std::memcpy(at + size - 8, from + size - 8, 8);
  } else if (size >= 4) {
    std::memcpy(at, from, 4);
    std::memcpy(at + size - 4, from + size - 4, 4);
  } else {
    for (std::size_t i = 0; i < size; ++i) at[i] = from[i];
  }
  return at + size;
}

char* putLengthField(char* at, std::uint32_t field, std::string_view bytes) {
  return putBytes(putVarint(putTag(at, field, Type::Length), bytes.size()), bytes);
}

char* putText(char* at, std::uint32_t field, std::string_view text) {
  return text.empty() ? at : putLengthField(at, field, text);
}

char* putNumber(char* at, std::uint32_t field, std::uint32_t value) {
  return value == 0 ? at : putVarint(putTag(at, field, Type::Varint), value);
}

/// Enums are int32 on the wire: a negative number takes ten bytes.
char* putEnum(char* at, std::uint32_t field, std::uint32_t value) {
  if (value == 0) return at;
  const auto number = static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(value)});
  return putVarint(putTag(at, field, Type::Varint), number);
}

// Numbers are stored as they lie in memory.
static_assert(std::endian::native == std::endian::little);

char* putAnyTime(char* at, std::uint32_t field, Timestamp time) {
  const std::uint64_t nanos = nanosOf(time);
  at = putTag(at, field, Type::Fixed64);
  std::memcpy(at, &nanos, sizeof nanos);
  return at + sizeof nanos;
}

char* putTime(char* at, std::uint32_t field, Timestamp time) {
  return nanosOf(time) == 0 ? at : putAnyTime(at, field, time);
}

char* putFlags(char* at, std::uint32_t field, std::uint32_t flags) {
  if (flags == 0) return at;
  at = putTag(at, field, Type::Fixed32);
  std::memcpy(at, &flags, sizeof flags);
  return at + sizeof flags;
}

template <typename Id>
char* putId(char* at, std::uint32_t field, const Id& id, std::string_view raw) {
  if (!raw.empty()) return putLengthField(at, field, raw);
  if (id.isZero()) return at;
  at = putVarint(putTag(at, field, Type::Length), Id::kSize);
  id.toBytes(at);
  return at + Id::kSize;
}

/// A message whose length is known only when it is there. Moved into place if `expected`, a guess of its
/// length, has another width.
template <typename Body>
char* putMessage(char* at, std::uint32_t field, std::size_t expected, Body body) {
  at = putTag(at, field, Type::Length);
  const std::size_t width = wire::varintSize(expected);
  char* const begin = at + width;
  char* const end = body(begin);
  const auto size = static_cast<std::size_t>(end - begin);
  const std::size_t needed = wire::varintSize(size);
  if (needed != width) std::memmove(at + needed, begin, size);
  return putVarint(at, size) + size;
}

char* putAttributes(char* at, std::uint32_t field, std::span<const Attribute> attributes) {
  for (const auto& [key, value] : attributes) {
    const std::string_view bytes = value.bytes();
    const std::size_t keySize = key.empty() ? 0 : 1 + wire::varintSize(key.size()) + key.size();
    const std::size_t size = keySize + 2 + bytes.size();
    // Nearly all are short, so that every tag and length is one byte: this is most of what is written.
    if (size < 0x80 && !key.empty()) {
      *at++ = static_cast<char>(field << 3 | static_cast<unsigned>(Type::Length));
      *at++ = static_cast<char>(size);
      *at++ = 1 << 3 | static_cast<char>(Type::Length);
      *at++ = static_cast<char>(key.size());
      at = putBytes(at, key);
      *at++ = 2 << 3 | static_cast<char>(Type::Length);
      *at++ = static_cast<char>(bytes.size());
      at = putBytes(at, bytes);
      continue;
    }
    at = putTag(at, field, Type::Length);
    at = putVarint(at, keySize + 1 + wire::varintSize(bytes.size()) + bytes.size());
    at = putLengthField(putText(at, 1, key), 2, bytes);
  }
  return at;
}

std::size_t mostOf(std::string_view text) { return kMostHead + text.size(); }

std::size_t mostOf(std::span<const Attribute> attributes) {
  std::size_t most = 0;
  for (const auto& [key, value] : attributes) most += 3 * kMostHead + key.size() + value.bytes().size();
  return most;
}

std::size_t mostOf(const EventView& event) {
  return kMostFixed + mostOf(event.name) + mostOf(event.attributes);
}

std::size_t mostOf(const LinkView& link) {
  return kMostFixed + mostOf(link.rawTraceId) + mostOf(link.rawSpanId) + mostOf(link.traceState) +
         mostOf(link.attributes);
}

std::size_t mostOf(const SpanView& span) {
  std::size_t most = kMostFixed + mostOf(span.rawTraceId) + mostOf(span.rawSpanId) +
                     mostOf(span.rawParentSpanId) + mostOf(span.traceState) + mostOf(span.name) +
                     mostOf(span.statusMessage) + mostOf(span.attributes);
  for (const EventView& event : span.events) most += mostOf(event);
  for (const LinkView& link : span.links) most += mostOf(link);
  return most;
}

std::size_t mostOf(const LogView& log) {
  return kMostFixed + mostOf(log.severityText) + mostOf(log.body.bytes()) + mostOf(log.rawTraceId) +
         mostOf(log.rawSpanId) + mostOf(log.eventName) + mostOf(log.attributes);
}

char* putEvent(char* at, const EventView& event) {
  at = putTime(at, 1, event.time);
  at = putText(at, 2, event.name);
  at = putAttributes(at, 3, event.attributes);
  return putNumber(at, 4, event.droppedAttributes);
}

char* putLink(char* at, const LinkView& link) {
  at = putId(at, 1, link.traceId, link.rawTraceId);
  at = putId(at, 2, link.spanId, link.rawSpanId);
  at = putText(at, 3, link.traceState);
  at = putAttributes(at, 4, link.attributes);
  at = putNumber(at, 5, link.droppedAttributes);
  return putFlags(at, 6, link.flags);
}

char* putStatus(char* at, const SpanView& span) {
  if (span.statusMessage.empty() && span.status == StatusCode::Unset) return at;
  return putMessage(at, 15, span.statusMessage.size(), [&span](char* body) {
    body = putText(body, 2, span.statusMessage);
    return putEnum(body, 3, static_cast<std::uint32_t>(span.status));
  });
}

char* putSpan(char* at, const SpanView& span) {
  at = putId(at, 1, span.traceId, span.rawTraceId);
  at = putId(at, 2, span.spanId, span.rawSpanId);
  at = putText(at, 3, span.traceState);
  at = putId(at, 4, span.parentSpanId, span.rawParentSpanId);
  at = putText(at, 5, span.name);
  at = putEnum(at, 6, static_cast<std::uint32_t>(span.kind));
  // Written even when it is 0: by this field readers tell spans from logs.
  at = putAnyTime(at, 7, span.start);
  at = putTime(at, 8, span.end);
  at = putAttributes(at, 9, span.attributes);
  at = putNumber(at, 10, span.droppedAttributes);
  for (const EventView& event : span.events)
    at = putMessage(at, 11, kUsualSize, [&event](char* body) { return putEvent(body, event); });
  at = putNumber(at, 12, span.droppedEvents);
  for (const LinkView& link : span.links)
    at = putMessage(at, 13, kUsualSize, [&link](char* body) { return putLink(body, link); });
  at = putNumber(at, 14, span.droppedLinks);
  at = putStatus(at, span);
  return putFlags(at, 16, span.flags);
}

char* putLog(char* at, const LogView& log) {
  at = putTime(at, 1, log.time);
  at = putEnum(at, 2, log.severityNumber);
  at = putText(at, 3, log.severityText);
  at = putText(at, 5, log.body.bytes());
  at = putAttributes(at, 6, log.attributes);
  at = putNumber(at, 7, log.droppedAttributes);
  at = putFlags(at, 8, log.flags);
  at = putId(at, 9, log.traceId, log.rawTraceId);
  at = putId(at, 10, log.spanId, log.rawSpanId);
  at = putAnyTime(at, 11, log.observedTime);  // Likewise
  return putText(at, 12, log.eventName);
}

}  // namespace

void appendSpanField(RecordBytes& out, const SpanView& span) {
  char* const at = out.reserve(kMostHead + mostOf(span));
  out.end(putMessage(at, 2, kUsualSize, [&span](char* body) { return putSpan(body, span); }));
}

void appendLogField(RecordBytes& out, const LogView& log) {
  char* const at = out.reserve(kMostHead + mostOf(log));
  out.end(putMessage(at, 2, kUsualSize, [&log](char* body) { return putLog(body, log); }));
}

void appendResource(RecordBytes& out, const ResourceView& resource) {
  char* at = out.reserve(kMostFixed + mostOf(resource.attributes) + resource.entityRefs.size());
  at = putAttributes(at, 1, resource.attributes);
  at = putNumber(at, 2, resource.droppedAttributes);
  out.end(putBytes(at, resource.entityRefs));
}

void appendScope(RecordBytes& out, const ScopeView& scope) {
  char* at = out.reserve(kMostFixed + mostOf(scope.name) + mostOf(scope.version) + mostOf(scope.attributes));
  at = putText(at, 1, scope.name);
  at = putText(at, 2, scope.version);
  at = putAttributes(at, 3, scope.attributes);
  out.end(putNumber(at, 4, scope.droppedAttributes));
}

}  // namespace spanloupe::formats::proto
