// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rows.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "app/cli/human.h"

namespace spanloupe::cli {
namespace {

/// Rows that a table waits for before it sets its widths.
constexpr std::size_t kMeasuredRows = 1000;
constexpr std::size_t kNarrowest = 12;
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

void appendCell(JsonText& json, const Cell& cell) {
  std::visit(Overloaded{
                 [&](std::monostate) { json.null(); },
                 [&](bool value) { json.boolean(value); },
                 [&](std::int64_t value) { json.integer(value); },
                 [&](std::uint64_t value) { json.number(value); },
                 [&](double value) { json.real(value); },
                 [&](const std::string& value) { json.text(value); },
                 [&](Duration value) { json.integer(value.count()); },
                 [&](Timestamp value) { json.number(nanosOf(value)); },
                 [&](ByteCount value) { json.number(value.value); },
                 [&](const JsonValue& value) { json.raw(value.text); },
             },
             cell);
}

/// As a machine reads it: strings bare, everything else as in JSON.
std::string plainText(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (std::holds_alternative<std::monostate>(cell)) return {};
  JsonText json;
  appendCell(json, cell);
  return json.str();
}

std::string tableText(const Cell& cell) {
  return std::visit(Overloaded{
                        [](Duration value) { return durationText(value); },
                        [](Timestamp value) { return timeText(value); },
                        [](ByteCount value) { return bytesText(value.value); },
                        [](bool value) { return std::string(value ? "yes" : "no"); },
                        [](const std::string& value) { return cleanText(value); },
                        [&](const auto&) { return cleanText(plainText(cell)); },
                    },
                    cell);
}

bool isText(const Cell& cell) {
  return std::holds_alternative<std::string>(cell) || std::holds_alternative<bool>(cell);
}

std::string csvField(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string padded(const std::string& text, std::size_t width, bool left) {
  const std::size_t cells = cellsOf(text);
  const std::string gap(width > cells ? width - cells : 0, ' ');
  return left ? text + gap : gap + text;
}

}  // namespace

RowPrinter::RowPrinter(const Invocation& invocation, std::vector<Column> columns)
    : m_out(invocation.out),
      m_terminal(invocation.terminal),
      m_form(invocation.form),
      m_columns(std::move(columns)) {
  for (std::size_t i = 0; i < m_columns.size(); ++i) {
    if (!m_columns[i].title.empty()) m_shown.push_back(i);
  }
  if (m_form == OutputForm::Json) m_out.write("{\"rows\":[");
  if (m_form == OutputForm::Csv) {
    std::vector<Cell> names;
    for (const Column& column : m_columns) names.emplace_back(column.name);
    writeCsv(names);
  }
}

bool RowPrinter::add(std::vector<Cell> row) {
  ++m_count;
  switch (m_form) {
    case OutputForm::Json:
      m_out.write(m_count > 1 ? ",\n" : "\n");
      m_out.write(jsonObject(m_columns, row));
      break;
    case OutputForm::JsonLines: m_out.write(jsonObject(m_columns, row) + "\n"); break;
    case OutputForm::Csv: writeCsv(row); break;
    case OutputForm::Table: {
      std::vector<std::string> texts;
      if (m_isText.empty()) m_isText.assign(m_shown.size(), false);
      for (std::size_t i = 0; i < m_shown.size(); ++i) {
        texts.push_back(tableText(row[m_shown[i]]));
        if (m_widths.empty() && isText(row[m_shown[i]])) m_isText[i] = true;
      }
      m_waiting.push_back(std::move(texts));
      if (!m_widths.empty() || m_waiting.size() >= kMeasuredRows) writeTable();
      break;
    }
  }
  return m_out.open();
}

void RowPrinter::finish(std::optional<std::uint64_t> count) {
  if (m_form == OutputForm::Json) {
    m_out.write("\n],\"count\":" + std::to_string(count.value_or(m_count)) + "}\n");
  } else if (m_form == OutputForm::Table) {
    writeTable();
  }
}

std::string jsonObject(const std::vector<Column>& columns, const std::vector<Cell>& row) {
  JsonText json;
  json.beginObject();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    json.key(columns[i].name);
    appendCell(json, row[i]);
  }
  return json.endObject().str();
}

void RowPrinter::writeCsv(const std::vector<Cell>& row) {
  std::string line;
  bool first = true;
  for (std::size_t i = 0; i < m_columns.size(); ++i) {
    if (!m_columns[i].inCsv) continue;
    if (!std::exchange(first, false)) line += ',';
    line += csvField(plainText(row[i]));
  }
  m_out.write(line + "\n");
}

/// Widths from the rows that came so far. On a terminal the widest columns of text give way until the row
/// fits.
void RowPrinter::measure() {
  if (m_isText.empty()) m_isText.assign(m_shown.size(), true);
  for (std::size_t i = 0; i < m_shown.size(); ++i) {
    std::size_t width = cellsOf(m_columns[m_shown[i]].title);
    for (const auto& row : m_waiting) width = std::max(width, cellsOf(row[i]));
    m_widths.push_back(width);
  }
  if (!m_terminal.isTerminal) return;
  const auto total = [&] {
    return std::accumulate(m_widths.begin(), m_widths.end(), 2 * (m_widths.size() - 1));
  };
  while (!m_widths.empty() && total() > m_terminal.width) {
    std::size_t widest = m_widths.size();
    for (std::size_t i = 0; i < m_widths.size(); ++i) {
      if (m_isText[i] && m_widths[i] > kNarrowest &&
          (widest == m_widths.size() || m_widths[i] > m_widths[widest])) {
        widest = i;
      }
    }
    if (widest == m_widths.size()) return;
    m_widths[widest] -= std::min(m_widths[widest] - kNarrowest, total() - m_terminal.width);
  }
}

void RowPrinter::writeTable() {
  if (m_widths.empty()) {
    measure();
    std::vector<std::string> titles;
    for (const std::size_t column : m_shown) titles.push_back(m_columns[column].title);
    writeTableRow(titles, true);
  }
  for (const auto& row : m_waiting) writeTableRow(row, false);
  m_waiting.clear();
}

void RowPrinter::writeTableRow(const std::vector<std::string>& texts, bool head) {
  std::string line;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) line += "  ";
    const std::string text = m_terminal.isTerminal ? fitted(texts[i], m_widths[i]) : texts[i];
    line += padded(text, m_widths[i], m_isText[i]);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  if (head && m_terminal.colours) line = std::string(kBold) + line + std::string(kPlain);
  m_out.write(line + "\n");
}

