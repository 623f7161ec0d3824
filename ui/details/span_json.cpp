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

QString spanAsJson(const SpanDetails& details) {
  const SpanRecord& record = details.record;
  std::string out = R"({"resourceSpans":[{"resource":)";
  formats::json::appendResource(out, record.resource);
  out += R"(,"scopeSpans":[{"scope":)";
  formats::json::appendScope(out, record.scope);
  out += R"(,"spans":[)";
  formats::json::appendSpan(out, record.span);
  out += ']';
  appendSchema(out, record.scope.schemaUrl);
  out += "}]";
  appendSchema(out, record.resource.schemaUrl);
  out += "}]}";
  return prettyJson(out).value_or(toText(out));
}

}  // namespace spanloupe::details
