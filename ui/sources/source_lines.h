// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the Sources view lists, as values: each file or endpoint of the session, and below an endpoint the
// services that send to it, what it turned away, and what the limits dropped of it, day by day. Pure; UI
// thread for tr().
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "core/store/statistics.h"
#include "ui/common/format.h"
#include "ui/session/listening.h"
#include "ui/sources/sender_rates.h"

namespace spanloupe::sources {

enum class Column : std::uint8_t {
  Name,
  Details,
  Spans,
  Logs,
  Bytes,
  Rate,
  LastSeen,
  Duplicates,
  Refused,
  Dropped,
  Diagnostics
};
inline constexpr int kColumnCount = 11;

struct SourceLine {
  enum class Kind : std::uint8_t { Source, Sender, Refusal, Dropped };

  Kind kind = Kind::Source;
  std::string key;  ///< Unique among its neighbours, and stays.
  QString name;
  QString details;
  QString toolTip;  ///< Of name and details.
  /// What a line has no figure for stays empty.
  std::optional<std::uint64_t> spans, logs, bytes, rate, duplicates, refused, dropped, diagnostics;
  Timestamp lastSeen;             ///< Zero: never, or nothing to say.
  std::vector<SourceLine> below;  ///< Of a Source.
};

/// What the lines are made from.
struct SourceFacts {
  const std::vector<store::SourceRow>& sources;
  const std::vector<store::EvictedRow>& evicted;
  /// Of the receivers that write to this session; null when none does.
  const session::ListeningState* listening = nullptr;
  const SenderRates& rates;
  ui::TimeZone zone = ui::TimeZone::Local;
};

[[nodiscard]] std::vector<SourceLine> sourceLines(const SourceFacts& facts);

[[nodiscard]] QString columnTitle(Column column);
[[nodiscard]] QString columnToolTip(Column column);
/// Figures stand at the right.
[[nodiscard]] bool isNumber(Column column);
[[nodiscard]] std::optional<std::uint64_t> numberOf(const SourceLine& line, Column column);
/// `largestBytes` of all lines: a column has one unit.
[[nodiscard]] QString cellText(const SourceLine& line, Column column, std::uint64_t largestBytes,
                               ui::TimeZone zone);
/// With every digit; empty when the cell says it all.
[[nodiscard]] QString cellToolTip(const SourceLine& line, Column column, ui::TimeZone zone);
/// Tab-separated, every figure with all its digits.
[[nodiscard]] QString copyText(const SourceLine& line, ui::TimeZone zone);

}  // namespace spanloupe::sources
