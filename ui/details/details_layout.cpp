// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_layout.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/common/format.h"

namespace spanloupe::details {

namespace {

constexpr std::size_t kFoldedValueLines = 6;
constexpr std::size_t kFoldedBlockLines = 10;
constexpr double kColumnGap = 8;
constexpr double kBlockPadding = 8;
constexpr double kBlockGap = 6;
constexpr double kEdge = 3;
constexpr double kSectionEnd = 4;
constexpr qsizetype kHang = 4;  // Cells.

qsizetype cellsOf(QChar c) {
  const char16_t u = c.unicode();
  if (c.isLowSurrogate()) return 0;
  const bool isWide = u >= 0x1100 && (u <= 0x115f || (u >= 0x2e80 && u <= 0xd7a3) || c.isHighSurrogate() ||
                                      (u >= 0xf900 && u <= 0xfaff) || (u >= 0xff00 && u <= 0xff60));
  return isWide ? 2 : u == u'\t' ? 4 : 1;
}

bool breaksAfter(QChar c) {
  return c == u'/' || c == u'.' || c == u',' || c == u' ' || c == u'&' || c == u';';
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
  for (qsizetype i = start; i < end; ++i) {
    const qsizetype width = cellsOf(text[i]);
    if (indent + used + width > cells && i > start) {
      const qsizetype cut = softEnd > start ? softEnd : i;
      lines.push_back({start, cut - start, indent});
      start = cut;
      indent = hang;
      used = cellsOf(QStringView(text).mid(start, i - start));
      softEnd = -1;
    }
    used += width;
    if (i >= begin && breaksFrameAfter(text[i])) softEnd = i + 1;
  }
  lines.push_back({start, end - start, indent});
}

QString tr(const char* text) { return QCoreApplication::translate("SpanDetails", text); }

class Pass {
 public:
  Pass(const std::vector<Section>& sections, const DetailsState& state, const DetailsMeasures& measures,
       DetailsFrame& frame)
      : m_sections(sections), m_state(state), m_m(measures), m_frame(frame) {}

  void run() {
    for (std::uint32_t s = 0; s < m_sections.size(); ++s) {
      ItemLayout& head = begin({s, 0}, true);
      head.height = m_m.section;
      end(head);
      if (isFolded(s)) continue;
      for (std::uint32_t i = 0; i < m_sections[s].items.size(); ++i) {
        ItemLayout& item = begin({s, i}, false);
        place(item, m_sections[s].items[i]);
        end(item);
      }
      m_y += kSectionEnd;
    }
    m_frame.height = m_y;
  }

 private:
  [[nodiscard]] bool isFolded(std::uint32_t section) const {
    return section < m_state.isFolded.size() && m_state.isFolded[section];
  }
  [[nodiscard]] bool isWhole(ItemId id) const { return m_state.whole.contains(id); }

  ItemLayout& begin(ItemId id, bool isSection) {
    ItemLayout& item = m_frame.items.emplace_back();
    item.id = id;
    item.isSection = isSection;
    item.top = m_y;
    item.linesBegin = item.linesEnd = static_cast<std::uint32_t>(m_frame.lines.size());
    return item;
  }
  void end(ItemLayout& item) { m_y = item.top + item.height; }

  /// Adds the wrapped lines of `text`, at most `most` of them unless the item is shown whole; gives how many
  /// are left out.
  std::size_t addLines(ItemLayout& out, const QString& text, double width, std::size_t most,
                       std::vector<TextLine> (*wrap)(const QString&, qsizetype) = wrapText) {
    const auto cells = static_cast<qsizetype>(std::max(4.0, std::floor(width / m_m.cell)));
    const std::vector<TextLine> lines = wrap(text, cells);
    const std::size_t shown = isWhole(out.id) || lines.size() <= most + 1 ? lines.size() : most;
    m_frame.lines.insert(m_frame.lines.end(), lines.begin(),
                         lines.begin() + static_cast<std::ptrdiff_t>(shown));
    out.linesEnd = static_cast<std::uint32_t>(m_frame.lines.size());
    return lines.size() - shown;
  }

  void addMore(ItemLayout& out, const Item& item, std::size_t hidden, double x, double y) const {
    const bool isCut = item.isCut && !isWhole(out.id);
    if (!isCut && hidden == 0) return;
    // What was cut off is not wrapped: its line breaks are counted, or its size named when it has none.
    const std::uint64_t lines = hidden + (isCut ? item.hiddenBreaks : 0);
    out.moreText = isCut && item.hiddenBreaks == 0
                       ? tr("show all · %1").arg(ui::formatBytes(item.fullSize))
                       : ui::formatCounted(lines, tr("more line"), tr("more lines"));
    out.more = QRectF(x, y, m_m.keyWidth(out.moreText), m_m.line);
  }

  void place(ItemLayout& out, const Item& item) {
    switch (item.kind) {
      case ItemKind::EventAxis:
        out.height = m_m.axis;
        out.box = QRectF(m_m.padding, out.top, m_frame.width - 2 * m_m.padding, m_m.axis);
        return;
      case ItemKind::KeyValue:
      case ItemKind::Link: placeKeyValue(out, item); return;
      case ItemKind::Block: placeBlock(out, item); return;
      case ItemKind::Exception: placeException(out, item); return;
    }
  }

  void placeKeyValue(ItemLayout& out, const Item& item) {
    out.keyRect = QRectF(m_m.padding, out.top, m_frame.keyColumn, m_m.row);
    const double x = m_m.padding + m_frame.keyColumn + kColumnGap;
    out.valueRect = QRectF(x, out.top, std::max(20.0, m_frame.width - m_m.padding - x), m_m.row);
    const std::size_t hidden =
        addLines(out, shownText(item, out.id, m_state), out.valueRect.width(), kFoldedValueLines);
    const std::size_t lines = out.linesEnd - out.linesBegin;
    out.height = m_m.row + static_cast<double>(lines - 1) * m_m.line;
    addMore(out, item, hidden, x, out.top + out.height - 2);
    if (!out.more.isNull()) out.height += m_m.line;
  }

