// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/trace_rows.h"

#include <algorithm>

#include "core/model/wire.h"
#include "core/store/column_codec.h"
#include "core/store/context_codec.h"

namespace spanloupe::store {
namespace {

constexpr std::uint64_t kNever = ~std::uint64_t{0};

struct TraceFigures {
  std::uint64_t base = kNever;
  std::uint64_t start = kNever;  ///< Without absurd times.
  std::uint64_t end = 0;
  std::uint32_t errors = 0;
  std::uint32_t missingParents = 0;
  std::uint32_t root = 0;  ///< Row within the run plus one.
  bool rootHasNoParent = false;
};

/// Distinct service names by resource handle.
class ServiceNames {
 public:
  explicit ServiceNames(const ValueDictionary& resources)
      : m_resources(resources), m_codes(resources.size(), 0) {}

  std::uint32_t code(std::uint32_t resource) {
    if (m_codes[resource] == 0) {
      std::vector<Attribute> attributes;
      ResourceView view;
      std::string_view name;
      if (decodeResource(m_resources.value(resource), attributes, view)) name = serviceName(attributes);
      m_codes[resource] = m_names.add(name) + 1;
    }
    return m_codes[resource] - 1;
  }
  [[nodiscard]] const ValueDictionary& names() const { return m_names; }

 private:
  const ValueDictionary& m_resources;
  ValueDictionary m_names;
  std::vector<std::uint32_t> m_codes;
};

class TraceRowsEncoder {
 public:
  TraceRowsEncoder(const SegmentRows& rows, const SpanOrder& order, const ValueDictionary& resources)
      : m_rows(rows), m_order(order), m_services(resources) {}

  TraceBases encode(EncodedSegment& segment) {
    TraceBases bases(m_rows.traceIds.size(), 0);
    std::uint32_t begin = 0;
    for (std::size_t i = 0; i < m_order.traceAt.size(); ++i) {
      const std::uint32_t end = m_order.rowsEnd[i];
      const TraceFigures figures = figuresOf(begin, end, segment.summary);
      addRow(figures, begin, end);
      const TraceId id = m_rows.traceIds[m_order.traceAt[i]];
      bases[m_order.traceAt[i]] = figures.base;
      segment.traceIds.push_back(id);
      if (!id.isZero()) ++segment.summary.traces;
      begin = end;
    }
    appendColumns(segment);
    return bases;
  }

 private:
  TraceFigures figuresOf(std::uint32_t begin, std::uint32_t end, SegmentSummary& summary) {
    const SegmentRows::Spans& spans = m_rows.spans;
    TraceFigures figures;
    m_missing.clear();
    int bestMerit = 0;
    for (std::uint32_t row = begin; row < end; ++row) {
      const std::uint32_t old = m_order.rowAt[row];
      figures.base = std::min(figures.base, spans.start[old]);
      const Timestamp start = timestampFromNanos(spans.start[old]);
      const Timestamp finish = timestampFromNanos(spans.end[old]);
      if (!isAbsurd(start)) {
        figures.start = std::min(figures.start, spans.start[old]);
        figures.end = std::max(figures.end, spans.start[old]);
        summary.minStart = std::min(summary.minStart, spans.start[old]);
        summary.maxStart = std::max(summary.maxStart, spans.start[old]);
        if (!isAbsurd(finish)) {
          figures.end = std::max(figures.end, spans.end[old]);
          summary.maxEnd = std::max(summary.maxEnd, spans.end[old]);
        }
      }
      if (spans.status.at(old) == static_cast<std::uint64_t>(StatusCode::Error)) ++figures.errors;
      const std::uint32_t parent = m_order.parent[row];
      if (parent == kForeignParent) m_missing.push_back(spans.parentId[old]);
      if (parent != 0 && parent != kForeignParent) continue;
      // The earliest of the best: a real root before an orphan, then a believable start before an absurd one.
      const int merit = (parent == 0 ? 3 : 1) + (isAbsurd(start) ? 0 : 1);
      if (merit > bestMerit) {
        bestMerit = merit;
        figures.root = row - begin + 1;
        figures.rootHasNoParent = parent == 0;
      }
    }
    if (figures.root == 0) figures.root = 1;  // nothing but a cycle
    std::sort(m_missing.begin(), m_missing.end());
    figures.missingParents =
        static_cast<std::uint32_t>(std::unique(m_missing.begin(), m_missing.end()) - m_missing.begin());
    summary.errors += figures.errors;
    return figures;
  }

