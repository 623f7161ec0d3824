// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sources/sources_tree.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QSettings>
#include <array>

#include "ui/sources/sources_delegate.h"

namespace spanloupe::sources {
namespace {

const QString kWidthKey = QStringLiteral("sources/width%1");
/// At a font height of 16; the name takes what is left.
constexpr std::array<double, kColumnCount> kWidths{220, 236, 96, 84, 92, 80, 180, 106, 84, 92, 112};
constexpr double kLeastWidth = 44;

}  // namespace

SourcesTree::SourcesTree(const ui::Look& look, SourcesModel& model, QSettings& settings, QWidget* parent)
    : QTreeView(parent),
      m_look(look),
      m_model(model),
      m_settings(settings),
      m_sorted(new SortedSources(model, this)),
      m_delegate(new SourcesDelegate(look, *m_sorted, this)) {
  setObjectName(QStringLiteral("sourcesTree"));
  setAccessibleName(tr("Sources"));
  setModel(m_sorted);
  setItemDelegate(m_delegate);
  setFrameShape(QFrame::NoFrame);
  setUniformRowHeights(true);
  setAllColumnsShowFocus(true);
  setIndentation(0);
  setMouseTracking(true);
  setSelectionMode(ExtendedSelection);
  setSelectionBehavior(SelectRows);
  setHorizontalScrollMode(ScrollPerPixel);
  setUpHeader();
  connect(m_sorted, &QAbstractItemModel::modelReset, this, [this] {
    expandAll();
    order();
  });
  connect(m_sorted, &QAbstractItemModel::rowsInserted, this, &SourcesTree::unfoldNew);
  connect(this, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
    if (hasDiagnostics(index)) emit diagnosticsRequested();
  });
  connect(&look, &ui::Look::changed, this, [this] {
    m_delegate->readLook();
    setWidths();
    scheduleDelayedItemsLayout();
  });
}

void SourcesTree::setUpHeader() {
  QHeaderView* bar = header();
  bar->setStretchLastSection(false);
  bar->setSectionsMovable(false);
  bar->setSectionsClickable(true);
  bar->setSortIndicatorShown(true);
  // As they came, until a column is chosen.
  bar->setSortIndicator(-1, Qt::AscendingOrder);
  bar->setSectionResizeMode(static_cast<int>(Column::Name), QHeaderView::Stretch);
  setWidths();
  connect(bar, &QHeaderView::sectionClicked, this, &SourcesTree::order);
  connect(bar, &QHeaderView::sectionResized, this, [this](int section, int, int width) {
    if (m_isSizing || section == static_cast<int>(Column::Name)) return;
    m_settings.setValue(kWidthKey.arg(section), width / m_look.measures().real(1));
  });
}

void SourcesTree::setWidths() {
  m_isSizing = true;
  const ui::Measures& m = m_look.measures();
  header()->setMinimumSectionSize(m.px(kLeastWidth));
  for (int section = 0; section < kColumnCount; ++section) {
    const double usual = kWidths[static_cast<std::size_t>(section)];
    const double width = m_settings.value(kWidthKey.arg(section), usual).toDouble();
    header()->resizeSection(section, m.px(width >= kLeastWidth && width < 4000 ? width : usual));
  }
  m_isSizing = false;
}

void SourcesTree::order() {
  const int section = header()->sortIndicatorSection();
  m_sorted->sort(section, header()->sortIndicatorOrder());
}

void SourcesTree::sortBy(Column column) {
  const int section = static_cast<int>(column);
  const bool isSame = header()->sortIndicatorSection() == section;
  const Qt::SortOrder first = isNumber(column) ? Qt::DescendingOrder : Qt::AscendingOrder;
  const bool isFirst = !isSame || header()->sortIndicatorOrder() != first;
  const Qt::SortOrder other = first == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
  header()->setSortIndicator(section, isFirst ? first : other);
  order();
}