  void placeBlock(ItemLayout& out, const Item& item) {
    out.keyRect = QRectF(m_m.padding, out.top, m_frame.width - 2 * m_m.padding, m_m.row);
    const double top = out.top + m_m.row + 2;
    const double width = m_frame.width - 2 * m_m.padding;
    out.valueRect =
        QRectF(m_m.padding + kBlockPadding, top + kBlockPadding - 2, width - 2 * kBlockPadding, m_m.line);
    const std::size_t hidden =
        addLines(out, shownText(item, out.id, m_state), out.valueRect.width(), kFoldedBlockLines);
    double bottom = out.valueRect.top() + static_cast<double>(out.linesEnd - out.linesBegin) * m_m.line;
    addMore(out, item, hidden, out.valueRect.left(), bottom);
    if (!out.more.isNull()) bottom += m_m.line;
    out.box = QRectF(m_m.padding, top, width, bottom + kBlockPadding - 2 - top);
    out.height = out.box.bottom() + kBlockGap - out.top;
  }

  void placeException(ItemLayout& out, const Item& item) {
    const double width = m_frame.width - 2 * m_m.padding;
    const double top = out.top + 2;
    const double x = m_m.padding + kEdge + kBlockPadding;
    const double inner = width - kEdge - 2 * kBlockPadding;
    out.keyRect = QRectF(x, top + 4, inner, m_m.row);  // The type.
    double y = out.keyRect.bottom();
    out.valueRect = QRectF(x, y, inner, m_m.line);
    if (!item.message.isEmpty()) {
      addLines(out, item.message, inner, kFoldedValueLines);
      out.messageLines = out.linesEnd - out.linesBegin;
      y += out.messageLines * m_m.line;
    }
    if (!item.text.isEmpty()) {
      const std::uint32_t before = out.linesEnd;
      const std::size_t hidden =
          addLines(out, shownText(item, out.id, m_state), inner, kFoldedBlockLines, wrapFrames);
      y += 2 * kBlockGap + (out.linesEnd - before) * m_m.line;
      addMore(out, item, hidden, x, y);
      if (!out.more.isNull()) y += m_m.line;
    }
    out.box = QRectF(m_m.padding, top, width, y + kBlockGap - top);
    out.height = out.box.bottom() + kBlockGap - out.top;
  }

  const std::vector<Section>& m_sections;
  const DetailsState& m_state;
  const DetailsMeasures& m_m;
  DetailsFrame& m_frame;
  double m_y = 0;
};

/// Its share of the width at most, or more where that takes no value its single line. Only keys that may be
/// the widest are measured: a span can have ten thousand.
double keyColumnFor(const std::vector<Section>& sections, const DetailsState& state, double width,
                    const DetailsMeasures& m) {
  const double room = width - 2 * m.padding;
  const double share = std::floor(room * m.keyShare);
  double widest = 0;
  double widestLine = 0;  // Of the values that have one line beside a column of that share.
  qsizetype longest = 0;
  for (std::size_t s = 0; s < sections.size(); ++s) {
    if (s < state.isFolded.size() && state.isFolded[s]) continue;
    for (const Item& item : sections[s].items) {
      if (item.kind != ItemKind::KeyValue && item.kind != ItemKind::Link) continue;
      const double line = static_cast<double>(item.text.size()) * m.cell;
      if (line <= room - share - kColumnGap) widestLine = std::max(widestLine, line);
      if (item.key.size() * 2 < longest) continue;
      longest = std::max(longest, item.key.size());
      widest = std::max(widest, m.keyWidth(item.key));
    }
  }
  const double spare = std::floor(std::min(room - kColumnGap - widestLine, room * m.roomyKeyShare));
  return std::min(std::ceil(widest), std::max(share, spare));
}

}  // namespace

std::vector<TextLine> wrapText(const QString& text, qsizetype cells) {
  std::vector<TextLine> lines;
  qsizetype start = 0;
  qsizetype used = 0;
  qsizetype softEnd = -1;  // Behind the last character where the line may break.
  for (qsizetype i = 0; i < text.size(); ++i) {
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

std::vector<TextLine> wrapFrames(const QString& text, qsizetype cells) {
  std::vector<TextLine> lines;
  for (qsizetype start = 0; start < text.size();) {
    const qsizetype found = text.indexOf(u'\n', start);
    const qsizetype next = found < 0 ? text.size() : found;
    const bool hasReturn = found > start && text[found - 1] == u'\r';
    wrapFrame(text, start, next - (hasReturn ? 1 : 0), cells, lines);
    start = next + 1;
  }
  if (lines.empty()) lines.push_back({});
  return lines;
}

const QString& shownText(const Item& item, ItemId id, const DetailsState& state) {
  const auto found = state.whole.find(id);
  return found != state.whole.end() ? found->second : item.text;
}

std::size_t DetailsFrame::firstAt(double y) const {
  const auto found = std::partition_point(
      items.begin(), items.end(), [y](const ItemLayout& item) { return item.top + item.height <= y; });
  return static_cast<std::size_t>(found - items.begin());
}

void layOutDetails(const std::vector<Section>& sections, const DetailsState& state, double width,
                   const DetailsMeasures& measures, DetailsFrame& frame) {
  frame.items.clear();
  frame.lines.clear();
  frame.width = width;
  frame.keyColumn = keyColumnFor(sections, state, width, measures);
  Pass(sections, state, measures, frame).run();
}

}  // namespace spanloupe::details
