// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_layout.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/common/format.h"
#include "ui/details/key_column.h"

namespace spanloupe::details {

namespace {

constexpr std::size_t kFoldedValueLines = 6;
constexpr std::size_t kFoldedBlockLines = 14;
constexpr std::size_t kUnfoldedLines = 500;
constexpr double kActionGap = 14;
constexpr qsizetype kCountLines = 4'000;  // Characters whose lines are counted.
constexpr qsizetype kLongLine = 32'000;   // Characters of an outline's line that are shown at most.
constexpr double kBlockPadding = 8;
constexpr double kBlockGap = 6;
constexpr double kEdge = 3;
constexpr double kSectionEnd = 4;

QString tr(const char* text) { return QCoreApplication::translate("SpanDetails", text); }

class Pass {
 public:
  Pass(const Sections& sections, const DetailsState& state, const DetailsMeasures& measures,
       DetailsFrame& frame)
      : m_sections(sections), m_state(state), m_m(measures), m_frame(frame) {}

  void run() {
    for (std::uint32_t s = 0; s < m_sections.size(); ++s) {
      ItemLayout& head = begin({s, 0}, true);
      head.height = m_m.section;
      end(head);
      if (isFolded(s)) continue;
      addItems(s);
      m_y += kSectionEnd;
    }
    m_frame.height = m_y;
  }

 private:
  void addItems(std::uint32_t s) {
    const std::vector<Item>& items = m_sections[s].items;
    const std::size_t most = shownItems(m_state, s);
    std::size_t shown = 0;
    for (std::uint32_t i = 0; i < items.size(); ++i) {
      const Item& item = items[i];
      if (item.shown != Shown::Always && !isShown(m_sections[s], item, m_state)) continue;
      if (shown++ == most) {
        addRest({s, i, 0}, items.size() - i);
        return;
      }
      const JsonOutline* outline = shownOutline(item, m_state);
      if (outline == nullptr || !item.key.isEmpty()) {
        ItemLayout& layout = begin({s, i, 0}, false);
        place(layout, item);
        end(layout);
      }
      if (outline != nullptr) addOutline({s, i, 0}, item, *outline);
    }
  }

  /// The row that brings more.
  void addRest(ItemId id, std::size_t left) {
    ItemLayout& rest = begin(id, false);
    rest.isMore = true;
    const std::size_t next = std::min(left, id.line == 0 ? kItemsAtOnce : kLinesAtOnce);
    rest.moreText =
        next == left ? tr("Show the other %1").arg(ui::formatCount(std::uint64_t{left}))
                     : tr("Show %1 more of %2")
                           .arg(ui::formatCount(std::uint64_t{next}), ui::formatCount(std::uint64_t{left}));
    rest.more = QRectF(m_m.padding + (id.line == 0 ? 0 : kBlockPadding), rest.top,
                       m_m.keyWidth(rest.moreText), m_m.row);
    rest.height = m_m.row;
    if (id.line != 0) rest.box = QRectF(m_m.padding, rest.top, room(), m_m.row);
    end(rest);
  }

  /// The rows of JSON: one for each line that is not inside a closed branch.
  void addOutline(ItemId id, const Item& item, const JsonOutline& outline) {
    const auto pages = m_state.moreLines.find(item.number);
    const std::size_t most = kLinesAtOnce * (1 + (pages != m_state.moreLines.end() ? pages->second : 0));
    std::size_t rows = 0;
    m_y += 2;
    for (std::uint32_t line = 0; line < outline.lines.size(); ++rows) {
      id.line = line + 1;
      if (rows == most) {
        addRest(id, outline.lines.size() - line);
        m_frame.items.back().beginsBox = false;
        break;
      }
      const bool isOpen = outline.isBranch(line) && isBranchOpen(item, outline, line, m_state);
      ItemLayout& row = begin(id, false);
      placeLine(row, item, outline, isOpen);
      row.beginsBox = rows == 0;
      row.endsBox = false;
      end(row);
      line = isOpen || !outline.isBranch(line) ? line + 1 : outline.lines[line].last + 1;
    }
    ItemLayout& last = m_frame.items.back();
    last.endsBox = true;
    last.box.setHeight(last.box.height() + kBlockPadding - 4);
    last.height += kBlockPadding - 4 + kBlockGap;
    end(last);
  }

