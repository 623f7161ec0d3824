// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_panel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>

#include "ui/common/controls.h"
#include "ui/common/paint.h"
#include "ui/common/states.h"
#include "ui/details/details_head.h"
#include "ui/details/details_view.h"
#include "ui/details/span_json.h"

namespace spanloupe::details {

DetailsPanel::DetailsPanel(const ui::Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_header(new QWidget(this)),
      m_error(new ui::ErrorStrip(look, this)),
      m_empty(new ui::EmptyState(look, this, &ui::Theme::panel)),
      m_head(new DetailsHead(look, this)),
      m_view(new DetailsView(look, this)),
      m_loading(new ui::LoadingLine(look, this)) {
  auto* title = new ui::TextLabel(look, &ui::Fonts::bodyStrong, &ui::Theme::text1, tr("Span"), m_header);
  m_copy = new ui::Button(look, ui::Icon::Copy, tr("Copy the span as JSON"), true, m_header);
  auto* close = new ui::Button(look, ui::Icon::Close, tr("Close the details"), true, m_header);
  auto* line = new QHBoxLayout(m_header);
  line->setContentsMargins(ui::Measures::kPanelPadding, 0, 6, 1);
  line->setSpacing(2);
  line->addWidget(title);
  line->addStretch(1);
  line->addWidget(m_copy);
  line->addWidget(close);
  m_header->setFixedHeight(look.measures().dockHeader());

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_header);
  column->addWidget(m_error);
  column->addWidget(m_empty, 1);
  column->addWidget(m_head);
  column->addWidget(m_view, 1);

  connect(m_copy, &ui::Button::clicked, this, [this] {
    if (m_details != nullptr) QGuiApplication::clipboard()->setText(spanAsJson(*m_details));
  });
  connect(close, &ui::Button::clicked, this, &DetailsPanel::closeRequested);
  connect(m_view, &DetailsView::linkActivated, this, &DetailsPanel::linkActivated);
  connect(&look, &ui::Look::changed, this, [this] {
    m_header->setFixedHeight(m_look.measures().dockHeader());
    update();
  });
  clear();
}

QSize DetailsPanel::sizeHint() const { return {m_look.measures().details(), m_look.measures().px(600)}; }

QSize DetailsPanel::minimumSizeHint() const {
  return {m_look.measures().detailsMinimum(), m_look.measures().px(160)};
}

void DetailsPanel::show(std::shared_ptr<const SpanDetails> details) {
  if (details == nullptr) {
    clear();
    return;
  }
  setLoading(false);
  m_error->clear();
  m_details = std::move(details);
  m_head->setDetails(m_details);
  m_view->setDetails(m_details);
  m_empty->hide();
  m_head->show();
  m_view->show();
  m_copy->setEnabled(true);
}

void DetailsPanel::clear(const QString& sentence) {
  setLoading(false);
  m_error->clear();
  m_details.reset();
  m_head->setDetails(nullptr);
  m_view->setDetails(nullptr);
  m_head->hide();
  m_view->hide();
  m_empty->setContent(sentence.isEmpty() ? tr("Select a span to see its details.") : sentence);
  m_empty->show();
  m_copy->setEnabled(false);
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
