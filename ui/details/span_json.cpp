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
  out += ",\"schemaUrl\":";
  appendJsonString(out, schemaUrl);
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

QString spanAsJson(const SpanDetails& details) {
  const SpanRecord& record = details.record;
  std::string out = "{\"resourceSpans\":[{\"resource\":";
  formats::json::appendResource(out, record.resource);
  out += ",\"scopeSpans\":[{\"scope\":";
  formats::json::appendScope(out, record.scope);
  out += ",\"spans\":[";
  formats::json::appendSpan(out, record.span);
  out += ']';
  appendSchema(out, record.scope.schemaUrl);
  out += "}]";
  appendSchema(out, record.resource.schemaUrl);
  out += "}]}";
  return prettyJson(out).value_or(toText(out));
}

}  // namespace spanloupe::details
