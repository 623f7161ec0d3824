// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What views that draw their items themselves have in common for screen readers: items that are places in a
// widget, made one by one when they are asked for, and forgotten when there are many, so that walking a
// million rows does not fill the memory. UI thread.
#pragma once

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>
#include <QWidget>
#include <QWindow>

namespace spanloupe::ui {

/// An item known by its number, without children. Whoever derives says isValid(), text, rect and state.
template <typename Widget>
class ItemAccess : public QAccessibleInterface, public QAccessibleActionInterface {
 public:
  ItemAccess(Widget& widget, int number) : m_widget(&widget), m_number(number) {}
  QObject* object() const override { return nullptr; }
  QWindow* window() const override { return m_widget ? m_widget->window()->windowHandle() : nullptr; }
  QAccessibleInterface* childAt(int, int) const override { return nullptr; }
  QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_widget); }
  QAccessibleInterface* child(int) const override { return nullptr; }
  int childCount() const override { return 0; }
  int indexOfChild(const QAccessibleInterface*) const override { return -1; }
  void setText(QAccessible::Text, const QString&) override {}
  void* interface_cast(QAccessible::InterfaceType type) override {
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
  }
  QStringList keyBindingsForAction(const QString&) const override { return {}; }

 protected:
  QPointer<Widget> m_widget;
  int m_number;
};

/// A widget whose items are among its children.
template <typename Widget, typename Item>
class ItemsAccess : public QAccessibleWidget {
 public:
  ItemsAccess(Widget* widget, QAccessible::Role role) : QAccessibleWidget(widget, role), m_widget(widget) {}
  ~ItemsAccess() override { forget(); }
  ItemsAccess(const ItemsAccess&) = delete;
  ItemsAccess& operator=(const ItemsAccess&) = delete;
  [[nodiscard]] virtual int itemCount() const = 0;
  [[nodiscard]] QAccessibleInterface* item(int number) const {
    if (number < 0 || number >= itemCount()) return nullptr;
    const auto known = m_items.constFind(number);
    if (known != m_items.constEnd()) return QAccessible::accessibleInterface(*known);
    if (m_items.size() >= kMostItems) forget();
    auto* access = new Item(*m_widget, number);
    m_items.insert(number, QAccessible::registerAccessibleInterface(access));
    return access;
  }
  /// -1 when it is none of them.
  [[nodiscard]] int indexOfItem(const QAccessibleInterface* access) const {
    for (auto it = m_items.constBegin(); it != m_items.constEnd(); ++it)
      if (QAccessible::accessibleInterface(it.value()) == access) return it.key();
    return -1;
  }

 protected:
  Widget* m_widget;

 private:
  static constexpr qsizetype kMostItems = 4096;
  void forget() const {
    for (const QAccessible::Id id : std::as_const(m_items)) QAccessible::deleteAccessibleInterface(id);
    m_items.clear();
  }
  mutable QHash<int, QAccessible::Id> m_items;
};

/// The keyboard is at that child of the widget.
inline void tellItemFocused(QWidget& widget, int child) {
  if (!QAccessible::isActive()) return;
  QAccessibleEvent event(&widget, QAccessible::Focus);
  event.setChild(child);
  QAccessible::updateAccessibility(&event);
}

}  // namespace spanloupe::ui
