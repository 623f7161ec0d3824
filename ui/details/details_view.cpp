// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_view.h"

#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/details/details_accessible.h"
#include "ui/details/details_filter.h"
#include "ui/details/log_details.h"
#include "ui/details/several_spans.h"
#include "ui/details/span_json.h"

namespace spanloupe::details {

DetailsView::DetailsView(const ui::Look& look, QWidget* parent)
    : QAbstractScrollArea(parent), m_look(look), m_painter(look) {
  setFocusPolicy(Qt::StrongFocus);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  viewport()->setMouseTracking(true);
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(tr("Attributes and events"));
  installDetailsAccessibility();
  connect(&look, &ui::Look::changed, this, &DetailsView::reset);
  reset();
}

void DetailsView::reset() {
  const ui::Fonts& fonts = m_look.fonts();
  const ui::Measures& m = m_look.measures();
  m_painter.setFonts();
  m_measures.row = m.rowDetails();
  m_measures.section = m.section();
  m_measures.line = m.H + 2;
  m_measures.axis = m.px(24);
  m_measures.icon = m.px(12);
  m_measures.cell = QFontMetricsF(fonts.mono).horizontalAdvance(QLatin1Char('0'));
  m_measures.keyWidth = [this](const QString& text) { return m_painter.keyWidth(text); };
  relayOut();
}

void DetailsView::setDetails(std::shared_ptr<const SpanDetails> details) {
  const bool isSame = m_details != nullptr && details != nullptr && details->isSameSpan(*m_details);
  m_details = std::move(details);
  m_links.reset();
  m_several.reset();
  m_log.reset();
  if (isSame) return takeAgain();
  m_state = {};
  take(m_details != nullptr ? m_details->sections : Sections());
}

// More of its trace has come: whoever reads it goes on where they are.
void DetailsView::takeAgain() {
  const int scroll = verticalScrollBar()->value();
  const int current = m_current;
  m_all = m_details->sections;
  ++m_taken;
  applyFilter();
  m_current = std::min(current, itemCount() - 1);
  verticalScrollBar()->setValue(scroll);
}

void DetailsView::setSeveral(std::shared_ptr<const SeveralSpans> several) {
  m_several = std::move(several);
  m_details.reset();
  m_links.reset();
  m_log.reset();
  m_state = {};
  take(m_several != nullptr ? m_several->sections : Sections());
}

void DetailsView::setLog(std::shared_ptr<const LogDetails> log) {
  m_log = std::move(log);
  m_details.reset();
  m_links.reset();
  m_several.reset();
  m_state = {};
  take(m_log != nullptr ? m_log->sections : Sections());
}

void DetailsView::take(Sections sections) {
  m_all = std::move(sections);
  ++m_taken;
  m_hovered = -1;
  m_current = -1;
  verticalScrollBar()->setValue(0);
  applyFilter();
}

void DetailsView::setLinks(std::shared_ptr<const LinkFacts> links) {
  if (m_details == nullptr) return;
  m_links = std::move(links);
  const int current = m_current;
  std::uint32_t number = 0;
  if (current >= 0 && current < itemCount() && m_frame.items[static_cast<std::size_t>(current)].isItem())
    number = itemOf(m_frame.items[static_cast<std::size_t>(current)]).number;
  if (m_links == nullptr || m_links->section == nullptr) return;
  std::size_t at = 0;
  while (at < m_all.size() && m_all[at].id != SectionId::Links && m_all[at].id != SectionId::Scope &&
         m_all[at].id != SectionId::Raw)
    ++at;
  if (at < m_all.size() && m_all[at].id == SectionId::Links) {
    m_all.replace(at, m_links->section);
  } else {
    m_all.insert(at, m_links->section);
  }
  applyFilter();
  const auto found = std::find_if(m_frame.items.begin(), m_frame.items.end(), [&](const ItemLayout& item) {
    return number != 0 && item.isItem() && itemOf(item).number == number;
  });
  m_current = found != m_frame.items.end() ? static_cast<int>(found - m_frame.items.begin())
                                           : std::min(current, itemCount() - 1);
}

void DetailsView::setFilter(const QString& words) {
  if (words.simplified() == m_filter) return;
  m_filter = words.simplified();
  m_current = -1;
  m_hovered = -1;
  verticalScrollBar()->setValue(0);
  applyFilter();
}

void DetailsView::work(std::string_view kind, bool light, Work what) {
  if (light || !m_worker) {
    what({})();
    return;
  }
  m_worker(kind, [this, kind, taken = m_taken, what = std::move(what)](std::stop_token stop) {
    return [this, kind, taken, finish = what(std::move(stop))] {
      if (taken == m_taken || kind == "copy") finish();
    };
  });
}

void DetailsView::applyFilter() {
  if (m_filter.isEmpty()) {
    showSections(m_all, 0);
    return;
  }
  constexpr std::uint64_t kAtOnce = 150'000;
  const bool isLight = m_all.weight() <= kAtOnce;
  if (!isLight && m_worker) showSections({}, 0);  // What was shown may be of another span.
  work("filter", isLight,
       [this, all = m_all, words = m_filter, details = m_details, several = m_several,
        log = m_log](const std::stop_token& stop) {
         auto found = std::make_shared<FilteredSections>(filterSections(all, words, stop));
         return [this, words, found] {
           if (words == m_filter) showSections(std::move(found->sections), found->count);
         };
       });
}

void DetailsView::showSections(Sections sections, std::size_t matches) {
  m_sections = std::move(sections);
  m_matches = matches;
  m_hovered = -1;
  m_state.isFolded.clear();
  m_state.asking.reset();
  m_state.morePages.clear();
  for (const Section& section : m_sections) {
    const auto chosen = m_foldedByTitle.find(section.title);
    const bool isFolded = chosen != m_foldedByTitle.end() ? chosen->second : section.isFolded;
    m_state.isFolded.push_back(isFolded && m_filter.isEmpty());
  }
  showRaw();
  relayOut();
  notifyDetailsChanged(this);
  emit filtered();
}

/// Made only once it is looked at.
void DetailsView::showRaw() {
  constexpr std::size_t kAtOnce = 64'000;
  for (std::size_t i = 0; i < m_sections.size(); ++i) {
    if (m_sections[i].id != SectionId::Raw || m_state.isFolded[i] || m_details == nullptr) continue;
    const std::uint32_t number = m_sections[i].items.front().number;
    if (m_state.texts.contains(number)) return;
    work("raw", sizeOf(*m_details) <= kAtOnce, [this, number, details = m_details](const std::stop_token&) {
      ItemText raw;
      raw.outline = makeOutline(spanAsJson(*details), true);
      raw.text = raw.outline->text;
      return [this, number, raw = std::move(raw)] {
        m_state.texts[number] = raw;
        relayOut();
        notifyDetailsChanged(this);
      };
    });
  }
}

QRect DetailsView::itemRect(int index) {
  const ItemLayout& item = frame().items[static_cast<std::size_t>(index)];
  return QRectF(0, item.top - verticalScrollBar()->value(), m_frame.width, item.height).toAlignedRect();
}

void DetailsView::setCurrentItem(int index) {
  if (itemCount() == 0) return;
  m_current = std::clamp(index, 0, itemCount() - 1);
  ensureVisible(m_frame.items[static_cast<std::size_t>(m_current)]);
  notifyItemFocused(this, m_current);
  viewport()->update();
}

void DetailsView::activateCurrent() {
  if (m_current >= 0 && m_current < itemCount()) activate(static_cast<std::size_t>(m_current));
}

void DetailsView::relayOut() {
  m_frameValid = false;
  frame();
  viewport()->update();
}

void DetailsView::relayOutAround(std::size_t index) {
  const ItemLayout before = m_frame.items[index];
  m_hovered = -1;
  relayOut();
  const auto same =
      std::find_if(m_frame.items.begin(), m_frame.items.end(), [&before](const ItemLayout& item) {
        return item.isSection == before.isSection && item.id == before.id;
      });
  m_current = same != m_frame.items.end() ? static_cast<int>(same - m_frame.items.begin())
                                          : std::min(m_current, itemCount() - 1);
  notifyDetailsChanged(this);
}

const DetailsFrame& DetailsView::frame() {
  if (!m_frameValid) {
    layOutDetails(m_sections, m_state, viewport()->width(), m_measures, m_frame);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(static_cast<int>(m_measures.row));
    verticalScrollBar()->setRange(
        0, std::max(0, static_cast<int>(std::min(m_frame.height, 2e9)) - viewport()->height()));
    m_frameValid = true;
  }
  return m_frame;
}

void DetailsView::resizeEvent(QResizeEvent*) { relayOut(); }

void DetailsView::scrollContentsBy(int, int) { viewport()->update(); }

const Item& DetailsView::itemOf(const ItemLayout& layout) const {
  return m_sections[layout.id.section].items[layout.id.item];
}

int DetailsView::itemAt(QPointF position) {
  const double y = position.y() + verticalScrollBar()->value();
  const std::size_t index = frame().firstAt(y);
  return index < m_frame.items.size() && y >= m_frame.items[index].top ? static_cast<int>(index) : -1;
}

QRectF DetailsView::copyRect(const ItemLayout& layout) const {
  return copyButton(layout, m_frame, m_measures, m_look.measures());
}

QString DetailsView::summary() const {
  if (m_filter.isEmpty()) return {};
  return ui::formatCounted(m_matches, tr("match"), tr("matches"));
}

void DetailsView::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.setLayoutDirection(Qt::LayoutDirectionAuto);
  painter.fillRect(viewport()->rect(), m_look.theme().panel);
  const DetailsFrame& current = frame();
  const double scroll = verticalScrollBar()->value();
  painter.translate(0, -scroll);
  const QRectF visible(0, scroll, viewport()->width(), viewport()->height());
  std::vector<QString> words;
  for (const QString& word : m_filter.split(QLatin1Char(' '), Qt::SkipEmptyParts)) words.push_back(word);
  m_painter.paint(painter, {m_sections, m_state, current, m_measures, visible, m_hovered,
                            hasFocus() ? m_current : -1, std::move(words)});
  // Where content goes on above, under what stays.
  if (scroll > 0) ui::hairlineH(painter, 0, viewport()->width(), scroll, m_look.theme().line);
}

