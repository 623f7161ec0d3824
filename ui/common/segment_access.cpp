// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/segment_access.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

#include "ui/common/controls.h"

namespace spanloupe::ui {
namespace {

class SegmentAccess final : public QAccessibleInterface, public QAccessibleActionInterface {
 public:
  SegmentAccess(SegmentedControl* control, int index) : m_control(control), m_index(index) {}

  bool isValid() const override { return m_control && m_index < m_control->count(); }
  QObject* object() const override { return nullptr; }
  QWindow* window() const override { return m_control ? m_control->window()->windowHandle() : nullptr; }
  QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_control); }
  QAccessibleInterface* child(int) const override { return nullptr; }
  int childCount() const override { return 0; }
  int indexOfChild(const QAccessibleInterface*) const override { return -1; }
  QAccessibleInterface* childAt(int, int) const override { return nullptr; }
  QAccessible::Role role() const override { return QAccessible::RadioButton; }

  QString text(QAccessible::Text kind) const override {
    return isValid() && kind == QAccessible::Name ? m_control->textOf(m_index) : QString();
  }
  void setText(QAccessible::Text, const QString&) override {}

  QRect rect() const override {
    if (!isValid()) return {};
    const QRect local = m_control->rectOf(m_index);
    return {m_control->mapToGlobal(local.topLeft()), local.size()};
  }

  QAccessible::State state() const override {
    QAccessible::State state;
    if (!isValid()) {
      state.invalid = true;
      return state;
    }
    state.checkable = true;
    state.checked = m_control->current() == m_index;
    state.disabled = !m_control->isEnabled();
    state.focusable = true;
    state.focused = state.checked && m_control->hasFocus();
    state.invisible = !m_control->isVisible();
    return state;
  }

  void* interface_cast(QAccessible::InterfaceType type) override {
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
  }
  QStringList actionNames() const override { return {pressAction()}; }
  QStringList keyBindingsForAction(const QString&) const override { return {}; }
  void doAction(const QString& name) override {
    if (isValid() && m_control->isEnabled() && name == pressAction()) m_control->choose(m_index);
  }

 private:
  QPointer<SegmentedControl> m_control;
  int m_index;
};

class ControlAccess final : public QAccessibleWidget {
 public:
  explicit ControlAccess(SegmentedControl* control)
      : QAccessibleWidget(control, QAccessible::Grouping), m_control(control) {}
  ~ControlAccess() override {
    for (const QAccessible::Id id : std::as_const(m_segments)) QAccessible::deleteAccessibleInterface(id);
  }

  int childCount() const override { return m_control->count(); }
  QAccessibleInterface* child(int index) const override {
    if (index < 0 || index >= childCount()) return nullptr;
    const auto known = m_segments.constFind(index);
    if (known != m_segments.constEnd()) return QAccessible::accessibleInterface(*known);
    auto* made = new SegmentAccess(m_control, index);
    m_segments.insert(index, QAccessible::registerAccessibleInterface(made));
    return made;
  }
  int indexOfChild(const QAccessibleInterface* child) const override {
    for (auto it = m_segments.constBegin(); it != m_segments.constEnd(); ++it)
      if (QAccessible::accessibleInterface(it.value()) == child) return it.key();
    return -1;
  }
  QAccessibleInterface* childAt(int x, int y) const override {
    const QPoint local = m_control->mapFromGlobal(QPoint(x, y));
    for (int i = 0; i < childCount(); ++i)
      if (m_control->rectOf(i).contains(local)) return child(i);
    return nullptr;
  }
  QAccessibleInterface* focusChild() const override {
    return m_control->hasFocus() ? child(m_control->current()) : nullptr;
  }
  QString text(QAccessible::Text kind) const override {
    if (kind == QAccessible::Value && m_control->current() < m_control->count())
      return m_control->textOf(m_control->current());
    return QAccessibleWidget::text(kind);
  }

 private:
  SegmentedControl* m_control;
  mutable QHash<int, QAccessible::Id> m_segments;
};

QAccessibleInterface* makeAccess(const QString&, QObject* object) {
  auto* control = qobject_cast<SegmentedControl*>(object);
  return control ? new ControlAccess(control) : nullptr;
}

}  // namespace

void installSegmentAccessibility() {
  static const bool installed = [] {
    QAccessible::installFactory(makeAccess);
    return true;
  }();
  Q_UNUSED(installed)
}

void notifySegmentChosen(SegmentedControl* control, int index) {
  if (!QAccessible::isActive()) return;
  QAccessibleEvent event(control, QAccessible::Focus);
  event.setChild(index);
  QAccessible::updateAccessibility(&event);
}

}  // namespace spanloupe::ui
