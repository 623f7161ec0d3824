// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/stepper.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QKeyEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/common/paint.h"

namespace spanloupe::settings {
namespace {

class StepperAccess final : public QAccessibleWidget, public QAccessibleValueInterface {
 public:
  explicit StepperAccess(Stepper* stepper)
      : QAccessibleWidget(stepper, QAccessible::SpinBox), m_stepper(stepper) {}

  QString text(QAccessible::Text kind) const override {
    return kind == QAccessible::Value ? m_stepper->currentText() : QAccessibleWidget::text(kind);
  }
  void* interface_cast(QAccessible::InterfaceType type) override {
    if (type == QAccessible::ValueInterface) return static_cast<QAccessibleValueInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
  }
  QStringList actionNames() const override { return {increaseAction(), decreaseAction()}; }
  void doAction(const QString& name) override {
    if (name == increaseAction()) m_stepper->step(m_stepper->current() + 1);
    if (name == decreaseAction()) m_stepper->step(m_stepper->current() - 1);
  }
  QVariant currentValue() const override { return m_stepper->current(); }
  void setCurrentValue(const QVariant& value) override { m_stepper->step(value.toInt()); }
  QVariant maximumValue() const override { return m_stepper->count() - 1; }
  QVariant minimumValue() const override { return 0; }
  QVariant minimumStepSize() const override { return 1; }

 private:
  Stepper* m_stepper;
};

QAccessibleInterface* makeAccess(const QString&, QObject* object) {
  auto* stepper = qobject_cast<Stepper*>(object);
  return stepper ? new StepperAccess(stepper) : nullptr;
}

void installAccess() {
  static const bool installed = [] {
    QAccessible::installFactory(makeAccess);
    return true;
  }();
  Q_UNUSED(installed)
}

}  // namespace

Stepper::Stepper(const ui::Look& look, const QString& name, QStringList values, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_values(std::move(values)),
      m_less(new ui::Button(look, ui::Icon::Minus, tr("Less"), true, this)),
      m_more(new ui::Button(look, ui::Icon::Plus, tr("More"), true, this)) {
  installAccess();
  setAccessibleName(name);
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  for (ui::Button* button : {m_less, m_more}) button->setFocusPolicy(Qt::NoFocus);
  connect(m_less, &ui::Button::clicked, this, [this] { step(m_current - 1); });
  connect(m_more, &ui::Button::clicked, this, [this] { step(m_current + 1); });
  connect(&look, &ui::Look::changed, this, [this] {
    updateGeometry();
    place();
  });
  setCurrent(0);
}

void Stepper::setCurrent(int index) {
  m_current = std::clamp(index, 0, count() - 1);
  m_less->setEnabled(m_current > 0);
  m_more->setEnabled(m_current + 1 < count());
  update();
}

void Stepper::step(int index) {
  index = std::clamp(index, 0, count() - 1);
  if (index == m_current) return;
  setCurrent(index);
  if (QAccessible::isActive()) {
    QAccessibleValueChangeEvent event(this, index);
    QAccessible::updateAccessibility(&event);
  }
  emit stepped(index);
}

QSize Stepper::sizeHint() const {
  const QFontMetricsF metrics(m_look.fonts().body);
  double widest = 0;
  for (const QString& value : m_values) widest = std::max(widest, metrics.horizontalAdvance(value));
  const int height = m_look.measures().controlSmall();
  return {static_cast<int>(std::ceil(widest)) + 2 * height + m_look.measures().px(16), height};
}

void Stepper::place() {
  const int side = m_look.measures().controlSmall();
  const bool mirrored = layoutDirection() == Qt::RightToLeft;
  m_less->setGeometry(mirrored ? width() - side : 0, 0, side, side);
  m_more->setGeometry(mirrored ? 0 : width() - side, 0, side, side);
  update();
}

void Stepper::resizeEvent(QResizeEvent*) { place(); }

void Stepper::paintEvent(QPaintEvent*) {
  const ui::Theme& theme = m_look.theme();
  QPainter painter(this);
  ui::roundedBox(painter, rect(), ui::Measures::kRadiusButton, theme.raised, theme.line);
  const int side = m_look.measures().controlSmall();
  ui::hairlineV(painter, side, 1, height() - 1, theme.line);
  ui::hairlineV(painter, width() - side - ui::devicePixel(painter), 1, height() - 1, theme.line);
  const QFontMetricsF metrics(m_look.fonts().body);
  painter.setFont(m_look.fonts().body);
  painter.setPen(theme.text1);
  painter.setLayoutDirection(Qt::LayoutDirectionAuto);
  const double x = (width() - metrics.horizontalAdvance(currentText())) / 2;
  painter.drawText(QPointF(x, ui::centredBaseline(rect(), metrics)), currentText());
  if (hasFocus()) ui::focusRing(painter, rect(), ui::Measures::kRadiusButton, theme);
}

void Stepper::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    // Towards the button that does the same.
    case Qt::Key_Left: step(m_current + (layoutDirection() == Qt::RightToLeft ? 1 : -1)); break;
    case Qt::Key_Right: step(m_current + (layoutDirection() == Qt::RightToLeft ? -1 : 1)); break;
    case Qt::Key_Down: step(m_current - 1); break;
    case Qt::Key_Up: step(m_current + 1); break;
    case Qt::Key_Home: step(0); break;
    case Qt::Key_End: step(count() - 1); break;
    default: QWidget::keyPressEvent(event);
  }
}

void Stepper::focusInEvent(QFocusEvent*) { update(); }

void Stepper::focusOutEvent(QFocusEvent*) { update(); }

}  // namespace spanloupe::settings
