// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/otlp/proto/proto_writer.h"

#include "core/model/wire.h"

namespace spanloupe::formats::proto {
namespace {

/// The field of a message that stands in another; none when it is empty.
std::string fieldOf(std::uint32_t field, std::string_view message) {
  std::string out;
  if (!message.empty()) wire::appendLengthField(out, field, message);
  return out;
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
  RecordBytes message;
  appendResource(message, resource);
  return ResourceHandle(m_resources.add({fieldOf(1, message.view()), fieldOf(3, resource.schemaUrl)}));
}

ScopeHandle ProtoWriter::scope(const ScopeView& scope) {
  RecordBytes message;
  appendScope(message, scope);
  return ScopeHandle(m_scopes.add({fieldOf(1, message.view()), fieldOf(3, scope.schemaUrl)}));
}

RecordBytes& ProtoWriter::recordsOf(Held& held, ResourceHandle resource, ScopeHandle scope) {
  const auto number = static_cast<std::uint32_t>(resource);
  if (number >= held.groupOfResource.size()) held.groupOfResource.resize(number + 1, kNoGroup);
  std::uint32_t& place = held.groupOfResource[number];
  if (place == kNoGroup) {
    place = static_cast<std::uint32_t>(held.groups.size());
    held.groups.push_back({number, {}});
  }
  std::vector<ScopeGroup>& scopes = held.groups[place].scopes;
  // Few scopes in a resource, and mostly the one used last.
  for (auto group = scopes.rbegin(); group != scopes.rend(); ++group)
    if (group->scope == static_cast<std::uint32_t>(scope)) return group->records;
  ScopeGroup& added = scopes.emplace_back(ScopeGroup{static_cast<std::uint32_t>(scope), {}});
  if (!m_spare.empty()) {
    added.records = std::move(m_spare.back());
    m_spare.pop_back();
  }
  return added.records;
}

void ProtoWriter::span(const SpanView& span) {
  RecordBytes& records = recordsOf(m_spans, span.resource, span.scope);
  const std::size_t before = records.size();
  appendSpanField(records, span);
  added(records.size() - before);
}

void ProtoWriter::log(const LogView& log) {
  RecordBytes& records = recordsOf(m_logs, log.resource, log.scope);
  const std::size_t before = records.size();
  appendLogField(records, log);
  added(records.size() - before);
}

void ProtoWriter::added(std::size_t bytes) {
  m_held += bytes;
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
    wire::appendTag(head, 1, wire::Type::Length);
    wire::appendVarint(head, sizes[i]);
    put(head += m_resources.at(resource.resource).head);
    for (const ScopeGroup& scope : resource.scopes) {
      head.clear();
      wire::appendTag(head, 2, wire::Type::Length);
      wire::appendVarint(head, scopeSize(scope));
      put(head += m_scopes.at(scope.scope).head);
      put(scope.records.view());
      put(m_scopes.at(scope.scope).tail);
    }
    put(m_resources.at(resource.resource).tail);
  }
  letGo(held);
}

void ProtoWriter::letGo(Held& held) {
  for (ResourceGroup& resource : held.groups) {
    held.groupOfResource[resource.resource] = kNoGroup;
    for (ScopeGroup& scope : resource.scopes) {
      if (scope.records.capacity() > kHeld / 4 || m_spare.size() >= kMostSpare) continue;
      scope.records.clear();
      m_spare.push_back(std::move(scope.records));
    }
  }
  held.groups.clear();
}

void ProtoWriter::put(std::string_view bytes) {
  if (m_error || bytes.empty()) return;
  if (auto written = m_output.write(bytes); !written) m_error = written.error();
}

Result<void> ProtoWriter::finish() {
  flush();
  m_resources.clear();
  m_scopes.clear();
  m_spans.groupOfResource.clear();
  m_logs.groupOfResource.clear();
  if (m_error) return tl::unexpected(*m_error);
  return {};
}

}  // namespace spanloupe::formats::proto
