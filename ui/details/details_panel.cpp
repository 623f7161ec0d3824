// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_panel.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QPainter>

#include "ui/common/controls.h"
#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/search_field.h"
#include "ui/common/states.h"
#include "ui/details/details_head.h"
#include "ui/details/details_view.h"
#include "ui/details/distribution_strip.h"
#include "ui/details/log_head.h"

namespace spanloupe::details {

DetailsPanel::DetailsPanel(const ui::Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_header(new QWidget(this)),
      m_searchRow(new QWidget(this)),
      m_error(new ui::ErrorStrip(look, this)),
      m_empty(new ui::EmptyState(look, this, &ui::Theme::panel)),
      m_head(new DetailsHead(look, this)),
      m_logHead(new LogHead(look, this)),
      m_distribution(new DistributionStrip(look, this)),
      m_view(new DetailsView(look, this)),
      m_loading(new ui::LoadingLine(look, this)) {
  setUpHeader();
  setUpSearch();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_header);
  column->addWidget(m_searchRow);
  column->addWidget(m_error);
  column->addWidget(m_empty, 1);
  column->addWidget(m_head);
  column->addWidget(m_logHead);
  column->addWidget(m_distribution);
  column->addWidget(m_view, 1);

  connect(m_view, &DetailsView::linkActivated, this, &DetailsPanel::linkActivated);
  connect(m_view, &DetailsView::urlOpened, this, [](const QUrl& url) { QDesktopServices::openUrl(url); });
  connect(m_view, &DetailsView::filtered, this, &DetailsPanel::noteMatches);
  connect(m_view, &DetailsView::findRequested, this, [this] {
    if (m_searchRow->isHidden()) toggleSearch();
    m_search->edit().setFocus();
    m_search->edit().selectAll();
  });
  connect(&look, &ui::Look::changed, this, [this] {
    m_header->setFixedHeight(m_look.measures().dockHeader());
    update();
  });
  clear();
}

void DetailsPanel::setUpHeader() {
  m_title = new ui::TextLabel(m_look, &ui::Fonts::bodyStrong, &ui::Theme::text1, tr("Span"), m_header);
  m_find = new ui::Button(m_look, ui::Icon::Search, tr("Find in the details"), true, m_header);
  m_find->setCheckable(true);
  m_copy = new ui::Button(m_look, ui::Icon::Copy, tr("Copy the span as JSON"), true, m_header);
  auto* close = new ui::Button(m_look, ui::Icon::Close, tr("Close the details"), true, m_header);
  auto* line = new QHBoxLayout(m_header);
  // Margins are not mirrored from right to left, what stands in the line is.
  line->setContentsMargins(6, 0, 6, 1);
  line->setSpacing(2);
  line->addSpacing(ui::Measures::kPanelPadding - 6 - 2);
  line->addWidget(m_title);
  line->addStretch(1);
  line->addWidget(m_find);
  line->addWidget(m_copy);
  line->addWidget(close);
  m_header->setFixedHeight(m_look.measures().dockHeader());
  connect(m_find, &ui::Button::clicked, this, &DetailsPanel::toggleSearch);
  connect(m_copy, &ui::Button::clicked, m_view, &DetailsView::copyRecord);
  connect(close, &ui::Button::clicked, this, &DetailsPanel::closeRequested);
}

void DetailsPanel::setUpSearch() {
  m_search = new ui::SearchField(m_look, tr("Find key or value"), m_searchRow);
  auto* line = new QHBoxLayout(m_searchRow);
  line->setContentsMargins(ui::Measures::kPanelPadding, 6, ui::Measures::kPanelPadding, 6);
  line->addWidget(m_search);
  m_searchRow->hide();
  connect(m_search, &ui::SearchField::textEdited, m_view, &DetailsView::setFilter);
  connect(m_search, &ui::SearchField::submitted, this, [this] {
    m_view->setFocus();
    m_view->setCurrentItem(std::min(1, m_view->itemCount() - 1));
  });
  connect(m_search, &ui::SearchField::escaped, this, [this] {
    toggleSearch();
    m_view->setFocus();
  });
}

QSize DetailsPanel::sizeHint() const { return {m_look.measures().details(), m_look.measures().px(600)}; }

QSize DetailsPanel::minimumSizeHint() const {
  return {m_look.measures().detailsMinimum(), m_look.measures().px(160)};
}

void DetailsPanel::toggleSearch() {
  const bool wasShown = !m_searchRow->isHidden();
  m_searchRow->setVisible(!wasShown);
  m_find->setChecked(!wasShown);
  if (wasShown) {
    m_search->setText({});
    m_view->setFilter({});
  } else {
    m_search->edit().setFocus();
  }
}

void DetailsPanel::noteMatches() {
  if (m_search->text().trimmed().isEmpty()) {
    m_search->setNote({});
    return;
  }
  const std::size_t count = m_view->matches();
  m_search->setNote(count == 0 ? tr("nothing") : ui::formatCount(std::uint64_t{count}), count == 0);
}

void DetailsPanel::showHead(QWidget* head) {
  m_head->setVisible(head == m_head);
  m_logHead->setVisible(head == m_logHead);
}

void DetailsPanel::showContent(bool any) {
  m_error->clear();
  m_empty->setVisible(!any);
  showHead(any ? m_head : nullptr);
  m_view->setVisible(any);
  m_find->setEnabled(any);
  m_copy->setEnabled(m_details != nullptr);
  m_copy->setToolTip(tr("Copy the span as JSON"));
  m_copy->setAccessibleName(m_copy->toolTip());
}

void DetailsPanel::show(std::shared_ptr<const SpanDetails> details) {
  if (details == nullptr) {
    clear();
    return;
  }
  setLoading(false);
  const bool isSame = m_details != nullptr && details->isSameSpan(*m_details);
  m_details = std::move(details);
  m_title->setText(tr("Span"));
  m_head->setDetails(m_details);
  m_view->setDetails(m_details);
  if (!isSame) m_distribution->setCounting();
  showContent(true);
}

void DetailsPanel::setSeveral(std::shared_ptr<const SeveralSpans> several) {
  if (several == nullptr) {
    clear();
    return;
  }
  setLoading(false);
  m_details.reset();
  m_title->setText(tr("Several spans"));
  m_head->setSeveral(several);
  m_distribution->setDistribution(nullptr, {});
  m_view->setSeveral(std::move(several));
  showContent(true);
}

void DetailsPanel::showLog(std::shared_ptr<const LogDetails> log) {
  setLoading(false);
  m_details.reset();
  m_title->setText(tr("Log record"));
  m_logHead->setLog(log);
  m_distribution->setDistribution(nullptr, {});
  m_view->setLog(std::move(log));
  showContent(true);
  showHead(m_logHead);
  m_copy->setEnabled(true);
  m_copy->setToolTip(tr("Copy the log record as JSON"));
  m_copy->setAccessibleName(m_copy->toolTip());
}

void DetailsPanel::setDistribution(std::shared_ptr<const query::DurationDistribution> distribution) {
  if (m_details == nullptr) return;
  const SpanView& span = m_details->record.span;
  // As it was sent: what the others are counted by.
  m_distribution->setDistribution(std::move(distribution), nanosOf(span.end) < nanosOf(span.start)
                                                               ? Duration(-1)
                                                               : elapsed(span.start, span.end));
}

void DetailsPanel::setLinks(std::shared_ptr<const LinkFacts> links) {
  if (m_details != nullptr) m_view->setLinks(std::move(links));
}

void DetailsPanel::setWorker(Worker worker) { m_view->setWorker(std::move(worker)); }

void DetailsPanel::clear(const QString& sentence) {
  setLoading(false);
  m_details.reset();
  m_title->setText(tr("Span"));
  m_head->setDetails(nullptr);
  m_view->setDetails(nullptr);
  m_distribution->setDistribution(nullptr, {});
  m_empty->setContent(sentence.isEmpty() ? tr("Select a span to see its details.") : sentence);
  showContent(false);
}

void DetailsPanel::setLoading(bool loading) {
  if (loading) {
    m_loading->raise();
    m_loading->start();
  } else {
    m_loading->stop();
  }
}

void DetailsPanel::showError(const QString& what, const Error& error) {
  setLoading(false);
  m_error->show(what, error);
}

void DetailsPanel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_look.theme().panel);
  ui::hairlineH(painter, 0, width(), m_header->height() - ui::devicePixel(painter), m_look.theme().hairline);
}

void DetailsPanel::resizeEvent(QResizeEvent*) { m_loading->setGeometry(0, 0, width(), 2); }

}  // namespace spanloupe::details
