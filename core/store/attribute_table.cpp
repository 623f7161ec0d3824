// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/attribute_table.h"

#include <algorithm>

#include "core/model/wire.h"
#include "core/store/column_codec.h"

namespace spanloupe::store {
namespace {

bool takeSized(std::string_view& bytes, std::string_view& out) {
  std::uint64_t size = 0;
  const int width = wire::parseVarint(bytes, size);
  if (width <= 0 || size > bytes.size() - static_cast<std::size_t>(width)) return false;
  out = bytes.substr(static_cast<std::size_t>(width), size);
  bytes.remove_prefix(static_cast<std::size_t>(width) + size);
  return true;
}

}  // namespace

bool takeOverflow(std::string_view& bytes, Attribute& attribute) {
  std::string_view value;
  if (!takeSized(bytes, attribute.key) || !takeSized(bytes, value)) return false;
  attribute.value = AttributeValue(value);
  return true;
}

AttributeTable::AttributeTable() { m_nodes.emplace_back(); }

void AttributeTable::add(std::uint32_t row, std::span<const Attribute> attributes) {
  std::uint32_t node = 0;
  for (const Attribute& attribute : attributes) {
    const Node& here = m_nodes[node];
    std::uint32_t step = here.lastStep;
    if (step < m_columns.size() && m_columns[step].key == attribute.key) {
      node = here.lastChild;
    } else {
      step = here.step == kRestStep ? kRestStep : columnFor(attribute.key);
      if (step < m_columns.size() && !m_columns[step].rows.empty() && m_columns[step].rows.back() == row)
        step = kOverflowStep;
      if (m_nodes.size() >= kMaxShapes && step != kRestStep) step = kRestStep;
      if (here.step != kRestStep) node = child(node, step);
    }
    if (step >= m_columns.size()) {
      addOverflow(row, attribute);
      continue;
    }
    Column& column = m_columns[step];
    column.rows.push_back(row);
    column.codes.push_back(column.values.add(attribute.value.bytes()));
  }
  m_shapeRows.push_back(row);
  m_shapes.push_back(node);
}

std::uint32_t AttributeTable::columnFor(std::string_view key) {
  const auto found = m_columnByKey.find(key);
  if (found != m_columnByKey.end()) return found->second;
  if (m_columns.size() >= kMaxColumns) return kOverflowStep;
  const auto number = static_cast<std::uint32_t>(m_columns.size());
  m_columns.emplace_back().key = key;
  m_keys.push_back(std::make_unique<std::string>(key));
  m_columnByKey.emplace(*m_keys.back(), number);
  return number;
}

std::uint32_t AttributeTable::child(std::uint32_t node, std::uint32_t step) {
  const std::uint64_t edge = std::uint64_t{node} << 32 | step;
  const auto [found, isNew] = m_children.try_emplace(edge, static_cast<std::uint32_t>(m_nodes.size()));
  if (isNew) m_nodes.push_back({node, step, kNoStep, 0});
  m_nodes[node].lastStep = step;
  m_nodes[node].lastChild = found->second;
  return found->second;
}

void AttributeTable::addOverflow(std::uint32_t row, const Attribute& attribute) {
  if (m_overflowRows.empty() || m_overflowRows.back() != row) {
    m_overflowRows.push_back(row);
    m_overflow.emplace_back();
  }
  std::string& out = m_overflow.back();
  wire::appendVarint(out, attribute.key.size());
  out.append(attribute.key);
  wire::appendVarint(out, attribute.value.bytes().size());
  out.append(attribute.value.bytes());
}

void AttributeTable::encode(ColumnScope rowsScope, std::span<const std::uint32_t> newRow, std::uint32_t rows,
                            std::vector<EncodedColumn>& out) const {
  encodeShapes(rowsScope, newRow, rows, out);
  std::vector<std::uint32_t> dense;
  if (!m_overflowRows.empty()) {
    dense.assign(rows, 0);
    for (std::size_t i = 0; i < m_overflowRows.size(); ++i)
      if (newRow[m_overflowRows[i]] != kDropped)
        dense[newRow[m_overflowRows[i]]] = static_cast<std::uint32_t>(i) + 1;
    out.push_back(
        {rowsScope, std::string(key::kOverflow),
         encodePlain(dense, [this](std::uint32_t i) -> std::string_view { return m_overflow[i]; })});
  }
  for (const Column& column : m_columns) {
    dense.assign(rows, 0);
    for (std::size_t i = 0; i < column.rows.size(); ++i)
      if (newRow[column.rows[i]] != kDropped) dense[newRow[column.rows[i]]] = column.codes[i] + 1;
    const auto value = [&column](std::uint32_t i) { return column.values.value(i); };
    out.push_back({attributesOf(rowsScope), column.key,
                   column.values.isPlain() ? encodePlain(dense, value)
                                           : encodeCodes(dense, column.values.size(), value)});
  }
}

void AttributeTable::encodeShapes(ColumnScope rowsScope, std::span<const std::uint32_t> newRow,
                                  std::uint32_t rows, std::vector<EncodedColumn>& out) const {
  if (m_shapes.empty()) return;
  std::vector<std::uint32_t> codeOfNode(m_nodes.size(), 0);
  std::vector<std::string> texts;
  std::vector<std::uint32_t> dense(rows, 0);
  for (std::size_t i = 0; i < m_shapes.size(); ++i) {
    const std::uint32_t row = newRow[m_shapeRows[i]];
    if (m_shapes[i] == 0 || row == kDropped) continue;
    std::uint32_t& code = codeOfNode[m_shapes[i]];
    if (code == 0) {
      texts.push_back(shapeText(m_shapes[i]));
      code = static_cast<std::uint32_t>(texts.size());
    }
    dense[row] = code;
  }
  if (texts.empty()) return;
  out.push_back({rowsScope, std::string(key::kShape),
                 encodeCodes(dense, static_cast<std::uint32_t>(texts.size()),
                             [&texts](std::uint32_t i) -> std::string_view { return texts[i]; })});
}

std::string AttributeTable::shapeText(std::uint32_t node) const {
  std::vector<std::uint64_t> marks;
  for (; node != 0; node = m_nodes[node].parent) {
    const std::uint32_t step = m_nodes[node].step;
    marks.push_back(step == kOverflowStep ? kOverflowMark
                    : step == kRestStep   ? kRestMark
                                          : step + kFirstColumnMark);
  }
  std::string text;
  for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) wire::appendVarint(text, *mark);
  return text;
}

}  // namespace spanloupe::store
