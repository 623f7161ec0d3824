// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A JSON view for screen readers: a tree of its lines. Lines move when something folds, so each knows its
// number only; those asked for are made, the others are not.
#include <limits>

#include "ui/common/item_access.h"
#include "ui/json/json_view.h"

namespace spanloupe::json {
namespace {

class LineAccess final : public ui::ItemAccess<JsonView> {
 public:
  using ItemAccess::ItemAccess;

  bool isValid() const override { return m_widget && m_widget->document() && line() < m_widget->lineCount(); }
  QAccessible::Role role() const override { return QAccessible::TreeItem; }

  QString text(QAccessible::Text kind) const override {
    if (!isValid()) return {};
    const ShownLine shown = m_widget->shownLine(line());
    if (kind == QAccessible::Name)
      return shown.isLoaded ? shown.text().trimmed() : JsonView::tr("is being read");
    if (kind == QAccessible::Description) return JsonView::tr("line %1").arg(shown.line + 1);
    return {};
  }

  QRect rect() const override {
    if (!isValid()) return {};
    const QRect local = m_widget->lineRect(line());
    return {m_widget->viewport()->mapToGlobal(local.topLeft()), local.size()};
  }

  QAccessible::State state() const override {
    QAccessible::State state;
    if (!isValid()) {
      state.invalid = true;
      return state;
    }
    const ShownLine shown = m_widget->shownLine(line());
    const auto [first, last] = m_widget->selection();
    state.readOnly = true;
    state.selectable = state.focusable = true;
    state.selected = shown.line >= first && shown.line <= last;
    state.focused = shown.line == m_widget->currentLine() && m_widget->hasFocus();
    state.expandable = shown.fold.has_value();
    state.collapsed = shown.isFolded;
    state.expanded = shown.fold && !shown.isFolded;
    state.offscreen = !m_widget->viewport()->rect().intersects(m_widget->lineRect(line()));
    return state;
  }

  QStringList actionNames() const override {
    QStringList names{pressAction()};
    if (isValid() && m_widget->shownLine(line()).fold) names += toggleAction();
    return names;
  }
  void doAction(const QString& name) override {
    if (!isValid()) return;
    if (name == pressAction()) m_widget->setCurrentLine(line());
    if (name == toggleAction()) m_widget->toggleFold(line());
  }

 private:
  [[nodiscard]] ViewLine line() const { return static_cast<ViewLine>(m_number); }
};

class ViewAccess final : public ui::ItemsAccess<JsonView, LineAccess> {
 public:
  explicit ViewAccess(JsonView* view) : ItemsAccess(view, QAccessible::Tree) {}

  int itemCount() const override {
    constexpr ViewLine kMost = std::numeric_limits<int>::max();
    return static_cast<int>(std::min(m_widget->lineCount(), kMost));
  }
  int childCount() const override { return itemCount(); }
  QAccessibleInterface* child(int index) const override { return item(index); }
  int indexOfChild(const QAccessibleInterface* child) const override { return indexOfItem(child); }
  QAccessibleInterface* childAt(int x, int y) const override {
    const QPoint local = m_widget->viewport()->mapFromGlobal(QPoint(x, y));
    if (!m_widget->viewport()->rect().contains(local) || childCount() == 0) return nullptr;
    const QRect first = m_widget->lineRect(0);
    return local.y() < first.top() ? nullptr : child((local.y() - first.top()) / std::max(1, first.height()));
  }
  QAccessibleInterface* focusChild() const override {
    return child(static_cast<int>(m_widget->currentViewLine()));
  }
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

void notifyLineFocused(JsonView* view, ViewLine line) { ui::tellItemFocused(*view, static_cast<int>(line)); }

}  // namespace spanloupe::json
