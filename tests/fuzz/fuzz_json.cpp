// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds bytes to the JSON splitter, with pieces of any size, and to the decoder; what is found must be
// writable and read back as the same number of records. Seeds: tests/golden/otlp-json/*/input.json.
#include <cstdint>
#include <cstdlib>

#include "core/formats/otlp/json/json_splitter.h"
#include "core/formats/otlp/json/otlp_json_format.h"
#include "core/model/record.h"
#include "tests/core/formats/json/memory_input.h"

using namespace spanloupe;
using namespace spanloupe::formats;

namespace {

class TextOutput final : public Output {
 public:
  [[nodiscard]] Result<void> write(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  std::string text;
};

void read(std::string bytes, std::size_t pieceSize, std::size_t maxRecord, std::size_t most, SpanSink& sink) {
  test::MemoryInput input(std::move(bytes), most);
  json::JsonSplitter splitter(input, pieceSize, maxRecord);
  Diagnostics diagnostics;
  while (true) {
    const auto piece = splitter.next(diagnostics);
    if (!piece || !piece->has_value()) break;
    otlpJsonFormat().decode(**piece, sink, diagnostics);
  }
}

std::string write(const RecordingSink& records, const Format& format) {
  TextOutput output;
  const auto writer = format.writer(output);
  for (const SpanRecord& record : records.spans()) {
    SpanView span = record.span;
    span.resource = writer->resource(record.resource);
    span.scope = writer->scope(record.scope);
    writer->span(span);
  }
  for (const LogRecord& record : records.logs()) {
    LogView log = record.log;
    log.resource = writer->resource(record.resource);
    log.scope = writer->scope(record.scope);
    writer->log(log);
  }
  if (!writer->finish()) std::abort();
  return output.text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // The last byte chooses how stingy the input is, so that seeds stay what they are.
  const std::uint8_t choice = data[size - 1];
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(otlpJsonFormat().sniff(bytes, true));
  RecordingSink tiny;
  read(bytes, std::size_t{64} << (choice & 3), std::size_t{1} << (8 + (choice >> 2 & 7)), 1 + choice, tiny);
  RecordingSink whole;
  read(bytes, Splitter::kPieceSize, Splitter::kMaxRecord, Splitter::kPieceSize, whole);
  for (const Format* format : {&otlpJsonFormat(), &otlpJsonLinesFormat()}) {
    RecordingSink again;
    read(write(whole, *format), Splitter::kPieceSize, Splitter::kMaxRecord, Splitter::kPieceSize, again);
    if (again.spans().size() != whole.spans().size() || again.logs().size() != whole.logs().size())
      std::abort();
  }
  return 0;
}
