// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/log_services.h"

#include <algorithm>

#include "core/store/column_loader.h"
#include "core/store/context_codec.h"
#include "core/store/segment_info.h"
#include "core/store/segment_reader.h"
#include "core/store/snapshot.h"

namespace spanloupe::query {
namespace {

Result<void> addNames(store::SegmentReader& segment, std::set<std::string>& names) {
  const std::uint32_t rows = segment.summary().logs;
  const auto resources = segment.texts(store::ColumnScope::Log, store::key::kResource, 0, rows);
  if (!resources) return tl::unexpected(resources.error());
  std::vector<Attribute> attributes;
  std::set<std::uint32_t> seen;
  for (std::uint32_t row = 0; row < rows && names.size() < kMostLogServices; ++row) {
    // Thousands of records have one resource; without a dictionary each has its own.
    const std::uint32_t code = resources->code(row);
    if (code == 0 || (resources->dictionary() != nullptr && !seen.insert(code).second)) continue;
    ResourceView view;
    if (!store::decodeResource(resources->at(row), attributes, view))
      return store::damagedSegment("a resource");
    if (const std::string_view name = store::serviceName(attributes); !name.empty()) names.emplace(name);
  }
  return {};
}

}  // namespace

Result<LogServices> logServices(store::Reader& reader, const store::Snapshot& snapshot,
                                const LogServices& known, std::stop_token stop) {
  LogServices services{known.names, {}};
  for (const auto& segment : snapshot.segments()) {
    if (segment->summary.logs == 0) continue;
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "cancelled");
    services.segments.push_back(segment->id);
    if (std::binary_search(known.segments.begin(), known.segments.end(), segment->id)) continue;
    const auto read = reader.readSegment(
        segment, [&](store::SegmentReader& columns) { return addNames(columns, services.names); });
    if (!read) return tl::unexpected(read.error());
  }
  return services;
}

}  // namespace spanloupe::query
