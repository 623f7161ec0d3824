// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/column_handling.h"

#include <QMenu>
#include <algorithm>
#include <cmath>

#include "ui/traces/trace_table.h"

namespace spanloupe::traces {

ColumnHandling::ColumnHandling(const ui::Look& look, TraceTable& table, TablePainter& painter)
    : QObject(&table), m_look(look), m_table(table), m_painter(painter) {
  const TableHeader* header = &table.header();
  connect(header, &TableHeader::columnClicked, this,
          [this](Column column) { m_table.sortBy(*infoOf(column).sort); });
  connect(header, &TableHeader::columnDragged, this, &ColumnHandling::resize);
  connect(header, &TableHeader::columnFitWanted, this, &ColumnHandling::fit);
  connect(header, &TableHeader::columnMoved, this,
          [this](Column column, Column place) { m_table.columns().move(column, place); });
  connect(&table.columns(), &TableColumns::fitWanted, this, [this] {
    for (int i = 1; i < kColumnCount; ++i)
      if (m_table.tableLayout().isShown(static_cast<Column>(i))) fit(static_cast<Column>(i));
  });
  connect(header, &TableHeader::menuRequested, this, &ColumnHandling::showMenu);
}

void ColumnHandling::showMenu(const QPoint& position, std::optional<Column> column) {
  QMenu menu(&m_table);
  if (column && *column != Column::Mark) {
    const auto add = [&](const QString& text, int places) {
      const std::optional<Column> place = m_table.columns().choice().neighbour(*column, places);
      QAction* action = menu.addAction(text, this, [this, column = *column, place] {
        if (place) m_table.columns().move(column, *place);
      });
      action->setEnabled(place.has_value());
    };
    add(tr("Move %1 left").arg(columnTitle(*column)), -1);
    add(tr("Move %1 right").arg(columnTitle(*column)), 1);
    menu.addSeparator();
  }
  m_table.columns().fillMenu(menu);
  menu.exec(position);
}

void ColumnHandling::resize(Column column, int width) {
  // What stands before it keeps its width: else it would give way, and the column run from the pointer.
  const TableLayout layout = m_table.tableLayout();
  for (const Column flexible : {Column::Root, Column::Services}) {
    const auto i = static_cast<std::size_t>(flexible);
    const bool isBefore = layout.columnRect(flexible, 0, 1).left() < layout.columnRect(column, 0, 1).left();
    if (!isBefore || m_table.columns().choice().width[i] > 0 || !layout.isShown(flexible)) continue;
    m_table.columns().setWidth(flexible,
                               layout.columnRect(flexible, 0, 1).width() / m_look.measures().real(1));
  }
  m_table.columns().setWidth(column, std::max(width / m_look.measures().real(1), TableLayout::kLeastWidth));
}

void ColumnHandling::fit(Column column) {
  const TableLayout layout = m_table.tableLayout();
  const QFontMetricsF title(m_look.fonts().smallStrong);
  double width = title.horizontalAdvance(columnTitle(column)) + m_look.measures().px(12) + 3 +
                 2 * TableLayout::kCellPadding;
  for (int row = layout.firstRow(); row < layout.endRow(); ++row)
    if (const store::TraceRow* trace = m_table.model().traceRow(row))
      width = std::max(width, m_painter.widthFor(column, *trace, m_table.model().formats()));
  m_table.columns().setWidth(column, std::ceil(width) / m_look.measures().real(1));
}

}  // namespace spanloupe::traces
