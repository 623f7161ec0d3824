// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `keys` and `values`: what attributes a session has.
#include <cmath>

#include "app/cli/command_list.h"
#include "app/cli/open_store.h"
#include "app/cli/rows.h"

namespace spanloupe::cli {
namespace {

/// How many could carry a key of this scope.
std::uint64_t possible(store::Scope scope, const store::Statistics& statistics) {
  switch (scope) {
    case store::Scope::Event: return statistics.events;
    case store::Scope::Link: return statistics.links;
    case store::Scope::Log: return statistics.logs;
    case store::Scope::Intrinsic:
    case store::Scope::Span:
    case store::Scope::Resource:
    case store::Scope::InstrumentationScope: return statistics.spans;
  }
  return 0;
}

std::string_view nameOf(ValueType type) {
  switch (type) {
    case ValueType::Empty: return "empty";
    case ValueType::String: return "string";
    case ValueType::Bool: return "bool";
    case ValueType::Int: return "int";
    case ValueType::Double: return "double";
    case ValueType::Array: return "array";
    case ValueType::KeyValueList: return "kvlist";
    case ValueType::Bytes: return "bytes";
  }
  return "";
}

}  // namespace

Result<int> runKeys(const Invocation& invocation) {
  auto opened = openStore(invocation);
  if (!opened) return tl::unexpected(opened.error());
  const auto statistics = opened->reader->statistics(*opened->snapshot);
  if (!statistics) return tl::unexpected(statistics.error());
  const auto keys = opened->reader->keys(*opened->snapshot, invocation.stop);
  if (!keys) return tl::unexpected(keys.error());

  RowPrinter printer(invocation, {{"scope", "Scope"},
                                  {"key", "Key"},
                                  {"type", "Type"},
                                  {"count", "Count"},
                                  {"coverage", "Coverage"},
                                  {"distinct", "Distinct"}});
  for (const store::KeyRow& key : *keys) {
    const auto all = static_cast<double>(possible(key.scope, *statistics));
    const double coverage = all > 0 ? static_cast<double>(key.count) / all : 0;
    const Cell shown = invocation.form == OutputForm::Table
                           ? Cell(std::to_string(std::lround(coverage * 100)) + " %")
                           : Cell(coverage);
    if (!printer.add(
            {std::string(store::nameOf(key.scope)), key.key, key.types, key.count, shown, key.distinct}))
      break;
  }
  printer.finish(keys->size());
  return opened->status;
}

Result<int> runValues(const Invocation& invocation) {
  const auto limit = invocation.arguments.number("limit", 100);
  if (!limit) return tl::unexpected(limit.error());
  auto opened = openStore(invocation);
  if (!opened) return tl::unexpected(opened.error());
  const std::string& key = invocation.arguments.words[0];
  const auto values = opened->reader->values(*opened->snapshot, key, *limit, invocation.stop);
  if (!values) return tl::unexpected(values.error());

  RowPrinter printer(invocation, {{"value", "Value"}, {"type", "Type"}, {"count", "Count"}});
  for (const store::ValueRow& row : *values) {
    if (!printer.add({row.value, std::string(nameOf(row.type)), row.count})) break;
  }
  printer.finish();
  return opened->status;
}

}  // namespace spanloupe::cli