void DetailsView::toggleSection(std::uint32_t section) {
  m_state.isFolded[section] = !m_state.isFolded[section];
  if (m_filter.isEmpty()) m_foldedByTitle[m_sections[section].title] = m_state.isFolded[section];
  showRaw();
  const auto head = std::find_if(
      m_frame.items.begin(), m_frame.items.end(),
      [section](const ItemLayout& item) { return item.isSection && item.id.section == section; });
  relayOutAround(static_cast<std::size_t>(head - m_frame.items.begin()));
}

void DetailsView::setOpen(std::size_t index, std::uint32_t number) {
  if (m_state.open.erase(number) == 0) m_state.open.insert(number);
  relayOutAround(index);
}

void DetailsView::activate(std::size_t index) {
  const ItemLayout layout = m_frame.items[index];
  if (layout.isSection) {
    toggleSection(layout.id.section);
    return;
  }
  if (layout.isMore) {
    showMore(index);
    return;
  }
  if (layout.isLine()) {
    if (const auto branch = branchOf(layout)) {
      setBranch(index, !*branch);
    } else {
      setWholeLine(index, !layout.more.isNull());
    }
    return;
  }
  const Item& item = itemOf(layout);
  const bool isWhole = m_state.whole.contains(item.number);
  if (item.kind == ItemKind::Link) {
    if (!item.isDead) emit linkActivated(item.linkTrace, item.linkSpan);
  } else if (!layout.ask.isNull()) {
    act(static_cast<int>(index), ItemAction::OpenUrl);
  } else if (item.isUrl) {
    m_state.asking = item.number;
    relayOutAround(index);
    ensureVisible(m_frame.items[static_cast<std::size_t>(m_current)]);
  } else if (!layout.more.isNull() || isWhole) {
    setWhole(index, !isWhole);
  } else if (item.canOpen) {
    setOpen(index, item.number);
  } else if (!item.actions.empty()) {
    act(static_cast<int>(index), item.actions.front());
  }
}

