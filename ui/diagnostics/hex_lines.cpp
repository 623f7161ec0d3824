// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnostics/hex_lines.h"

#include <algorithm>

#include "ui/common/format.h"

namespace spanloupe::diagnostics {

int hexColumn(int index) { return index * 3 + (index >= kBytesPerLine / 2 ? 1 : 0); }

std::vector<HexLine> hexLines(std::string_view bytes, std::uint64_t first) {
  std::vector<HexLine> lines;
  for (std::size_t at = 0; at < bytes.size(); at += kBytesPerLine) {
    HexLine line;
    line.offset = ui::formatCount(first + at);
    const std::string_view part = bytes.substr(at, kBytesPerLine);
    for (int i = 0; i < static_cast<int>(part.size()); ++i) {
      const auto byte = static_cast<unsigned char>(part[static_cast<std::size_t>(i)]);
      line.hex = line.hex.leftJustified(hexColumn(i));
      line.hex += QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0'));
      line.text += byte >= 0x20 && byte < 0x7f ? QLatin1Char(static_cast<char>(byte)) : QLatin1Char('.');
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

QString hexText(const std::vector<HexLine>& lines) {
  qsizetype widest = 0;
  for (const HexLine& line : lines) widest = std::max(widest, line.offset.size());
  QString text;
  for (const HexLine& line : lines)
    text += line.offset.rightJustified(widest) + QStringLiteral("  ") +
            line.hex.leftJustified(hexColumn(kBytesPerLine - 1) + 2) + QStringLiteral("  ") + line.text +
            QLatin1Char('\n');
  return text;
}

}  // namespace spanloupe::diagnostics
