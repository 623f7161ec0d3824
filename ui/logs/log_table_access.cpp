// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/log_table_access.h"

#include "ui/common/item_access.h"
#include "ui/logs/log_table.h"

namespace spanloupe::logs {
namespace {

class RowAccess final : public ui::ItemAccess<LogTable> {
 public:
  using ItemAccess::ItemAccess;

  bool isValid() const override { return m_widget && m_number < m_widget->source().rowCount(); }
  QAccessible::Role role() const override { return QAccessible::ListItem; }
  QString text(QAccessible::Text kind) const override {
    return isValid() && kind == QAccessible::Name ? m_widget->spokenRow(m_number) : QString();
  }
  QRect rect() const override {
    if (!isValid()) return {};
    const QRect row = m_widget->tableLayout().rowRect(m_number);
    return {m_widget->viewport()->mapToGlobal(row.topLeft()), row.size()};
  }
  QAccessible::State state() const override {
    QAccessible::State state;
    state.selectable = state.focusable = state.extSelectable = true;
    if (!isValid()) {
      state.invalid = true;
      return state;
    }
    state.selected = m_widget->isSelected(m_number);
    state.focused = m_widget->hasFocus() && m_widget->currentRow() == m_number;
    const LogTableLayout layout = m_widget->tableLayout();
    state.offscreen = m_number < layout.firstRow() || m_number >= layout.endRow();
    return state;
  }
  QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
  void doAction(const QString& action) override {
    if (!isValid()) return;
    m_widget->setCurrentRow(m_number);
    if (action == pressAction()) m_widget->activate(m_number);
  }
};

class TableAccess final : public ui::ItemsAccess<LogTable, RowAccess> {
 public:
  explicit TableAccess(LogTable* table) : ItemsAccess(table, QAccessible::List) {}

  int itemCount() const override { return m_widget->source().rowCount(); }
  int childCount() const override { return itemCount(); }
  QAccessibleInterface* child(int row) const override { return item(row); }
  QAccessibleInterface* childAt(int x, int y) const override {
    const auto row = m_widget->tableLayout().rowAt(m_widget->viewport()->mapFromGlobal(QPoint(x, y)).y());
    return row ? item(*row) : nullptr;
  }
  int indexOfChild(const QAccessibleInterface* access) const override { return indexOfItem(access); }
  QAccessibleInterface* focusChild() const override { return item(m_widget->currentRow()); }
};

QAccessibleInterface* makeAccess(const QString&, QObject* object) {
  auto* table = qobject_cast<LogTable*>(object);
  return table ? new TableAccess(table) : nullptr;
}

}  // namespace

void installLogTableAccess() {
  static const bool installed = [] {
    QAccessible::installFactory(makeAccess);
    return true;
  }();
  Q_UNUSED(installed)
}

void tellAccess(LogTable& table, int row) { ui::tellItemFocused(table, row); }

}  // namespace spanloupe::logs
