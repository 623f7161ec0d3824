// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where every source pushes what it reads: importers, receivers, the generator, readers of the store.
// One thread at a time; views passed in are valid during the call only.
#pragma once

#include "core/model/span.h"

namespace spanloupe {

class SpanSink {
 public:
  SpanSink() = default;
  SpanSink(const SpanSink&) = delete;
  SpanSink& operator=(const SpanSink&) = delete;
  virtual ~SpanSink() = default;

  /// Equal resources may get equal handles; a handle stays valid for the life of the sink.
  virtual ResourceHandle resource(const ResourceView& resource) = 0;
  virtual ScopeHandle scope(const ScopeView& scope) = 0;
  /// span.resource and span.scope must come from this sink.
  virtual void span(const SpanView& span) = 0;
  virtual void log(const LogView& log) = 0;
  /// `dataPoints` metric data points were seen; they are counted, not kept.
  virtual void metrics(std::uint64_t dataPoints) = 0;
};

}  // namespace spanloupe
