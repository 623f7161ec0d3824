// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/otlp_requests.h"

#include <cassert>

#include "core/formats/registry.h"

namespace spanloupe::cli {
namespace {

std::size_t frameSize(std::string_view bytes) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < 4; ++i) size = size << 8 | static_cast<unsigned char>(bytes[i]);
  return size;
}

}  // namespace

OtlpRequests::Lane::Lane(forward::Signal signal, std::size_t perRequest,
                         std::function<void(forward::CutRequest)> emit)
    : writer(formats::formatNamed("otlp-proto")->writer(bytes)),
      cutter(signal, perRequest, std::move(emit)),
      framed(signal == forward::Signal::Logs) {
  if (framed) writer->expectLogs();
}

void OtlpRequests::Lane::flush() {
  const auto written = writer->finish();
  assert(written);  // Memory takes everything.
  static_cast<void>(written);
  std::string_view rest = bytes.m_bytes;
  if (!framed) {
    cutter.add(rest);
  } else {
    while (rest.size() >= 4) {
      const std::size_t size = frameSize(rest);
      cutter.add(rest.substr(4, size));
      rest.remove_prefix(std::min(rest.size(), 4 + size));
    }
  }
  bytes.m_bytes.clear();
}

OtlpRequests::OtlpRequests(std::size_t perRequest, Kept kept,
                           const std::function<void(forward::CutRequest)>& emit)
    : m_kept(kept),
      m_spans(forward::Signal::Traces, perRequest, emit),
      m_logs(forward::Signal::Logs, perRequest, emit) {}

ResourceHandle OtlpRequests::resource(const ResourceView& resource) {
  // Both writers see the same resources in the same order, so their handles are the same.
  const ResourceHandle handle = m_spans.writer->resource(resource);
  static_cast<void>(m_logs.writer->resource(resource));
  return handle;
}

ScopeHandle OtlpRequests::scope(const ScopeView& scope) {
  const ScopeHandle handle = m_spans.writer->scope(scope);
  static_cast<void>(m_logs.writer->scope(scope));
  return handle;
}

void OtlpRequests::flush() {
  m_spans.flush();
  m_logs.flush();
}

void OtlpRequests::finish() {
  flush();
  m_spans.cutter.finish();
  m_logs.cutter.finish();
}

forward::CutRequest asJson(const forward::CutRequest& request) {
  class Text final : public formats::Output {
   public:
    explicit Text(std::string& text) : m_text(text) {}
    Result<void> write(std::string_view bytes) override {
      m_text.append(bytes);
      return {};
    }

   private:
    std::string& m_text;
  };
  forward::CutRequest json;
  json.signal = request.signal;
  json.records = request.records;
  Text text(json.body);
  const auto writer = formats::formatNamed("otlp-json")->writer(text);
  if (request.signal == forward::Signal::Logs) writer->expectLogs();
  Diagnostics diagnostics;
  formats::formatNamed("otlp-proto")->decode({{nullptr, request.body}, 0, nullptr}, *writer, diagnostics);
  static_cast<void>(writer->finish());  // Memory takes everything.
  constexpr std::string_view kKey = R"("traceId":")";
  for (std::size_t at = 0; (at = json.body.find(kKey, at)) != std::string::npos;) {
    at += kKey.size();
    json.traceIds.push_back(static_cast<std::uint32_t>(at));
  }
  return json;
}

}  // namespace spanloupe::cli
