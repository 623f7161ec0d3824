// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_table_access.h"

#include "ui/common/item_access.h"
#include "ui/traces/table_actions.h"
#include "ui/traces/trace_table.h"

namespace spanloupe::traces {
namespace {

class RowAccess final : public ui::ItemAccess<TraceTable> {
 public:
  using ItemAccess::ItemAccess;

  bool isValid() const override { return m_widget && m_number < m_widget->model().rowCount(); }
  QAccessible::Role role() const override { return QAccessible::ListItem; }

  QString text(QAccessible::Text kind) const override {
    if (!isValid() || kind != QAccessible::Name) return {};
    const store::TraceRow* row = m_widget->model().traceRow(m_number);
    if (!row) return TraceTable::tr("Row %1, not read yet").arg(m_number + 1);
    QStringList parts{QString::fromStdString(row->rootService)};
    for (int i = 0; i < kColumnCount; ++i) {
      const auto column = static_cast<Column>(i);
      if (!hasText(column)) continue;
      const QString value = infoOf(column).text(*row, m_widget->model().formats());
      parts << (column == Column::Root ? value : columnTitle(column) + QLatin1Char(' ') + value);
    }
    const ColumnFormats& formats = m_widget->model().formats();
    if (formats.isStillGrowing(row->id)) {
      parts << TraceTable::tr("growing");
    } else if (row->missingParents > 0 && !formats.isGrowing) {
      parts << ui::formatCounted(row->missingParents, TraceTable::tr("missing parent"),
                                 TraceTable::tr("missing parents"));
    }
    if (formats.isPinned(row->id)) parts << TraceTable::tr("pinned");
    return parts.join(QStringLiteral(", "));
  }

  QRect rect() const override {
    if (!isValid()) return {};
    const QRect row = m_widget->tableLayout().rowRect(m_number);
    return {m_widget->viewport()->mapToGlobal(row.topLeft()), row.size()};
  }

  QAccessible::State state() const override {
    QAccessible::State state;
    state.selectable = state.focusable = state.multiSelectable = state.extSelectable = true;
    if (!isValid()) {
      state.invalid = true;
      return state;
    }
    state.selected = m_widget->isSelected(m_number);
    state.focused = m_widget->hasFocus() && m_widget->currentRow() == m_number;
    const TableLayout layout = m_widget->tableLayout();
    state.offscreen = m_number < layout.firstRow() || m_number >= layout.endRow();
    return state;
  }

  QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
  void doAction(const QString& action) override {
    if (!isValid()) return;
    m_widget->setCurrentRow(m_number);
    if (action == pressAction()) m_widget->actions().openSelected();
  }
};

class TableAccess final : public ui::ItemsAccess<TraceTable, RowAccess> {
 public:
  explicit TableAccess(TraceTable* table) : ItemsAccess(table, QAccessible::List) {}

  int itemCount() const override { return m_widget->model().rowCount(); }
  /// The rows, then the header, so that the number of a child is that of its row.
  int childCount() const override { return itemCount() + 1; }
  QAccessibleInterface* child(int row) const override {
    return row == itemCount() ? QAccessible::queryAccessibleInterface(&m_widget->header()) : item(row);
  }
  QAccessibleInterface* childAt(int x, int y) const override {
    const auto row = m_widget->tableLayout().rowAt(m_widget->viewport()->mapFromGlobal(QPoint(x, y)).y());
    if (row) return child(*row);
    QAccessibleInterface* header = QAccessible::queryAccessibleInterface(&m_widget->header());
    return header && header->rect().contains(x, y) ? header : nullptr;
  }
  int indexOfChild(const QAccessibleInterface* access) const override {
    if (access && access->object() == &m_widget->header()) return itemCount();
    return indexOfItem(access);
  }
  QAccessibleInterface* focusChild() const override { return item(m_widget->currentRow()); }
};

QAccessibleInterface* makeAccess(const QString&, QObject* object) {
  auto* table = qobject_cast<TraceTable*>(object);
  return table ? new TableAccess(table) : nullptr;
}

}  // namespace

void installTableAccess() {
  static const bool installed = [] {
    QAccessible::installFactory(makeAccess);
    return true;
  }();
  Q_UNUSED(installed)
}

void tellAccess(TraceTable& table, int row) { ui::tellItemFocused(table, row); }

}  // namespace spanloupe::traces
