// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_table_access.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

#include "ui/traces/table_actions.h"
#include "ui/traces/trace_table.h"

namespace spanloupe::traces {
namespace {

class RowAccess final : public QAccessibleInterface, public QAccessibleActionInterface {
 public:
  RowAccess(TraceTable& table, int row) : m_table(&table), m_row(row) {}

  bool isValid() const override { return m_table && m_row < m_table->model().rowCount(); }
  QObject* object() const override { return nullptr; }
  QWindow* window() const override { return m_table ? m_table->window()->windowHandle() : nullptr; }
  QAccessibleInterface* childAt(int, int) const override { return nullptr; }
  QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_table); }
  QAccessibleInterface* child(int) const override { return nullptr; }
  int childCount() const override { return 0; }
  int indexOfChild(const QAccessibleInterface*) const override { return -1; }
  QAccessible::Role role() const override { return QAccessible::ListItem; }
  void setText(QAccessible::Text, const QString&) override {}

  QString text(QAccessible::Text kind) const override {
    if (!isValid() || kind != QAccessible::Name) return {};
    const store::TraceRow* row = m_table->model().traceRow(m_row);
    if (!row) return TraceTable::tr("Row %1, not read yet").arg(m_row + 1);
    QStringList parts{QString::fromStdString(row->rootService)};
    for (int i = 0; i < kColumnCount; ++i) {
      const auto column = static_cast<Column>(i);
      if (!hasText(column)) continue;
      const QString value = infoOf(column).text(*row, m_table->model().formats());
      parts << (column == Column::Root ? value : columnTitle(column) + QLatin1Char(' ') + value);
    }
    return parts.join(QStringLiteral(", "));
  }

  QRect rect() const override {
    if (!isValid()) return {};
    const QRect row = m_table->tableLayout().rowRect(m_row);
    return {m_table->viewport()->mapToGlobal(row.topLeft()), row.size()};
  }

  QAccessible::State state() const override {
    QAccessible::State state;
    state.selectable = state.focusable = state.multiSelectable = state.extSelectable = true;
    if (!isValid()) {
      state.invalid = true;
      return state;
    }
    state.selected = m_table->isSelected(m_row);
    state.focused = m_table->hasFocus() && m_table->currentRow() == m_row;
    const TableLayout layout = m_table->tableLayout();
    state.offscreen = m_row < layout.firstRow() || m_row >= layout.endRow();
    return state;
  }

  void* interface_cast(QAccessible::InterfaceType type) override {
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
  }
  QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
  QStringList keyBindingsForAction(const QString&) const override { return {}; }
  void doAction(const QString& action) override {
    if (!isValid()) return;
    m_table->setCurrentRow(m_row);
    if (action == pressAction()) m_table->actions().openSelected();
  }

 private:
  QPointer<TraceTable> m_table;
  int m_row;
};

class TableAccess final : public QAccessibleWidget {
 public:
  explicit TableAccess(TraceTable* table) : QAccessibleWidget(table, QAccessible::List), m_table(table) {}
  ~TableAccess() override {
    for (const QAccessible::Id id : std::as_const(m_rows)) QAccessible::deleteAccessibleInterface(id);
  }

  /// The rows, then the header, so that the number of a child is that of its row.
  int childCount() const override { return m_table->model().rowCount() + 1; }
  QAccessibleInterface* child(int row) const override {
    if (row < 0 || row >= childCount()) return nullptr;
    if (row == m_table->model().rowCount()) return QAccessible::queryAccessibleInterface(&m_table->header());
    const auto known = m_rows.constFind(row);
    if (known != m_rows.constEnd()) return QAccessible::accessibleInterface(*known);
    // A screen reader that walks the whole list must not fill the memory: forget what was handed out long
    // ago.
    if (m_rows.size() >= kMostRows) {
      for (const QAccessible::Id id : std::as_const(m_rows)) QAccessible::deleteAccessibleInterface(id);
      m_rows.clear();
    }
    auto* access = new RowAccess(*m_table, row);
    m_rows.insert(row, QAccessible::registerAccessibleInterface(access));
    return access;
  }
  QAccessibleInterface* childAt(int x, int y) const override {
    const auto row = m_table->tableLayout().rowAt(m_table->viewport()->mapFromGlobal(QPoint(x, y)).y());
    if (row) return child(*row);
    QAccessibleInterface* header = QAccessible::queryAccessibleInterface(&m_table->header());
    return header && header->rect().contains(x, y) ? header : nullptr;
  }
  int indexOfChild(const QAccessibleInterface* access) const override {
    if (access && access->object() == &m_table->header()) return m_table->model().rowCount();
    for (auto it = m_rows.constBegin(); it != m_rows.constEnd(); ++it)
      if (QAccessible::accessibleInterface(it.value()) == access) return it.key();
    return -1;
  }
  QAccessibleInterface* focusChild() const override { return child(m_table->currentRow()); }

 private:
  static constexpr qsizetype kMostRows = 4096;
  TraceTable* m_table;
  mutable QHash<int, QAccessible::Id> m_rows;
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

void tellAccess(TraceTable& table, int row) {
  if (!QAccessible::isActive()) return;
  QAccessibleEvent event(&table, QAccessible::Focus);
  event.setChild(row);
  QAccessible::updateAccessibility(&event);
}

}  // namespace spanloupe::traces
