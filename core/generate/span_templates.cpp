// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/span_templates.h"

namespace spanloupe::generate {
namespace {

void addServer(AttributeList& list, std::string_view address, std::int64_t port, bool legacy, Side side) {
  if (legacy) {
    list.add(side == Side::Callee ? "net.host.name" : "net.peer.name", address);
    list.add(side == Side::Callee ? "net.host.port" : "net.peer.port", port);
  } else {
    list.add("server.address", address);
    list.add("server.port", port);
  }
}

void makeHttp(SpanTemplate& made, const Operation& op, Side side, bool legacy) {
  const std::string_view method = firstWord(op.name);
  made.library = Library::Http;
  made.kind = side == Side::Callee ? SpanKind::Server : SpanKind::Client;
  made.name = side == Side::Callee ? op.name : method;
  made.attributes.add(legacy ? "http.method" : "http.request.method", method);
  if (side == Side::Callee) {
    made.attributes.add("http.route", afterFirstWord(op.name));
    made.attributes.add(legacy ? "http.scheme" : "url.scheme", "http");
  }
  if (op.protocol == Protocol::External) {
    addServer(made.attributes, op.target, 443, legacy, side);
  } else {
    const ServiceRow& row = rowOf(op.service);
    addServer(made.attributes, op.target.empty() ? "shop.example" : op.target, row.port, legacy, side);
  }
  made.attributes.add(legacy ? "http.flavor" : "network.protocol.version", "1.1");
}

void makeRpc(SpanTemplate& made, const Operation& op, Side side, bool legacy) {
  made.library = Library::Rpc;
  made.kind = side == Side::Callee ? SpanKind::Server : SpanKind::Client;
  made.name = op.name;
  const std::size_t slash = op.name.find('/');
  if (legacy) {
    made.attributes.add("rpc.system", "grpc");
    made.attributes.add("rpc.service", op.name.substr(0, slash));
    made.attributes.add("rpc.method", op.name.substr(slash + 1));
  } else {
    made.attributes.add("rpc.system.name", "grpc");
    made.attributes.add("rpc.method", op.name);
  }
  addServer(made.attributes, op.target, rowOf(op.service).port, legacy, side);
}

void makeDatabase(SpanTemplate& made, const Operation& op, bool legacy) {
  made.library = Library::Database;
  made.kind = SpanKind::Client;
  made.name = op.name;
  AttributeList& list = made.attributes;
  list.add(legacy ? "db.system" : "db.system.name", "postgresql");
  list.add(legacy ? "db.name" : "db.namespace", op.space);
  if (!op.target.empty()) list.add(legacy ? "db.sql.table" : "db.collection.name", op.target);
  list.add(legacy ? "db.operation" : "db.operation.name", firstWord(op.name));
  list.add(legacy ? "db.statement" : "db.query.text", op.text);
  addServer(list, "pg-" + std::string(op.space) + "-1.db.internal", 5432, legacy, Side::Caller);
}

void makeCache(SpanTemplate& made, const Operation& op, bool legacy) {
  made.library = Library::Cache;
  made.kind = SpanKind::Client;
  made.name = op.name;
  AttributeList& list = made.attributes;
  list.add(legacy ? "db.system" : "db.system.name", "redis");
  list.add(legacy ? "db.redis.database_index" : "db.namespace", op.space);
  list.add(legacy ? "db.operation" : "db.operation.name", op.name);
  addServer(list, "redis.shop.internal", 6379, legacy, Side::Caller);
  list.add(legacy ? "net.sock.peer.addr" : "network.peer.address", "10.20.9.6");
}

void makeQueue(SpanTemplate& made, const Operation& op, Side side, bool legacy) {
  const bool consumes = side == Side::Callee;
  made.library = Library::Messaging;
  made.kind = consumes ? SpanKind::Consumer : SpanKind::Producer;
  made.name = (consumes ? "process " : "publish ") + std::string(op.name);
  AttributeList& list = made.attributes;
  list.add("messaging.system", "kafka");
  list.add(legacy ? "messaging.destination" : "messaging.destination.name", op.name);
  if (legacy) {
    list.add("messaging.operation", consumes ? "process" : "publish");
  } else {
    list.add("messaging.operation.type", consumes ? "process" : "send");
    list.add("messaging.operation.name", consumes ? "process" : "publish");
  }
  if (consumes)
    list.add(legacy ? "messaging.kafka.consumer.group" : "messaging.consumer.group.name", op.target);
  addServer(list, "kafka-2.shop.internal", 9092, legacy, Side::Caller);
}

void makeInternal(SpanTemplate& made, const Operation& op, bool legacy) {
  made.name = op.name;
  if (op.space.empty()) return;
  if (legacy) {
    made.attributes.add("code.namespace", op.space);
    made.attributes.add("code.function", op.name);
  } else {
    made.attributes.add("code.function.name", std::string(op.space) + '.' + std::string(op.name));
  }
}

SpanTemplate make(const Operation& op, Side side, bool legacy) {
  SpanTemplate made;
  switch (op.protocol) {
    case Protocol::Http: makeHttp(made, op, side, legacy); break;
    case Protocol::External: makeHttp(made, op, Side::Caller, legacy); break;
    case Protocol::Grpc: makeRpc(made, op, side, legacy); break;
    case Protocol::Database: makeDatabase(made, op, legacy); break;
    case Protocol::Cache: makeCache(made, op, legacy); break;
    case Protocol::Queue: makeQueue(made, op, side, legacy); break;
    case Protocol::Internal: makeInternal(made, op, legacy); break;
  }
  return made;
}

}  // namespace

SpanTemplates::SpanTemplates() {
  for (std::size_t op = 0; op < static_cast<std::size_t>(Op::Count); ++op) {
    for (const Side side : {Side::Caller, Side::Callee}) {
      for (const bool legacy : {false, true})
        m_templates.push_back(make(operation(static_cast<Op>(op)), side, legacy));
    }
  }
}

}  // namespace spanloupe::generate
