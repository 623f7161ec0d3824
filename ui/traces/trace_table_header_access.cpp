// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_table_header_access.h"

#include <algorithm>
#include <array>

#include "ui/common/item_access.h"
#include "ui/traces/trace_table_header.h"

namespace spanloupe::traces {
namespace {

class SectionAccess final : public ui::ItemAccess<TableHeader> {
 public:
  using ItemAccess::ItemAccess;

  bool isValid() const override { return m_widget && m_widget->layoutOfTable().isShown(column()); }
  QAccessible::Role role() const override { return QAccessible::ColumnHeader; }

  QString text(QAccessible::Text kind) const override {
    if (!isValid()) return {};
    if (kind == QAccessible::Name)
      return column() == Column::Mark ? TableHeader::tr("Failed") : columnTitle(column());
    if (kind != QAccessible::Value || !sorts()) return {};
    return m_widget->order().descending ? TableHeader::tr("descending") : TableHeader::tr("ascending");
  }
  QRect rect() const override {
    if (!isValid()) return {};
    const QRect section = m_widget->layoutOfTable().columnRect(column(), 0, m_widget->height());
    return {m_widget->mapToGlobal(section.topLeft()), section.size()};
  }
  QAccessible::State state() const override {
    QAccessible::State state;
    state.invalid = !isValid();
    state.focusable = true;
    state.focused = isValid() && m_widget->hasFocus() && m_widget->current() == column();
    return state;
  }

  QStringList actionNames() const override {
    return infoOf(column()).sort ? QStringList{pressAction()} : QStringList{};
  }
  void doAction(const QString& action) override {
    if (isValid() && action == pressAction() && infoOf(column()).sort) emit m_widget->columnClicked(column());
  }

 private:
  [[nodiscard]] bool sorts() const { return infoOf(column()).sort == m_widget->order().column; }
  [[nodiscard]] Column column() const { return static_cast<Column>(m_number); }
};

class HeaderAccess final : public QAccessibleWidget {
 public:
  explicit HeaderAccess(TableHeader* header)
      : QAccessibleWidget(header, QAccessible::Grouping, TableHeader::tr("Columns")) {
    for (std::size_t i = 0; i < m_sections.size(); ++i)
      m_sections[i] =
          QAccessible::registerAccessibleInterface(new SectionAccess(*header, static_cast<int>(i)));
  }
  ~HeaderAccess() override {
    for (const QAccessible::Id id : m_sections) QAccessible::deleteAccessibleInterface(id);
  }

  int childCount() const override { return static_cast<int>(shown().size()); }
  QAccessibleInterface* child(int index) const override {
    const auto sections = shown();
    if (index < 0 || index >= static_cast<int>(sections.size())) return nullptr;
    return QAccessible::accessibleInterface(sections[static_cast<std::size_t>(index)]);
  }
  QAccessibleInterface* childAt(int x, int y) const override {
    for (int i = 0; i < childCount(); ++i)
      if (child(i)->rect().contains(x, y)) return child(i);
    return nullptr;
  }
  int indexOfChild(const QAccessibleInterface* access) const override {
    for (int i = 0; i < childCount(); ++i)
      if (child(i) == access) return i;
    return -1;
  }
  QAccessibleInterface* focusChild() const override {
    const auto* header = static_cast<const TableHeader*>(widget());
    return QAccessible::accessibleInterface(m_sections[static_cast<std::size_t>(header->current())]);
  }

 private:
  [[nodiscard]] std::vector<QAccessible::Id> shown() const {
    const auto* header = static_cast<const TableHeader*>(widget());
    std::vector<QAccessible::Id> sections;
    for (const Column column : header->layoutOfTable().choice().shown())
      sections.push_back(m_sections[static_cast<std::size_t>(column)]);
    return sections;
  }

  std::array<QAccessible::Id, kColumnCount> m_sections{};
};

QAccessibleInterface* makeAccess(const QString&, QObject* object) {
  auto* header = qobject_cast<TableHeader*>(object);
  return header ? new HeaderAccess(header) : nullptr;
}

}  // namespace

void installHeaderAccess() {
  static const bool installed = [] {
    QAccessible::installFactory(makeAccess);
    return true;
  }();
  Q_UNUSED(installed)
}

void tellSection(TableHeader& header) {
  const std::vector<Column> shown = header.layoutOfTable().choice().shown();
  const auto at = std::find(shown.begin(), shown.end(), header.current());
  if (at != shown.end()) ui::tellItemFocused(header, static_cast<int>(at - shown.begin()));
}

}  // namespace spanloupe::traces
