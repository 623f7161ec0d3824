// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/live_strip.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <utility>

#include "ui/common/controls.h"
#include "ui/common/format.h"
#include "ui/common/paint.h"

namespace spanloupe::ui {
namespace {

// The dot stands in the column of the marks, the words in that of the names.
constexpr double kMarkColumn = 28;
constexpr double kDot = 8;

const QString kBetween = QStringLiteral(" · ");

Button* link(const Look& look, const QString& text, const QString& name) {
  auto* button = new Button(look, Icon::None, text, ButtonKind::Link);
  button->setSmall(true);
  button->setObjectName(name);
  return button;
}

}  // namespace

LiveStrip::LiveStrip(const Look& look, Words words, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_words(std::move(words)),
      m_text(new TextLabel(look, &Fonts::small, &Theme::text2)),
      m_show(link(look, tr("Show"), QStringLiteral("showNew"))),
      m_follow(link(look, tr("Follow"), QStringLiteral("follow"))),
      m_pause(link(look, tr("Pause"), QStringLiteral("pause"))),
      m_clear(link(look, tr("Clear"), QStringLiteral("clear"))),
      m_followCommand(new QAction(m_words.follow, this)),
      m_pauseCommand(new QAction(m_words.pause, this)) {
  setObjectName(QStringLiteral("liveStrip"));
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(look.measures().px(kMarkColumn) + Measures::kCellPadding, 0,
                             Measures::kPanelPadding, 1);
  layout->setSpacing(4);
  for (QWidget* part :
       {static_cast<QWidget*>(m_text), static_cast<QWidget*>(m_show), static_cast<QWidget*>(m_follow),
        static_cast<QWidget*>(m_pause), static_cast<QWidget*>(m_clear)})
    layout->addWidget(part);
  layout->addStretch();
  m_clear->setToolTip(tr("Hide everything received so far; Undo brings it back"));
  connect(m_followCommand, &QAction::triggered, this, &LiveStrip::followRequested);
  connect(m_pauseCommand, &QAction::triggered, this, [this] { emit pauseRequested(!m_state.isPaused); });
  connect(m_show, &QAbstractButton::clicked, this, &LiveStrip::newestRequested);
  connect(m_follow, &QAbstractButton::clicked, this, &LiveStrip::followRequested);
  connect(m_pause, &QAbstractButton::clicked, this, [this] { emit pauseRequested(!m_state.isPaused); });
  connect(m_clear, &QAbstractButton::clicked, this, &LiveStrip::clearRequested);
  connect(&look, &Look::changed, this, [this] {
    this->layout()->setContentsMargins(m_look.measures().px(kMarkColumn) + Measures::kCellPadding, 0,
                                       Measures::kPanelPadding, 1);
    updateGeometry();
    update();
  });
  setState({});
}

QString LiveStrip::text() const { return m_text->text(); }

QSize LiveStrip::sizeHint() const { return {200, m_look.measures().px(24)}; }

QString LiveStrip::condition() const {
  if (m_state.isPaused)
    return m_state.waiting == 0
               ? tr("Paused")
               : tr("Paused") + kBetween + tr("%1 waiting").arg(formatCount(m_state.waiting));
  if (!m_state.isHeld) return tr("Following");
  return m_state.newAbove == 0 ? tr("Live, list held still")
                               : tr("Live, list held still") + kBetween +
                                     formatCounted(m_state.newAbove, m_words.one, m_words.several);
}

void LiveStrip::setState(const State& state) {
  m_state = state;
  m_text->setText(condition());
  setAccessibleName(m_text->text());
  const bool canShow = !state.isPaused && state.newAbove > 0;
  const bool canFollow = !state.isPaused && state.isHeld;
  // Hiding what has the focus would pass it on to the next button, which does something else.
  const bool isLeft = (m_show->hasFocus() && !canShow) || (m_follow->hasFocus() && !canFollow) ||
                      (m_clear->hasFocus() && !state.canClear);
  m_show->setVisible(canShow);
  m_follow->setVisible(canFollow);
  m_clear->setEnabled(state.canClear);
  m_pause->setText(state.isPaused ? tr("Resume") : tr("Pause"));
  refreshCommands();
  update();
  if (isLeft) emit left();
}

void LiveStrip::fillMenu(QMenu& menu) const { menu.addActions({m_followCommand, m_pauseCommand}); }

void LiveStrip::refreshCommands() {
  m_pauseCommand->setText(m_state.isPaused ? m_words.resume : m_words.pause);
  m_pauseCommand->setEnabled(isVisible());
  m_followCommand->setEnabled(isVisible() && (m_state.isPaused || m_state.isHeld));
}

void LiveStrip::showEvent(QShowEvent*) { refreshCommands(); }

void LiveStrip::hideEvent(QHideEvent*) { refreshCommands(); }

void LiveStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& theme = m_look.theme();
  painter.fillRect(rect(), theme.panel);
  const double size = m_look.measures().real(kDot);
  const double left = (m_look.measures().px(kMarkColumn) - size) / 2 + 2;
  const QRectF dot(layoutDirection() == Qt::RightToLeft ? width() - left - size : left, (height() - size) / 2,
                   size, size);
  painter.setRenderHint(QPainter::Antialiasing);
  // Hollow where it stands still: colour alone would not tell.
  const QColor color = m_state.isPaused ? theme.warn : theme.ok;
  painter.setPen(QPen(color, 1.5));
  if (!m_state.isHeld && !m_state.isPaused) painter.setBrush(color);
  painter.drawEllipse(dot.adjusted(0.75, 0.75, -0.75, -0.75));
  painter.setRenderHint(QPainter::Antialiasing, false);
  hairlineH(painter, 0, width(), height() - devicePixel(painter), theme.hairline);
}

}  // namespace spanloupe::ui
