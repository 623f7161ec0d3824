// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/span_scribe.h"

namespace spanloupe::generate {
namespace {

// SpanFlags: W3C "sampled", "has is_remote", "is_remote".
constexpr std::uint32_t kLocalParent = 0x101;
constexpr std::uint32_t kRemoteParent = 0x301;

int grpcNumber(std::string_view status) {
  if (status == "OK") return 0;
  if (status == "DEADLINE_EXCEEDED") return 4;
  return status == "INTERNAL" ? 13 : 14;
}

bool isEntrance(const Operation& op) { return op.protocol == Protocol::Http && op.target.empty(); }

}  // namespace

void SpanScribe::begin(TraceDraft& draft, Random& random) {
  m_draft = &draft;
  m_random = &random;
  m_values.draw(random, draft.bytes);
}

DraftIndex SpanScribe::open(const Operation& op, Side side, InstanceIndex instance, DraftIndex parent,
                            std::uint64_t start) {
  const SpanTemplate& made = m_templates.get(op.op, side, rowOf(m_fleet[instance].service).legacy);
  DraftSpan& span = m_draft->spans.emplace_back();
  span.id = SpanId{m_random->id()};
  if (parent != kNoDraft) span.parent = m_draft->spans[parent].id;
  span.name = made.name;
  span.kind = made.kind;
  span.library = made.library;
  span.instance = instance;
  span.start = start;
  span.flags = side == Side::Callee && parent != kNoDraft ? kRemoteParent : kLocalParent;
  return static_cast<DraftIndex>(m_draft->spans.size() - 1);
}

void SpanScribe::link(DraftIndex span, DraftIndex to) {
  Run& links = m_draft->spans[span].links;
  if (links.count == 0) links.begin = static_cast<std::uint32_t>(m_draft->links.size());
  ++links.count;
  LinkView& link = m_draft->links.emplace_back();
  link.traceId = m_draft->id;
  link.spanId = m_draft->spans[to].id;
  link.flags = kRemoteParent;
}

void SpanScribe::close(DraftIndex index, const Operation& op, Side side, const Reply& reply) {
  DraftSpan& span = m_draft->spans[index];
  const bool legacy = rowOf(m_fleet[span.instance].service).legacy;
  span.end = reply.end;
  setStatus(span, op, side, reply);
  AttributeWriter writer(*m_draft);
  writer.all(m_templates.get(op.op, side, legacy).attributes.view());
  switch (op.protocol) {
    case Protocol::Http:
    case Protocol::External: writeHttp(writer, span, op, side, reply, legacy); break;
    case Protocol::Grpc: writeRpc(writer, span, op, side, reply, legacy); break;
    case Protocol::Queue: writeQueue(writer, span, side, legacy); break;
    case Protocol::Cache:
      writer.text(legacy ? "db.statement" : "db.query.text",
                  {op.name, " ", op.target, m_values.text(op.subject)});
      break;
    case Protocol::Database:
      if (!legacy && op.name.starts_with("SELECT")) {
        writer.text("db.query.summary", op.name);
        writer.number("db.response.returned_rows", m_random->between(0, 20));
      }
      break;
    case Protocol::Internal: m_values.write(writer, op.subject, *m_random); break;
  }
  if (side == Side::Callee) {
    writer.text("app.request.id", m_values.text(Subject::Request));
    writer.text("app.tenant", m_values.tenant);
  } else if (op.protocol != Protocol::Internal) {
    writer.number(legacy ? "net.sock.peer.port" : "network.peer.port", 32'000 + m_random->below(28'000));
  } else if (!legacy) {
    writer.number("code.line.number", 20 + static_cast<std::uint64_t>(op.op) * 7);
  }
  writeThread(writer, span.instance);
  if (span.status == StatusCode::Error && !legacy) {
    if (reply.thrown != nullptr) {
      writer.text("error.type", reply.thrown->type);
    } else {
      const Decimal status(reply.httpStatus);
      writer.text("error.type", op.protocol == Protocol::Grpc ? reply.grpcStatus : status.text());
    }
  }
  span.attributes = writer.finish();
  addEvents(span, op, side, reply);
  if (side == Side::Callee) addLogs(span, op, reply);
}

