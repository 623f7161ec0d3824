// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/trace_finder.h"

#include "ui/waterfall/find_bar.h"
#include "ui/waterfall/find_in_document.h"
#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {

namespace {

constexpr int kTypingPause = 60;

}  // namespace

TraceFinder::TraceFinder(FindBar& bar, WaterfallView& view, QObject* parent)
    : QObject(parent), m_bar(bar), m_view(view) {
  m_delay.setSingleShot(true);
  m_delay.setInterval(kTypingPause);
  connect(&m_delay, &QTimer::timeout, this, &TraceFinder::search);
  connect(&bar, &FindBar::textEdited, this, &TraceFinder::edit);
  connect(&bar, &FindBar::goRequested, this, &TraceFinder::go);
  connect(&bar, &FindBar::hideChosen, this, &TraceFinder::hide);
  connect(&bar, &FindBar::escaped, &view, [&view] { view.setFocus(); });
  connect(&view, &WaterfallView::spanSelected, this, &TraceFinder::updateNote);
  connect(&view, &WaterfallView::visibilityChanged, this, [this] {
    if (!m_view.model().isEmpty() && m_view.model().found().count() > 0) {
      m_hides = m_view.model().visibility().onlyMatches;
      m_bar.setHides(m_hides);
    }
  });
}

void TraceFinder::edit(const QString& text) {
  if (splitWords(text).isEmpty()) {
    end();
  } else {
    m_delay.start();
  }
}

void TraceFinder::end() {
  m_delay.stop();
  const bool wasOn = !m_words.isEmpty();
  m_words.clear();
  m_bar.clearResult();
  m_view.setMatches(nullptr);
  if (wasOn) emit findRequested({});
}

void TraceFinder::restart() {
  if (!splitWords(m_bar.text()).isEmpty()) search();
}

void TraceFinder::searchOn() {
  if (m_words.isEmpty()) return;
  m_stays = true;
  findWords();
}

void TraceFinder::search() {
  m_stays = false;
  findWords();
}

void TraceFinder::findWords() {
  if (m_view.model().isEmpty()) return;
  m_delay.stop();
  if (m_words.isEmpty()) m_from = m_view.model().selected();
  m_words = splitWords(m_bar.text());
  auto matches = std::make_shared<SpanMatches>(findInDocument(m_view.model().document(), m_bar.text()));
  matches->isComplete = !m_isAnswered || !m_isAnswered();
  m_view.setMatches(std::move(matches));
  hide(m_hides);
  if (!m_stays) m_view.goToFirstMatch(m_from);
  updateNote();
  emit findRequested(m_bar.text());
}

void TraceFinder::setResult(const std::shared_ptr<const SpanMatches>& matches) {
  if (matches == nullptr || matches->words != m_words || m_words.isEmpty()) return;
  m_view.setMatches(matches);
  hide(m_hides);
  if (!m_stays) m_view.goToFirstMatch(m_from);
  updateNote();
}

void TraceFinder::go(bool forward) {
  if (m_delay.isActive()) search();
  m_view.goToMatch(forward);
}

void TraceFinder::hide(bool hides) {
  m_hides = hides;
  if (m_view.model().isEmpty()) return;
  Visibility visibility = m_view.model().visibility();
  visibility.onlyMatches = hides && m_view.model().found().count() > 0;
  m_view.setVisibility(std::move(visibility));
}

void TraceFinder::updateNote() {
  const WaterfallModel& model = m_view.model();
  if (model.isEmpty() || !model.found().isActive()) return;
  const NodeIndex selected = model.selected();
  const std::uint32_t at = selected == kNoNode ? FoundSpans::kNotFound
                                               : model.found().indexOf(model.document().position[selected]);
  m_bar.setResult(at == FoundSpans::kNotFound ? 0 : std::uint64_t{at} + 1, model.found().count(),
                  model.found().matches().isComplete);
}

}  // namespace spanloupe::waterfall