void DetailsView::act(int index, ItemAction action) {
  const auto place = static_cast<std::size_t>(index);
  const ItemLayout layout = m_frame.items[place];
  const Item item = itemOf(layout);
  switch (action) {
    case ItemAction::ShowRaw: setOpen(place, item.parent); break;
    case ItemAction::AsSent:
      setShape(place, m_state.whole.contains(item.number),
               isLaidOut(item, m_state.wishFor(item)) ? TextForm::AsSent : TextForm::LaidOut, 0);
      break;
    case ItemAction::CopyAll: copy(layout, CopyAs::Value); break;
    case ItemAction::PageLabel: break;
    case ItemAction::PreviousPage: turnPage(place, -1); break;
    case ItemAction::NextPage: turnPage(place, 1); break;
    case ItemAction::ShowLess: setWhole(place, false); break;
    case ItemAction::OpenUrl:
    case ItemAction::CopyUrl:
    case ItemAction::StopAsking:
      if (action == ItemAction::CopyUrl) copy(layout, CopyAs::Value);
      m_state.asking.reset();
      relayOutAround(place);
      if (action == ItemAction::OpenUrl) emit urlOpened(QUrl(wholeText(item), QUrl::StrictMode));
      break;
  }
}

void DetailsView::scrollTo(double y) { verticalScrollBar()->setValue(static_cast<int>(y)); }

void DetailsView::ensureVisible(const ItemLayout& item) {
  QScrollBar* bar = verticalScrollBar();
  if (item.top < bar->value()) {
    bar->setValue(static_cast<int>(item.top));
  } else if (item.top + item.height > bar->value() + bar->pageStep()) {
    bar->setValue(static_cast<int>(std::min(item.top, item.top + item.height - bar->pageStep())));
  }
}

}  // namespace spanloupe::details
