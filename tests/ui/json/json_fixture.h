// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Documents for tests without a store.
#pragma once

#include "ui/json/json_document.h"

namespace spanloupe::test {

/// A trace of that many spans "span 0", "span 1", … under one scope, each of `lines` lines.
inline std::shared_ptr<const json::JsonDocument> documentOf(std::uint32_t spans, std::uint32_t lines,
                                                            std::uint32_t logs = 0) {
  auto trace = std::make_shared<Trace>();
  trace->strings = {""};
  json::ScopeGroup scope{"{\"name\":\"test\"}", {}, {}};
  for (std::uint32_t i = 0; i < spans; ++i) {
    trace->start.emplace_back();
    trace->spanId.push_back({i + 1});
    trace->name.push_back(static_cast<StringIndex>(trace->strings.size()));
    trace->strings.push_back("span " + std::to_string(i));
    trace->ref.push_back({1, i});
    scope.records.push_back({i, lines, 100});
  }
  json::ScopeGroup logScope{"{}", "\"https://schema\"", {}};
  for (std::uint32_t i = 0; i < logs; ++i) {
    trace->logs.push_back({{}, kNoSpan, 9, {1, i}});
    logScope.records.push_back({spans + i, 3, 50});
  }
  const std::vector<json::ResourceGroup> spanGroups{{"{\"attributes\":[]}", {}, {scope}}};
  std::vector<json::ResourceGroup> logGroups;
  if (logs > 0) logGroups.push_back({"{}", {}, {logScope}});
  return json::makeDocument({nullptr, trace}, spanGroups, logGroups);
}

}  // namespace spanloupe::test
