// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/details_accessible.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

#include "ui/details/details_view.h"

namespace spanloupe::details {
namespace {

/// One line of the frame. Lines move when a section folds, so it knows its number only.
class ItemAccess final : public QAccessibleInterface, public QAccessibleActionInterface {
 public:
  ItemAccess(DetailsView* view, int index) : m_view(view), m_index(index) {}

  bool isValid() const override { return m_view && m_index < m_view->itemCount(); }
  QObject* object() const override { return nullptr; }
  QWindow* window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }
  QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
  QAccessibleInterface* child(int) const override { return nullptr; }
  int childCount() const override { return 0; }
  int indexOfChild(const QAccessibleInterface*) const override { return -1; }
  QAccessibleInterface* childAt(int, int) const override { return nullptr; }
  QAccessible::Role role() const override {
    return isSection() ? QAccessible::Section : QAccessible::ListItem;
  }

  QString text(QAccessible::Text kind) const override {
    if (!isValid()) return {};
    const ItemLayout& layout = this->layout();
    const Section& section = m_view->sections()[layout.id.section];
    if (kind != QAccessible::Name && kind != QAccessible::Value) return {};
    if (layout.isSection) return kind == QAccessible::Name ? section.title : section.note;
    if (layout.isMore) return kind == QAccessible::Name ? layout.moreText : QString();
    if (layout.isLine()) return kind == QAccessible::Name ? m_view->lineOf(layout) : QString();
    const Item& item = section.items[layout.id.item];
    const QString& shown = m_view->textOf(item);
    const bool isName = kind == QAccessible::Name;
    switch (item.kind) {
      case ItemKind::EventAxis: return isName ? DetailsView::tr("Events over time") : QString();
      case ItemKind::Exception: return isName ? (item.key + u' ' + item.title).trimmed() : shown;
      case ItemKind::StackFrame: return isName ? shown : item.note;
      case ItemKind::StackFold:
      case ItemKind::StackText: return isName ? shown : QString();
      case ItemKind::StackFoot: return isName ? DetailsView::tr("Stack trace") : item.note;
      case ItemKind::Block: return isName ? (item.key.isEmpty() ? section.title : item.key.trimmed()) : shown;
      default: return isName ? item.key.trimmed() : shown;
    }
  }
  void setText(QAccessible::Text, const QString&) override {}

  QRect rect() const override {
    if (!isValid()) return {};
    const QRect local = m_view->itemRect(m_index);
    return {m_view->viewport()->mapToGlobal(local.topLeft()), local.size()};
  }

  QAccessible::State state() const override {
    QAccessible::State state;
    if (!isValid()) {
      state.invalid = true;
      return state;
    }
    state.selectable = state.focusable = true;
    state.selected = m_view->currentItem() == m_index;
    state.focused = state.selected && m_view->hasFocus();
    state.offscreen = !m_view->viewport()->rect().intersects(m_view->itemRect(m_index));
    if (isSection()) {
      state.expandable = true;
      state.collapsed = m_view->isFolded(layout().id.section);
      state.expanded = !state.collapsed;
    } else if (layout().isMore) {
      return state;
    } else if (const auto branch = m_view->branchOf(layout())) {
      state.expandable = true;
      state.expanded = *branch;
      state.collapsed = !*branch;
    } else if (item().canOpen && !layout().isLine()) {
      state.expandable = true;
      state.expanded = m_view->isOpen(item());
      state.collapsed = !state.expanded;
    }
    return state;
  }

  void* interface_cast(QAccessible::InterfaceType type) override {
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
  }
  QStringList actionNames() const override {
    QStringList names{pressAction(), setFocusAction()};
    if (!isValid()) return names;
    const DetailsFrame& frame = m_view->frame();
    for (std::uint32_t i = layout().actionsBegin; i < layout().actionsEnd; ++i)
      if (frame.actions[i].action != ItemAction::PageLabel) names << frame.actions[i].text;
    return names;
  }
  QStringList keyBindingsForAction(const QString&) const override { return {}; }
  void doAction(const QString& name) override {
    if (!isValid()) return;
    m_view->setCurrentItem(m_index);
    if (name == pressAction()) m_view->activateCurrent();
    if (name == pressAction() || name == setFocusAction()) return;
    const DetailsFrame& frame = m_view->frame();
    for (std::uint32_t i = layout().actionsBegin; i < layout().actionsEnd; ++i) {
      if (frame.actions[i].text != name) continue;
      m_view->act(m_index, frame.actions[i].action);
      return;
    }
  }

 private:
  [[nodiscard]] const ItemLayout& layout() const {
    return m_view->frame().items[static_cast<std::size_t>(m_index)];
  }
  /// Not of a section's head.
  [[nodiscard]] const Item& item() const {
    return m_view->sections()[layout().id.section].items[layout().id.item];
  }
  [[nodiscard]] bool isSection() const { return isValid() && layout().isSection; }

  QPointer<DetailsView> m_view;
  int m_index;
};

class ViewAccess final : public QAccessibleWidget {
 public:
  explicit ViewAccess(DetailsView* view) : QAccessibleWidget(view, QAccessible::List), m_view(view) {}
  ~ViewAccess() override {
    for (const QAccessible::Id id : std::as_const(m_items)) QAccessible::deleteAccessibleInterface(id);
  }

  int childCount() const override { return m_view->itemCount(); }
  QAccessibleInterface* child(int index) const override {
    if (index < 0 || index >= childCount()) return nullptr;
    const auto known = m_items.constFind(index);
    if (known != m_items.constEnd()) return QAccessible::accessibleInterface(*known);
    auto* made = new ItemAccess(m_view, index);
    m_items.insert(index, QAccessible::registerAccessibleInterface(made));
    return made;
  }
  int indexOfChild(const QAccessibleInterface* child) const override {
    for (auto it = m_items.constBegin(); it != m_items.constEnd(); ++it)
      if (QAccessible::accessibleInterface(it.value()) == child) return it.key();
    return -1;
  }
  QAccessibleInterface* childAt(int x, int y) const override {
    return child(m_view->itemAt(m_view->viewport()->mapFromGlobal(QPoint(x, y))));
  }
  QAccessibleInterface* focusChild() const override { return child(m_view->currentItem()); }

 private:
  DetailsView* m_view;
  mutable QHash<int, QAccessible::Id> m_items;
};

QAccessibleInterface* makeAccess(const QString&, QObject* object) {
  auto* view = qobject_cast<DetailsView*>(object);
  return view ? new ViewAccess(view) : nullptr;
}

}  // namespace

void installDetailsAccessibility() {
  static const bool installed = [] {
    QAccessible::installFactory(makeAccess);
    return true;
  }();
  Q_UNUSED(installed)
}

void notifyDetailsChanged(DetailsView* view) {
  if (!QAccessible::isActive()) return;
  QAccessibleEvent event(view, QAccessible::ObjectReorder);
  QAccessible::updateAccessibility(&event);
}

void notifyItemFocused(DetailsView* view, int item) {
  if (!QAccessible::isActive() || item < 0) return;
  QAccessibleEvent event(view, QAccessible::Focus);
  event.setChild(item);
  QAccessible::updateAccessibility(&event);
}

}  // namespace spanloupe::details
