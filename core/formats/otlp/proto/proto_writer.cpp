// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/proto/proto_writer.h"

#include "core/model/wire.h"

namespace spanloupe::formats::proto {
namespace {

using wire::appendLengthField;
using wire::Type;

void putText(std::string& out, std::uint32_t field, std::string_view text) {
  if (!text.empty()) appendLengthField(out, field, text);
}

void putNumber(std::string& out, std::uint32_t field, std::uint32_t value) {
  if (value == 0) return;
  wire::appendTag(out, field, Type::Varint);
  wire::appendVarint(out, value);
}

/// Enums are int32 on the wire: a negative number takes ten bytes.
void putEnum(std::string& out, std::uint32_t field, std::uint32_t value) {
  if (value == 0) return;
  wire::appendTag(out, field, Type::Varint);
  wire::appendVarint(out, static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(value)}));
}

void putAnyTime(std::string& out, std::uint32_t field, Timestamp time) {
  wire::appendTag(out, field, Type::Fixed64);
  wire::appendFixed64(out, nanosOf(time));
}

void putTime(std::string& out, std::uint32_t field, Timestamp time) {
  if (nanosOf(time) != 0) putAnyTime(out, field, time);
}

void putFlags(std::string& out, std::uint32_t field, std::uint32_t flags) {
  if (flags == 0) return;
  wire::appendTag(out, field, Type::Fixed32);
  wire::appendFixed32(out, flags);
}

template <typename Id>
void putId(std::string& out, std::uint32_t field, const Id& id, std::string_view raw) {
  if (!raw.empty()) return appendLengthField(out, field, raw);
  if (id.isZero()) return;
  char bytes[Id::kSize];
  id.toBytes(bytes);
  appendLengthField(out, field, {bytes, sizeof bytes});
}

void putAttributes(std::string& out, std::uint32_t field, std::span<const Attribute> attributes) {
  for (const auto& [key, value] : attributes) {
    const std::string_view bytes = value.bytes();
    const std::size_t keySize = key.empty() ? 0 : 1 + wire::varintSize(key.size()) + key.size();
    const std::size_t size = keySize + 2 + bytes.size();
    // Nearly all are short, so that every tag and length is one byte: this is most of what is written.
    if (size < 0x80 && !key.empty()) {
      const char head[4] = {static_cast<char>(field << 3 | static_cast<unsigned>(Type::Length)),
                            static_cast<char>(size), 1 << 3 | static_cast<char>(Type::Length),
                            static_cast<char>(key.size())};
      const char middle[2] = {2 << 3 | static_cast<char>(Type::Length), static_cast<char>(bytes.size())};
      out.append(head, sizeof head).append(key).append(middle, sizeof middle).append(bytes);
      continue;
    }
    wire::appendTag(out, field, Type::Length);
    wire::appendVarint(out, keySize + 1 + wire::varintSize(bytes.size()) + bytes.size());
    putText(out, 1, key);
    appendLengthField(out, 2, bytes);
  }
}

std::string eventMessage(const EventView& event) {
  std::string out;
  putTime(out, 1, event.time);
  putText(out, 2, event.name);
  putAttributes(out, 3, event.attributes);
  putNumber(out, 4, event.droppedAttributes);
  return out;
}

std::string linkMessage(const LinkView& link) {
  std::string out;
  putId(out, 1, link.traceId, link.rawTraceId);
  putId(out, 2, link.spanId, link.rawSpanId);
  putText(out, 3, link.traceState);
  putAttributes(out, 4, link.attributes);
  putNumber(out, 5, link.droppedAttributes);
  putFlags(out, 6, link.flags);
  return out;
}

void putSpan(std::string& out, const SpanView& span) {
  putId(out, 1, span.traceId, span.rawTraceId);
  putId(out, 2, span.spanId, span.rawSpanId);
  putText(out, 3, span.traceState);
  putId(out, 4, span.parentSpanId, span.rawParentSpanId);
  putText(out, 5, span.name);
  putEnum(out, 6, static_cast<std::uint32_t>(span.kind));
  // Written even when it is 0: by this field readers tell spans from logs.
  putAnyTime(out, 7, span.start);
  putTime(out, 8, span.end);
  putAttributes(out, 9, span.attributes);
  putNumber(out, 10, span.droppedAttributes);
  for (const EventView& event : span.events) appendLengthField(out, 11, eventMessage(event));
  putNumber(out, 12, span.droppedEvents);
  for (const LinkView& link : span.links) appendLengthField(out, 13, linkMessage(link));
  putNumber(out, 14, span.droppedLinks);
  std::string status;
  putText(status, 2, span.statusMessage);
  putEnum(status, 3, static_cast<std::uint32_t>(span.status));
  putText(out, 15, status);
  putFlags(out, 16, span.flags);
}

void putLog(std::string& out, const LogView& log) {
  putTime(out, 1, log.time);
  putEnum(out, 2, log.severityNumber);
  putText(out, 3, log.severityText);
  putText(out, 5, log.body.bytes());
  putAttributes(out, 6, log.attributes);
  putNumber(out, 7, log.droppedAttributes);
  putFlags(out, 8, log.flags);
  putId(out, 9, log.traceId, log.rawTraceId);
  putId(out, 10, log.spanId, log.rawSpanId);
  putAnyTime(out, 11, log.observedTime);  // Likewise
  putText(out, 12, log.eventName);
}

}  // namespace

