// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/plain_spans.h"

#include "core/generate/attribute_writer.h"

namespace spanloupe::generate {

PlainSpans::PlainSpans(std::uint64_t seed, SpanSink& sink) : m_fleet(seed), m_sink(sink) {
  for (std::size_t i = m_fleet.size(); i-- > 0;) {
    const auto index = static_cast<InstanceIndex>(i);
    m_instances[static_cast<std::size_t>(m_fleet[index].service)] = index;
  }
  // Asked for once: neighbours in a tree are of different services, and a sink may keep every answer.
  for (std::size_t service = 0; service < kServiceCount; ++service) {
    m_resources[service] = sink.resource(m_fleet.resourceOf(m_instances[service]));
    for (std::size_t library = 0; library < kLibraryCount; ++library)
      m_scopes[service * kLibraryCount + library] =
          sink.scope(m_fleet.scopeOf(m_instances[service], static_cast<Library>(library)));
  }
}

void PlainSpans::push(const PlainSpan& span, Op op, std::uint64_t rows) {
  const Operation& row = operation(op);
  const SpanTemplate& made = m_templates.get(op, Side::Callee, rowOf(row.service).legacy);
  const auto service = static_cast<std::size_t>(row.service);
  m_draft.clear();
  AttributeWriter writer(m_draft);
  writer.all(made.attributes.view());
  writer.number("app.rows", rows);
  writer.text("app.request.id", {"req-", Hex8(span.id.value).text()});
  const Run run = writer.finish();

  SpanView view;
  view.traceId = span.trace;
  view.spanId = span.id;
  view.parentSpanId = span.parent;
  view.name = made.name;
  view.kind = made.kind;
  view.start = timestampFromNanos(span.start);
  view.end = timestampFromNanos(span.end);
  view.flags = 0x101;
  view.attributes = {m_draft.attributes.data() + run.begin, run.count};
  view.resource = m_resources[service];
  view.scope = m_scopes[service * kLibraryCount + static_cast<std::size_t>(made.library)];
  m_sink.span(view);
}

}  // namespace spanloupe::generate
