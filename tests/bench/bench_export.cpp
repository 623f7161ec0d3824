// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_export SESSION FILE: seconds for the whole session as OTLP protobuf, file in place.
#include "core/export/export_session.h"
#include "core/export/file_output.h"
#include "core/formats/registry.h"
#include "tests/bench/measure.h"

int main(int argc, char** argv) {
  using namespace spanloupe;
  if (argc != 3) bench::giveUp("usage: bench_export SESSION FILE");
  const bench::PeakMemory peak;
  const bench::Stopwatch watch;
  auto reader = store::Reader::open(argv[1]);
  auto snapshot = bench::require(reader).value()->snapshot();
  bench::require(snapshot);
  auto output = exports::FileOutput::create(argv[2]);
  bench::require(output);
  auto done =
      exports::exportSession(**reader, **snapshot, {}, *formats::formatNamed("otlp-proto"), **output, {});
  bench::require(done);
  auto committed = (*output)->commit();
  bench::require(committed);
  bench::print("seconds", watch.seconds());
  bench::print("peak_mb", peak.megabytes());
}
