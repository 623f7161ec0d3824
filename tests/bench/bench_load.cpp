// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_load FILE SPANS: one-span traces with two traces of 1000 spans among them: one whole in the middle
// (id ...1), one strewn evenly over the file (id ...2), so that it lands in every segment.
#include <optional>

#include "core/export/file_output.h"
#include "core/formats/registry.h"
#include "core/generate/generate.h"
#include "tests/bench/measure.h"

namespace spanloupe::bench {
namespace {

constexpr std::uint64_t kTraceSpans = 1000;

class Strewing final : public SpanSink {
 public:
  Strewing(SpanSink& sink, std::uint64_t spans) : m_sink(sink), m_spans(spans) {}
  ResourceHandle resource(const ResourceView& resource) override { return m_sink.resource(resource); }
  ScopeHandle scope(const ScopeView& scope) override { return m_sink.scope(scope); }
  void log(const LogView& log) override { m_sink.log(log); }
  void metrics(std::uint64_t dataPoints) override { m_sink.metrics(dataPoints); }
  void span(const SpanView& span) override {
    m_sink.span(span);
    const std::uint64_t every = std::max<std::uint64_t>(1, m_spans / kTraceSpans);
    if (m_count % every == 0 && m_strewn < kTraceSpans) add(span, 2, m_strewn++);
    if (m_count == m_spans / 2)
      for (std::uint64_t i = 0; i < kTraceSpans; ++i) add(span, 1, i);
    ++m_count;
  }

 private:
  void add(SpanView span, std::uint64_t trace, std::uint64_t number) {
    span.traceId = {0x5a, trace};
    span.spanId = {trace << 32 | (number + 1)};
    span.parentSpanId = {number == 0 ? 0 : trace << 32 | 1};
    m_sink.span(span);
  }

  SpanSink& m_sink;
  std::uint64_t m_spans;
  std::uint64_t m_count = 0, m_strewn = 0;
};

}  // namespace
}  // namespace spanloupe::bench

int main(int argc, char** argv) {
  using namespace spanloupe;
  if (argc != 3) bench::giveUp("usage: bench_load FILE SPANS");
  auto output = exports::FileOutput::create(argv[1]);
  bench::require(output);
  const auto writer = formats::formatNamed("otlp-proto")->writer(**output);
  generate::Options options;
  options.spans = std::strtoull(argv[2], nullptr, 10);
  options.shape = "tiny";
  bench::Strewing sink(*writer, options.spans);
  auto made = generate::generate(options, sink);
  bench::require(made);
  auto finished = writer->finish();
  bench::require(finished);
  auto done = (*output)->commit();
  bench::require(done);
}
