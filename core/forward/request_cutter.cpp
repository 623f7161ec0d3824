// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forward/request_cutter.h"

namespace spanloupe::forward {
namespace {

constexpr std::uint32_t kChildrenField =
    2;  ///< Of ResourceSpans and ScopeSpans, and of those of logs and metrics.
constexpr std::size_t kTraceIdSize = 16;
/// Tag and length of a field.
constexpr std::size_t kLargestFrame = 6;

/// Every field but the children, as it stands.
std::string headOf(std::string_view group) {
  std::string head;
  wire::Reader reader(group);
  const char* before = group.data();
  for (wire::Field field; reader.next(field); before = reader.position())
    if (field.number != kChildrenField)
      head.append(before, static_cast<std::size_t>(reader.position() - before));
  return head;
}

std::size_t fieldSize(std::size_t size) { return 1 + wire::varintSize(size) + size; }

}  // namespace

void RequestCutter::add(std::string_view messages) {
  wire::Reader reader(messages);
  for (wire::Field field; reader.next(field);)
    if (field.number == 1 && field.type == wire::Type::Length) addResource(field.bytes);
}

void RequestCutter::finish() {
  if (m_count != 0) handOver();
}

void RequestCutter::addResource(std::string_view group) {
  const std::string head = headOf(group);
  wire::Reader reader(group);
  for (wire::Field field; reader.next(field);)
    if (field.number == kChildrenField && field.type == wire::Type::Length) addScope(head, field.bytes);
}

void RequestCutter::addScope(std::string_view resourceHead, std::string_view group) {
  const std::string head = headOf(group);
  wire::Reader reader(group);
  for (wire::Field field; reader.next(field);)
    if (field.number == kChildrenField && field.type == wire::Type::Length)
      addRecord(resourceHead, head, field.bytes);
}

std::size_t RequestCutter::growth(std::string_view resourceHead, std::string_view scopeHead,
                                  std::string_view record) const {
  const bool sameResource = !m_groups.empty() && m_groups.back().head == resourceHead;
  const bool sameScope = sameResource && m_groups.back().scopes.back().head == scopeHead;
  std::size_t size = kLargestFrame + record.size();
  if (!sameScope) size += kLargestFrame + scopeHead.size();
  if (!sameResource) size += kLargestFrame + resourceHead.size();
  return size;
}

void RequestCutter::addRecord(std::string_view resourceHead, std::string_view scopeHead,
                              std::string_view record) {
  if (m_count != 0 && m_bytes + growth(resourceHead, scopeHead, record) > m_mostBytes) handOver();
  m_bytes += growth(resourceHead, scopeHead, record);
  if (m_groups.empty() || m_groups.back().head != resourceHead)
    m_groups.push_back({std::string(resourceHead), {}});
  std::vector<ScopeGroup>& scopes = m_groups.back().scopes;
  if (scopes.empty() || scopes.back().head != scopeHead) scopes.push_back({std::string(scopeHead), {}, {}});
  ScopeGroup& scope = scopes.back();
  wire::appendLengthField(scope.records, kChildrenField, record);
  noteTraceIds(record, scope.records.size() - record.size(), scope.traceIds);
  if (++m_count >= m_most) handOver();
}

void RequestCutter::noteTraceIds(std::string_view record, std::size_t base,
                                 std::vector<std::uint32_t>& out) const {
  if (m_signal == Signal::Metrics) return;  // Theirs are in exemplars, and nobody changes them.
  constexpr std::uint32_t kLinksField = 13;
  const std::uint32_t idField = m_signal == Signal::Traces ? 1 : 9;
  const auto note = [&](std::string_view id) {
    if (id.size() == kTraceIdSize)
      out.push_back(static_cast<std::uint32_t>(base + (id.data() - record.data())));
  };
  wire::Reader reader(record);
  for (wire::Field field; reader.next(field);) {
    if (field.type != wire::Type::Length) continue;
    if (field.number == idField) note(field.bytes);
    if (m_signal != Signal::Traces || field.number != kLinksField) continue;
    wire::Reader link(field.bytes);
    for (wire::Field part; link.next(part);)
      if (part.number == 1 && part.type == wire::Type::Length) note(part.bytes);
  }
}

void RequestCutter::handOver() {
  CutRequest request;
  request.signal = m_signal;
  request.records = m_count;
  for (const ResourceGroup& resource : m_groups) {
    std::size_t size = resource.head.size();
    for (const ScopeGroup& scope : resource.scopes)
      size += fieldSize(scope.head.size() + scope.records.size());
    wire::appendTag(request.body, 1, wire::Type::Length);
    wire::appendVarint(request.body, size);
    request.body += resource.head;
    for (const ScopeGroup& scope : resource.scopes) {
      wire::appendTag(request.body, kChildrenField, wire::Type::Length);
      wire::appendVarint(request.body, scope.head.size() + scope.records.size());
      request.body += scope.head;
      for (const std::uint32_t at : scope.traceIds)
        request.traceIds.push_back(static_cast<std::uint32_t>(request.body.size()) + at);
      request.body += scope.records;
    }
  }
  m_groups.clear();
  m_count = 0;
  m_bytes = 0;
  m_take(std::move(request));
}

}  // namespace spanloupe::forward
