// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/live_strip.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollBar>

#include "ui/common/controls.h"
#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/traces/trace_chart.h"
#include "ui/traces/trace_list_model.h"
#include "ui/traces/trace_table.h"

namespace spanloupe::traces {
namespace {

constexpr double kMarkColumn =
    28;  // The dot stands in the column of the marks, the words in that of the names.
constexpr double kDot = 8;

const QString kBetween = QStringLiteral(" · ");

ui::Button* link(const ui::Look& look, const QString& text, const QString& name) {
  auto* button = new ui::Button(look, ui::Icon::None, text, ui::ButtonKind::Link);
  button->setSmall(true);
  button->setObjectName(name);
  return button;
}

}  // namespace

LiveStrip::LiveStrip(const ui::Look& look, session::TraceSession& session, TraceTable& table,
                     TraceChart& chart, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_session(session),
      m_table(table),
      m_chart(chart),
      m_text(new ui::TextLabel(look, &ui::Fonts::small, &ui::Theme::text2)),
      m_show(link(look, tr("Show"), QStringLiteral("showNew"))),
      m_follow(link(look, tr("Follow"), QStringLiteral("follow"))),
      m_pause(link(look, tr("Pause"), QStringLiteral("pause"))),
      m_clear(link(look, tr("Clear"), QStringLiteral("clear"))) {
  setObjectName(QStringLiteral("liveStrip"));
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(look.measures().px(kMarkColumn) + ui::Measures::kCellPadding, 0,
                             ui::Measures::kPanelPadding, 1);
  layout->setSpacing(4);
  for (QWidget* part :
       {static_cast<QWidget*>(m_text), static_cast<QWidget*>(m_show), static_cast<QWidget*>(m_follow),
        static_cast<QWidget*>(m_pause), static_cast<QWidget*>(m_clear)})
    layout->addWidget(part);
  layout->addStretch();
  connect(m_show, &QAbstractButton::clicked, &table, &TraceTable::scrollToTop);
  connect(m_follow, &QAbstractButton::clicked, this, &LiveStrip::follow);
  connect(m_pause, &QAbstractButton::clicked, this, [this] { setPaused(!model().isPaused()); });
  m_clear->setToolTip(tr("Hide everything received so far; Undo brings it back"));
  connect(m_clear, &QAbstractButton::clicked, this, &LiveStrip::clear);
  connect(&session, &session::TraceSession::liveChanged, this, [this](bool isLive) {
    if (!isLive) setPaused(false);
    m_table.setFollowing(true);
    refresh();
  });
  connect(&session, &session::TraceSession::overviewChanged, this, &LiveStrip::refresh);
  connect(&model(), &TraceListModel::pausedChanged, this, [this](bool isPaused) {
    m_chart.setPaused(isPaused);
    refresh();
  });
  // Who has chosen a trace reads it.
  connect(&table, &TraceTable::currentTraceChanged, this, [this] {
    if (m_session.isLive() && m_table.currentTrace()) m_table.setFollowing(false);
  });
  connect(&table, &TraceTable::followingChanged, this, &LiveStrip::refresh);
  connect(&table, &TraceTable::newAboveChanged, this, &LiveStrip::refresh);
  connect(table.verticalScrollBar(), &QScrollBar::valueChanged, this, &LiveStrip::refresh);
  connect(&look, &ui::Look::changed, this, qOverload<>(&QWidget::update));
  hide();
}

TraceListModel& LiveStrip::model() const { return m_table.model(); }

QString LiveStrip::text() const { return m_text->text(); }

QSize LiveStrip::sizeHint() const { return {200, m_look.measures().px(24)}; }

void LiveStrip::follow() {
  setPaused(false);
  // What is new stands on top where the newest does.
  if (model().order() != store::TraceOrder{}) model().setOrder({});
  m_table.setFollowing(true);
  m_table.scrollToTop();
  refresh();
}

void LiveStrip::clear() {
  setPaused(false);
  m_table.setFollowing(true);
  emit clearRequested();
}

void LiveStrip::setPaused(bool isPaused) { model().setPaused(isPaused); }

std::uint64_t LiveStrip::waiting() const {
  const std::uint64_t all = m_session.overview().statistics.traces;
  return all > model().total() ? all - model().total() : 0;
}

QString LiveStrip::condition() const {
  if (model().isPaused()) {
    const std::uint64_t traces = waiting();
    return traces == 0 ? tr("Paused")
                       : tr("Paused") + kBetween + tr("%1 waiting").arg(ui::formatCount(traces));
  }
  if (!m_table.isHeld()) return tr("Following");
  const auto above = static_cast<std::uint64_t>(m_table.newAbove());
  return above == 0 ? tr("Live, list held still")
                    : tr("Live, list held still") + kBetween +
                          ui::formatCounted(above, tr("new trace above"), tr("new traces above"));
}

void LiveStrip::refresh() {
  m_text->setText(condition());
  setAccessibleName(m_text->text());
  const bool isPaused = model().isPaused();
  m_show->setVisible(!isPaused && m_table.newAbove() > 0);
  m_follow->setVisible(!isPaused && m_table.isHeld());
  m_clear->setEnabled(m_session.overview().statistics.spans + m_session.overview().statistics.logs > 0);
  m_pause->setText(isPaused ? tr("Resume") : tr("Pause"));
  setVisible(m_session.isLive());
  update();
}

void LiveStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  painter.fillRect(rect(), theme.panel);
  const double size = m_look.measures().real(kDot);
  const double x = (m_look.measures().px(kMarkColumn) - size) / 2 + 2;
  const QRectF dot(x, (height() - size) / 2, size, size);
  painter.setRenderHint(QPainter::Antialiasing);
  // Hollow where it stands still: colour alone would not tell.
  const QColor color = model().isPaused() ? theme.warn : theme.ok;
  painter.setPen(QPen(color, 1.5));
  if (!m_table.isHeld() && !model().isPaused()) painter.setBrush(color);
  painter.drawEllipse(dot.adjusted(0.75, 0.75, -0.75, -0.75));
  painter.setRenderHint(QPainter::Antialiasing, false);
  ui::hairlineH(painter, 0, width(), height() - ui::devicePixel(painter), theme.hairline);
}

}  // namespace spanloupe::traces
