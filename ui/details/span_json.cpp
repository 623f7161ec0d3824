// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/span_json.h"

namespace spanloupe::details {

namespace {

void appendPretty(QString& out, AttributeValue value, int indent) {
  const QString pad(static_cast<qsizetype>(indent) * 2, QLatin1Char(' '));
  const QString inner = pad + QStringLiteral("  ");
  bool isFirst = true;
  const auto separate = [&] {
    out += isFirst ? QStringLiteral("\n") : QStringLiteral(",\n");
    isFirst = false;
    out += inner;
  };
  if (value.type() == ValueType::Array) {
    out += QLatin1Char('[');
    value.forEachElement([&](AttributeValue element) {
      separate();
      appendPretty(out, element, indent + 1);
    });
    out += isFirst ? QStringLiteral("]") : QLatin1Char('\n') + pad + QLatin1Char(']');
  } else if (value.type() == ValueType::KeyValueList) {
    out += QLatin1Char('{');
    value.forEachEntry([&](std::string_view key, AttributeValue element) {
      separate();
      std::string quoted;
      std::string text;
      appendString(text, key);
      appendJson(quoted, AttributeValue(text));
      out += QString::fromStdString(quoted) + QStringLiteral(": ");
      appendPretty(out, element, indent + 1);
    });
    out += isFirst ? QStringLiteral("}") : QLatin1Char('\n') + pad + QLatin1Char('}');
  } else {
    std::string text;
    appendJson(text, value);
    out += QString::fromStdString(text);
  }
}

std::string quotedJson(std::string_view text) {
  std::string value;
  std::string out;
  appendString(value, text);
  appendJson(out, AttributeValue(value));
  return out;
}

void appendAttributes(std::string& out, std::span<const Attribute> attributes, const std::string& pad) {
  out += '{';
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    out += (i == 0 ? "\n" : ",\n") + pad + "  " + quotedJson(attributes[i].key) + ": ";
    appendJson(out, attributes[i].value);
  }
  out += attributes.empty() ? "}" : "\n" + pad + "}";
}

}  // namespace

QString prettyJson(AttributeValue value) {
  QString out;
  appendPretty(out, value, 0);
  return out;
}

QString asJson(const Item& item) {
  std::string out = quotedJson(item.key.trimmed().toStdString()) + ": ";
  if (item.value.bytes().empty()) {
    out += quotedJson(wholeText(item).toStdString());
  } else {
    appendJson(out, item.value);
  }
  return QString::fromStdString(out);
}

QString spanAsJson(const SpanDetails& details) {
  const SpanView& span = details.record.span;
  std::string out = "{\n";
  const auto field = [&](const char* key, const std::string& json) {
    out += std::string("  \"") + key + "\": " + json + ",\n";
  };
  field("traceId", '"' + span.traceId.hex() + '"');
  field("spanId", '"' + span.spanId.hex() + '"');
  if (!span.parentSpanId.isZero()) field("parentSpanId", '"' + span.parentSpanId.hex() + '"');
  field("name", quotedJson(span.name));
  field("kind", std::to_string(static_cast<std::uint32_t>(span.kind)));
  field("startTimeUnixNano", '"' + std::to_string(nanosOf(span.start)) + '"');
  field("endTimeUnixNano", '"' + std::to_string(nanosOf(span.end)) + '"');
  field("status",
        "{\"code\": " + std::to_string(static_cast<std::uint32_t>(span.status)) +
            (span.statusMessage.empty() ? "}" : ", \"message\": " + quotedJson(span.statusMessage) + "}"));
  std::string nested;
  appendAttributes(nested, span.attributes, "  ");
  field("attributes", nested);
  nested = "[";
  for (std::size_t i = 0; i < span.events.size(); ++i) {
    nested += (i == 0 ? "\n    " : ",\n    ") + std::string("{\"timeUnixNano\": \"") +
              std::to_string(nanosOf(span.events[i].time)) +
              "\", \"name\": " + quotedJson(span.events[i].name) + ", \"attributes\": ";
    appendAttributes(nested, span.events[i].attributes, "    ");
    nested += '}';
  }
  field("events", nested + (span.events.empty() ? "]" : "\n  ]"));
  nested.clear();
  appendAttributes(nested, details.record.resource.attributes, "  ");
  out += "  \"resource\": " + nested + "\n}\n";
  return QString::fromStdString(out);
}

}  // namespace spanloupe::details
