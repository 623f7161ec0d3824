// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_list.h"
#include "app/cli/open_store.h"
#include "app/cli/rows.h"

namespace spanloupe::cli {
namespace {

Cell timeCell(const std::optional<Timestamp>& time) { return time ? Cell(*time) : Cell(); }

std::string jsonOf(const store::Statistics& statistics) {
  JsonText json;
  json.beginObject();
  json.key("spans").number(statistics.spans).key("traces").number(statistics.traces);
  json.key("errors").number(statistics.errors).key("events").number(statistics.events);
  json.key("links").number(statistics.links).key("logs").number(statistics.logs);
  json.key("metric_points").number(statistics.metricPoints);
  json.key("services").beginObject();
  for (const auto& [name, spans] : statistics.services) json.key(name).number(spans);
  json.endObject();
  json.key("sources").number(statistics.sources).key("diagnostics").number(statistics.diagnostics);
  json.key("duplicates").number(statistics.duplicates);
  for (const auto& [name, time] :
       {std::pair{"first_ns", statistics.first}, std::pair{"last_ns", statistics.last}}) {
    json.key(name);
    time ? json.number(nanosOf(*time)) : json.null();
  }
  return json.endObject().str();
}

}  // namespace

Result<int> runStats(const Invocation& invocation) {
  auto opened = openStore(invocation);
  if (!opened) return tl::unexpected(opened.error());
  const auto statistics = opened->reader->statistics(*opened->snapshot);
  if (!statistics) return tl::unexpected(statistics.error());

  std::vector<std::pair<std::string, Cell>> fields{
      {"spans", statistics->spans},
      {"traces", statistics->traces},
      {"errors", statistics->errors},
      {"events", statistics->events},
      {"links", statistics->links},
      {"logs", statistics->logs},
      {"metric_points", statistics->metricPoints},
      {"sources", statistics->sources},
      {"diagnostics", statistics->diagnostics},
      {"duplicates", statistics->duplicates},
      {"first_ns", timeCell(statistics->first)},
      {"last_ns", timeCell(statistics->last)},
  };
  if (invocation.form == OutputForm::Table) {
    for (const auto suffixed : {fields.size() - 2, fields.size() - 1}) {
      fields[suffixed].first.resize(fields[suffixed].first.size() - 3);  // "first" says it all beside a date.
    }
  }
  for (const auto& [name, spans] : statistics->services) fields.emplace_back("services." + name, spans);
  printObject(invocation, jsonOf(*statistics), fields);
  return opened->status;
}

}  // namespace spanloupe::cli