void SpanScribe::writePath(AttributeWriter& writer, std::string_view key, std::string_view prefix,
                           const Operation& op) {
  const std::string_view route = afterFirstWord(op.name);
  const std::size_t open = route.find('{');
  if (open == std::string_view::npos) {
    writer.text(key, {prefix, route});
    return;
  }
  const std::size_t close = route.find('}');
  writer.text(key, {prefix, route.substr(0, open), m_values.text(op.subject), route.substr(close + 1)});
}

void SpanScribe::writeHttp(AttributeWriter& writer, const DraftSpan& span, const Operation& op, Side side,
                           const Reply& reply, bool legacy) {
  if (side == Side::Caller) {
    const bool external = op.protocol == Protocol::External;
    char prefix[64];
    std::size_t size = 0;
    for (const std::string_view part :
         {external ? std::string_view("https://") : std::string_view("http://"), op.target}) {
      part.copy(prefix + size, part.size());
      size += part.size();
    }
    writePath(writer, legacy ? "http.url" : "url.full", {prefix, size}, op);
    if (reply.resend > 0)
      writer.number(legacy ? "http.resend_count" : "http.request.resend_count", reply.resend);
  } else {
    writePath(writer, legacy ? "http.target" : "url.path", {}, op);
    writer.text(legacy ? "net.sock.peer.addr" : "client.address",
                isEntrance(op) ? m_values.clientAddress : std::string_view(m_fleet[span.peer].podAddress));
    if (isEntrance(op)) {
      writer.text(legacy ? "http.user_agent" : "user_agent.original", m_values.userAgent);
      writer.text("user.id", m_values.text(Subject::User));
      if (op.subject == Subject::Order) writer.text("app.currency", m_values.currency);
    }
  }
  if (side == Side::Callee || op.protocol == Protocol::External)
    m_values.write(writer, op.subject, *m_random);
  // A connection that timed out brought no answer.
  if (op.protocol != Protocol::External || !reply.failed)
    writer.number(legacy ? "http.status_code" : "http.response.status_code", reply.httpStatus);
}

void SpanScribe::writeRpc(AttributeWriter& writer, const DraftSpan& span, const Operation& op, Side side,
                          const Reply& reply, bool legacy) {
  writer.text(legacy ? "net.sock.peer.addr" : "network.peer.address", m_fleet[span.peer].podAddress);
  if (legacy) {
    writer.number("rpc.grpc.status_code", static_cast<std::uint64_t>(grpcNumber(reply.grpcStatus)));
  } else {
    writer.text("rpc.response.status_code", reply.grpcStatus);
  }
  if (side == Side::Callee) m_values.write(writer, op.subject, *m_random);
}

void SpanScribe::writeQueue(AttributeWriter& writer, const DraftSpan& span, Side side, bool legacy) {
  const Decimal partition(span.id.value % 12);
  if (legacy) {
    writer.number("messaging.kafka.destination.partition", span.id.value % 12);
  } else {
    writer.text("messaging.destination.partition.id", partition.text());
  }
  if (side == Side::Callee)
    writer.number(legacy ? "messaging.kafka.message.offset" : "messaging.kafka.offset",
                  m_random->below(9'000'000));
  writer.text(legacy ? "messaging.kafka.message_key" : "messaging.kafka.message.key",
              m_values.text(Subject::Order));
  writer.number(legacy ? "messaging.message.payload_size_bytes" : "messaging.message.body.size",
                m_random->between(220, 2900));
}