void printObject(const Invocation& invocation, const std::string& json,
                 const std::vector<std::pair<std::string, Cell>>& fields) {
  if (invocation.form == OutputForm::Json || invocation.form == OutputForm::JsonLines) {
    invocation.out.write(json + "\n");
    return;
  }
  if (invocation.form == OutputForm::Csv) {
    RowPrinter printer(invocation, {{"field", "field"}, {"value", "value"}});
    for (const auto& [name, value] : fields) printer.add({name, value});
    printer.finish();
    return;
  }
  std::size_t width = 0;
  for (const auto& [name, value] : fields) width = std::max(width, cellsOf(name));
  for (const auto& [name, value] : fields) {
    invocation.out.write(padded(name, width + 2, true) + tableText(value) + "\n");
  }
}

void printFields(const Invocation& invocation, const std::vector<std::pair<std::string, Cell>>& fields) {
  JsonText json;
  json.beginObject();
  std::vector<std::pair<std::string, Cell>> shown;
  for (const auto& [name, cell] : fields) {
    json.key(name);
    appendCell(json, cell);
    const bool table = invocation.form == OutputForm::Table;
    if (std::holds_alternative<JsonValue>(cell) || (table && std::holds_alternative<std::monostate>(cell)))
      continue;
    shown.emplace_back(table && name.ends_with("_ns") ? name.substr(0, name.size() - 3) : name, cell);
  }
  printObject(invocation, json.endObject().str(), shown);
}

}  // namespace spanloupe::cli