/// What is new is seen; what somebody has folded stays so. Later, as the view may be told after this.
void SourcesTree::unfoldNew(const QModelIndex& parent, int first, int last) {
  QList<QPersistentModelIndex> fresh;
  if (!parent.isValid()) {
    for (int row = first; row <= last; ++row) fresh << m_sorted->index(row, 0);
  } else if (last - first + 1 == m_sorted->rowCount(parent)) {
    fresh << parent;
  }
  QMetaObject::invokeMethod(
      this,
      [this, fresh] {
        for (const QPersistentModelIndex& index : fresh)
          if (index.isValid()) expand(index);
        order();
      },
      Qt::QueuedConnection);
}

bool SourcesTree::hasDiagnostics(const QModelIndex& index) const {
  return index.isValid() && m_sorted->line(index).diagnostics.value_or(0) > 0;
}

bool SourcesTree::hasSelection() const { return selectionModel()->hasSelection(); }

QString SourcesTree::selectedText() const {
  QString text;
  // In the order on screen, not in that of selecting.
  for (QModelIndex index = m_sorted->index(0, 0); index.isValid(); index = indexBelow(index))
    if (selectionModel()->isSelected(index)) text += copyText(m_sorted->line(index), m_model.zone());
  return text;
}

QString SourcesTree::allText() const {
  QStringList titles;
  for (int i = 0; i < kColumnCount; ++i) titles << columnTitle(static_cast<Column>(i));
  QString text = titles.join(QLatin1Char('\t')) + QLatin1Char('\n');
  for (int row = 0; row < m_sorted->rowCount(); ++row) {
    const QModelIndex parent = m_sorted->index(row, 0);
    text += copyText(m_sorted->line(parent), m_model.zone());
    for (int below = 0; below < m_sorted->rowCount(parent); ++below)
      text += copyText(m_sorted->line(m_sorted->index(below, 0, parent)), m_model.zone());
  }
  return text;
}

void SourcesTree::copy() const {
  if (hasSelection()) QGuiApplication::clipboard()->setText(selectedText());
}

void SourcesTree::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) return copy();
  QTreeView::keyPressEvent(event);
}

void SourcesTree::mousePressEvent(QMouseEvent* event) {
  const QModelIndex index = indexAt(event->pos());
  const bool isLeft = event->button() == Qt::LeftButton;
  QTreeView::mousePressEvent(event);
  if (!isLeft || !index.isValid() || event->modifiers() != Qt::NoModifier) return;
  if (index.column() == static_cast<int>(Column::Diagnostics) && hasDiagnostics(index))
    return emit diagnosticsRequested();
  const bool isFold = index.column() == 0 && !index.parent().isValid() &&
                      event->pos().x() - visualRect(index).left() < m_delegate->chevronWidth();
  if (isFold) setExpanded(index, !isExpanded(index));
}

void SourcesTree::mouseMoveEvent(QMouseEvent* event) {
  QTreeView::mouseMoveEvent(event);
  const QModelIndex index = indexAt(event->pos());
  const bool leads = index.column() == static_cast<int>(Column::Diagnostics) && hasDiagnostics(index);
  viewport()->setCursor(leads ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void SourcesTree::contextMenuEvent(QContextMenuEvent* event) {
  const QModelIndex index =
      event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
  if (!index.isValid()) return;
  QMenu menu(this);
  const auto count = selectionModel()->selectedRows().size();
  menu.addAction(count <= 1 ? tr("Copy row") : tr("Copy %1 rows").arg(count), this, &SourcesTree::copy)
      ->setShortcut(QKeySequence(QKeySequence::Copy));
  const QString name = m_sorted->line(index).name;
  menu.addAction(tr("Copy name"), this, [name] { QGuiApplication::clipboard()->setText(name); });
  if (hasDiagnostics(index)) menu.addAction(tr("Show diagnostics"), this, &SourcesTree::diagnosticsRequested);
  menu.exec(event->reason() == QContextMenuEvent::Keyboard
                ? viewport()->mapToGlobal(visualRect(index).center())
                : event->globalPos());
}

void SourcesTree::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
  QTreeView::selectionChanged(selected, deselected);
  emit selectionMoved();
}

}  // namespace spanloupe::sources