  void addRow(const TraceFigures& figures, std::uint32_t begin, std::uint32_t end) {
    const SegmentRows::Spans& spans = m_rows.spans;
    const std::uint32_t root = m_order.rowAt[begin + figures.root - 1];
    m_rowsEnd.push_back(end);
    m_startBase.push_back(figures.base);
    m_extentStart.push_back((figures.start == kNever ? figures.base : figures.start) - figures.base);
    m_extentDuration.push_back(figures.start == kNever ? 0 : figures.end - figures.start);
    m_errors.push_back(figures.errors);
    m_missingParents.push_back(figures.missingParents);
    const bool failed = spans.status.at(root) == static_cast<std::uint64_t>(StatusCode::Error);
    m_rootRow.push_back(RootCode{figures.root - 1, figures.rootHasNoParent, failed}.encode());
    m_rootService.push_back(m_services.code(spans.resource[root]) + 1);
    m_rootName.push_back(spans.name.code(root));
    m_serviceSet.clear();
    for (std::uint32_t row = begin; row < end; ++row) {
      const std::uint32_t code = m_services.code(spans.resource[m_order.rowAt[row]]);
      if (m_serviceSet.empty() || m_serviceSet.back() != code) m_serviceSet.push_back(code);
    }
    std::sort(m_serviceSet.begin(), m_serviceSet.end());
    m_serviceSet.erase(std::unique(m_serviceSet.begin(), m_serviceSet.end()), m_serviceSet.end());
    m_serviceSets.push_back(m_sets.add(std::string_view(reinterpret_cast<const char*>(m_serviceSet.data()),
                                                        m_serviceSet.size() * sizeof(std::uint32_t))) +
                            1);
  }

  void appendColumns(EncodedSegment& segment) {
    if (m_rowsEnd.empty()) return;
    const auto add = [&segment](std::string_view name, std::string data) {
      segment.columns.push_back({ColumnScope::Trace, std::string(name), std::move(data)});
    };
    const auto numbers = [&add](std::string_view name, const std::vector<std::uint64_t>& values) {
      if (std::any_of(values.begin(), values.end(), [](std::uint64_t value) { return value != 0; }))
        add(name, encodeIntegers(values));
    };
    const auto texts = [&add](std::string_view name, const std::vector<std::uint32_t>& codes,
                              const ValueDictionary& values) {
      std::string data = encodeValues(codes, values);
      if (!data.empty()) add(name, std::move(data));
    };
    std::vector<std::uint64_t> high;
    std::vector<std::uint64_t> low;
    for (const TraceId id : segment.traceIds) {
      high.push_back(id.high);
      low.push_back(id.low);
    }
    add(key::kTraceIdHigh, encodeIncreasing(high));
    numbers(key::kTraceIdLow, low);
    add(key::kRowsEnd, encodeIncreasing(m_rowsEnd));
    numbers(key::kStartBase, m_startBase);
    numbers(key::kExtentStart, m_extentStart);
    numbers(key::kExtentDuration, m_extentDuration);
    numbers(key::kErrors, m_errors);
    numbers(key::kMissingParents, m_missingParents);
    numbers(key::kRootRow, m_rootRow);
    texts(key::kRootService, m_rootService, m_services.names());
    texts(key::kRootName, m_rootName, m_rows.spans.name.values());
    std::vector<std::string> sets;
    for (std::uint32_t set = 0; set < m_sets.size(); ++set) sets.push_back(setText(m_sets.value(set)));
    add(key::kServices, encodeCodes(m_serviceSets, m_sets.size(),
                                    [&sets](std::uint32_t set) -> std::string_view { return sets[set]; }));
  }

  [[nodiscard]] std::string setText(std::string_view codes) const {
    std::vector<std::string_view> names(codes.size() / sizeof(std::uint32_t));
    for (std::size_t i = 0; i < names.size(); ++i) {
      std::uint32_t code = 0;
      std::copy_n(codes.data() + i * sizeof code, sizeof code, reinterpret_cast<char*>(&code));
      names[i] = m_services.names().value(code);
    }
    std::sort(names.begin(), names.end());
    std::string text;
    for (const std::string_view name : names) {
      wire::appendVarint(text, name.size());
      text.append(name);
    }
    return text;
  }

  const SegmentRows& m_rows;
  const SpanOrder& m_order;
  ServiceNames m_services;
  ValueDictionary m_sets;
  std::vector<SpanId> m_missing;
  std::vector<std::uint32_t> m_serviceSet;
  std::vector<std::uint64_t> m_rowsEnd, m_startBase, m_extentStart, m_extentDuration, m_errors,
      m_missingParents, m_rootRow;
  std::vector<std::uint32_t> m_rootService, m_rootName, m_serviceSets;
};

}  // namespace

TraceBases encodeTraceRows(const SegmentRows& rows, const SpanOrder& order, const ValueDictionary& resources,
                           EncodedSegment& segment) {
  return TraceRowsEncoder(rows, order, resources).encode(segment);
}

}  // namespace spanloupe::store
