// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A sink whose spans and logs come out as export requests. One thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/formats/format.h"
#include "core/forward/request_cutter.h"

namespace spanloupe::cli {

class OtlpRequests final : public SpanSink {
 public:
  enum class Kept : std::uint8_t { SpansAndLogs, Spans };

  OtlpRequests(std::size_t perRequest, Kept kept, const std::function<void(forward::CutRequest)>& emit);

  ResourceHandle resource(const ResourceView& resource) override;
  ScopeHandle scope(const ScopeView& scope) override;
  void span(const SpanView& span) override { m_spans.writer->span(span); }
  void log(const LogView& log) override {
    if (m_kept == Kept::SpansAndLogs) m_logs.writer->log(log);
  }
  void metrics(std::uint64_t) override {}

  /// Cuts what came so far and ends the life of its handles.
  void flush();
  /// Also emits what does not fill a request.
  void finish();

 private:
  /// Keeps what a writer writes.
  class Bytes final : public formats::Output {
   public:
    Result<void> write(std::string_view bytes) override {
      m_bytes.append(bytes);
      return {};
    }
    std::string m_bytes;
  };
  struct Lane {
    Lane(forward::Signal signal, std::size_t perRequest, std::function<void(forward::CutRequest)> emit);
    void flush();

    Bytes bytes;
    std::unique_ptr<formats::SpanWriter> writer;
    forward::RequestCutter cutter;
    bool framed;  ///< A writer of logs puts their length before messages.
  };

  Kept m_kept;
  Lane m_spans;
  Lane m_logs;
};

/// The same records as one document of OTLP/JSON, and where the trace ids are in it, of 32 digits each.
[[nodiscard]] forward::CutRequest asJson(const forward::CutRequest& request);

}  // namespace spanloupe::cli
