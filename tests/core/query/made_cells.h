// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A table's values from a trace that is written as a sketch, or from spans with attributes in a session.
#pragma once

#include <QtGlobal>

#include "core/query/span_cells.h"
#include "core/store/snapshot.h"
#include "tests/core/store/temporary_session.h"
#include "tests/support/trace_sketch.h"

namespace spanloupe::test {

inline query::SpanCells cellsOf(std::shared_ptr<const Trace> trace) {
  query::SpanCells cells;
  const analysis::TraceTree tree = analysis::buildTree(*trace);
  auto times = std::make_shared<analysis::DrawnTimes>(analysis::drawnTimes(*trace, tree, nullptr));
  cells.self = std::make_shared<const std::vector<Duration>>(analysis::selfTimes(tree, *times));
  cells.times = std::move(times);
  cells.trace = std::move(trace);
  return cells;
}

inline query::SpanCells sketchCells(std::string_view sketch) {
  return cellsOf(std::make_shared<const Trace>(sketchTrace(sketch)));
}

/// "cart/GET, db/SELECT".
inline std::string names(const query::SpanCells& cells, const std::vector<SpanIndex>& spans) {
  std::string out;
  for (const SpanIndex span : spans)
    out += (out.empty() ? "" : ", ") + cells.service(span) + "/" + cells.name(span);
  return out;
}

inline std::vector<SpanIndex> allSpans(const query::SpanCells& cells) {
  std::vector<SpanIndex> spans;
  for (SpanIndex span = 0; span < cells.size(); ++span) spans.push_back(span);
  return spans;
}

/// Canonical bytes of a value.
inline std::string textValue(std::string_view text) {
  std::string out;
  appendString(out, text);
  return out;
}
inline std::string intValue(std::int64_t number) {
  std::string out;
  appendInt(out, number);
  return out;
}
inline std::string realValue(double number) {
  std::string out;
  appendDouble(out, number);
  return out;
}

/// A trace in a session file, a span per list of attributes, in two segments.
class StoredTrace {
 public:
  using Attributes = std::vector<std::pair<std::string, std::string>>;  ///< Key and canonical bytes.

  StoredTrace(const Attributes& resource, const std::vector<Attributes>& spans) {
    auto session = store::Session::openForWriting(m_file.path());
    if (!session) qFatal("%s", session.error().text().c_str());
    for (std::size_t half = 0; half < 2; ++half) {
      addSource(**session, static_cast<std::int64_t>(half + 1), [&](SpanSink& sink) {
        const std::vector<Attribute> own = views(resource);
        const ResourceHandle handle = sink.resource({own, 0, "", ""});
        const ScopeHandle scope = sink.scope({});
        for (std::size_t i = half; i < spans.size(); i += 2) push(sink, handle, scope, i, spans[i]);
      });
    }
    reader = std::move(*store::Reader::open(m_file.path()));
    snapshot = *reader->snapshot();
    trace = *reader->traceAt(*snapshot, snapshot->positions().front(), {});
  }
  [[nodiscard]] std::shared_ptr<const query::AttributeColumn> column(const std::string& key) const {
    auto column = query::AttributeColumn::read(*reader, *snapshot, *trace, key, {});
    if (!column) qFatal("%s", column.error().text().c_str());
    return *column;
  }
  [[nodiscard]] query::SpanCells cells(const std::vector<std::string>& keys) const {
    query::SpanCells cells = cellsOf(trace);
    for (const std::string& key : keys) cells.attributes[key] = column(key);
    return cells;
  }

  std::unique_ptr<store::Reader> reader;
  std::shared_ptr<const store::Snapshot> snapshot;
  std::shared_ptr<const Trace> trace;

 private:
  static std::vector<Attribute> views(const Attributes& attributes) {
    std::vector<Attribute> list;
    for (const auto& [key, value] : attributes) list.push_back({key, AttributeValue(value)});
    return list;
  }
  static void push(SpanSink& sink, ResourceHandle resource, ScopeHandle scope, std::size_t number,
                   const Attributes& attributes) {
    const std::vector<Attribute> own = views(attributes);
    SpanView span;
    span.traceId = {1, 2};
    span.spanId = {number + 1};
    span.parentSpanId = {number == 0 ? 0U : 1U};
    const std::string name = "span " + std::to_string(number);
    span.name = name;
    span.start = timestampFromNanos(kSketchBase + number);
    span.end = timestampFromNanos(kSketchBase + 1000);
    span.attributes = own;
    span.resource = resource;
    span.scope = scope;
    sink.span(span);
  }
  TemporarySession m_file;
};

}  // namespace spanloupe::test
