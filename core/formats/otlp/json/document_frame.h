// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around the resource groups of one OTLP JSON document: {"resourceSpans":[…],"resourceLogs":[…]}.
// Whoever writes the groups asks for the next place first. One thread at a time.
#pragma once

#include "core/formats/format.h"

namespace spanloupe::formats::json {

inline constexpr std::string_view kBetweenGroups = ",\n";

class DocumentFrame {
 public:
  explicit DocumentFrame(Output& output) : m_output(output) {}

  /// To be called before each run of groups, those of spans first; the groups follow.
  [[nodiscard]] Result<void> next(Signal signal);
  /// Once, last.
  [[nodiscard]] Result<void> finish();

 private:
  Output& m_output;
  bool m_spans = false;
  bool m_logs = false;
};

}  // namespace spanloupe::formats::json
