// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A JSON view for screen readers: a tree of its lines. Lines move when something folds, so each knows its
// number only; those asked for are made, the others are not.
#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>
#include <limits>

#include "ui/json/json_view.h"

namespace spanloupe::json {
namespace {

class LineAccess final : public QAccessibleInterface, public QAccessibleActionInterface {
 public:
  LineAccess(JsonView* view, int line) : m_view(view), m_line(static_cast<ViewLine>(line)) {}

  bool isValid() const override { return m_view && m_view->document() && m_line < m_view->lineCount(); }
  QObject* object() const override { return nullptr; }
  QWindow* window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }
  QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
  QAccessibleInterface* child(int) const override { return nullptr; }
  int childCount() const override { return 0; }
  int indexOfChild(const QAccessibleInterface*) const override { return -1; }
  QAccessibleInterface* childAt(int, int) const override { return nullptr; }
  QAccessible::Role role() const override { return QAccessible::TreeItem; }

  QString text(QAccessible::Text kind) const override {
    if (!isValid()) return {};
    const ShownLine line = m_view->shownLine(m_line);
    if (kind == QAccessible::Name)
      return line.isLoaded ? line.text().trimmed() : JsonView::tr("is being read");
    if (kind == QAccessible::Description) return JsonView::tr("line %1").arg(line.line + 1);
    return {};
  }
  void setText(QAccessible::Text, const QString&) override {}

  QRect rect() const override {
    if (!isValid()) return {};
    const QRect local = m_view->lineRect(m_line);
    return {m_view->viewport()->mapToGlobal(local.topLeft()), local.size()};
  }

  QAccessible::State state() const override {
    QAccessible::State state;
    if (!isValid()) {
      state.invalid = true;
      return state;
    }
    const ShownLine line = m_view->shownLine(m_line);
    const auto [first, last] = m_view->selection();
    state.readOnly = true;
    state.selectable = state.focusable = true;
    state.selected = line.line >= first && line.line <= last;
    state.focused = line.line == m_view->currentLine() && m_view->hasFocus();
    state.expandable = line.fold.has_value();
    state.collapsed = line.isFolded;
    state.expanded = line.fold && !line.isFolded;
    state.offscreen = !m_view->viewport()->rect().intersects(m_view->lineRect(m_line));
    return state;
  }

  void* interface_cast(QAccessible::InterfaceType type) override {
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
  }
  QStringList actionNames() const override {
    QStringList names{pressAction()};
    if (isValid() && m_view->shownLine(m_line).fold) names += toggleAction();
    return names;
  }
  QStringList keyBindingsForAction(const QString&) const override { return {}; }
  void doAction(const QString& name) override {
    if (!isValid()) return;
    if (name == pressAction()) m_view->setCurrentLine(m_line);
    if (name == toggleAction()) m_view->toggleFold(m_line);
  }

 private:
  QPointer<JsonView> m_view;
  ViewLine m_line;
};

class ViewAccess final : public QAccessibleWidget {
 public:
  explicit ViewAccess(JsonView* view) : QAccessibleWidget(view, QAccessible::Tree), m_view(view) {}
  ~ViewAccess() override {
    for (const QAccessible::Id id : std::as_const(m_lines)) QAccessible::deleteAccessibleInterface(id);
  }

  int childCount() const override {
    constexpr ViewLine kMost = std::numeric_limits<int>::max();
    return static_cast<int>(std::min(m_view->lineCount(), kMost));
  }
  QAccessibleInterface* child(int index) const override {
    if (index < 0 || index >= childCount()) return nullptr;
    const auto known = m_lines.constFind(index);
    if (known != m_lines.constEnd()) return QAccessible::accessibleInterface(*known);
    auto* made = new LineAccess(m_view, index);
    m_lines.insert(index, QAccessible::registerAccessibleInterface(made));
    return made;
  }
  int indexOfChild(const QAccessibleInterface* child) const override {
    for (auto it = m_lines.constBegin(); it != m_lines.constEnd(); ++it)
      if (QAccessible::accessibleInterface(it.value()) == child) return it.key();
    return -1;
  }
  QAccessibleInterface* childAt(int x, int y) const override {
    const QPoint local = m_view->viewport()->mapFromGlobal(QPoint(x, y));
    if (!m_view->viewport()->rect().contains(local) || childCount() == 0) return nullptr;
    const QRect first = m_view->lineRect(0);
    return local.y() < first.top() ? nullptr : child((local.y() - first.top()) / std::max(1, first.height()));
  }
  QAccessibleInterface* focusChild() const override {
    return child(static_cast<int>(m_view->currentViewLine()));
  }

 private:
  JsonView* m_view;
  mutable QHash<int, QAccessible::Id> m_lines;
};

QAccessibleInterface* makeAccess(const QString&, QObject* object) {
  auto* view = qobject_cast<JsonView*>(object);
  return view ? new ViewAccess(view) : nullptr;
}

}  // namespace

void installJsonAccessibility() {
  static const bool installed = [] {
    QAccessible::installFactory(makeAccess);
    return true;
  }();
  Q_UNUSED(installed)
}

void notifyLinesChanged(JsonView* view) {
  if (!QAccessible::isActive()) return;
  QAccessibleEvent event(view, QAccessible::ObjectReorder);
  QAccessible::updateAccessibility(&event);
}

void notifyLineFocused(JsonView* view, ViewLine line) {
  if (!QAccessible::isActive()) return;
  QAccessibleEvent event(view, QAccessible::Focus);
  event.setChild(static_cast<int>(line));
  QAccessible::updateAccessibility(&event);
}

}  // namespace spanloupe::json
