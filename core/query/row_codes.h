// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which row has which of a column's values, in as little memory as the column allows: one value for all, a
// code of one, two or four bytes per row, a list of the rows that have any, or a value of its own for each
// row. Immutable once made; any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/store/segment_reader.h"

namespace spanloupe::query {

/// Rows to be marked: of the column's rows themselves, or of the rows that own them.
struct RowMarks {
  std::vector<std::uint8_t>& hit;
  const std::vector<std::uint32_t>* owner = nullptr;
  void mark(std::size_t row) const { hit[owner != nullptr ? (*owner)[row] : row] = 1; }
};

class RowCodes {
 public:
  /// `values` gets what the codes 1, 2, … stand for; views into `range`.
  static RowCodes of(const store::TextRange& range, std::uint32_t rows,
                     std::vector<std::string_view>& values);
  /// Code n + 1 stands in rows[n] only; a row may have several.
  static RowCodes ofEach(std::vector<std::uint32_t> rows);

  /// Marks rows whose code c has match[c] != 0; match[0] is not looked at.
  void mark(const std::vector<std::uint8_t>& match, const RowMarks& marks) const;
  void markPresent(const RowMarks& marks) const;
  [[nodiscard]] std::size_t byteCount() const {
    return m_bytes.capacity() + m_words.capacity() * 2 + m_codes.capacity() * 4 + m_rows.capacity() * 4;
  }

 private:
  enum class Shape : std::uint8_t { None, Same, Each, Codes };
  void pack(const std::vector<std::uint32_t>& codes, std::uint32_t highest);
  template <typename Visit>
  void visit(Visit visit) const;

  Shape m_shape = Shape::None;
  std::uint32_t m_count = 0;  ///< Rows of Same and of Each without m_rows.
  // One of the three holds a code per row, or per row of m_rows when that is not empty.
  std::vector<std::uint8_t> m_bytes;
  std::vector<std::uint16_t> m_words;
  std::vector<std::uint32_t> m_codes;
  std::vector<std::uint32_t> m_rows;
};

}  // namespace spanloupe::query
