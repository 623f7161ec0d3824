// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/states.h"

#include <QAccessible>
#include <QPainter>
#include <cmath>

#include "ui/common/controls.h"
#include "ui/common/look.h"

namespace spanloupe::ui {

namespace {

constexpr int kPadding = Measures::kPanelPadding;
constexpr int kEmptyWidth = 420;
constexpr int kMostActions = 3;
constexpr int kLoadingDelayMs = 120;
constexpr int kTickMs = 40;
constexpr double kRunnerShare = 0.22;

}  // namespace

ErrorStrip::ErrorStrip(const Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_action(new Button(look, Icon::None, QString(), ButtonKind::Normal, this)),
      m_close(new Button(look, Icon::Close, tr("Dismiss"), true, this)) {
  m_action->setSmall(true);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  connect(m_action, &Button::clicked, this, &ErrorStrip::actionTriggered);
  connect(m_close, &Button::clicked, this, [this] {
    clear();
    emit dismissed();
  });
  connect(&look, &Look::changed, this, [this] {
    updateGeometry();
    update();
  });
  hide();
}

void ErrorStrip::show(const QString& what, const Error& error, const QString& actionText) {
  m_what = what;
  m_message = QString::fromStdString(error.message);
  // A sentence after the first one.
  if (!m_message.isEmpty()) {
    m_message[0] = m_message[0].toUpper();
    if (m_message.back().isLetterOrNumber()) m_message += QLatin1Char('.');
  }
  m_place = QString::fromStdString(error.file);
  if (error.offset) {
    const QString at = tr("at byte %1").arg(formatCount(*error.offset));
    m_place = m_place.isEmpty() ? at : m_place + QLatin1Char(' ') + at;
  }
  m_action->setText(actionText);
  m_action->setVisible(!actionText.isEmpty());
  setAccessibleName(text());
  QWidget::show();
  resizeEvent(nullptr);
  update();
  QAccessibleEvent event(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&event);
}

void ErrorStrip::clear() {
  m_what.clear();
  m_message.clear();
  m_place.clear();
  hide();
}

QString ErrorStrip::text() const {
  QString result = m_what;
  for (const QString& part : {m_message, m_place}) {
    if (!part.isEmpty()) result += (result.isEmpty() ? QString() : QStringLiteral(" ")) + part;
  }
  return result;
}

QSize ErrorStrip::sizeHint() const { return {m_look.measures().px(320), m_look.measures().strip()}; }

QRect ErrorStrip::textRect() const {
  const int icon = m_look.measures().icon();
  const int right = m_action->isHidden() ? m_close->x() : m_action->x();
  return {kPadding + icon + Measures::kIconGap, 0, right - kPadding - icon - 2 * Measures::kIconGap,
          height()};
}

void ErrorStrip::resizeEvent(QResizeEvent*) {
  m_close->resize(m_close->sizeHint());
  m_close->move(width() - m_close->width() - 4, (height() - m_close->height()) / 2);
  m_action->resize(m_action->sizeHint());
  m_action->move(m_close->x() - m_action->width() - 6, (height() - m_action->height()) / 2);
  setToolTip(text());
}

void ErrorStrip::paintEvent(QPaintEvent*) {
  const Theme& theme = m_look.theme();
  const Fonts& fonts = m_look.fonts();
  QPainter painter(this);
  painter.fillRect(rect(), theme.errorTint);
  const int icon = m_look.measures().icon();
  paintIcon(painter, Icon::Error, QRectF(kPadding, (height() - icon) / 2.0, icon, icon), theme.error);
  QRectF rest = textRect();
  const auto part = [&](const QString& words, const QFont& font, const QColor& color) {
    if (words.isEmpty() || rest.width() < 8) return;
    const QFontMetricsF metrics(font);
    const QString shown = metrics.elidedText(words, Qt::ElideRight, rest.width());
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QPointF(rest.left(), centredBaseline(rect(), metrics)), shown);
    rest.setLeft(rest.left() + metrics.horizontalAdvance(shown) + 6);
  };
  part(m_what, fonts.bodyStrong, theme.text1);
  part(m_message, fonts.body, theme.text1);
  part(m_place, fonts.mono, theme.text2);
}

EmptyState::EmptyState(const Look& look, QWidget* parent, QColor Theme::*background)
    : QWidget(parent), m_look(look), m_background(background) {
  connect(&look, &Look::changed, this, [this] {
    place();
    update();
  });
}

void EmptyState::setContent(const QString& sentence, const std::vector<Action>& actions) {
  m_sentence = sentence;
  setAccessibleName(sentence);
  for (Button* button : m_buttons) button->deleteLater();
  m_buttons.clear();
  for (std::size_t i = 0; i < actions.size() && i < kMostActions; ++i) {
    const Action& action = actions[i];
    const QString words =
        action.detail.isEmpty() ? action.text : action.text + QStringLiteral("  ") + action.detail;
    auto* button = new Button(m_look, Icon::None, words,
                              action.isPrimary ? ButtonKind::Primary : ButtonKind::Normal, this);
    connect(button, &Button::clicked, this, [this, i] { emit actionTriggered(static_cast<int>(i)); });
    button->show();
    m_buttons.push_back(button);
  }
  place();
  update();
}

void EmptyState::place() {
  const int most = std::min(width() - 2 * kPadding, m_look.measures().px(kEmptyWidth));
  const QFontMetrics metrics(m_look.fonts().body);
  QRect box = metrics.boundingRect(QRect(0, 0, std::max(40, most), 10'000),
                                   Qt::AlignHCenter | Qt::TextWordWrap, m_sentence);
  box.setWidth(std::max(40, most));
  box.moveTo((width() - box.width()) / 2, std::max(kPadding, height() / 3 - box.height()));
  m_textRect = box;
  int total = -8;
  for (const Button* button : m_buttons) total += button->sizeHint().width() + 8;
  int x = (width() - total) / 2;
  for (Button* button : m_buttons) {
    button->setGeometry(QRect(QPoint(x, box.bottom() + 14), button->sizeHint()));
    x += button->width() + 8;
  }
}

void EmptyState::resizeEvent(QResizeEvent*) { place(); }

void EmptyState::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_look.theme().*m_background);
  painter.setFont(m_look.fonts().body);
  painter.setPen(m_look.theme().text1);
  painter.drawText(m_textRect, Qt::AlignHCenter | Qt::TextWordWrap, m_sentence);
}

