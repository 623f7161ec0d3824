// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Spans of made-up traces where only the form of the tree matters: the shop's names and attributes, pushed to
// the sink one by one. One thread.
#pragma once

#include <array>

#include "core/generate/span_templates.h"
#include "core/generate/trace_draft.h"
#include "core/model/span_sink.h"

namespace spanloupe::generate {

struct PlainSpan {
  TraceId trace;
  SpanId id;
  SpanId parent;
  std::uint64_t start = 0;
  std::uint64_t end = 0;
};

class PlainSpans {
 public:
  PlainSpans(std::uint64_t seed, SpanSink& sink);

  /// Pushes `span` as the callee's side of `op`, on the first copy of its service.
  void push(const PlainSpan& span, Op op, std::uint64_t rows);

 private:
  Fleet m_fleet;
  SpanTemplates m_templates;
  SpanSink& m_sink;
  std::array<InstanceIndex, kServiceCount> m_instances{};
  TraceDraft m_draft;  ///< Only for attributes.
  std::array<ResourceHandle, kServiceCount> m_resources{};
  std::array<ScopeHandle, kServiceCount * kLibraryCount> m_scopes{};
};

}  // namespace spanloupe::generate
