// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in one cell of the table, as text and marks: what is painted, copied and read aloud. Pure; any
// thread.
#pragma once

#include <optional>

#include "ui/spantable/table_column.h"
#include "ui/spantable/table_content.h"

namespace spanloupe::spantable {

/// A span, or the head of a group.
struct TableRow {
  std::uint32_t group = kNoGroup;  ///< The span's group when it stands below one.
  SpanIndex span = kNoSpan;        ///< kNoSpan: the head of `group`.
  static constexpr std::uint32_t kNoGroup = 0xffffffff;
  [[nodiscard]] bool isGroup() const { return span == kNoSpan; }
  friend bool operator==(const TableRow&, const TableRow&) = default;
};

enum class CellTone : std::uint8_t { Normal, Second, Third, Error };

struct Cell {
  QString text;
  QString unit;                    ///< After a number.
  QString summary;                 ///< After a name: what the span says about itself.
  std::optional<QString> service;  ///< A tile before the text.
  std::optional<double> bar;       ///< 0 to 1.
  CellTone tone = CellTone::Normal;
  bool hasErrorDisc = false;
  bool isMono = false;
  bool isMissing = false;  ///< The text says that there is no value.
  bool isRight = false;
  QString note;                            ///< Behind the text: "3 found".
  std::vector<std::pair<int, int>> marks;  ///< Found words in the text: begin and length.

  /// "1 842.6 ms".
  [[nodiscard]] QString whole() const { return unit.isEmpty() ? text : text + ui::kThinSpace + unit; }
};

[[nodiscard]] Cell cellOf(const TableContent& content, const TableRow& row, const TableColumn& column);
/// The exact value, for tool tips.
[[nodiscard]] QString exactText(const TableContent& content, const TableRow& row, const TableColumn& column);
/// Whether the column's cells stand right.
[[nodiscard]] bool standsRight(const TableContent& content, const TableColumn& column);
[[nodiscard]] QString kindText(std::uint8_t kind);
/// Sums of all that is shown. None of durations: spans within spans would count twice.
[[nodiscard]] Cell totalCell(const TableContent& content, const TableColumn& column);

/// Titles and rows as tab-separated lines; a single row without titles.
[[nodiscard]] QString tabbedText(const TableContent& content, const std::vector<TableRow>& rows,
                                 const std::vector<TableColumn>& columns);

}  // namespace spanloupe::spantable
