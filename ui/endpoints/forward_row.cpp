// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/forward_row.h"

#include <QHBoxLayout>
#include <QPainter>

#include "ui/common/controls.h"
#include "ui/common/paint.h"
#include "ui/common/wrapped_label.h"
#include "ui/endpoints/endpoint_texts.h"

namespace spanloupe::endpoints {
namespace {

constexpr int kRow = 30;
constexpr int kName = 96;
constexpr int kGap = 6;
constexpr double kDot = 8;

}  // namespace

ForwardRow::ForwardRow(const ui::Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_first(new QWidget),
      m_target(new ui::TextLabel(look, &ui::Fonts::mono, &ui::Theme::text1)),
      m_sent(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::text2)),
      m_note(new ui::WrappedLabel(look, &ui::Fonts::small, &ui::Theme::text2)) {
  setObjectName(QStringLiteral("forwardRow"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  const int before = look.measures().iconRow() + kGap;
  auto* title = new ui::TextLabel(look, &ui::Fonts::body, &ui::Theme::text1, tr("Copy to"));
  title->setFixedWidth(look.measures().px(kName));
  m_target->setElided(true);
  auto* row = new QHBoxLayout(m_first);
  row->setContentsMargins(before, 0, 0, 0);
  row->setSpacing(kGap);
  row->addWidget(title);
  row->addWidget(m_target, 1);
  row->addWidget(m_sent);
  m_first->setFixedHeight(look.measures().px(kRow));
  auto* below = new QHBoxLayout;
  below->setContentsMargins(before, 0, 0, 4);
  below->addWidget(m_note);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_first);
  column->addLayout(below);
  column->addWidget(new ui::HairlineWidget(look, Qt::Horizontal, false));
  connect(&look, &ui::Look::changed, this, qOverload<>(&QWidget::update));
  hide();
}

void ForwardRow::setState(const std::optional<session::ForwardingState>& state) {
  setVisible(state.has_value());
  if (!state) return;
  // It comes every second, and mostly says the same.
  const QString target = QString::fromStdString(state->target);
  const QString sent = tr("%1 sent").arg(ui::formatCount(state->counts.sentRequests));
  const QStringList shown =
      QStringList{target, sent, QString::number(state->isStopped)} + forwardingTexts(*state);
  if (shown == m_shown) return;
  m_shown = shown;
  m_isWarning = needsAttention(*state);
  m_isStopped = state->isStopped;
  QStringList texts = forwardingTexts(*state);
  setAccessibleName(texts.join(QStringLiteral(", ")));
  setToolTip(texts.join(QLatin1Char('\n')));
  m_target->setText(target);
  m_sent->setText(sent);
  if (!state->problem) texts.removeFirst();
  m_note->setText(texts.join(QStringLiteral(" · ")));
  m_note->setColor(m_isWarning ? &ui::Theme::warn : &ui::Theme::text2);
  m_note->setVisible(!texts.isEmpty());
  update();
}

void ForwardRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  const int icon = m_look.measures().iconRow();
  const int x = layoutDirection() == Qt::LeftToRight ? 0 : width() - icon;
  const QRect place(x, (m_first->height() - icon) / 2, icon, icon);
  if (m_isWarning) return ui::paintIcon(painter, ui::Icon::Warning, place, theme.warn);
  const double size = m_look.measures().real(kDot);
  const QRectF dot(place.x() + (icon - size) / 2, place.y() + (icon - size) / 2, size, size);
  const QColor color = m_isStopped ? theme.text3 : theme.ok;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(color, 1.5));
  if (!m_isStopped) painter.setBrush(color);
  painter.drawEllipse(dot.adjusted(0.75, 0.75, -0.75, -0.75));
}

}  // namespace spanloupe::endpoints
