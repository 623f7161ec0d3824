// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/totals_row.h"

namespace spanloupe::spantable {

TotalsRow::TotalsRow(const ui::Look& look, const SpanTableModel& model, QWidget* parent)
    : QWidget(parent), m_look(look), m_model(model), m_painter(look), m_layout({}, {}) {
  setObjectName(QStringLiteral("spanTableTotals"));
  connect(&look, &ui::Look::changed, this, [this] {
    m_painter.readLook();
    update();
  });
}

void TotalsRow::setTableLayout(const SpanTableLayout& layout) {
  m_layout = layout;
  setAccessibleName(spokenText());
  update();
}

std::vector<Cell> TotalsRow::cells() const {
  std::vector<Cell> cells;
  for (const TableColumn& column : m_model.columns()) cells.push_back(totalCell(*m_model.content(), column));
  return cells;
}

QString TotalsRow::spokenText() const {
  if (m_model.content() == nullptr) return {};
  QStringList parts;
  const std::vector<Cell> all = cells();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].text.isEmpty()) continue;
    parts << (all[i].isRight ? columnTitle(m_model.columns()[i]) + QLatin1Char(' ') : QString()) +
                 all[i].whole();
  }
  return parts.join(QStringLiteral(", "));
}

void TotalsRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), m_look.theme().panel);
  if (m_model.content() != nullptr) m_painter.paintTotals(painter, m_layout, rect(), cells());
}

}  // namespace spanloupe::spantable
