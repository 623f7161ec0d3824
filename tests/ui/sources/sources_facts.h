// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a session that receives may say of its sources.
#pragma once

#include "ui/sources/source_lines.h"

namespace spanloupe::test {

struct Facts {
  std::vector<store::SourceRow> sources;
  std::vector<store::EvictedRow> evicted;
  session::ListeningState listening;
  sources::SenderRates rates;

  Facts() {
    store::SourceRow file;
    file.id = 1;
    file.name = "/x/shop.json";
    file.format = "otlp-json";
    file.state = store::SourceState::Complete;
    file.spans = 1200;
    file.bytes = 2'500'000;
    file.duplicates = 3;
    file.diagnosticTotal = 2;
    file.importedAt = timestampFromNanos(1'773'324'000'000'000'000);
    store::SourceRow endpoint;
    endpoint.id = 2;
    endpoint.name = "OTLP/gRPC";
    endpoint.format = "otlp-proto";
    endpoint.state = store::SourceState::Live;
    endpoint.spans = 5000;
    endpoint.logs = 40;
    endpoint.bytes = 900'000;
    endpoint.rejected = 4;
    endpoint.requests = 10;
    endpoint.lastSeen = timestampFromNanos(1'773'327'600'000'000'000);
    sources = {file, endpoint};
    store::EvictedRow dropped;
    dropped.source = 2;
    dropped.day = 20'524;
    dropped.spans = 700;
    dropped.traces = 70;
    dropped.first = dropped.last = endpoint.lastSeen;
    evicted = {dropped};
    listening.phase = session::ListeningState::Phase::On;
    receive::EndpointState state;
    state.phase = receive::EndpointState::Phase::Listening;
    state.port = 4317;
    state.counts.refused = 14;
    state.refusals = {{receive::RefusalReason::Token, 14, "", 0}};
    listening.endpoints = {state};
    listening.sources = {2};
    listening.senders = {sender("web", 3000), sender("cart", 2000)};
  }
  static ingest::SenderState sender(const std::string& service, std::uint64_t spans) {
    ingest::SenderState sender;
    sender.source = 2;
    sender.service = service;
    sender.sdkName = "opentelemetry";
    sender.sdkVersion = "1.24.0";
    sender.sdkLanguage = "python";
    sender.spans = spans;
    sender.bytes = spans * 100;
    sender.lastSeen = timestampFromNanos(1'773'327'600'000'000'000);
    return sender;
  }
  [[nodiscard]] std::vector<sources::SourceLine> lines() const {
    return sources::sourceLines({sources, evicted, &listening, rates, ui::TimeZone::Utc});
  }
};

}  // namespace spanloupe::test
