// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Traces for tests given by parents and times in plain numbers: large and random ones, which no sketch can
// hold.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "core/model/trace.h"
#include "tests/support/trace_sketch.h"

namespace spanloupe::test {

struct MadeSpan {
  std::uint64_t id = 0;
  std::uint64_t parent = 0;
  std::uint64_t start = 0;  ///< After kSketchBase, nanoseconds.
  std::uint64_t length = 0;
  std::uint8_t service = 0;  ///< Below 4.
  bool failed = false;
};

inline Trace makeTrace(std::vector<MadeSpan> spans) {
  std::stable_sort(spans.begin(), spans.end(),
                   [](const MadeSpan& a, const MadeSpan& b) { return a.start < b.start; });
  Trace trace;
  trace.id = {3, 4};
  trace.strings = {"", "a", "b", "c"};
  trace.name.assign(spans.size(), 0);
  trace.kind.assign(spans.size(), 0);
  trace.ref.resize(spans.size());
  trace.eventsBegin.assign(spans.size() + 1, 0);
  trace.linksBegin.assign(spans.size() + 1, 0);
  for (const MadeSpan& span : spans) {
    trace.start.push_back(timestampFromNanos(kSketchBase + span.start));
    trace.end.push_back(timestampFromNanos(kSketchBase + span.start + span.length));
    trace.spanId.push_back(SpanId{span.id});
    trace.parentId.push_back(SpanId{span.parent});
    trace.service.push_back(span.service);
    trace.status.push_back(span.failed ? 2 : 0);
  }
  return trace;
}

}  // namespace spanloupe::test
