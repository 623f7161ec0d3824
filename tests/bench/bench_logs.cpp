// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_logs RECORDS: how long the list of log records takes, of a session of so many: the first page and all
// of it, without a filter, by severity, by a word that is frequent, rare or nowhere.
#include <array>
#include <filesystem>

#include "core/query/log_list.h"
#include "core/store/segment_builder.h"
#include "core/store/session.h"
#include "core/store/snapshot.h"
#include "tests/bench/measure.h"

namespace spanloupe::bench {
namespace {

/// Like those of a shop: some templates with numbers in them, three attributes, one service of five.
void fill(SpanSink& sink, std::uint64_t count) {
  constexpr std::array kBodies{"reserved stock for order ", "charging card of customer ",
                               "cache miss for key item:", "slow query on orders, rows ",
                               "request handled in microseconds: "};
  std::vector<ResourceHandle> resources;
  for (const char* name : {"frontend", "cart", "checkout", "payment", "shipping"}) {
    std::string value;
    appendString(value, name);
    const Attribute service{"service.name", AttributeValue(value)};
    resources.push_back(sink.resource({std::span(&service, 1), 0, "", ""}));
  }
  const ScopeHandle scope = sink.scope({});
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t random = mixBits(i + 1);
    std::string body;
    std::string customer;
    std::string thread;
    std::string code;
    appendString(body, kBodies[random % kBodies.size()] + std::to_string(random % 1'000'003) +
                           (i == count / 3 ? " needle" : ""));
    appendString(customer, "customer-" + std::to_string(random % 5000));
    appendString(thread, "worker-" + std::to_string(random % 16));
    appendInt(code, static_cast<std::int64_t>(random % 600));
    const std::array attributes{Attribute{"customer.id", AttributeValue(customer)},
                                Attribute{"thread.name", AttributeValue(thread)},
                                Attribute{"code.line", AttributeValue(code)}};
    LogView log;
    log.time = timestampFromNanos(1'773'324'000'000'000'000ULL + i * 100'000 + random % 50'000);
    log.severityNumber = random % 50 == 0 ? 17 : 9;
    log.severityText = log.severityNumber == 17 ? "ERROR" : "INFO";
    log.body = AttributeValue(body);
    log.traceId = {mixBits(i / 6 + 7), i / 6 + 1};
    log.spanId = {random | 1U};
    log.attributes = attributes;
    log.resource = resources[random % resources.size()];
    log.scope = scope;
    sink.log(log);
  }
}

void make(const std::string& path, std::uint64_t count) {
  auto session = store::Session::openForWriting(path);
  require(session);
  auto begun = (*session)->beginSource({1, "made", "test", {}});
  require(begun);
  store::SegmentBuilder builder([&](store::EncodedSegment segment) {
    auto appended = (*session)->append(std::move(segment));
    require(appended);
  });
  builder.setSource(1);
  fill(builder, count);
  builder.finish();
}

void measure(store::Reader& reader, const store::Snapshot& snapshot, const std::string& name,
             const query::LogFilter& filter) {
  for (const std::size_t page : {std::size_t{160}, std::size_t{0}}) {
    const Stopwatch watch;
    auto ordered = query::orderLogs(reader, snapshot, filter, page, {});
    require(ordered);
    auto rows =
        query::logRows(reader, snapshot,
                       std::span(ordered->refs).first(std::min<std::size_t>(160, ordered->refs.size())), {});
    require(rows);
    print((name + (page != 0 ? "_page_ms" : "_all_ms")).c_str(), watch.seconds() * 1000);
    print((name + "_found").c_str(), static_cast<double>(ordered->matching));
  }
}

}  // namespace
}  // namespace spanloupe::bench

int main(int argc, char** argv) {
  using namespace spanloupe;
  if (argc != 2) bench::giveUp("usage: bench_logs RECORDS");
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() /
      ("bench-logs-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
  std::filesystem::create_directories(folder);
  const std::string path = (folder / "logs.spanloupe").string();
  bench::make(path, std::strtoull(argv[1], nullptr, 10));
  {
    auto reader = store::Reader::open(path);
    bench::require(reader);
    auto snapshot = (*reader)->snapshot();
    bench::require(snapshot);
    const bench::PeakMemory peak;
    using query::LogLevel;
    bench::measure(**reader, **snapshot, "no_filter", {});
    bench::measure(**reader, **snapshot, "errors", {LogLevel::Error, {}});
    bench::measure(**reader, **snapshot, "frequent_word", {LogLevel::Unknown, "order"});
    bench::measure(**reader, **snapshot, "rare_word", {LogLevel::Unknown, "needle"});
    bench::measure(**reader, **snapshot, "no_match", {LogLevel::Unknown, "nowhere"});
    bench::measure(**reader, **snapshot, "key_and_word",
                   {LogLevel::Unknown, "customer.id=customer-77 cache"});
    bench::print("peak_mb", peak.megabytes());
  }
  std::filesystem::remove_all(folder);
}
