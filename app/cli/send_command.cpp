// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdio>

#include "app/cli/command_list.h"
#include "app/cli/human.h"
#include "app/cli/load_sender.h"
#include "app/cli/option_values.h"
#include "app/cli/progress_line.h"
#include "app/cli/rows.h"
#include "app/cli/terminal.h"
#include "core/base/open_files.h"

namespace spanloupe::cli {
namespace {

constexpr std::uint64_t kMostConnections = 256;
constexpr std::uint64_t kMostPerRequest = 100'000;

Result<forward::ExportTarget> targetOf(const Arguments& arguments, forward::Encoding& encoding) {
  std::optional<forward::Transport> transport;
  const std::string protocol = arguments.value("protocol");
  if (protocol == "grpc") {
    transport = forward::Transport::Grpc;
  } else if (protocol == "http" || protocol == "http/protobuf" || protocol == "http/json") {
    transport = forward::Transport::Http;
  } else if (!protocol.empty()) {
    return fail(ErrorKind::InvalidArgument, "--protocol is grpc, http or http/json, not “" + protocol + "”");
  }
  if (protocol == "http/json") encoding = forward::Encoding::Json;
  const bool http = transport == forward::Transport::Http;
  auto target = forward::parseTarget(
      arguments.value("to", http ? "http://127.0.0.1:4318" : "http://127.0.0.1:4317"), transport);
  if (!target) return target;
  if (!arguments.has("headers-file")) return target;
  auto headers = forward::readHeadersFile(arguments.value("headers-file"));
  if (!headers) return tl::unexpected(headers.error());
  target->headers = std::move(*headers);
  return target;
}

Result<std::uint64_t> countBetween(const Arguments& arguments, std::string_view option,
                                   std::uint64_t fallback, std::uint64_t most) {
  const auto number = arguments.number(option, fallback);
  if (!number) return number;
  if (*number == 0 || *number > most)
    return fail(ErrorKind::InvalidArgument,
                "--" + std::string(option) + " is a number from 1 to " + std::to_string(most));
  return number;
}

Result<SendOptions> sendOptions(const Arguments& arguments, forward::Encoding& encoding) {
  SendOptions options;
  auto target = targetOf(arguments, encoding);
  if (!target) return tl::unexpected(target.error());
  options.target = std::move(*target);
  const auto connections = countBetween(arguments, "connections", 4, kMostConnections);
  if (!connections) return tl::unexpected(connections.error());
  options.connections = *connections;
  const auto rate = amountOf(arguments, "rate", 1000);
  if (!rate) return tl::unexpected(rate.error());
  options.rate = static_cast<double>(rate->value_or(0));
  const auto duration = durationOf(arguments, "for");
  if (!duration) return tl::unexpected(duration.error());
  options.duration = *duration;
  const auto retryFor = durationOf(arguments, "retry-for");
  if (!retryFor) return tl::unexpected(retryFor.error());
  options.retryFor = *retryFor;
  return options;
}

Result<std::unique_ptr<LoadRequests>> requestsOf(const Invocation& invocation, forward::Encoding encoding) {
  const Arguments& arguments = invocation.arguments;
  const auto perRequest = countBetween(arguments, "per-request", 512, kMostPerRequest);
  if (!perRequest) return tl::unexpected(perRequest.error());
  if (!arguments.words.empty()) {
    for (const char* generated : {"spans", "seed", "shape"})
      if (arguments.has(generated))
        return fail(ErrorKind::InvalidArgument,
                    "--" + std::string(generated) + " is for the synthetic load, not for files");
    return std::make_unique<FileRequests>(arguments.words, *perRequest, encoding);
  }
  const std::string shape = arguments.value("shape", "shop");
  generate::Options options;
  options.shape = shape;
  // With a duration it is the duration that ends it.
  const auto spans = amountOf(arguments, "spans", 1000);
  if (!spans) return tl::unexpected(spans.error());
  options.spans = spans->value_or(arguments.has("for") ? 1'000'000'000'000 : 100'000);
  const auto seed = arguments.number("seed", options.seed);
  if (!seed) return tl::unexpected(seed.error());
  options.seed = *seed;
  auto requests = GeneratedRequests::create(options, *perRequest, encoding, invocation.stop);
  if (!requests) return tl::unexpected(requests.error());
  return std::unique_ptr<LoadRequests>(std::move(*requests));
}

double perSecond(std::uint64_t count, std::chrono::nanoseconds time) {
  return time.count() == 0 ? 0 : static_cast<double>(count) * 1e9 / static_cast<double>(time.count());
}

void printReport(const Invocation& invocation, const SendReport& report) {
  const SendTotals& totals = report.totals;
  const double rate = perSecond(totals.spans, report.took);
  const std::vector<std::pair<std::string, Cell>> fields{
      {"spans", totals.spans},
      {"logs", totals.logs},
      {"requests", totals.requests},
      {"bytes", ByteCount{totals.bytes}},
      {"rejected_spans", totals.rejectedSpans},
      {"rejected_logs", totals.rejectedLogs},
      {"failed_requests", totals.failedRequests},
      {"failed_records", totals.unsentSpans},
      {"retries", totals.retries},
      {"duration_ns", report.took},
      {"spans_per_s", static_cast<std::uint64_t>(std::llround(rate))},
      {"latency_p50_ns", report.latencies.percentile(0.5)},
      {"latency_p90_ns", report.latencies.percentile(0.9)},
      {"latency_p99_ns", report.latencies.percentile(0.99)},
      {"latency_max_ns", report.latencies.longest()},
  };
  printFields(invocation, fields);
}

}  // namespace

Result<int> runSend(const Invocation& invocation) {
  auto encoding = forward::Encoding::Protobuf;
  auto options = sendOptions(invocation.arguments, encoding);
  if (!options) return tl::unexpected(options.error());
  raiseOpenFileLimit();
  const forward::ExportTarget target = options->target;
  const auto requests = requestsOf(invocation, encoding);
  if (!requests) return tl::unexpected(requests.error());

  ProgressLine progress(invocation);
  const auto start = std::chrono::steady_clock::now();
  const auto report =
      LoadSender(std::move(*options), **requests).run(invocation.stop, [&](const SendTotals& now) {
        const std::chrono::nanoseconds passed = std::chrono::steady_clock::now() - start;
        std::string line = countText(static_cast<double>(now.spans)) + " spans acknowledged  " +
                           countText(perSecond(now.spans, passed)) + " spans/s";
        if (now.retries != 0) line += "  " + countText(static_cast<double>(now.retries)) + " sent again";
        progress.show(line);
      });
  progress.clear();
  if (!report) return tl::unexpected(report.error());
  printReport(invocation, *report);
  invocation.out.flush();
  if (invocation.stop.stop_requested()) return fail(ErrorKind::Cancelled, "interrupted");
  const std::vector<Error> unread = (*requests)->errors();
  for (const Error& error : unread) std::fputs((cleanText(error.text()) + "\n").c_str(), stderr);
  const SendTotals& totals = report->totals;
  if (totals.failedRequests + totals.rejectedSpans + totals.rejectedLogs != 0)
    return fail(ErrorKind::Io, target.authority() + " did not take everything: " + report->firstProblem);
  return unread.empty() ? kDone : totals.requests == 0 ? kFailed : kPartlyUnread;
}

}  // namespace spanloupe::cli
