// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as people read them: offset, sixteen bytes in hex, the same as text. Pure; any thread.
#pragma once

#include <QString>
#include <string_view>
#include <vector>

namespace spanloupe::diagnostics {

inline constexpr int kBytesPerLine = 16;

struct HexLine {
  QString offset;  ///< Of the first byte, decimal as everywhere, grouped.
  QString hex;     ///< "7b 22 72 …", a wider gap in the middle.
  QString text;    ///< Printable ASCII, '.' for the rest.
};

/// `first` = the offset of the first byte.
[[nodiscard]] std::vector<HexLine> hexLines(std::string_view bytes, std::uint64_t first);
/// Column of the byte `index` of a line within HexLine::hex.
[[nodiscard]] int hexColumn(int index);
/// All lines for the clipboard.
[[nodiscard]] QString hexText(const std::vector<HexLine>& lines);

}  // namespace spanloupe::diagnostics
