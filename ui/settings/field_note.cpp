// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/field_note.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>

#include "ui/common/icons.h"
#include "ui/common/paint.h"
#include "ui/common/wrapped_label.h"

namespace spanloupe::settings {

FieldNote::FieldNote(const ui::Look& look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_label(new ui::WrappedLabel(look, &ui::Fonts::small, &ui::Theme::error)) {
  auto* row = new QHBoxLayout(this);
  row->setSpacing(0);
  row->addWidget(m_label);
  connect(&look, &ui::Look::changed, this, &FieldNote::readLook);
  readLook();
  hide();
}

void FieldNote::say(const QString& text, Tone tone) {
  if (text == m_text && tone == m_tone) return;
  m_text = text;
  m_tone = tone;
  m_label->setText(text);
  m_label->setColor(tone == Tone::Error ? &ui::Theme::error : &ui::Theme::warn);
  setAccessibleName(text);
  update();
  setVisible(!text.isEmpty());
  if (text.isEmpty()) return;
  QAccessibleEvent event(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&event);
}

void FieldNote::readLook() {
  const int icon = m_look.measures().iconRow();
  layout()->setContentsMargins(icon + ui::Measures::kIconGap, m_look.measures().px(3), 0, 0);
  update();
}

void FieldNote::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const int icon = m_look.measures().iconRow();
  const int line = QFontMetrics(m_look.fonts().small).height();
  const bool isLeft = layoutDirection() == Qt::LeftToRight;
  const QRect place(isLeft ? 0 : width() - icon, m_look.measures().px(3) + (line - icon) / 2, icon, icon);
  const bool isError = m_tone == Tone::Error;
  ui::paintIcon(painter, isError ? ui::Icon::Error : ui::Icon::Warning, place,
                isError ? m_look.theme().error : m_look.theme().warn);
}

namespace {

QWidget* joined(QBoxLayout* layout, QWidget* box, int spacing, const std::vector<QWidget*>& widgets) {
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(spacing);
  for (QWidget* widget : widgets) {
    const bool isNarrow = widget->sizePolicy().horizontalPolicy() == QSizePolicy::Fixed;
    layout->addWidget(widget, 0, isNarrow ? Qt::AlignLeading : Qt::Alignment());
  }
  return box;
}

}  // namespace

QWidget* stacked(const ui::Look& look, const std::vector<QWidget*>& widgets, QWidget* parent) {
  auto* box = new QWidget(parent);
  return joined(new QVBoxLayout(box), box, look.measures().px(2), widgets);
}

QWidget* sideBySide(const ui::Look& look, const std::vector<QWidget*>& widgets, QWidget* parent) {
  auto* box = new QWidget(parent);
  auto* layout = new QHBoxLayout(box);
  joined(layout, box, look.measures().px(6), widgets);
  layout->setStretchFactor(widgets.front(), 1);
  return box;
}

}  // namespace spanloupe::settings
