// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/sample_card.h"

#include "ui/common/controls.h"
#include "ui/session/session_jobs.h"

namespace spanloupe::start {

SampleCard::SampleCard(const ui::Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_load(new ui::Button(look, ui::Icon::None, tr("Load"), ui::ButtonKind::Normal, this)) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  m_load->setObjectName(QStringLiteral("loadSample"));
  m_load->setAccessibleName(tr("Load the sample"));
  connect(m_load, &QAbstractButton::clicked, this, &SampleCard::loadRequested);
  connect(&look, &ui::Look::changed, this, [this] {
    updateGeometry();
    update();
  });
}

QSize SampleCard::sizeHint() const {
  return {m_look.measures().px(520), m_look.measures().rowTwoLines() + 16};
}

void SampleCard::resizeEvent(QResizeEvent*) {
  const QSize size = m_load->sizeHint();
  m_load->setGeometry(width() - size.width() - ui::Measures::kPanelPadding, (height() - size.height()) / 2,
                      size.width(), size.height());
}

void SampleCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  const ui::Fonts& fonts = m_look.fonts();
  ui::roundedBox(painter, rect(), ui::Measures::kRadiusPopup, theme.surface, theme.line);
  const double icon = m_look.measures().px(20);
  ui::paintIcon(painter, ui::Icon::Sample,
                {double(ui::Measures::kPanelPadding), (height() - icon) / 2, icon, icon}, theme.accent);
  const double left = ui::Measures::kPanelPadding + icon + ui::Measures::kPanelPadding;
  const QRectF text(left, 8, m_load->x() - left - ui::Measures::kPanelPadding, height() - 16);
  const double half = text.height() / 2;
  painter.setFont(fonts.bodyStrong);
  painter.setPen(theme.text1);
  painter.drawText(QPointF(left, ui::centredBaseline({left, text.top(), text.width(), half},
                                                     QFontMetricsF(fonts.bodyStrong))),
                   tr("Load the sample"));
  const QFontMetricsF small(fonts.small);
  const QString summary =
      tr("%1 spans of an online shop, some slow, some failing").arg(ui::formatCount(session::kSampleSpans));
  painter.setFont(fonts.small);
  painter.setPen(theme.text2);
  painter.drawText(QPointF(left, ui::centredBaseline({left, text.top() + half, text.width(), half}, small)),
                   small.elidedText(summary, Qt::ElideRight, text.width()));
}

}  // namespace spanloupe::start
