// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the spans of one trace into its draft as instrumentation libraries would: names, kinds, attributes,
// status, exception events and log records. Knows nothing of time and causes. One thread.
#pragma once

#include "core/generate/shop_faults.h"
#include "core/generate/span_templates.h"
#include "core/generate/trace_draft.h"
#include "core/generate/trace_values.h"

namespace spanloupe::generate {

/// A span's position in its draft.
using DraftIndex = std::uint32_t;
inline constexpr DraftIndex kNoDraft = 0xffffffff;

/// How an operation ended, as its caller sees it.
struct Reply {
  std::uint64_t end = 0;
  std::uint16_t httpStatus = 200;
  std::string_view grpcStatus = "OK";
  bool failed = false;
  const Fault* thrown = nullptr;  ///< The exception on its way up in the same service.
  std::uint32_t resend = 0;       ///< Which repetition of the call this was.
};

class SpanScribe {
 public:
  SpanScribe(const Fleet& fleet, const SpanTemplates& templates) : m_fleet(fleet), m_templates(templates) {}

  void begin(TraceDraft& draft, Random& random);
  [[nodiscard]] DraftIndex open(const Operation& op, Side side, InstanceIndex instance, DraftIndex parent,
                                std::uint64_t start);
  void close(DraftIndex span, const Operation& op, Side side, const Reply& reply);
  /// A link to another span of the same trace.
  void link(DraftIndex span, DraftIndex to);
  [[nodiscard]] TraceValues& values() { return m_values; }

 private:
  void writeHttp(AttributeWriter& writer, const DraftSpan& span, const Operation& op, Side side,
                 const Reply& reply, bool legacy);
  void writeRpc(AttributeWriter& writer, const DraftSpan& span, const Operation& op, Side side,
                const Reply& reply, bool legacy);
  void writeQueue(AttributeWriter& writer, const DraftSpan& span, Side side, bool legacy);
  void writePath(AttributeWriter& writer, std::string_view key, std::string_view prefix, const Operation& op);
  void writeThread(AttributeWriter& writer, InstanceIndex instance);
  void setStatus(DraftSpan& span, const Operation& op, Side side, const Reply& reply) const;
  void addEvents(DraftSpan& span, const Operation& op, Side side, const Reply& reply);
  void addLogs(DraftSpan& span, const Operation& op, const Reply& reply);
  [[nodiscard]] Run exceptionAttributes(const Fault& fault);

  const Fleet& m_fleet;
  const SpanTemplates& m_templates;
  TraceDraft* m_draft = nullptr;
  Random* m_random = nullptr;
  TraceValues m_values;
};

}  // namespace spanloupe::generate
