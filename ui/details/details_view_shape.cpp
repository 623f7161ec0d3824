// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which form the texts of a DetailsView have: more or less of them, laid out or as sent, branches, pages.
#include "ui/details/details_view.h"

namespace spanloupe::details {

void DetailsView::setShape(std::size_t index, bool isWhole, TextForm form, std::size_t page) {
  const ItemLayout layout = m_frame.items[index];
  const Item item = itemOf(layout);  // A copy: the work may outlive this span's place in the view.
  const ShapeWish wish{isWhole, form, page};
  const auto known = m_state.texts.find(item.number);
  const bool isMade = known != m_state.texts.end() && known->second.sent != nullptr && !isLaidOut(item, wish);
  const bool isAsAtFirst = !isWhole && form == TextForm::AsMade;
  work("shape", isAsAtFirst || isMade || !isHeavy(item, wish),
       [this, id = layout.id, item, wish, isAsAtFirst, details = m_details, several = m_several, log = m_log,
        before = known != m_state.texts.end() ? known->second : ItemText()](const std::stop_token&) {
         auto made = std::make_shared<ItemText>(isAsAtFirst ? ItemText() : shaped(item, wish, &before));
         return [this, id, number = item.number, wish, isAsAtFirst, made] {
           if (wish.isWhole) {
             m_state.whole.insert(number);
           } else {
             m_state.whole.erase(number);
           }
           m_state.forms[number] = wish.form;
           if (isAsAtFirst) {
             m_state.texts.erase(number);
           } else {
             m_state.texts[number] = std::move(*made);
           }
           const auto at = std::find_if(m_frame.items.begin(), m_frame.items.end(),
                                        [&](const ItemLayout& one) { return one.isItem() && one.id == id; });
           if (at != m_frame.items.end())
             relayOutAround(static_cast<std::size_t>(at - m_frame.items.begin()));
         };
       });
}

void DetailsView::setWhole(std::size_t index, bool isWhole) {
  const Item& item = itemOf(m_frame.items[index]);
  const auto form = m_state.forms.find(item.number);
  const std::size_t page = isWhole && item.foundAt > 0 ? pageOf(item, item.foundAt) : 0;
  setShape(index, isWhole, form != m_state.forms.end() ? form->second : TextForm::AsMade, page);
  if (!isWhole && m_current >= 0 && m_current < itemCount())
    ensureVisible(m_frame.items[static_cast<std::size_t>(m_current)]);
  if (isWhole && item.foundAt > 0) scrollToFound();
}

/// Of the page just opened: the line with the first of the words.
void DetailsView::scrollToFound() {
  if (m_current < 0 || m_current >= itemCount()) return;
  const ItemLayout& layout = m_frame.items[static_cast<std::size_t>(m_current)];
  const qsizetype at =
      textOf(itemOf(layout)).indexOf(m_filter.section(QLatin1Char(' '), 0, 0), 0, Qt::CaseInsensitive);
  if (at < 0) return;
  std::uint32_t line = layout.linesBegin;
  while (line + 1 < layout.linesEnd && m_frame.lines[line + 1].start <= at) ++line;
  const double y = layout.valueRect.top() + (line - layout.linesBegin) * m_measures.line;
  scrollTo(y - viewport()->height() / 3.0);
}

void DetailsView::turnPage(std::size_t index, int by) {
  const ShapeWish now = m_state.wishFor(itemOf(m_frame.items[index]));
  setShape(index, true, now.form, now.page + static_cast<std::size_t>(by));
  // A page is read from its top.
  if (m_current >= 0 && m_current < itemCount())
    scrollTo(m_frame.items[static_cast<std::size_t>(m_current)].top);
}

void DetailsView::showMore(std::size_t index) {
  const ItemLayout layout = m_frame.items[index];
  ++(layout.isLine() ? m_state.moreLines[itemOf(layout).number] : m_state.morePages[layout.id.section]);
  relayOutAround(index);
}

std::optional<bool> DetailsView::branchOf(const ItemLayout& layout) const {
  const Item& item = itemOf(layout);
  const JsonOutline* outline = shownOutline(item, m_state);
  if (!layout.isLine() || outline == nullptr || !outline->isBranch(layout.line())) return {};
  return isBranchOpen(item, *outline, layout.line(), m_state);
}

QString DetailsView::lineOf(const ItemLayout& layout) const {
  const JsonOutline* outline = shownOutline(itemOf(layout), m_state);
  return outline != nullptr ? outline->lineText(layout.line(), branchOf(layout).value_or(true)) : QString();
}

void DetailsView::setBranch(std::size_t index, bool isOpen) {
  const ItemLayout& layout = m_frame.items[index];
  if (branchOf(layout) == isOpen) return;
  std::set<std::uint32_t>& turned = m_state.turned[itemOf(layout).number];
  if (turned.erase(layout.line()) == 0) turned.insert(layout.line());
  relayOutAround(index);
}

/// With all branches inside; of the head of JSON all there are.
void DetailsView::setBranches(std::size_t index, bool isOpen) {
  const ItemLayout layout = m_frame.items[index];
  const Item& item = itemOf(layout);
  const JsonOutline* outline = shownOutline(item, m_state);
  if (outline == nullptr) return;
  const std::uint32_t from = layout.isLine() ? layout.line() : 0;
  for (std::uint32_t line = from; line <= outline->lines[from].last; ++line) {
    // Folded, the outermost stays as a place to come back to.
    const bool wanted = isOpen || (line == 0 && from == 0);
    if (!outline->isBranch(line) || isBranchOpen(item, *outline, line, m_state) == wanted) continue;
    std::set<std::uint32_t>& turned = m_state.turned[item.number];
    if (turned.erase(line) == 0) turned.insert(line);
  }
  relayOutAround(index);
}

void DetailsView::setWholeLine(std::size_t index, bool isWhole) {
  const ItemLayout& layout = m_frame.items[index];
  const std::pair<std::uint32_t, std::uint32_t> line{itemOf(layout).number, layout.line()};
  if (isWhole) {
    m_state.wholeLines.insert(line);
  } else if (m_state.wholeLines.erase(line) == 0) {
    return;
  }
  relayOutAround(index);
}

}  // namespace spanloupe::details
