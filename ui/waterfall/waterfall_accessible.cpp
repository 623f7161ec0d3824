// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/waterfall_accessible.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QCoreApplication>
#include <QPointer>
#include <unordered_map>

#include "ui/common/format.h"
#include "ui/waterfall/minimap.h"
#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("WaterfallAccessible", text); }

QString nameOf(const TraceDocument& doc, NodeIndex node) {
  if (doc.isPlaceholder(node)) {
    return tr("missing parent %1").arg(QString::fromStdString(doc.placeholder(node).id.hex()));
  }
  return QString::fromStdString(doc.text(doc.trace->service[node])) + QLatin1Char(' ') +
         QString::fromStdString(doc.text(doc.trace->name[node]));
}

QString valueOf(const WaterfallModel& model, NodeIndex node) {
  const TraceDocument& doc = model.document();
  const Interval drawn = doc.drawn(node);
  QString text = ui::formatDuration(Duration(static_cast<std::int64_t>(drawn.to - drawn.from)));
  if (!doc.isPlaceholder(node) && doc.trace->isError(node)) text += QStringLiteral(", ") + tr("error");
  if (model.found().isActive() && model.isMatch(node)) text += QStringLiteral(", ") + tr("found");
  if (model.isCollapsed(node) && model.isExpandable(node)) {
    text += QStringLiteral(", ") +
            ui::formatCounted(model.shownBelow(node), tr("span folded"), tr("spans folded"));
  }
  return text;
}

/// One visible row. Rows move when others collapse, so it knows its number only.
class RowInterface final : public QAccessibleInterface, public QAccessibleActionInterface {
 public:
  RowInterface(WaterfallView* view, RowIndex row) : m_view(view), m_row(row) {}

  bool isValid() const override { return m_view != nullptr && m_row < m_view->model().rowCount(); }
  QObject* object() const override { return nullptr; }
  QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
  QAccessibleInterface* child(int) const override { return nullptr; }
  int childCount() const override { return 0; }
  int indexOfChild(const QAccessibleInterface*) const override { return -1; }
  QAccessibleInterface* childAt(int, int) const override { return nullptr; }
  QAccessible::Role role() const override { return QAccessible::TreeItem; }

  QString text(QAccessible::Text kind) const override {
    if (!isValid()) return {};
    const WaterfallModel& model = m_view->model();
    const NodeIndex node = model.nodeAt(m_row);
    if (kind == QAccessible::Name) return nameOf(model.document(), node);
    return kind == QAccessible::Value ? valueOf(model, node) : QString();
  }
  void setText(QAccessible::Text, const QString&) override {}

  QRect rect() const override {
    if (!isValid()) return {};
    const QRect local = m_view->rowRect(m_row);
    return {m_view->viewport()->mapToGlobal(local.topLeft()), local.size()};
  }

  QAccessible::State state() const override {
    QAccessible::State state;
    if (!isValid()) {
      state.invalid = true;
      return state;
    }
    const WaterfallModel& model = m_view->model();
    const NodeIndex node = model.nodeAt(m_row);
    state.selectable = true;
    state.focusable = true;
    state.selected = model.selection().contains(node);
    state.multiSelectable = true;
    state.focused = node == model.selected() && m_view->hasFocus();
    state.expandable = model.isExpandable(node);
    state.expanded = state.expandable && !model.isCollapsed(node);
    state.collapsed = state.expandable && model.isCollapsed(node);
    state.offscreen = !m_view->viewport()->rect().intersects(m_view->rowRect(m_row));
    return state;
  }

  void* interface_cast(QAccessible::InterfaceType type) override {
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
  }
  QStringList actionNames() const override {
    QStringList names{pressAction()};
    if (isValid() && m_view->model().isExpandable(m_view->model().nodeAt(m_row))) names += toggleAction();
    return names;
  }
  void doAction(const QString& name) override {
    if (!isValid()) return;
    const NodeIndex node = m_view->model().nodeAt(m_row);
    if (name == pressAction()) m_view->select(node);
    if (name == toggleAction()) m_view->setCollapsed(node, !m_view->model().isCollapsed(node));
  }
  QStringList keyBindingsForAction(const QString&) const override { return {}; }

 private:
  QPointer<WaterfallView> m_view;
  RowIndex m_row;
};

class ViewInterface final : public QAccessibleWidget {
 public:
  explicit ViewInterface(WaterfallView* view) : QAccessibleWidget(view, QAccessible::Tree), m_view(view) {}
  ~ViewInterface() override { forgetRows(); }

  int childCount() const override { return static_cast<int>(m_view->model().rowCount()); }
  QAccessibleInterface* child(int index) const override {
    if (index < 0 || index >= childCount()) return nullptr;
    const auto row = static_cast<RowIndex>(index);
    const auto known = m_rows.find(row);
    if (known != m_rows.end()) return QAccessible::accessibleInterface(known->second);
    auto* made = new RowInterface(m_view, row);
    m_rows.emplace(row, QAccessible::registerAccessibleInterface(made));
    return made;
  }
  int indexOfChild(const QAccessibleInterface* child) const override {
    for (const auto& [row, id] : m_rows) {
      if (QAccessible::accessibleInterface(id) == child) return static_cast<int>(row);
    }
    return -1;
  }
  QAccessibleInterface* childAt(int x, int y) const override {
    const QPoint local = m_view->viewport()->mapFromGlobal(QPoint(x, y));
    if (!m_view->viewport()->rect().contains(local) || childCount() == 0) return nullptr;
    const QRect first = m_view->rowRect(0);
    return local.y() < first.top() ? nullptr : child((local.y() - first.top()) / std::max(1, first.height()));
  }
  QAccessibleInterface* focusChild() const override {
    const RowIndex row = m_view->model().rowOf(m_view->model().selected());
    return row == kNoRow ? nullptr : child(static_cast<int>(row));
  }

 private:
  void forgetRows() {
    for (const auto& [row, id] : m_rows) QAccessible::deleteAccessibleInterface(id);
    m_rows.clear();
  }

  WaterfallView* m_view;
  mutable std::unordered_map<RowIndex, QAccessible::Id> m_rows;
};

/// A slider that says what its brush shows.
class MinimapInterface final : public QAccessibleWidget {
 public:
  explicit MinimapInterface(Minimap* minimap)
      : QAccessibleWidget(minimap, QAccessible::Slider), m_minimap(minimap) {}

  QString text(QAccessible::Text kind) const override {
    return kind == QAccessible::Value ? m_minimap->windowText() : QAccessibleWidget::text(kind);
  }

 private:
  Minimap* m_minimap;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
  if (auto* minimap = qobject_cast<Minimap*>(object)) return new MinimapInterface(minimap);
  auto* view = qobject_cast<WaterfallView*>(object);
  return view != nullptr ? new ViewInterface(view) : nullptr;
}

}  // namespace

void installWaterfallAccessibility() {
  static const bool kInstalled = [] {
    QAccessible::installFactory(&makeInterface);
    return true;
  }();
  Q_UNUSED(kInstalled)
}

void notifyRowsChanged(WaterfallView* view) {
  if (!QAccessible::isActive()) return;
  QAccessibleEvent event(view, QAccessible::ObjectReorder);
  QAccessible::updateAccessibility(&event);
}

void notifyRowFocused(WaterfallView* view, RowIndex row) {
  if (!QAccessible::isActive() || row == kNoRow) return;
  QAccessibleEvent event(view, QAccessible::Focus);
  event.setChild(static_cast<int>(row));
  QAccessible::updateAccessibility(&event);
}

}  // namespace spanloupe::waterfall
