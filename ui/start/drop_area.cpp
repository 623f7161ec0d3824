// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/drop_area.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/common/controls.h"

namespace spanloupe::start {

DropArea::DropArea(const ui::Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  auto* label = new ui::TextLabel(look, &ui::Fonts::body, &ui::Theme::text2,
                                  tr("Drop trace files, folders or archives here"));
  auto* file = new ui::Button(look, ui::Icon::Open, tr("Open file…"), ui::ButtonKind::Primary);
  auto* folder = new ui::Button(look, ui::Icon::None, tr("Open folder…"));
  auto* paste = new ui::Button(look, ui::Icon::None, tr("Paste"));
  file->setObjectName(QStringLiteral("openFile"));
  paste->setToolTip(tr("Open trace data from the clipboard"));
  connect(file, &QAbstractButton::clicked, this, &DropArea::openFileRequested);
  connect(folder, &QAbstractButton::clicked, this, &DropArea::openFolderRequested);
  connect(paste, &QAbstractButton::clicked, this, &DropArea::pasteRequested);

  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(8);
  buttons->addStretch();
  for (ui::Button* button : {file, folder, paste}) buttons->addWidget(button);
  buttons->addStretch();
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(10);
  layout->addStretch();
  layout->addWidget(label, 0, Qt::AlignHCenter);
  layout->addLayout(buttons);
  layout->addStretch();
  connect(&look, &ui::Look::changed, this, qOverload<>(&QWidget::update));
}

void DropArea::setActive(bool active) {
  if (m_active == active) return;
  m_active = active;
  update();
}

QSize DropArea::sizeHint() const { return {m_look.measures().px(520), m_look.measures().px(124)}; }

void DropArea::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const ui::Theme& theme = m_look.theme();
  QPen pen(m_active ? theme.accent : theme.control, m_active ? 2 : 1);
  pen.setDashPattern({3, 3});
  painter.setPen(pen);
  painter.setBrush(m_active ? QBrush(ui::withAlpha(theme.accent, 0.1)) : QBrush(Qt::NoBrush));
  const double inset = pen.widthF() / 2;
  painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), ui::Measures::kRadiusPopup,
                          ui::Measures::kRadiusPopup);
}

}  // namespace spanloupe::start