  void placeLine(ItemLayout& out, const Item& item, const JsonOutline& outline, bool isOpen) {
    const double air = out.line() == 0 ? kBlockPadding - 4 : 0;
    const double left = m_m.padding + 4 + m_m.icon + 2;
    const double width = m_m.padding + room() - kBlockPadding - left;
    const auto cells = static_cast<qsizetype>(std::max(8.0, std::floor(width / m_m.cell)));
    const qsizetype indent = std::min<qsizetype>(qsizetype{2} * outline.lines[out.line()].depth, cells / 2);
    out.valueRect = QRectF(left, out.top + air, width, m_m.line);
    const QString text = outline.lineText(out.line(), isOpen).left(kLongLine);
    const bool isWhole = m_state.wholeLines.contains({item.number, out.line()});
    const std::size_t most = isWhole ? kAllLines : kFoldedValueLines;
    std::vector<TextLine> lines = wrapText(text, cells - indent, isWhole ? kAllLines : most + 2);
    const bool isLong = !isWhole && lines.size() > most + 1;
    if (isLong) lines.resize(most);
    for (TextLine& line : lines) line.indent = indent;
    m_frame.lines.insert(m_frame.lines.end(), lines.begin(), lines.end());
    out.linesEnd = static_cast<std::uint32_t>(m_frame.lines.size());
    double bottom = out.valueRect.top() + static_cast<double>(lines.size()) * m_m.line;
    if (isLong) {
      const qsizetype size = outline.lines[out.line()].length;
      out.moreText = tr("show all · %1").arg(ui::formatBytes(static_cast<std::uint64_t>(size)));
      out.more =
          QRectF(left + static_cast<double>(indent) * m_m.cell, bottom, m_m.keyWidth(out.moreText), m_m.line);
      bottom += m_m.line;
    }
    if (outline.isBranch(out.line()))
      out.arrow = QRectF(left + static_cast<double>(indent) * m_m.cell - m_m.icon - 1,
                         out.valueRect.top() + (m_m.line - m_m.icon) / 2, m_m.icon, m_m.icon);
    out.box = QRectF(m_m.padding, out.top, room(), bottom - out.top);
    out.height = out.box.height();
  }

  [[nodiscard]] bool isFolded(std::uint32_t section) const {
    return section < m_state.isFolded.size() && m_state.isFolded[section];
  }
  [[nodiscard]] double room() const { return m_frame.width - 2 * m_m.padding; }

  ItemLayout& begin(ItemId id, bool isSection) {
    ItemLayout& item = m_frame.items.emplace_back();
    item.id = id;
    item.isSection = isSection;
    item.top = m_y;
    item.linesBegin = item.linesEnd = static_cast<std::uint32_t>(m_frame.lines.size());
    item.actionsBegin = item.actionsEnd = static_cast<std::uint32_t>(m_frame.actions.size());
    return item;
  }
  void end(ItemLayout& item) { m_y = item.top + item.height; }

  /// Adds the wrapped lines of the item's text, at most `most` of them unless it is shown whole; gives how
  /// many are left out.
  std::size_t addLines(ItemLayout& out, const Item& item, double width, std::size_t most,
                       std::vector<TextLine> (*wrap)(const QString&, qsizetype, std::size_t) = wrapText) {
    const auto cells = static_cast<qsizetype>(std::max(4.0, std::floor(width / m_m.cell)));
    const QString& text = shownText(item, m_state);
    const bool isWhole = m_state.whole.contains(item.number);
    // Of a long text only what is shown is wrapped: how many lines the rest has is not worth the wait.
    const bool isLong = !isWhole && text.size() > kCountLines;
    const std::vector<TextLine> lines = wrap(text, cells, isLong ? most + 2 : kAllLines);
    const std::size_t shown = isWhole || lines.size() <= most + 1 ? lines.size() : most;
    m_frame.lines.insert(m_frame.lines.end(), lines.begin(),
                         lines.begin() + static_cast<std::ptrdiff_t>(shown));
    out.linesEnd = static_cast<std::uint32_t>(m_frame.lines.size());
    if (isLong && shown < lines.size())
      out.moreText = tr("show all · %1").arg(ui::formatBytes(static_cast<std::uint64_t>(text.size())));
    return lines.size() - shown;
  }

  /// What leads to the rest of the text, or back; gives where it ends.
  double addMore(ItemLayout& out, const Item& item, std::size_t hidden, double x, double y) {
    if (m_state.whole.contains(item.number)) {
      const auto text = m_state.texts.find(item.number);
      std::vector<ItemAction> actions;
      if (text != m_state.texts.end() && text->second.pages > 1) {
        actions.push_back(ItemAction::PageLabel);
        if (text->second.page > 0) actions.push_back(ItemAction::PreviousPage);
        if (text->second.page + 1 < text->second.pages) actions.push_back(ItemAction::NextPage);
      }
      actions.push_back(ItemAction::ShowLess);
      addActions(out, item, actions, x, y);
      return y + m_m.row;
    }
    const bool isCut = isShownCut(item, m_state);
    if (!isCut && hidden == 0) return y;
    // What was cut off is not wrapped: its line breaks are counted, or its size named when it has none.
    const std::uint64_t lines = hidden + (isCut ? item.hiddenBreaks : 0);
    if (out.moreText.isEmpty())
      out.moreText = isCut && item.hiddenBreaks == 0
                         ? tr("show all · %1").arg(ui::formatBytes(item.fullSize))
                         : ui::formatCounted(lines, tr("more line"), tr("more lines"));
    out.more = QRectF(x, y, m_m.keyWidth(out.moreText), m_m.line);
    return y + m_m.line;
  }

