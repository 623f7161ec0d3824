// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/reference_table.h"

#include <cmath>

#include "ui/common/paint.h"

namespace spanloupe::start {

ReferenceTable::ReferenceTable(const ui::Look& look, std::vector<Row> rows, double termWidth, QWidget* parent)
    : QWidget(parent), m_look(look), m_rows(std::move(rows)), m_termWidth(termWidth) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  QStringList spoken;
  for (const Row& row : m_rows)
    spoken << (row.keys.isEmpty() ? row.term : row.keys.join(QLatin1Char('+'))) + QStringLiteral(": ") +
                  row.text;
  setAccessibleName(spoken.join(QStringLiteral(". ")));
  connect(&look, &ui::Look::changed, this, [this] {
    updateGeometry();
    update();
  });
}

QSize ReferenceTable::sizeHint() const {
  return {m_look.measures().px(520), static_cast<int>(m_rows.size()) * m_look.measures().px(28) + 1};
}

void ReferenceTable::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ui::Theme& theme = m_look.theme();
  const ui::Fonts& fonts = m_look.fonts();
  const QFontMetricsF body(fonts.body);
  const double height = m_look.measures().px(28);
  const double termWidth = m_look.measures().real(m_termWidth);
  double y = 0;
  for (const Row& row : m_rows) {
    ui::hairlineH(painter, 0, width(), y, theme.hairline);
    const QRectF line(0, y, width(), height);
    const double baseline = ui::centredBaseline(line, body);
    if (row.keys.isEmpty()) {
      painter.setFont(fonts.body);
      painter.setPen(theme.text1);
      painter.drawText(QPointF(0, baseline), row.term);
    } else {
      paintKeys(painter, row.keys, line);
    }
    painter.setFont(fonts.body);
    painter.setPen(theme.text2);
    painter.drawText(QPointF(termWidth, baseline),
                     body.elidedText(row.text, Qt::ElideRight, width() - termWidth));
    y += height;
  }
  ui::hairlineH(painter, 0, width(), y, theme.hairline);
}

void ReferenceTable::paintKeys(QPainter& painter, const QStringList& keys, const QRectF& rect) const {
  const ui::Theme& theme = m_look.theme();
  const QFontMetricsF metrics(m_look.fonts().small);
  constexpr double kPadding = 5;
  double x = 0;
  painter.setFont(m_look.fonts().small);
  for (const QString& key : keys) {
    const double width = std::ceil(metrics.horizontalAdvance(key)) + 2 * kPadding;
    const double height = m_look.measures().px(18);
    const QRectF cap(x, rect.center().y() - height / 2, width, height);
    ui::roundedBox(painter, cap, ui::Measures::kRadiusBadge, theme.surface, theme.line);
    painter.setPen(theme.text2);
    painter.drawText(QPointF(x + kPadding, ui::centredBaseline(cap, metrics)), key);
    x += width + 4;
  }
}

}  // namespace spanloupe::start
