// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/span_csv.h"

#include "core/query/field_search.h"

namespace spanloupe::query {
namespace {

std::string_view nameOf(SpanField field) {
  switch (field) {
    case SpanField::Name: return "name";
    case SpanField::Service: return "service";
    case SpanField::Kind: return "kind";
    case SpanField::Start: return "offset_ns";
    case SpanField::Duration: return "duration_ns";
    case SpanField::Self: return "self_ns";
    case SpanField::Share: return "share_of_trace";
    case SpanField::Status: return "status";
    case SpanField::Attribute: break;
  }
  return "";
}

std::string textOf(const SpanCells& cells, SpanIndex span, const SpanColumn& column) {
  switch (column.field) {
    case SpanField::Name: return cells.name(span);
    case SpanField::Service: return cells.service(span);
    case SpanField::Kind: return std::string(kindName(cells.trace->kind[span]));
    case SpanField::Start: return std::to_string(cells.offset(span).count());
    case SpanField::Duration: return std::to_string(cells.duration(span).count());
    case SpanField::Self: return std::to_string(cells.selfTime(span).count());
    case SpanField::Share: {
      std::string text;
      appendNumber(text, cells.share(span));
      return text;
    }
    case SpanField::Status: return std::string(statusName(cells.trace->status[span]));
    case SpanField::Attribute: break;
  }
  const AttributeColumn* attribute = cells.attribute(column.key);
  return attribute != nullptr ? attribute->text(attribute->code(span)) : std::string();
}

void appendName(std::string& out, const SpanColumn& column) {
  appendCsvField(out, column.field == SpanField::Attribute ? column.key : nameOf(column.field));
}

}  // namespace

void appendCsvField(std::string& out, std::string_view text) {
  // Blanks at the ends survive only in quotes with some readers.
  const bool needsQuotes = text.find_first_of(",\"\r\n") != std::string_view::npos ||
                           (!text.empty() && (text.front() == ' ' || text.back() == ' '));
  if (!needsQuotes) {
    out.append(text);
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void appendCsvHeader(std::string& out, const std::vector<SpanColumn>& columns) {
  out += "trace_id,span_id,parent_id,start_unix_ns";
  for (const SpanColumn& column : columns) {
    out += ',';
    appendName(out, column);
  }
  out += "\r\n";
}

void appendCsvRow(std::string& out, const SpanCells& cells, SpanIndex span,
                  const std::vector<SpanColumn>& columns) {
  const Trace& trace = *cells.trace;
  out += trace.id.hex();
  out += ',';
  out += trace.spanId[span].hex();
  out += ',';
  if (!trace.parentId[span].isZero()) out += trace.parentId[span].hex();
  out += ',';
  out += std::to_string(nanosOf(trace.start[span]));
  for (const SpanColumn& column : columns) {
    out += ',';
    appendCsvField(out, textOf(cells, span, column));
  }
  out += "\r\n";
}

void appendCsvGroupHeader(std::string& out, const std::vector<SpanColumn>& groupBy) {
  for (const SpanColumn& column : groupBy) {
    appendName(out, column);
    out += ',';
  }
  out += "spans,errors,total_ns,self_ns,shortest_ns,median_ns,longest_ns\r\n";
}

void appendCsvGroup(std::string& out, const SpanCells& cells, const SpanGroup& group,
                    const std::vector<SpanColumn>& groupBy) {
  for (const SpanColumn& column : groupBy) {
    appendCsvField(out, textOf(cells, group.sample, column));
    out += ',';
  }
  out += std::to_string(group.totals.count) + ',' + std::to_string(group.totals.errors);
  for (const Duration figure :
       {group.totals.total, group.totals.self, group.smallest, group.median, group.largest})
    out += ',' + std::to_string(figure.count());
  out += "\r\n";
}

}  // namespace spanloupe::query
