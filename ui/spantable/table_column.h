// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The columns a table of spans can show, of spans or of groups: title, width, alignment. Values; any thread.
#pragma once

#include <QString>
#include <vector>

#include "core/query/span_groups.h"

namespace spanloupe::spantable {

/// A column of the table: of each span, or of each group when the spans are grouped.
struct TableColumn {
  bool isOfGroups = false;
  query::SpanColumn span;                                 ///< Of spans.
  query::GroupFigure figure = query::GroupFigure::Label;  ///< Of groups.
  double width = 0;   ///< At a font height of 16; 0 = as wide as such a column is by itself.
  double wanted = 0;  ///< What its content needs, likewise; 0 = not known.

  [[nodiscard]] bool isAttribute() const { return !isOfGroups && span.field == query::SpanField::Attribute; }
  [[nodiscard]] bool holdsNames() const {
    return isOfGroups ? figure == query::GroupFigure::Label : span.field == query::SpanField::Name;
  }
  /// It gets the room that others leave.
  [[nodiscard]] bool stretches() const;
  [[nodiscard]] bool isSameAs(const TableColumn& other) const {
    return isOfGroups == other.isOfGroups && span == other.span && figure == other.figure;
  }
};

[[nodiscard]] QString columnTitle(const TableColumn& column);
/// Its own width, or what it needs: of texts what their content says, within reason.
[[nodiscard]] double columnWidth(const TableColumn& column);
/// Where texts are cut, a figure gives up what its content does not need.
[[nodiscard]] double leastWidth(const TableColumn& column);
/// Where there is room it may grow to this.
[[nodiscard]] double mostWidth(const TableColumn& column);
/// Room for a bar behind the number; 0 for none.
[[nodiscard]] double barWidth(const TableColumn& column);
/// What people expect first: names ascend, figures descend.
[[nodiscard]] bool descendsFirst(const TableColumn& column);
/// Figures stand right; attributes only when they are numbers, which is for the caller to know.
[[nodiscard]] bool isFigure(const TableColumn& column);

/// Those that every span has.
[[nodiscard]] std::vector<TableColumn> spanColumns();
[[nodiscard]] std::vector<TableColumn> groupColumns();
[[nodiscard]] TableColumn attributeColumn(const std::string& key, double width = 0);

inline constexpr double kLeastColumn = 48;

}  // namespace spanloupe::spantable
