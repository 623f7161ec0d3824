// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The attributes of many rows, being turned into columns: one dictionary per key, and for each row its
// "shape", the sequence of its keys, so that order survives. A key that occurs twice in a row, or comes when
// there are too many columns or shapes, goes to the row's overflow bytes. One thread at a time.
//
// Shapes are paths in a trie whose nodes remember the child taken last: rows of the same kind follow each
// other, so that finding a key's column is usually one comparison.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/attribute_value.h"
#include "core/store/encoded_segment.h"
#include "core/store/value_dictionary.h"

namespace spanloupe::store {

/// Takes the next attribute off a row's overflow bytes; views into them. False when they are damaged.
[[nodiscard]] bool takeOverflow(std::string_view& bytes, Attribute& attribute);

class AttributeTable {
 public:
  static constexpr std::size_t kMaxColumns = 4096;
  static constexpr std::size_t kMaxShapes = 1 << 18;

  AttributeTable();

  /// Rows in ascending order; a row without attributes need not be added.
  void add(std::uint32_t row, std::span<const Attribute> attributes);

  /// Columns over `rows` new rows; newRow[old] = its new number, or kDropped.
  void encode(ColumnScope rowsScope, std::span<const std::uint32_t> newRow, std::uint32_t rows,
              std::vector<EncodedColumn>& out) const;

  static constexpr std::uint32_t kDropped = 0xffffffff;

  // A shape is written as varints: kOverflowMark, kRestMark, or column number plus kFirstColumnMark. Columns
  // are numbered by their order in the segment's columns of the attribute scope.
  static constexpr std::uint64_t kOverflowMark = 0;  ///< The next of the row's overflow attributes.
  static constexpr std::uint64_t kRestMark = 1;      ///< All that are left of them.
  static constexpr std::uint64_t kFirstColumnMark = 2;

 private:
  struct Column {
    std::string key;
    ValueDictionary values;
    std::vector<std::uint32_t> rows;
    std::vector<std::uint32_t> codes;
  };
  struct Node {
    std::uint32_t parent = 0;
    std::uint32_t step = 0;  ///< Column, or kOverflowStep, kRestStep.
    std::uint32_t lastStep = kNoStep;
    std::uint32_t lastChild = 0;
  };
  static constexpr std::uint32_t kOverflowStep = 0xfffffffe;
  static constexpr std::uint32_t kRestStep = 0xfffffffd;
  static constexpr std::uint32_t kNoStep = 0xffffffff;

  std::uint32_t columnFor(std::string_view key);
  std::uint32_t child(std::uint32_t node, std::uint32_t step);
  void addOverflow(std::uint32_t row, const Attribute& attribute);
  void encodeShapes(ColumnScope rowsScope, std::span<const std::uint32_t> newRow, std::uint32_t rows,
                    std::vector<EncodedColumn>& out) const;
  [[nodiscard]] std::string shapeText(std::uint32_t node) const;

  std::vector<Column> m_columns;
  std::unordered_map<std::string_view, std::uint32_t> m_columnByKey;  ///< Views into m_keys.
  std::vector<std::unique_ptr<std::string>> m_keys;
  std::vector<Node> m_nodes;
  std::unordered_map<std::uint64_t, std::uint32_t> m_children;
  std::vector<std::uint32_t> m_shapeRows;
  std::vector<std::uint32_t> m_shapes;
  std::vector<std::uint32_t> m_overflowRows;
  std::vector<std::string> m_overflow;
};

}  // namespace spanloupe::store
