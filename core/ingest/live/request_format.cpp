// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ingest/live/request_format.h"

#include <array>
#include <utility>

#include "core/formats/registry.h"

namespace spanloupe::ingest {
namespace {

using formats::Signal;

constexpr std::array<std::pair<Signal, std::string_view>, 3> kWords{
    {{Signal::Traces, "/traces"}, {Signal::Logs, "/logs"}, {Signal::Metrics, "/metrics"}}};

}  // namespace

void RequestFormat::decode(std::string_view body, SpanSink& sink, Diagnostics& diagnostics) const {
  format->decode({{nullptr, body}, 0, signal ? format->contextOf(*signal) : nullptr}, sink, diagnostics);
  // SDKs send them by themselves, every minute; they are counted by the sink.
  diagnostics.forget(formats::kMetricsNotKept);
}

std::string wordOf(const RequestFormat& format) {
  std::string word(format.format->info().name);
  for (const auto& [signal, end] : kWords)
    if (format.signal == signal) word += end;
  return word;
}

RequestFormat requestFormat(std::string_view word) {
  RequestFormat format;
  for (const auto& [signal, end] : kWords)
    if (word.ends_with(end)) format.signal = signal;
  format.format = formats::formatNamed(word.substr(0, word.find('/')));
  return format;
}

}  // namespace spanloupe::ingest
