// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_read SESSION SOURCE: what a user waits for in a large session made from bench_load's SOURCE. Uses
// $XDG_CACHE_HOME for a cached copy of the session; run.sh sets it.
#include <filesystem>

#include "core/ingest/session_files.h"
#include "core/store/check.h"
#include "core/store/reader.h"
#include "core/store/snapshot.h"
#include "tests/bench/measure.h"

namespace spanloupe::bench {
namespace {

constexpr std::size_t kPage = 100;

void firstPage(store::Reader& reader, const store::Snapshot& snapshot, store::TraceOrder order) {
  auto ordered = reader.orderTraces(snapshot, order, kPage, {});
  const auto& positions = require(ordered)->positions;
  auto rows = reader.traceRows(snapshot, std::span(positions).first(std::min(positions.size(), kPage)));
  if (require(rows)->empty()) giveUp("no traces");
}

void usableFromCache(const std::string& session, const std::string& source) {
  auto cached = ingest::cachedSessionFor({source});
  std::filesystem::copy_file(session, require(cached)->path,
                             std::filesystem::copy_options::overwrite_existing);
  auto marked = ingest::markComplete(cached->path, {source});
  require(marked);
  const Stopwatch watch;
  auto again = ingest::cachedSessionFor({source});
  if (!require(again)->complete) giveUp("the cached session was not found again");
  auto reader = store::Reader::open(again->path);
  auto snapshot = require(reader).value()->snapshot();
  firstPage(**reader, *require(snapshot).value(), {});
  print("cached_ms", watch.seconds() * 1e3);
}

/// With a reader of its own: nothing of the session is open yet, as when a link is followed.
void readTrace(const std::string& session, const char* name, TraceId id) {
  auto reader = store::Reader::open(session);
  auto snapshot = require(reader).value()->snapshot();
  require(snapshot);
  const Stopwatch watch;
  auto trace = (*reader)->trace(**snapshot, id, {});
  const double milliseconds = watch.seconds() * 1e3;
  if (require(trace).value()->size() != 1000) giveUp("the trace is not whole");
  print(name, milliseconds);
}

}  // namespace
}  // namespace spanloupe::bench

int main(int argc, char** argv) {
  using namespace spanloupe;
  if (argc != 3) bench::giveUp("usage: bench_read SESSION SOURCE");
  const std::string session = argv[1];
  bench::usableFromCache(session, argv[2]);
  bench::readTrace(session, "trace_ms", {0x5a, 1});
  bench::readTrace(session, "strewn_trace_ms", {0x5a, 2});
  auto reader = store::Reader::open(session);
  auto snapshot = bench::require(reader).value()->snapshot();
  bench::require(snapshot);
  bench::print("segments", static_cast<double>((*snapshot)->segments().size()));
  const bench::Stopwatch sorting;
  bench::firstPage(**reader, **snapshot, {store::TraceColumn::Duration, true});
  bench::print("sort_ms", sorting.seconds() * 1e3);
  const bench::Stopwatch listingKeys;
  auto keys = (*reader)->keys(**snapshot, {});
  bench::require(keys);
  bench::print("keys_seconds", listingKeys.seconds());
  const bench::Stopwatch checking;
  auto report = store::checkSession(session, {});
  if (!bench::require(report)->ok()) bench::giveUp("the session is not sound");
  bench::print("check_seconds", checking.seconds());
}