void SpanScribe::writeThread(AttributeWriter& writer, InstanceIndex instance) {
  const Language language = rowOf(m_fleet[instance].service).language;
  const std::uint32_t thread = m_random->between(1, 32);
  if (language == Language::Java) writer.text("thread.name", {"http-nio-8080-exec-", Decimal(thread).text()});
  writer.number("thread.id", 40 + thread);
}

void SpanScribe::setStatus(DraftSpan& span, const Operation& op, Side side, const Reply& reply) const {
  if (!reply.failed) return;
  // Servers do not call it their fault when the request was wrong (semantic conventions, HTTP).
  if (op.protocol == Protocol::Http && side == Side::Callee && reply.httpStatus < 500) return;
  span.status = StatusCode::Error;
  if (reply.thrown != nullptr) span.statusMessage = reply.thrown->message;
}

Run SpanScribe::exceptionAttributes(const Fault& fault) {
  AttributeWriter writer(*m_draft);
  writer.text("exception.type", fault.type);
  writer.text("exception.message", fault.message);
  writer.text("exception.stacktrace", fault.stack);
  return writer.finish();
}

void SpanScribe::addEvents(DraftSpan& span, const Operation& op, Side side, const Reply& reply) {
  span.events.begin = static_cast<std::uint32_t>(m_draft->events.size());
  const auto add = [&](std::uint64_t time, std::string_view name, Run attributes) {
    m_draft->events.push_back({time, name, attributes});
    ++span.events.count;
  };
  const std::uint64_t length = span.end - span.start;
  if (op.op == Op::SelectStockForUpdate && m_random->percent(30)) {
    AttributeWriter writer(*m_draft);
    writer.text("relation", op.target);
    add(span.start + length / 20, "lock.wait.begin", writer.finish());
    add(span.end - length / 40, "lock.acquired", {});
  } else if (op.op == Op::RenderPage && m_random->percent(30)) {
    AttributeWriter writer(*m_draft);
    writer.text("feature_flag.key", "new-header");
    writer.text("feature_flag.result.variant", m_random->percent(50) ? "on" : "off");
    add(span.start + length / 8, "feature_flag.evaluation", writer.finish());
  } else if (op.op == Op::PriceGet && m_random->percent(10)) {
    add(span.end, "cache.miss", {});
  } else if (op.op == Op::Orders && side == Side::Callee) {
    AttributeWriter writer(*m_draft);
    writer.number("order.lines", m_random->between(1, 9));
    add(span.start + length / 10, "order.validated", writer.finish());
  }
  if (reply.thrown != nullptr && !reply.thrown->type.empty()) {
    const Run attributes = exceptionAttributes(*reply.thrown);
    add(span.end - length / 1000, "exception", attributes);
  }
}

void SpanScribe::addLogs(DraftSpan& span, const Operation& op, const Reply& reply) {
  span.logs.begin = static_cast<std::uint32_t>(m_draft->logs.size());
  const bool throws = reply.thrown != nullptr && !reply.thrown->type.empty();
  if (!throws && (op.text.empty() || !m_random->percent(50))) return;
  DraftLog log;
  log.time = span.end - (span.end - span.start) / 200;
  if (throws) {
    log.severity = 17;
    log.severityText = "ERROR";
    log.body = textValue(m_draft->bytes, {firstWord(op.name), " failed: ", reply.thrown->message});
    log.attributes = exceptionAttributes(*reply.thrown);
  } else {
    log.severity = reply.failed ? 13 : 9;
    log.severityText = reply.failed ? "WARN" : "INFO";
    log.body = reply.failed ? textValue(m_draft->bytes, {"answered ", Decimal(reply.httpStatus).text()})
                            : textValue(m_draft->bytes, {op.text});
    AttributeWriter writer(*m_draft);
    writer.text("logger.name", rowOf(m_fleet[span.instance].service).name);
    m_values.write(writer, op.subject, *m_random);
    log.attributes = writer.finish();
  }
  m_draft->logs.push_back(log);
  span.logs.count = 1;
}

}  // namespace spanloupe::generate
