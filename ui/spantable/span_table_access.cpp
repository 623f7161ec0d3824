// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spantable/span_table_access.h"

#include "ui/common/item_access.h"
#include "ui/spantable/span_table_view.h"

namespace spanloupe::spantable {
namespace {

class RowAccess final : public ui::ItemAccess<SpanTableView> {
 public:
  using ItemAccess::ItemAccess;
  bool isValid() const override { return m_widget && m_number < m_widget->model().rowCount(); }
  QAccessible::Role role() const override {
    return isGroup() ? QAccessible::TreeItem : QAccessible::ListItem;
  }
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
    state.selectable = state.focusable = true;
    if (!isValid()) {
      state.invalid = true;
      return state;
    }
    state.selected = m_widget->isSelected(m_number);
    state.focused = m_widget->hasFocus() && m_widget->currentRow() == m_number;
    if (isGroup()) {
      state.expandable = true;
      state.expanded = m_widget->model().isOpen(m_widget->model().row(m_number).group);
      state.collapsed = !state.expanded;
    }
    const SpanTableLayout layout = m_widget->tableLayout();
    state.offscreen = m_number < layout.firstRow() || m_number >= layout.endRow();
    return state;
  }
  QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
  void doAction(const QString& action) override {
    if (!isValid()) return;
    m_widget->setCurrentRow(m_number);
    if (action == pressAction()) m_widget->activate(m_number);
  }

 private:
  bool isGroup() const {
    const TableRow row = isValid() ? m_widget->model().row(m_number) : TableRow{};
    return row.isGroup() && row.group != TableRow::kNoGroup;
  }
};

class ColumnAccess final : public ui::ItemAccess<SpanTableHeader> {
 public:
  using ItemAccess::ItemAccess;
  bool isValid() const override { return m_widget && m_number < m_widget->tableLayout().columnCount(); }
  QAccessible::Role role() const override { return QAccessible::ColumnHeader; }
  QString text(QAccessible::Text kind) const override {
    return isValid() && kind == QAccessible::Name ? m_widget->spokenTitle(m_number) : QString();
  }
  QRect rect() const override {
    if (!isValid()) return {};
    const QRect cell = m_widget->tableLayout().columnRect(m_number, 0, m_widget->height());
    return {m_widget->mapToGlobal(cell.topLeft()), cell.size()};
  }
  QAccessible::State state() const override {
    QAccessible::State state;
    state.focusable = true;
    state.invalid = !isValid();
    state.focused = isValid() && m_widget->hasFocus() && m_widget->currentColumn() == m_number;
    return state;
  }
  QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
  void doAction(const QString& action) override {
    if (!isValid()) return;
    m_widget->setCurrentColumn(m_number);
    if (action == pressAction()) m_widget->sortBy(m_number);
  }
};

/// The header and the sums come before the rows.
constexpr int kRowsFrom = 2;

class TableAccess final : public ui::ItemsAccess<SpanTableView, RowAccess> {
 public:
  explicit TableAccess(SpanTableView* view) : ItemsAccess(view, QAccessible::List) {}
  int itemCount() const override { return m_widget->model().rowCount(); }
  int childCount() const override { return kRowsFrom + itemCount(); }
  QAccessibleInterface* child(int number) const override {
    if (number == 0) return QAccessible::queryAccessibleInterface(&m_widget->header());
    if (number == 1) return QAccessible::queryAccessibleInterface(&m_widget->totals());
    return item(number - kRowsFrom);
  }
  int indexOfChild(const QAccessibleInterface* access) const override {
    if (access->object() == &m_widget->header()) return 0;
    if (access->object() == &m_widget->totals()) return 1;
    const int row = indexOfItem(access);
    return row < 0 ? -1 : row + kRowsFrom;
  }
  QAccessibleInterface* childAt(int x, int y) const override {
    const auto row = m_widget->tableLayout().rowAt(m_widget->viewport()->mapFromGlobal(QPoint(x, y)).y());
    return row ? item(*row) : nullptr;
  }
  QAccessibleInterface* focusChild() const override { return item(m_widget->currentRow()); }
};

class HeaderAccess final : public ui::ItemsAccess<SpanTableHeader, ColumnAccess> {
 public:
  explicit HeaderAccess(SpanTableHeader* header) : ItemsAccess(header, QAccessible::Row) {}
  int itemCount() const override { return m_widget->tableLayout().columnCount(); }
  int childCount() const override { return itemCount(); }
  QAccessibleInterface* child(int number) const override { return item(number); }
  int indexOfChild(const QAccessibleInterface* access) const override { return indexOfItem(access); }
  QAccessibleInterface* childAt(int x, int y) const override {
    const auto column = m_widget->tableLayout().columnAt(m_widget->mapFromGlobal(QPoint(x, y)).x());
    return column ? item(*column) : nullptr;
  }
  QAccessibleInterface* focusChild() const override { return item(m_widget->currentColumn()); }
};

QAccessibleInterface* makeAccess(const QString&, QObject* object) {
  if (auto* view = qobject_cast<SpanTableView*>(object)) return new TableAccess(view);
  if (auto* header = qobject_cast<SpanTableHeader*>(object)) return new HeaderAccess(header);
  return nullptr;
}

}  // namespace

void installSpanTableAccess() {
  static const bool installed = [] {
    QAccessible::installFactory(makeAccess);
    return true;
  }();
  Q_UNUSED(installed)
}

void tellAccess(SpanTableView& view, int row) { ui::tellItemFocused(view, row + kRowsFrom); }
void tellAccess(SpanTableHeader& header, int column) { ui::tellItemFocused(header, column); }

}  // namespace spanloupe::spantable
