// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdio>

#include "app/cli/child_program.h"
#include "app/cli/command_list.h"
#include "app/cli/human.h"
#include "app/cli/progress_line.h"
#include "app/cli/rows.h"
#include "app/cli/serve_options.h"
#include "core/base/open_files.h"

namespace spanloupe::cli {
namespace {

using Clock = std::chrono::steady_clock;

using receive::EndpointState;

constexpr std::chrono::milliseconds kStragglers{200};
constexpr std::chrono::milliseconds kLongestStragglers{2000};

std::string listOf(const EndpointState& endpoint) {
  std::string text;
  for (const std::string& address : endpoint.addresses) {
    const bool six = address.find(':') != std::string::npos;
    text += (text.empty() ? "" : ", ") + (six ? "[" + address + "]" : address) + ":" +
            std::to_string(endpoint.port);
  }
  return text;
}

void say(const Invocation& invocation, const std::string& text) {
  if (!invocation.quiet) std::fputs((cleanText(text) + "\n").c_str(), stderr);
}

void announce(const Invocation& invocation, const Listening& listening) {
  for (const EndpointState& endpoint : listening.endpoints()) {
    say(invocation, "Listening for " + receive::nameOf(endpoint.protocol) + " on " + listOf(endpoint));
    const std::string warning = receive::warningOf(endpoint);
    if (!warning.empty()) say(invocation, "Warning: " + warning);
  }
}

/// Until it is time to stop. A line per second on a terminal; else nothing wakes us but what we wait for.
void serve(const Invocation& invocation, const ServeOptions& options, Listening& listening) {
  ProgressLine progress(invocation);
  const Clock::time_point start = Clock::now();
  std::optional<Clock::time_point> end;
  if (options.duration) end = start + std::chrono::duration_cast<Clock::duration>(*options.duration);
  std::uint64_t before = 0;
  for (Clock::time_point due = start; !invocation.stop.stop_requested();) {
    due += std::chrono::seconds(1);
    std::optional<Clock::time_point> until = end;
    if (progress.isEnabled()) until = end ? std::min(*end, due) : due;
    if (listening.waitForSpans(options.untilSpans, until, invocation.stop)) return;
    if (end && Clock::now() >= *end) return;
    const ingest::LiveCounts counts = listening.counts();
    progress.show(serveText(counts, counts.spans - before, listening.refused()) +
                  forwardText(listening.forwarded()));
    before = counts.spans;
  }
}

std::string endpointsJson(const Listening& listening) {
  JsonText json;
  json.beginArray();
  for (const EndpointState& endpoint : listening.endpoints()) {
    json.beginObject()
        .key("protocol")
        .text(endpoint.protocol == receive::Protocol::OtlpGrpc ? "grpc" : "http");
    json.key("port").number(endpoint.port).key("addresses").beginArray();
    for (const std::string& address : endpoint.addresses) json.text(address);
    json.endArray().endObject();
  }
  return json.endArray().str();
}

/// In the order of receive::RefusalReason.
constexpr std::array<std::string_view, receive::kRefusalReasons> kReasons{
    "host",      "origin",   "token",       "path",     "type", "damaged",
    "too_large", "too_slow", "connections", "not_http", "busy"};

std::string refusalsJson(const Listening& listening) {
  JsonText json;
  json.beginArray();
  for (const EndpointState& endpoint : listening.endpoints())
    for (const receive::Refusal& refusal : endpoint.refusals)
      json.beginObject()
          .key("reason")
          .text(kReasons.at(static_cast<std::size_t>(refusal.reason)))
          .key("count")
          .number(refusal.count)
          .key("last")
          .text(refusal.last)
          .endObject();
  return json.endArray().str();
}

Cell statusCell(std::optional<int> status) {
  Cell cell;
  if (status) cell = static_cast<std::int64_t>(*status);
  return cell;
}

std::vector<std::pair<std::string, Cell>> summaryOf(const ServeOptions& options, const Listening& listening,
                                                    Duration took, std::optional<int> status) {
  const ingest::LiveCounts counts = listening.counts();
  std::vector<std::pair<std::string, Cell>> fields{
      {"store", options.listen.store},
      {"spans", counts.spans},
      {"logs", counts.logs},
      {"metric_points", counts.metricPoints},
      {"requests", counts.requests},
      {"bytes", ByteCount{counts.bytes}},
      {"rejected_spans", counts.rejectedSpans},
      {"rejected_logs", counts.rejectedLogs},
      {"refused_requests", listening.refused()},
      {"repeated_requests", counts.repeatedRequests},
      {"evicted_spans", counts.evicted.spans},
      {"evicted_logs", counts.evicted.logs},
      {"refusals", JsonValue{refusalsJson(listening)}},
      {"duration_ns", took},
      {"exit_status", statusCell(status)},
      {"endpoints", JsonValue{endpointsJson(listening)}},
  };
  if (const auto forwarded = listening.forwarded()) {
    fields.emplace_back("forwarded_requests", forwarded->sentRequests);
    fields.emplace_back("forward_waiting_requests", forwarded->waitingRequests);
    fields.emplace_back("forward_waiting_bytes", ByteCount{forwarded->waitingBytes});
    fields.emplace_back("forward_dropped_requests", forwarded->droppedRequests);
    fields.emplace_back("forward_refused_requests", forwarded->refusedRequests);
    fields.emplace_back("forward_rejected_records", forwarded->rejectedRecords);
    fields.emplace_back("forward_error", forwarded->lastError);
  }
  return fields;
}

/// Standard output belongs to the program that ran, unless a form was asked for.
void report(const Invocation& invocation, const ServeOptions& options, const Listening& listening,
            Duration took, std::optional<int> status) {
  if (status && !invocation.arguments.has("output")) {
    const ingest::LiveCounts counts = listening.counts();
    say(invocation, "spanloupe-cli: " + std::to_string(counts.spans) + " spans, " +
                        std::to_string(counts.logs) + " logs in " + std::to_string(counts.requests) +
                        " requests are in " + options.listen.store);
    if (counts.requests == 0 && listening.refused() == 0)
      say(invocation,
          "spanloupe-cli: nothing came: is the program instrumented? Python, for example, needs "
          "opentelemetry-instrument before it");
    return;
  }
  printFields(invocation, summaryOf(options, listening, took, status));
}

Result<int> runWith(const Invocation& invocation, const ServeOptions& options, Listening& listening) {
  const SdkPorts ports{listening.portOf(receive::Protocol::OtlpGrpc),
                       listening.portOf(receive::Protocol::OtlpHttp)};
  const Environment environment = ownEnvironment();
  for (const std::string& warning : sdkWarnings(environment)) say(invocation, "spanloupe-cli: " + warning);
  if (invocation.stop.stop_requested()) return fail(ErrorKind::Cancelled, "interrupted");
  auto status = runProgram(options.program, withSdkVariables(environment, ports), *invocation.interrupt);
  if (status) listening.waitForQuiet(kStragglers, kLongestStragglers, {});
  return status;
}

}  // namespace

Result<int> runServe(const Invocation& invocation) {
  auto options = serveOptions(invocation.arguments);
  if (!options) return tl::unexpected(options.error());
  raiseOpenFileLimit();
  auto listening = Listening::start(options->listen);
  if (!listening) return tl::unexpected(listening.error());

  const Clock::time_point start = Clock::now();
  std::optional<int> status;
  if (options->program.empty()) {
    announce(invocation, **listening);
    serve(invocation, *options, **listening);
  } else {
    const auto ran = runWith(invocation, *options, **listening);
    if (!ran) return tl::unexpected(ran.error());
    status = *ran;
  }
  const std::optional<Error> failure = (*listening)->stop();
  report(invocation, *options, **listening, Clock::now() - start, status);
  if (failure) return tl::unexpected(*failure);
  return status.value_or(kDone);
}

}  // namespace spanloupe::cli
