// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/span_printer.h"

#include "core/base/hex.h"
#include "core/model/utf8.h"

namespace spanloupe::test {
namespace {

/// `text` in quotes; bytes that are no valid UTF-8 as \xNN, so that two different texts never print alike.
std::string quoted(std::string_view text) {
  const bool valid = isValidUtf8(text);
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7f || (byte >= 0x80 && !valid)) {
      out += "\\x" + encodeHex({&c, 1});
    } else {
      out += c;
    }
  }
  return out + "\"";
}

// Recursion is bounded by kMaxValueDepth: values are canonical.
std::string valueText(AttributeValue value) {
  std::string out;
  switch (value.type()) {
    case ValueType::Empty: return "empty";
    case ValueType::String: return quoted(value.asString());
    case ValueType::Bool: return value.asBool() ? "true" : "false";
    case ValueType::Int: return "int " + std::to_string(value.asInt());
    case ValueType::Double: {
      out = "double ";
      appendNumber(out, value.asDouble());
      return out;
    }
    case ValueType::Bytes: return "bytes " + encodeHex(value.asBytes());
    case ValueType::Array: {
      value.forEachElement(
          [&](AttributeValue element) { out += (out.empty() ? "" : ", ") + valueText(element); });
      return "[" + out + "]";
    }
    case ValueType::KeyValueList: {
      value.forEachEntry([&](std::string_view key, AttributeValue element) {
        out += (out.empty() ? "" : ", ") + quoted(key) + ": " + valueText(element);
      });
      return "{" + out + "}";
    }
  }
  return out;
}

class Lines {
 public:
  explicit Lines(std::string indent) : m_indent(std::move(indent)) {}

  void line(std::string_view name, std::string_view text) {
    m_out += m_indent;
    m_out += name;
    m_out += ' ';
    m_out += text;
    m_out += '\n';
  }
  void text(std::string_view name, std::string_view value) {
    if (!value.empty()) line(name, quoted(value));
  }
  void number(std::string_view name, std::uint64_t value) {
    if (value != 0) line(name, std::to_string(value));
  }
  void bytes(std::string_view name, std::string_view value) {
    if (!value.empty()) line(name, encodeHex(value));
  }
  void attributes(std::span<const Attribute> attributes) {
    for (const Attribute& attribute : attributes)
      line(quoted(attribute.key) + " =", valueText(attribute.value));
  }
  void nested(std::string_view lines) { m_out += lines; }

  [[nodiscard]] std::string take() { return std::move(m_out); }

 private:
  std::string m_indent;
  std::string m_out;
};

std::string printEvent(const EventView& event) {
  Lines out("      ");
  std::string text = "    event " + quoted(event.name) + " at " + std::to_string(nanosOf(event.time)) + "\n";
  out.attributes(event.attributes);
  out.number("dropped-attributes", event.droppedAttributes);
  return text + out.take();
}

std::string printLink(const LinkView& link) {
  Lines out("      ");
  std::string text = "    link " + link.traceId.hex() + " " + link.spanId.hex() + "\n";
  out.bytes("raw-trace-id", link.rawTraceId);
  out.bytes("raw-span-id", link.rawSpanId);
  out.text("trace-state", link.traceState);
  out.number("flags", link.flags);
  out.attributes(link.attributes);
  out.number("dropped-attributes", link.droppedAttributes);
  return text + out.take();
}

template <typename Record, typename Print>
void printGroup(std::string& out, std::string& resource, std::string& scope, const Record& record,
                Print print) {
  std::string newResource = printResource(record.resource);
  std::string newScope = printScope(record.scope);
  if (newResource != resource || newScope != scope) out += newResource + newScope;
  resource = std::move(newResource);
  scope = std::move(newScope);
  out += print(record);
}

}  // namespace

std::string printResource(const ResourceView& resource) {
  Lines out("  ");
  out.attributes(resource.attributes);
  out.number("dropped-attributes", resource.droppedAttributes);
  out.bytes("entity-refs", resource.entityRefs);
  out.text("schema", resource.schemaUrl);
  return "resource\n" + out.take();
}

