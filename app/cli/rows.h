// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of equal shape in the form the user asked for. json is one object {"count":n,"rows":[…]}, jsonl one
// object a line, csv has a line of names first. Rows go out as they come; only a table looks ahead, for the
// widths of its columns. Main thread.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/cli/command.h"
#include "app/cli/json_text.h"
#include "core/base/time.h"

namespace spanloupe::cli {

/// JSON that stands in a row as it is; tables leave it out.
struct JsonValue {
  std::string text;
};
struct ByteCount {
  std::uint64_t value = 0;
};

using Cell = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, Duration,
                          Timestamp, ByteCount, JsonValue>;

struct Column {
  std::string name;   ///< Field of JSON and CSV.
  std::string title;  ///< Head of the table; empty: not in the table.
  bool inCsv = true;
};

class RowPrinter {
 public:
  RowPrinter(const Invocation& invocation, std::vector<Column> columns);

  /// False when nobody reads the output any more.
  bool add(std::vector<Cell> row);
  /// Ends the output. `count` = how many there are where that is more than were added.
  void finish(std::optional<std::uint64_t> count = {});

  [[nodiscard]] std::uint64_t count() const { return m_count; }

 private:
  void writeCsv(const std::vector<Cell>& row);
  void writeTable();
  void writeTableRow(const std::vector<std::string>& texts, bool head);
  void measure();

  StandardOutput& m_out;
  Terminal m_terminal;
  OutputForm m_form;
  std::vector<Column> m_columns;
  std::uint64_t m_count = 0;

  // Table only.
  std::vector<std::size_t> m_shown;  ///< Columns that are in it.
  std::vector<std::vector<std::string>> m_waiting;
  std::vector<std::size_t> m_widths;  ///< Per shown column; empty until measured.
  std::vector<bool> m_isText;
};

/// One row as a JSON object.
[[nodiscard]] std::string jsonObject(const std::vector<Column>& columns, const std::vector<Cell>& row);

/// The fields of one object: name and value by name in a table, an object in JSON.
void printObject(const Invocation& invocation, const std::string& json,
                 const std::vector<std::pair<std::string, Cell>>& fields);
/// Likewise, where the JSON is nothing but the fields. A table leaves out empty ones and the _ns of names.
void printFields(const Invocation& invocation, const std::vector<std::pair<std::string, Cell>>& fields);

}  // namespace spanloupe::cli
