// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/tool_row.h"

#include <QHBoxLayout>
#include <QPainter>

#include "ui/common/look.h"
#include "ui/common/paint.h"

namespace spanloupe::ui {

ToolRow::ToolRow(const Look& look, int spacing, QWidget* parent)
    : QWidget(parent), m_look(look), m_line(new QHBoxLayout(this)) {
  m_line->setContentsMargins(8, 0, 8, 0);
  m_line->setSpacing(spacing);
  const auto read = [this] {
    setFixedHeight(m_look.measures().toolRow());
    update();
  };
  QObject::connect(&look, &Look::changed, this, read);
  read();
}

void ToolRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_look.theme().surface);
  hairlineH(painter, 0, width(), height() - devicePixel(painter), m_look.theme().hairline);
}

}  // namespace spanloupe::ui
