// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_import SESSION PATH…: seconds, peak memory, size, and when the first traces could be listed.
#include <filesystem>

#include "core/ingest/import_job.h"
#include "core/store/reader.h"
#include "core/store/snapshot.h"
#include "tests/bench/measure.h"

int main(int argc, char** argv) {
  using namespace spanloupe;
  if (argc < 3) bench::giveUp("usage: bench_import SESSION PATH...");
  const std::string path = argv[1];
  const bench::PeakMemory peak;
  const bench::Stopwatch watch;
  auto session = store::Session::openForWriting(path);
  bench::require(session);
  ingest::ImportOptions options;
  options.paths.assign(argv + 2, argv + argc);
  double listed = 0;
  ingest::ImportCallbacks callbacks;
  callbacks.committed = [&] {
    if (listed != 0) return;
    auto reader = store::Reader::open(path);
    auto snapshot = bench::require(reader).value()->snapshot();
    if (bench::require(snapshot).value()->traceCount() == 0) return;
    auto order = (*reader)->orderTraces(**snapshot, {}, 100, {});
    const auto& positions = bench::require(order)->positions;
    auto rows = (*reader)->traceRows(
        **snapshot, std::span(positions).first(std::min<std::size_t>(positions.size(), 100)));
    bench::require(rows);
    listed = watch.seconds();
  };
  auto report = ingest::runImport(**session, options, callbacks, {});
  bench::require(report);
  session->reset();
  const double seconds = watch.seconds();
  if (report->spans == 0) bench::giveUp("nothing was imported");
  bench::print("seconds", seconds);
  bench::print("first_list_ms", listed * 1e3);
  bench::print("peak_mb", peak.megabytes());
  bench::print("spans", static_cast<double>(report->spans));
  bench::print("mb_per_million",
               static_cast<double>(std::filesystem::file_size(path)) / static_cast<double>(report->spans));
}