  /// One after the other from `x`, or from `right` to the left.
  void addActions(ItemLayout& out, const Item& item, const std::vector<ItemAction>& actions, double x,
                  double y, bool fromRight = false) {
    for (const ItemAction action : actions) {
      ActionSpot spot;
      spot.action = action;
      spot.text = actionText(action, item, m_state);
      const double width = m_m.keyWidth(spot.text);
      spot.rect = QRectF(fromRight ? x - width : x, y, width, m_m.row);
      m_frame.actions.push_back(spot);
      x += fromRight ? -width - kActionGap : width + kActionGap;
    }
    out.actionsEnd = static_cast<std::uint32_t>(m_frame.actions.size());
  }

  void place(ItemLayout& out, const Item& item) {
    switch (item.kind) {
      case ItemKind::EventAxis:
        out.height = m_m.axis;
        out.box = QRectF(m_m.padding, out.top, room(), m_m.axis);
        return;
      case ItemKind::Group:
        out.keyRect = QRectF(m_m.padding, out.top, room(), m_m.row);
        out.height = m_m.row;
        return;
      case ItemKind::KeyValue:
      case ItemKind::Link: placeKeyValue(out, item); return;
      case ItemKind::Block: placeBlock(out, item); return;
      case ItemKind::Exception: placeException(out, item); break;
      case ItemKind::StackFrame:
      case ItemKind::StackFold:
      case ItemKind::StackText: placeStack(out, item); break;
      case ItemKind::StackFoot: placeFoot(out, item); break;
    }
    joinBox(out);
  }

  void placeKeyValue(ItemLayout& out, const Item& item) {
    out.keyRect = QRectF(m_m.padding, out.top, m_frame.keyColumn, m_m.row);
    const double x = m_m.padding + m_frame.keyColumn + kColumnGap;
    out.valueRect = QRectF(x, out.top, std::max(20.0, m_frame.width - m_m.padding - x), m_m.row);
    const std::size_t hidden = addLines(out, item, out.valueRect.width(), kFoldedValueLines);
    const std::size_t lines = out.linesEnd - out.linesBegin;
    out.height = m_m.row + static_cast<double>(lines - 1) * m_m.line;
    out.keyBreak = keyBreakFor(item.key, m_frame.keyColumn, m_m);
    if (out.keyBreak > 0) out.height = std::max(out.height, m_m.row + m_m.line);
    const double under = out.top + m_m.row + static_cast<double>(lines - 1) * m_m.line - 2;
    out.height = std::max(out.height, addMore(out, item, hidden, x, under) + 2 - out.top);
    if (m_state.asking != item.number || item.number == 0) return;
    out.ask = QRectF(m_m.padding, out.top + out.height + 2, room(), m_m.row + 6);
    const double first = out.ask.left() + kBlockPadding + m_m.keyWidth(askText()) + kActionGap;
    addActions(out, item, {ItemAction::OpenUrl, ItemAction::CopyUrl, ItemAction::StopAsking}, first,
               out.ask.top() + 3);
    out.height = out.ask.bottom() + kBlockGap - out.top;
  }

  void placeBlock(ItemLayout& out, const Item& item) {
    const bool hasHead = !item.key.isEmpty();
    if (hasHead) {
      out.keyRect = QRectF(m_m.padding, out.top, room(), m_m.row);
      const double right =
          out.keyRect.right() - (item.note.isEmpty() ? 0 : m_m.keyWidth(item.note) + kActionGap);
      addActions(out, item, item.actions, right, out.top, true);
      out.keyEnd = out.actionsEnd > out.actionsBegin ? m_frame.actions.back().rect.left() : right;
    }
    if (shownOutline(item, m_state) != nullptr) {
      out.height = hasHead ? m_m.row : 0;
      return;  // Its lines are rows of their own.
    }
    const double top = out.top + (hasHead ? m_m.row : 0) + 2;
    out.valueRect =
        QRectF(m_m.padding + kBlockPadding, top + kBlockPadding - 2, room() - 2 * kBlockPadding, m_m.line);
    const std::size_t hidden = addLines(out, item, out.valueRect.width(), kFoldedBlockLines);
    double bottom = out.valueRect.top() + static_cast<double>(out.linesEnd - out.linesBegin) * m_m.line;
    bottom = addMore(out, item, hidden, out.valueRect.left(), bottom);
    out.box = QRectF(m_m.padding, top, room(), bottom + kBlockPadding - 2 - top);
    out.height = out.box.bottom() + kBlockGap - out.top;
  }

