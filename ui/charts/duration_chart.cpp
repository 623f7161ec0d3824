// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/duration_chart.h"

#include <QVBoxLayout>

#include "ui/charts/box_card.h"
#include "ui/charts/chart_header.h"
#include "ui/charts/plot_accessible.h"
#include "ui/common/controls.h"

namespace spanloupe::charts {

DurationChart::DurationChart(const ui::Look& look, ChartWords words, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_words(std::move(words)),
      m_header(new ChartHeader(look, m_words.title, this)),
      m_plot(new DurationPlot(look, this)),
      m_card(new BoxCard(look, this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_header);
  layout->addWidget(m_plot);
  layout->addWidget(new ui::HairlineWidget(look, Qt::Horizontal, true));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  m_plot->setNouns(m_words.one, m_words.many);
  m_plot->setAccessibleName(m_words.title);
  m_card->setNouns(m_words.one, m_words.many);
  m_card->raise();

  connect(m_header, &ChartHeader::styleChosen, m_plot, &DurationPlot::setStyle);
  connect(m_header, &ChartHeader::scaleChosen, this, [this](ScaleKind scale) {
    setScale(scale);
    emit scaleChanged(scale);
  });
  connect(m_header, &ChartHeader::foldToggled, this, [this] {
    setFolded(!m_folded);
    emit foldedChanged(m_folded);
  });
  connect(m_header, &ChartHeader::showAllRequested, this, &DurationChart::clearFilter);
  connect(m_plot, &DurationPlot::escaped, this, &DurationChart::clearFilter);
  connect(m_plot, &DurationPlot::pointActivated, this, &DurationChart::pointActivated);
  connect(m_plot, &DurationPlot::frameChanged, this, [this] {
    m_header->setFrame(m_plot->frame(), m_words.one, m_words.many);
    notifyValueChanged(m_plot);
  });
  connect(m_plot, &DurationPlot::boxChanged, this, [this] {
    placeCard();
    notifyValueChanged(m_plot);
  });
  connect(m_card, &BoxCard::closed, m_plot, [this] {
    m_plot->setBox(std::nullopt);
    m_plot->setFocus();
  });
  connect(m_card, &BoxCard::filterRequested, this, [this] {
    if (!m_plot->box()) return;
    const TimeBox box = *m_plot->box();
    m_plot->setBox(std::nullopt);
    m_plot->setFocus();
    setFiltered(true);
    emit boxChosen(box);
  });
}

void DurationChart::setScale(ScaleKind scale) {
  m_header->setScale(scale);
  m_plot->setScale(scale);
}

void DurationChart::setFolded(bool isFolded) {
  if (isFolded == m_folded) return;
  m_folded = isFolded;
  m_header->setFolded(isFolded);
  m_plot->setVisible(!isFolded);
  placeCard();
  updateGeometry();
}

void DurationChart::setFiltered(bool isFiltered) {
  m_filtered = isFiltered;
  m_header->setFiltered(isFiltered, m_words.many);
}

void DurationChart::clearFilter() {
  if (!m_filtered) return;
  setFiltered(false);
  emit boxCleared();
}

void DurationChart::placeCard() {
  const bool isWanted = m_plot->box() && !m_folded && !m_plot->isDragging() && !m_plot->boxRect().isEmpty();
  if (m_plot->box()) m_card->setCount(m_plot->boxCount());
  // A box just let go of shows its card with its figures, not before them.
  const bool isReady = isWanted && (m_plot->boxCount() || m_card->isVisible());
  if (isReady) {
    m_card->placeBeside(m_plot->boxRect().translated(m_plot->pos()), QRect(m_plot->pos(), m_plot->size()));
    m_card->raise();
  }
  m_card->setVisible(isReady);
}

void DurationChart::resizeEvent(QResizeEvent*) { placeCard(); }

void DurationChart::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), m_look.theme().surface); }

}  // namespace spanloupe::charts