LoadingLine::LoadingLine(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
  setFixedHeight(2);
  setAttribute(Qt::WA_TransparentForMouseEvents);
  m_delay.setSingleShot(true);
  m_delay.setInterval(kLoadingDelayMs);
  m_tick.setInterval(kTickMs);
  connect(&m_delay, &QTimer::timeout, this, [this] {
    m_visible = true;
    if (!m_look.reducedMotion()) m_tick.start();
    update();
  });
  connect(&m_tick, &QTimer::timeout, this, [this] {
    m_phase = std::fmod(m_phase + 0.02, 1.0);
    update();
  });
}

void LoadingLine::start() {
  if (m_visible || m_delay.isActive()) return;
  m_share.reset();
  m_phase = 0;
  m_delay.start();
}

void LoadingLine::stop() {
  m_delay.stop();
  m_tick.stop();
  m_visible = false;
  update();
}

void LoadingLine::setProgress(std::optional<double> share) {
  m_share = share;
  update();
}

void LoadingLine::paintEvent(QPaintEvent*) {
  if (!m_visible) return;
  QPainter painter(this);
  const double w = width();
  if (m_share) {
    painter.fillRect(QRectF(0, 0, w * std::clamp(*m_share, 0.0, 1.0), height()), m_look.theme().accent);
  } else if (m_look.reducedMotion()) {
    painter.fillRect(rect(), m_look.theme().accent);
  } else {
    const double length = w * kRunnerShare;
    painter.fillRect(QRectF(m_phase * (w + length) - length, 0, length, height()), m_look.theme().accent);
  }
}

}  // namespace spanloupe::ui
