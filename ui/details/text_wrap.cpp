// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/text_wrap.h"

#include <algorithm>

namespace spanloupe::details {

namespace {

constexpr qsizetype kHang = 4;  // Cells.

qsizetype cellsOf(QChar c) {
  const char16_t u = c.unicode();
  if (c.isLowSurrogate()) return 0;
  const bool isWide = u >= 0x1100 && (u <= 0x115f || (u >= 0x2e80 && u <= 0xd7a3) || c.isHighSurrogate() ||
                                      (u >= 0xf900 && u <= 0xfaff) || (u >= 0xff00 && u <= 0xff60));
  return isWide ? 2 : u == u'\t' ? 4 : 1;
}

bool breaksAfter(QChar c) {
  return c == u'/' || c == u'.' || c == u',' || c == u' ' || c == u'&' || c == u';' || c == u'?' || c == u'=';
}

bool breaksFrameAfter(QChar c) {
  constexpr QStringView kSeparators = u"(/\\.:,;|$&@= ";
  return kSeparators.contains(c);
}

/// Behind the indentation and the "at" of a frame: before, a break would leave nothing but those in a line.
qsizetype frameBegin(QStringView line) {
  qsizetype at = 0;
  while (at < line.size() && line[at].isSpace()) ++at;
  if (line.mid(at).startsWith(u"at ")) at += 3;
  return at;
}

qsizetype cellsOf(QStringView text) {
  qsizetype cells = 0;
  for (const QChar c : text) cells += cellsOf(c);
  return cells;
}

void wrapFrame(const QString& text, qsizetype start, qsizetype end, qsizetype cells,
               std::vector<TextLine>& lines) {
  const QStringView frame = QStringView(text).mid(start, end - start);
  const qsizetype begin = start + frameBegin(frame);
  qsizetype leading = 0;
  while (leading < frame.size() && frame[leading].isSpace()) ++leading;
  const qsizetype hang = std::min(cellsOf(frame.left(leading)) + kHang, cells / 3);
  qsizetype indent = 0;
  qsizetype used = 0;
  qsizetype softEnd = -1;
  qsizetype blankEnd = -1;
  for (qsizetype i = start; i < end; ++i) {
    const qsizetype width = cellsOf(text[i]);
    if (indent + used + width > cells && i > start) {
      // "at Cart.total cart.js:41" breaks before the place rather than inside it, if that is enough.
      const bool isEnough = blankEnd > start && end - blankEnd <= cells &&
                            hang + cellsOf(QStringView(text).mid(blankEnd, end - blankEnd)) <= cells;
      const qsizetype cut = isEnough ? blankEnd : softEnd > start ? softEnd : i;
      lines.push_back({start, cut - start, indent});
      start = cut;
      indent = hang;
      used = cellsOf(QStringView(text).mid(start, i - start));
      softEnd = -1;
    }
    used += width;
    if (i >= begin && breaksFrameAfter(text[i])) softEnd = i + 1;
    if (i >= begin && text[i] == u' ') blankEnd = i + 1;
  }
  lines.push_back({start, end - start, indent});
}

}  // namespace

std::vector<TextLine> wrapText(const QString& text, qsizetype cells, std::size_t most) {
  std::vector<TextLine> lines;
  qsizetype start = 0;
  qsizetype used = 0;
  qsizetype softEnd = -1;  // Behind the last character where the line may break.
  for (qsizetype i = 0; i < text.size(); ++i) {
    if (lines.size() >= most) return lines;
    const QChar c = text[i];
    if (c == u'\n') {
      const bool hasReturn = i > start && text[i - 1] == u'\r';
      lines.push_back({start, i - start - (hasReturn ? 1 : 0)});
      start = i + 1;
      used = 0;
      softEnd = -1;
      continue;
    }
    const qsizetype width = cellsOf(c);
    if (used + width > cells && i > start) {
      // A break far to the left would leave a ragged hole: then break hard.
      const bool isUseful = softEnd > start && softEnd - start >= cells / 4;
      const qsizetype end = isUseful ? softEnd : i;
      lines.push_back({start, end - start});
      start = end;
      used = 0;
      for (qsizetype k = start; k < i; ++k) used += cellsOf(text[k]);
      softEnd = -1;
    }
    used += width;
    if (breaksAfter(c)) softEnd = i + 1;
  }
  if (start < text.size() || lines.empty()) lines.push_back({start, text.size() - start});
  return lines;
}

std::vector<TextLine> wrapFrames(const QString& text, qsizetype cells, std::size_t most) {
  std::vector<TextLine> lines;
  for (qsizetype start = 0; start < text.size() && lines.size() < most;) {
    const qsizetype found = text.indexOf(u'\n', start);
    const qsizetype next = found < 0 ? text.size() : found;
    const bool hasReturn = found > start && text[found - 1] == u'\r';
    wrapFrame(text, start, next - (hasReturn ? 1 : 0), cells, lines);
    start = next + 1;
  }
  if (lines.empty()) lines.push_back({});
  return lines;
}

}  // namespace spanloupe::details