std::uint32_t ProtoWriter::WrappingTable::add(Wrapping wrapping) {
  std::string key = std::to_string(wrapping.head.size()) + ':' + wrapping.head + wrapping.tail;
  const auto [entry, isNew] =
      m_known.try_emplace(std::move(key), static_cast<std::uint32_t>(m_wrappings.size()));
  if (isNew) m_wrappings.push_back(std::move(wrapping));
  return entry->second;
}

ResourceHandle ProtoWriter::resource(const ResourceView& resource) {
  std::string message;
  putAttributes(message, 1, resource.attributes);
  putNumber(message, 2, resource.droppedAttributes);
  message += resource.entityRefs;
  Wrapping wrapping;
  putText(wrapping.head, 1, message);
  putText(wrapping.tail, 3, resource.schemaUrl);
  return ResourceHandle(m_resources.add(std::move(wrapping)));
}

ScopeHandle ProtoWriter::scope(const ScopeView& scope) {
  std::string message;
  putText(message, 1, scope.name);
  putText(message, 2, scope.version);
  putAttributes(message, 3, scope.attributes);
  putNumber(message, 4, scope.droppedAttributes);
  Wrapping wrapping;
  putText(wrapping.head, 1, message);
  putText(wrapping.tail, 3, scope.schemaUrl);
  return ScopeHandle(m_scopes.add(std::move(wrapping)));
}

std::string& ProtoWriter::recordsOf(Held& held, ResourceHandle resource, ScopeHandle scope) {
  const auto [entry, isNew] =
      held.positions.try_emplace(static_cast<std::uint32_t>(resource), held.groups.size());
  if (isNew) held.groups.push_back({static_cast<std::uint32_t>(resource), {}});
  std::vector<ScopeGroup>& scopes = held.groups[entry->second].scopes;
  // Few scopes in a resource, and mostly the one used last.
  for (auto group = scopes.rbegin(); group != scopes.rend(); ++group)
    if (group->scope == static_cast<std::uint32_t>(scope)) return group->records;
  return scopes.emplace_back(ScopeGroup{static_cast<std::uint32_t>(scope), {}}).records;
}

void ProtoWriter::span(const SpanView& span) {
  m_record.clear();
  putSpan(m_record, span);
  appendLengthField(recordsOf(m_spans, span.resource, span.scope), 2, m_record);
  added(m_record.size());
}

void ProtoWriter::log(const LogView& log) {
  m_record.clear();
  putLog(m_record, log);
  appendLengthField(recordsOf(m_logs, log.resource, log.scope), 2, m_record);
  added(m_record.size());
}

void ProtoWriter::added(std::size_t bytes) {
  // Records of no bytes still cost their tags.
  m_held += bytes + 8;
  if (m_held >= kHeld) flush();
}

void ProtoWriter::flush() {
  if (!m_framed) m_framed = !m_logs.groups.empty();
  write(m_spans);
  write(m_logs);
  m_held = 0;
}

void ProtoWriter::write(Held& held) {
  // Lengths come before what they measure, and the records are megabytes: sizes first, then no copying.
  const auto field = [](std::size_t size) { return 1 + wire::varintSize(size) + size; };
  const auto scopeSize = [this](const ScopeGroup& scope) {
    const Wrapping& around = m_scopes.at(scope.scope);
    return around.head.size() + scope.records.size() + around.tail.size();
  };
  std::vector<std::size_t> sizes;
  std::size_t total = 0;
  for (const ResourceGroup& resource : held.groups) {
    const Wrapping& around = m_resources.at(resource.resource);
    std::size_t size = around.head.size() + around.tail.size();
    for (const ScopeGroup& scope : resource.scopes) size += field(scopeSize(scope));
    sizes.push_back(size);
    total += field(size);
  }
  if (total != 0 && *m_framed) {
    const auto size = static_cast<std::uint32_t>(total);
    const char prefix[4] = {static_cast<char>(size >> 24), static_cast<char>(size >> 16),
                            static_cast<char>(size >> 8), static_cast<char>(size)};
    put({prefix, sizeof prefix});
  }
  std::string head;
  for (std::size_t i = 0; i < held.groups.size(); ++i) {
    const ResourceGroup& resource = held.groups[i];
    head.clear();
    wire::appendTag(head, 1, Type::Length);
    wire::appendVarint(head, sizes[i]);
    put(head += m_resources.at(resource.resource).head);
    for (const ScopeGroup& scope : resource.scopes) {
      head.clear();
      wire::appendTag(head, 2, Type::Length);
      wire::appendVarint(head, scopeSize(scope));
      put(head += m_scopes.at(scope.scope).head);
      put(scope.records);
      put(m_scopes.at(scope.scope).tail);
    }
    put(m_resources.at(resource.resource).tail);
  }
  held = {};
}

void ProtoWriter::put(std::string_view bytes) {
  if (m_error || bytes.empty()) return;
  if (auto written = m_output.write(bytes); !written) m_error = written.error();
}

Result<void> ProtoWriter::finish() {
  flush();
  if (m_error) return tl::unexpected(*m_error);
  return {};
}

}  // namespace spanloupe::formats::proto
