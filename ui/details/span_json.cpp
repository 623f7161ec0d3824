// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/span_json.h"

#include "core/formats/otlp/json/record_writer.h"
#include "ui/details/attribute_items.h"
#include "ui/details/item_text.h"
#include "ui/details/pretty_json.h"

namespace spanloupe::details {

namespace {

void appendSchema(std::string& out, std::string_view schemaUrl) {
  if (schemaUrl.empty()) return;
  out += R"(,"schemaUrl":)";
  appendJsonString(out, schemaUrl);
}

/// Of the lists: "resourceSpans", "scopeSpans", "spans".
struct ListNames {
  const char* resources;
  const char* scopes;
  const char* records;
};

/// A document with one record alone.
template <typename Append>
QString document(const ListNames& names, const ResourceView& resource, const ScopeView& scope,
                 Append appendRecord) {
  std::string out = std::string(R"({")") + names.resources + R"(":[{"resource":)";
  formats::json::appendResource(out, resource);
  out += std::string(R"(,")") + names.scopes + R"(":[{"scope":)";
  formats::json::appendScope(out, scope);
  out += std::string(R"(,")") + names.records + R"(":[)";
  appendRecord(out);
  out += ']';
  appendSchema(out, scope.schemaUrl);
  out += "}]";
  appendSchema(out, resource.schemaUrl);
  out += "}]}";
  return prettyJson(out).value_or(toText(out));
}

std::size_t sizeOf(std::span<const Attribute> attributes) {
  constexpr std::size_t kAround = 60;  // "key":…,"value":{"stringValue":…}
  std::size_t size = 0;
  for (const Attribute& attribute : attributes)
    size += kAround + attribute.key.size() + attribute.value.bytes().size();
  return size;
}

}  // namespace

QString asJson(const Item& item) {
  std::string out;
  appendJsonString(out, item.key.trimmed().toStdString());
  out += ": ";
  if (item.value.bytes().empty()) {
    appendJsonString(out, wholeText(item).toStdString());
  } else {
    appendJson(out, item.value);
  }
  return QString::fromStdString(out);
}

std::size_t sizeOf(const SpanDetails& details) {
  const SpanView& span = details.record.span;
  std::size_t size = sizeOf(span.attributes) + sizeOf(details.record.resource.attributes);
  for (const EventView& event : span.events) size += sizeOf(event.attributes);
  for (const LinkView& link : span.links) size += sizeOf(link.attributes);
  return size;
}

std::size_t sizeOf(const LogDetails& details) {
  const LogView& log = details.record.log;
  return sizeOf(log.attributes) + sizeOf(details.record.resource.attributes) + log.body.bytes().size();
}

QString spanAsJson(const SpanDetails& details) {
  const SpanRecord& record = details.record;
  return document({"resourceSpans", "scopeSpans", "spans"}, record.resource, record.scope,
                  [&](std::string& out) { formats::json::appendSpan(out, record.span); });
}

QString logAsJson(const LogDetails& details) {
  const LogRecord& record = details.record;
  return document({"resourceLogs", "scopeLogs", "logRecords"}, record.resource, record.scope,
                  [&](std::string& out) { formats::json::appendLog(out, record.log); });
}

}  // namespace spanloupe::details
