// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/job_strip.h"

#include <QPainter>
#include <algorithm>

#include "ui/common/controls.h"
#include "ui/common/job.h"
#include "ui/common/look.h"
#include "ui/common/paint.h"
#include "ui/common/text_cache.h"

namespace spanloupe::ui {
namespace {

constexpr int kDelay = 120;
constexpr int kTick = 100;
constexpr double kBarWidth = 160;
constexpr double kBarHeight = 4;

}  // namespace

JobStrip::JobStrip(const Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_cancel(new Button(look, Icon::None, tr("Cancel"), ButtonKind::Link, this)) {
  setObjectName(QStringLiteral("jobStrip"));
  m_cancel->setSmall(true);
  m_delay.setSingleShot(true);
  m_delay.setInterval(kDelay);
  m_tick.setInterval(kTick);
  connect(&m_delay, &QTimer::timeout, this, &QWidget::show);
  connect(&m_tick, &QTimer::timeout, this, &JobStrip::readCount);
  connect(m_cancel, &QAbstractButton::clicked, this, [this] {
    if (!m_job || !m_job->cancel()) return;
    stop();
    emit cancelled();
  });
  connect(&look, &Look::changed, this, [this] {
    updateGeometry();
    update();
  });
  hide();
}

void JobStrip::start(const QString& title, std::shared_ptr<Job> job, std::uint64_t total,
                     std::function<QString(std::uint64_t, std::uint64_t)> text) {
  m_title = title;
  m_job = std::move(job);
  m_total = total;
  m_textOf = std::move(text);
  readCount();
  m_delay.start();
  m_tick.start();
}

void JobStrip::stop() {
  m_delay.stop();
  m_tick.stop();
  hide();
}

void JobStrip::readCount() {
  const std::uint64_t done = m_job->done();
  m_share = m_total > 0 ? std::min(1.0, static_cast<double>(done) / static_cast<double>(m_total)) : 0;
  m_text = m_textOf(done, m_total);
  setAccessibleName(m_title + QStringLiteral(" · ") + m_text);
  update();
}

QSize JobStrip::sizeHint() const { return {0, m_look.measures().control()}; }

void JobStrip::resizeEvent(QResizeEvent*) {
  const QSize size = m_cancel->sizeHint();
  m_cancel->setGeometry(width() - size.width() - 4, (height() - 1 - size.height()) / 2, size.width(),
                        size.height());
}

void JobStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& theme = m_look.theme();
  const Measures& measures = m_look.measures();
  painter.fillRect(rect(), theme.surface);
  hairlineH(painter, 0, width(), height() - devicePixel(painter), theme.line);
  const QRectF line(0, 0, width(), height() - 1);
  TextCache strong(m_look.fonts().smallStrong);
  TextCache small(m_look.fonts().small, true);
  const double baseline = centredBaseline(line, small.metrics());
  double x = Measures::kPanelPadding;
  painter.setPen(theme.text1);
  const QString title = strong.elided(m_title, std::max(measures.real(120), width() * 0.4));
  strong.draw(painter, {x, baseline}, title);
  x += strong.width(title) + 10;
  const QRectF bar(x, line.center().y() - kBarHeight / 2, measures.real(kBarWidth), kBarHeight);
  painter.fillRect(snapped(painter, bar), theme.hairline);
  painter.fillRect(snapped(painter, {bar.left(), bar.top(), bar.width() * m_share, bar.height()}),
                   theme.accent);
  painter.setPen(theme.text2);
  small.draw(painter, {bar.right() + 12, baseline}, m_text);
}

}  // namespace spanloupe::ui
