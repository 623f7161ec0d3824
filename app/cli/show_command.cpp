// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "app/cli/command_list.h"
#include "app/cli/human.h"
#include "app/cli/open_store.h"
#include "app/cli/show_tree.h"
#include "app/cli/span_rows.h"
#include "app/cli/trace_id_word.h"

namespace spanloupe::cli {
namespace {

/// Spans whose attributes are read at once.
constexpr std::size_t kBatch = 1000;

struct Summary {
  std::string rootService, rootName;
  std::set<std::string> services;
};

Summary summaryOf(const Trace& trace, const analysis::TraceTree& tree) {
  Summary summary;
  for (const StringIndex service : trace.service) {
    if (service != 0) summary.services.insert(trace.strings[service]);
  }
  if (tree.root != kNoSpan) {
    summary.rootService = trace.strings[trace.service[tree.root]];
    summary.rootName = trace.strings[trace.name[tree.root]];
  }
  return summary;
}

/// "1 span", "2 spans".
std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

void writeTree(const Invocation& invocation, const Trace& trace, const analysis::TraceTree& tree) {
  const Summary summary = summaryOf(trace, tree);
  std::string head = trace.id.hex() + "  " + timeText(tree.start) + "  " +
                     durationText(elapsed(tree.start, tree.end)) + "  " + counted(trace.size(), "span") +
                     ", " + counted(tree.errorCount, "error") + ", " +
                     counted(summary.services.size(), "service") + "\n";
  if (tree.rootCount > 1) head += std::to_string(tree.rootCount) + " roots\n";
  if (!tree.missingParents.empty()) {
    head += std::to_string(tree.missingParents.size()) + " parents are missing from this trace\n";
  }
  if (tree.cyclesCut > 0) head += std::to_string(tree.cyclesCut) + " cycles of parents were cut\n";
  invocation.out.write(head + "\n");
  drawTree(trace, tree, invocation.terminal, [&](const std::string& line) {
    invocation.out.write(line);
    return invocation.out.open();
  });
}

/// Everything about the trace but its spans, as the fields that come before "rows".
std::string headJson(const Trace& trace, const analysis::TraceTree& tree) {
  const Summary summary = summaryOf(trace, tree);
  JsonText json;
  json.beginObject().key("trace_id").text(trace.id.hex());
  json.key("root_service").text(summary.rootService).key("root_name").text(summary.rootName);
  json.key("start_ns")
      .number(nanosOf(tree.start))
      .key("duration_ns")
      .integer(elapsed(tree.start, tree.end).count());
  json.key("spans").number(trace.size()).key("errors").number(tree.errorCount).key("services").beginArray();
  for (const std::string& service : summary.services) json.text(service);
  json.endArray().key("complete").boolean(tree.isComplete()).key("missing_parents").beginArray();
  for (const analysis::MissingParent& missing : tree.missingParents) {
    json.beginObject()
        .key("span_id")
        .text(missing.id.hex())
        .key("children")
        .number(missing.children.size())
        .endObject();
  }
  return json.endArray().str();
}

/// In the order of the tree, a batch at a time: a trace may have more spans than fit in memory with all they
/// carry.
Result<void> visitSpans(const Invocation& invocation, const OpenedStore& opened, const Trace& trace,
                        const analysis::TraceTree& tree,
                        const std::function<bool(std::vector<Cell>)>& visit) {
  for (std::size_t begin = 0; begin < tree.preorder.size(); begin += kBatch) {
    if (invocation.stop.stop_requested()) return fail(ErrorKind::Cancelled, "interrupted");
    const std::size_t end = std::min(tree.preorder.size(), begin + kBatch);
    std::vector<SpanRef> refs;
    for (std::size_t i = begin; i < end; ++i) refs.push_back(trace.ref[tree.preorder[i]]);
    const auto spans = opened.reader->spans(*opened.snapshot, refs);
    if (!spans) return tl::unexpected(spans.error());
    for (std::size_t i = 0; i < spans->size(); ++i) {
      if (!visit(spanRow((*spans)[i], tree.depth[tree.preorder[begin + i]]))) return {};
    }
  }
  return {};
}

Result<void> writeJson(const Invocation& invocation, const OpenedStore& opened, const Trace& trace,
                       const analysis::TraceTree& tree) {
  invocation.out.write(headJson(trace, tree) + ",\"rows\":[");
  bool first = true;
  const auto columns = spanColumns();
  auto done = visitSpans(invocation, opened, trace, tree, [&](const std::vector<Cell>& row) {
    invocation.out.write((std::exchange(first, false) ? "\n" : ",\n") + jsonObject(columns, row));
    return invocation.out.open();
  });
  if (done) invocation.out.write("\n]}\n");
  return done;
}

}  // namespace

Result<int> runShow(const Invocation& invocation) {
  const auto id = traceIdOf(invocation.arguments.words[0]);
  if (!id) return tl::unexpected(id.error());
  const auto opened = openStore(invocation);
  if (!opened) return tl::unexpected(opened.error());
  const auto trace = opened->reader->trace(*opened->snapshot, *id, invocation.stop);
  if (!trace) return tl::unexpected(trace.error());
  const analysis::TraceTree tree = analysis::buildTree(**trace);

  if (invocation.form == OutputForm::Table) {
    writeTree(invocation, **trace, tree);
    return opened->status;
  }
  if (invocation.form == OutputForm::Json) {
    if (auto done = writeJson(invocation, *opened, **trace, tree); !done) return tl::unexpected(done.error());
    return opened->status;
  }
  RowPrinter printer(invocation, spanColumns());
  auto done = visitSpans(invocation, *opened, **trace, tree,
                         [&](std::vector<Cell> row) { return printer.add(std::move(row)); });
  if (!done) return tl::unexpected(done.error());
  printer.finish();
  return opened->status;
}

}  // namespace spanloupe::cli
