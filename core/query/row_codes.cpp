// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/row_codes.h"

#include <algorithm>

namespace spanloupe::query {

RowCodes RowCodes::of(const store::TextRange& range, std::uint32_t rows,
                      std::vector<std::string_view>& values) {
  RowCodes result;
  std::vector<std::uint32_t> codes(rows, 0);
  std::uint32_t present = 0;
  // The dictionary is the whole segment's: only what these rows use is numbered.
  const store::Dictionary* const dictionary = range.dictionary();
  std::vector<std::uint32_t> number(dictionary != nullptr ? std::size_t{dictionary->size()} + 1 : 0, 0);
  for (std::uint32_t row = 0; row < rows; ++row) {
    if (!range.has(row)) continue;
    ++present;
    std::uint32_t fresh = 0;
    std::uint32_t& code = dictionary != nullptr ? number[range.code(row)] : fresh;
    if (code == 0) {
      values.push_back(range.at(row));
      code = static_cast<std::uint32_t>(values.size());
    }
    codes[row] = code;
  }
  if (present == 0) return result;
  result.m_count = rows;
  const auto distinct = static_cast<std::uint32_t>(values.size());
  if (distinct == 1 && present == rows) {
    result.m_shape = Shape::Same;
    return result;
  }
  result.m_shape = distinct == present ? Shape::Each : Shape::Codes;
  const std::uint32_t width = distinct > 0xffff ? 4 : distinct > 0xff ? 2 : 1;
  const bool listsRows = result.m_shape == Shape::Each
                             ? present < rows
                             : std::uint64_t{present} * (4 + width) < std::uint64_t{rows} * width;
  if (listsRows) {
    result.m_rows.reserve(present);
    for (std::uint32_t row = 0; row < rows; ++row)
      if (codes[row] != 0) result.m_rows.push_back(row);
    std::erase(codes, 0U);
  }
  if (result.m_shape == Shape::Codes) result.pack(codes, distinct);
  return result;
}

RowCodes RowCodes::ofEach(std::vector<std::uint32_t> rows) {
  RowCodes result;
  result.m_shape = rows.empty() ? Shape::None : Shape::Each;
  result.m_rows = std::move(rows);
  return result;
}

void RowCodes::pack(const std::vector<std::uint32_t>& codes, std::uint32_t highest) {
  const auto narrow = [&codes](auto& out) {
    out.reserve(codes.size());
    for (const std::uint32_t code : codes)
      out.push_back(static_cast<typename std::remove_reference_t<decltype(out)>::value_type>(code));
  };
  if (highest <= 0xff) {
    narrow(m_bytes);
  } else if (highest <= 0xffff) {
    narrow(m_words);
  } else {
    narrow(m_codes);
  }
}

template <typename Visit>
void RowCodes::visit(Visit visit) const {
  const auto each = [&](const auto& codes) {
    for (std::size_t i = 0; i < codes.size(); ++i) visit(m_rows.empty() ? i : m_rows[i], codes[i]);
  };
  switch (m_shape) {
    case Shape::None: return;
    case Shape::Same:
      for (std::size_t row = 0; row < m_count; ++row) visit(row, std::size_t{1});
      return;
    case Shape::Each: {
      const std::size_t count = m_rows.empty() ? m_count : m_rows.size();
      for (std::size_t i = 0; i < count; ++i) visit(m_rows.empty() ? i : m_rows[i], i + 1);
      return;
    }
    case Shape::Codes: each(m_bytes), each(m_words), each(m_codes); return;
  }
}

void RowCodes::mark(const std::vector<std::uint8_t>& match, const RowMarks& marks) const {
  visit([&](std::size_t row, std::size_t code) {
    if (code != 0 && match[code] != 0) marks.mark(row);
  });
}

void RowCodes::markPresent(const RowMarks& marks) const {
  visit([&](std::size_t row, std::size_t code) {
    if (code != 0) marks.mark(row);
  });
}

}  // namespace spanloupe::query