  [[nodiscard]] QRectF inBox(double top, double height) const {
    const double x = m_m.padding + kEdge + kBlockPadding;
    return {x, top, room() - kEdge - 2 * kBlockPadding, height};
  }

  void placeException(ItemLayout& out, const Item& item) {
    // Air above the box, or below the calls of the exception before.
    const double gap = item.parent == 0 ? 2 : 0;
    out.keyRect = inBox(out.top + gap + 4 + (item.parent == 0 ? 0 : kBlockGap), m_m.row);
    double y = out.keyRect.bottom();
    out.valueRect = inBox(y, m_m.line);
    if (!item.text.isEmpty()) {
      const std::size_t hidden = addLines(out, item, out.valueRect.width(), kFoldedValueLines);
      y += (out.linesEnd - out.linesBegin) * m_m.line;
      y = addMore(out, item, hidden, out.valueRect.left(), y);
    }
    out.box = QRectF(m_m.padding, out.top + gap, room(), y + kBlockGap - out.top - gap);
    out.height = out.box.bottom() - out.top;
  }

  void placeStack(ItemLayout& out, const Item& item) {
    // Air between a head and the lines below it.
    const double gap =
        m_frame.items.size() > 1 && isHead(m_frame.items[m_frame.items.size() - 2]) ? kBlockGap : 0;
    out.valueRect = inBox(out.top + gap, m_m.line);
    if (item.kind == ItemKind::StackFold) out.valueRect.setLeft(out.valueRect.left() + m_m.icon + 3);
    const std::size_t hidden = addLines(out, item, out.valueRect.width(),
                                        item.isCut ? kFoldedBlockLines : kUnfoldedLines, wrapFrames);
    double y = out.valueRect.top() + (out.linesEnd - out.linesBegin) * m_m.line;
    y = addMore(out, item, hidden, out.valueRect.left(), y);
    out.box = QRectF(m_m.padding, out.top, room(), y - out.top);
    out.height = out.box.height();
  }

  void placeFoot(ItemLayout& out, const Item& item) {
    const double gap = item.actions.empty() ? 0 : kBlockGap;
    const double height = item.actions.empty() ? 2 : m_m.row + 2;
    out.keyRect = inBox(out.top + gap + 1, m_m.row);
    addActions(out, item, item.actions, out.keyRect.left(), out.keyRect.top());
    out.box = QRectF(m_m.padding, out.top, room(), gap + height);
    out.height = out.box.height() + kBlockGap;
  }

  [[nodiscard]] const Item& itemOf(const ItemLayout& layout) const {
    return m_sections[layout.id.section].items[layout.id.item];
  }
  [[nodiscard]] bool isHead(const ItemLayout& layout) const {
    return layout.isItem() && itemOf(layout).kind == ItemKind::Exception;
  }
  /// The piece of a box just made goes on with the one before, unless it begins another exception.
  void joinBox(ItemLayout& out) {
    const bool begins = itemOf(out).kind == ItemKind::Exception && itemOf(out).parent == 0;
    ItemLayout& before = m_frame.items[m_frame.items.size() - 2];
    if (begins || !before.isItem() || !isOfException(itemOf(before))) return;
    out.beginsBox = false;
    before.endsBox = false;
  }

  const Sections& m_sections;
  const DetailsState& m_state;
  const DetailsMeasures& m_m;
  DetailsFrame& m_frame;
  double m_y = 0;
};

}  // namespace

std::size_t DetailsFrame::firstAt(double y) const {
  const auto found = std::partition_point(
      items.begin(), items.end(), [y](const ItemLayout& item) { return item.top + item.height <= y; });
  return static_cast<std::size_t>(found - items.begin());
}

void layOutDetails(const Sections& sections, const DetailsState& state, double width,
                   const DetailsMeasures& measures, DetailsFrame& frame) {
  frame.items.clear();
  frame.lines.clear();
  frame.actions.clear();
  frame.width = width;
  frame.keyColumn = keyColumnFor(sections, state, width, measures);
  Pass(sections, state, measures, frame).run();
}

}  // namespace spanloupe::details
