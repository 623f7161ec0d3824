// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of the trace list as one table: title, what a click sorts by, width, alignment and text. Model,
// header, layout and painter all read it. UI thread.
#pragma once

#include <QString>
#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/ids.h"
#include "core/store/trace_list.h"
#include "ui/common/format.h"

namespace spanloupe::traces {

enum class Column : std::uint8_t { Mark, Root, Start, Duration, Spans, Errors, Services, Waterfall };
inline constexpr int kColumnCount = 8;

/// How the values of a whole column are written, so that no two rows differ in unit or precision.
struct ColumnFormats {
  ui::DurationFormat duration;
  ui::TimeZone zone = ui::TimeZone::Local;
  bool withDate = false;   ///< The list spans more than one day.
  bool isGrowing = false;  ///< An import may still bring what seems to be missing.
  /// Traces that the limits of the session keep, ascending; null where nothing is ever dropped.
  std::shared_ptr<const std::vector<TraceId>> pinned = nullptr;
  /// Traces whose missing parents may be on their way, ascending; of those around what is on screen.
  std::vector<TraceId> growing;
  [[nodiscard]] bool isPinned(TraceId trace) const;
  [[nodiscard]] bool isStillGrowing(TraceId trace) const;
};

struct ColumnInfo {
  const char* name;   ///< For settings.
  const char* title;  ///< Translated by columnTitle().
  std::optional<store::TraceColumn> sort;
  double width;  ///< At a font height of 16; the least for Root and Services.
  bool alignRight;
  QString (*text)(const store::TraceRow& row, const ColumnFormats& formats);
};

[[nodiscard]] const std::array<ColumnInfo, kColumnCount>& columns();
[[nodiscard]] const ColumnInfo& infoOf(Column column);
[[nodiscard]] QString columnTitle(Column column);
/// What stands in the cell, for copying and screen readers; nothing for columns that are only a picture.
[[nodiscard]] inline bool hasText(Column column) {
  return column != Column::Mark && column != Column::Waterfall;
}
/// Without it the list says nothing.
[[nodiscard]] inline bool isAlwaysShown(Column column) {
  return column == Column::Mark || column == Column::Root;
}

/// What the user chose of the columns.
struct ColumnChoice {
  std::array<bool, kColumnCount> hidden{};
  std::array<double, kColumnCount> width{};  ///< At a font height of 16; 0 = as it fits.
  /// From the left; the mark stays the first.
  std::array<Column, kColumnCount> order{Column::Mark,  Column::Root,   Column::Start,    Column::Duration,
                                         Column::Spans, Column::Errors, Column::Services, Column::Waterfall};
  [[nodiscard]] bool isShown(Column column) const { return !hidden[static_cast<std::size_t>(column)]; }
  /// The shown ones from the left.
  [[nodiscard]] std::vector<Column> shown() const;
  /// The column `places` further among the shown ones; nothing where it cannot go.
  [[nodiscard]] std::optional<Column> neighbour(Column column, int places) const;
  friend bool operator==(const ColumnChoice&, const ColumnChoice&) = default;
};

/// "Root operation", for menus; every order there is, also those without a column of their own.
[[nodiscard]] QString orderTitle(store::TraceColumn column);
/// What people expect first of a column: names ascend, figures descend.
[[nodiscard]] bool descendsFirst(store::TraceColumn column);

/// "GET /cart" as method and rest; the method is empty when the name does not begin with one.
struct SplitName {
  QString method;
  QString rest;
};
[[nodiscard]] SplitName splitMethod(const QString& name);

}  // namespace spanloupe::traces
