// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts OTLP protobuf messages into export requests of a given number of spans, log records or metrics, or of
// a given size, each with the resources and scopes that its records need. One thread at a time; views are
// used during the call only.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/forward/export_target.h"
#include "core/model/wire.h"

namespace spanloupe::forward {

struct CutRequest {
  Signal signal = Signal::Traces;
  std::string body;
  std::uint64_t records = 0;
  /// Where the trace ids of spans, links and log records are in the body, so that they can be changed.
  std::vector<std::uint32_t> traceIds;
};

class RequestCutter {
 public:
  RequestCutter(Signal signal, std::size_t records, std::function<void(CutRequest)> take)
      : m_signal(signal), m_most(records), m_take(std::move(take)) {}
  /// Not more than that, unless one record with its resource and scope alone is. By default without end.
  void setMostBytes(std::size_t bytes) { m_mostBytes = bytes; }

  /// Whole messages, which may follow one another. What is no record of the signal is left out.
  void add(std::string_view messages);
  /// Emits what is left.
  void finish();

 private:
  struct ScopeGroup {
    std::string head;  ///< Every field but the records.
    std::string records;
    std::vector<std::uint32_t> traceIds;  ///< In records.
  };
  struct ResourceGroup {
    std::string head;
    std::vector<ScopeGroup> scopes;
  };

  void addResource(std::string_view group);
  void addScope(std::string_view resourceHead, std::string_view group);
  void addRecord(std::string_view resourceHead, std::string_view scopeHead, std::string_view record);
  void noteTraceIds(std::string_view record, std::size_t base, std::vector<std::uint32_t>& out) const;
  /// What a record adds to the request.
  [[nodiscard]] std::size_t growth(std::string_view resourceHead, std::string_view scopeHead,
                                   std::string_view record) const;
  void handOver();

  Signal m_signal;
  std::size_t m_most;
  std::function<void(CutRequest)> m_take;
  std::vector<ResourceGroup> m_groups;
  std::size_t m_count = 0;
  std::size_t m_mostBytes = std::numeric_limits<std::size_t>::max();
  std::size_t m_bytes = 0;  ///< Of the request so far, at most.
};

}  // namespace spanloupe::forward
