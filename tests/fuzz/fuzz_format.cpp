// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_format.h"

#include <algorithm>
#include <cstdlib>

#include "tests/support/read_all.h"
#include "tests/support/span_printer.h"

namespace spanloupe::fuzz {
namespace {

class StringOutput final : public formats::Output {
 public:
  Result<void> write(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  std::string text;
};

std::vector<std::string> records(const RecordingSink& sink) {
  std::vector<std::string> all;
  for (const SpanRecord& record : sink.spans()) all.push_back(test::printRecord(record));
  for (const LogRecord& record : sink.logs()) all.push_back(test::printRecord(record));
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

void check(const formats::Format& format, std::string_view bytes) {
  (void)format.sniff(bytes.substr(0, formats::Format::kSniffSize),
                     bytes.size() < formats::Format::kSniffSize);
  // Small and harmless bombs are found before they cost a fuzzer its time.
  formats::InputLimits limits;
  limits.maxTotal = std::uint64_t{16} << 20;
  const auto sequence = formats::openMemory(std::string(bytes), "fuzz", limits);
  if (!sequence) return;
  RecordingSink sink;
  Diagnostics diagnostics;
  (void)test::readAll(**sequence, format, sink, diagnostics);
  (void)test::printDiagnostics(diagnostics);
  StringOutput output;
  const auto writer = format.writer(output);
  if (writer == nullptr) return;
  for (const SpanRecord& record : sink.spans()) {
    SpanView span = record.span;
    span.resource = writer->resource(record.resource);
    span.scope = writer->scope(record.scope);
    writer->span(span);
  }
  for (const LogRecord& record : sink.logs()) {
    LogView log = record.log;
    log.resource = writer->resource(record.resource);
    log.scope = writer->scope(record.scope);
    writer->log(log);
  }
  if (!writer->finish()) std::abort();
  if (output.text.empty()) return;
  RecordingSink again;
  if (!test::readBytes(output.text, format, again, diagnostics)) std::abort();
  if (records(again) != records(sink)) std::abort();
}

}  // namespace spanloupe::fuzz