std::string printScope(const ScopeView& scope) {
  Lines out("  ");
  out.text("name", scope.name);
  out.text("version", scope.version);
  out.attributes(scope.attributes);
  out.number("dropped-attributes", scope.droppedAttributes);
  out.text("schema", scope.schemaUrl);
  return "scope\n" + out.take();
}

std::string printSpan(const SpanView& span) {
  Lines out("    ");
  out.line("ids", span.traceId.hex() + " " + span.spanId.hex());
  if (!span.parentSpanId.isZero()) out.line("parent", span.parentSpanId.hex());
  out.bytes("raw-trace-id", span.rawTraceId);
  out.bytes("raw-span-id", span.rawSpanId);
  out.bytes("raw-parent-id", span.rawParentSpanId);
  out.text("trace-state", span.traceState);
  out.number("kind", static_cast<std::uint32_t>(span.kind));
  out.line("time", std::to_string(nanosOf(span.start)) + " " + std::to_string(nanosOf(span.end)));
  out.number("status", static_cast<std::uint32_t>(span.status));
  out.text("status-message", span.statusMessage);
  out.number("flags", span.flags);
  out.attributes(span.attributes);
  out.number("dropped-attributes", span.droppedAttributes);
  for (const EventView& event : span.events) out.nested(printEvent(event));
  out.number("dropped-events", span.droppedEvents);
  for (const LinkView& link : span.links) out.nested(printLink(link));
  out.number("dropped-links", span.droppedLinks);
  return "span " + quoted(span.name) + "\n" + out.take();
}

std::string printLog(const LogView& log) {
  Lines out("    ");
  out.line("time", std::to_string(nanosOf(log.time)) + " " + std::to_string(nanosOf(log.observedTime)));
  if (!log.traceId.isZero() || !log.spanId.isZero())
    out.line("ids", log.traceId.hex() + " " + log.spanId.hex());
  out.bytes("raw-trace-id", log.rawTraceId);
  out.bytes("raw-span-id", log.rawSpanId);
  out.number("severity", log.severityNumber);
  out.text("severity-text", log.severityText);
  if (log.body.type() != ValueType::Empty) out.line("body", valueText(log.body));
  out.text("event-name", log.eventName);
  out.number("flags", log.flags);
  out.attributes(log.attributes);
  out.number("dropped-attributes", log.droppedAttributes);
  return "log\n" + out.take();
}

std::string printRecord(const SpanRecord& record) {
  return printResource(record.resource) + printScope(record.scope) + printSpan(record.span);
}

std::string printRecord(const LogRecord& record) {
  return printResource(record.resource) + printScope(record.scope) + printLog(record.log);
}

std::string printAll(const RecordingSink& sink) {
  std::string out;
  std::string resource;
  std::string scope;
  for (const SpanRecord& record : sink.spans())
    printGroup(out, resource, scope, record, [](const SpanRecord& r) { return printSpan(r.span); });
  for (const LogRecord& record : sink.logs())
    printGroup(out, resource, scope, record, [](const LogRecord& r) { return printLog(r.log); });
  if (sink.metricPoints() != 0) out += "metric points " + std::to_string(sink.metricPoints()) + "\n";
  return out;
}

std::string printDiagnostics(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& entry : diagnostics.entries()) {
    constexpr std::string_view kNames[] = {"note", "warning", "error"};
    out += kNames[static_cast<std::size_t>(entry.severity)];
    out += " [" + entry.kind + "] at " + std::to_string(entry.offset) + ": " + entry.text;
    if (!entry.member.empty()) out += " (in " + entry.member + ")";
    out += '\n';
  }
  for (const auto& [kind, count] : diagnostics.counts())
    if (count > Diagnostics::kKeptPerKind) out += "total [" + kind + "] " + std::to_string(count) + "\n";
  return out;
}

}  // namespace spanloupe::test
