// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/cache_list.h"

#include <QKeyEvent>
#include <QPainter>
#include <algorithm>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/text_cache.h"

namespace spanloupe::settings {
namespace {

constexpr int kRowsShown = 6;
/// Of large text, so that the page still fits a small screen.
constexpr int kLargeRowsShown = 4;
constexpr int kLargeText = 24;
constexpr double kSizeWidth = 84;
constexpr double kWhenWidth = 150;

}  // namespace

CacheDelegate::CacheDelegate(const ui::Look& look, const CacheModel& model, QObject* parent)
    : QStyledItemDelegate(parent), m_look(look), m_model(model) {}

QSize CacheDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  return {100, m_look.measures().row()};
}

void CacheDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
  const ui::Theme& theme = m_look.theme();
  const ui::Measures& m = m_look.measures();
  const QRectF row = option.rect;
  const bool active = option.widget != nullptr && option.widget->hasFocus();
  const ui::RowState state{option.state.testFlag(QStyle::State_Selected),
                           option.state.testFlag(QStyle::State_MouseOver), active};
  ui::paintRowBackground(*painter, row, state, theme);
  if (active && option.state.testFlag(QStyle::State_HasFocus) && !state.isSelected)
    ui::focusRing(*painter, row, 0, theme);
  ui::TextCache body(m_look.fonts().body);
  ui::TextCache numbers(m_look.fonts().body, true);
  const double baseline = ui::centredBaseline(row, body.metrics());
  const ingest::CacheEntry& entry = m_model.row(index.row()).entry;

  double right = row.right() - ui::Measures::kCellPadding;
  painter->setPen(theme.text2);
  const QString when = ui::formatDateTime(entry.lastUsed, m_look.timeZone(), 0);
  numbers.drawRight(*painter, right, baseline, when.left(16));  // Nobody needs the second.
  right -= m.real(kWhenWidth);
  painter->setPen(theme.text1);
  numbers.drawRight(*painter, right, baseline, ui::formatBytes(entry.bytes));
  right -= m.real(kSizeWidth);
  if (m_model.isOpen(index.row())) {
    const ui::Badge badge{CacheList::tr("open"), ui::BadgeTone::Quiet, ui::Icon::None, false};
    const double width = ui::badgeWidth(badge, m_look.fonts(), m);
    ui::paintBadge(*painter, {right - width, row.center().y() - m.badge() / 2.0, width, double(m.badge())},
                   badge, theme, m_look.fonts(), m);
    right -= width + ui::Measures::kIconGap;
  }
  const double left = row.left() + ui::Measures::kCellPadding;
  body.draw(*painter, {left, baseline}, body.elided(m_model.name(index.row()), right - left));
}

CacheList::CacheList(const ui::Look& look, CacheModel& model, QWidget* parent)
    : QListView(parent), m_look(look), m_model(model) {
  setObjectName(QStringLiteral("cacheList"));
  setAccessibleName(tr("Cached sessions"));
  setModel(&model);
  setItemDelegate(new CacheDelegate(look, model, this));
  setFrameShape(QFrame::NoFrame);
  setMouseTracking(true);
  setUniformItemSizes(true);
  setSelectionMode(ExtendedSelection);
  setEditTriggers(NoEditTriggers);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(&look, &ui::Look::changed, this, [this] {
    scheduleDelayedItemsLayout();
    updateGeometry();
  });
}

QSize CacheList::sizeHint() const {
  const ui::Measures& m = m_look.measures();
  return {m.px(520), (m.H > kLargeText ? kLargeRowsShown : kRowsShown) * m.row()};
}

std::vector<int> CacheList::removableSelection() const {
  std::vector<int> rows;
  for (const QModelIndex& index : selectionModel()->selectedIndexes())
    if (!m_model.isOpen(index.row())) rows.push_back(index.row());
  return rows;
}

void CacheList::paintEvent(QPaintEvent* event) {
  QListView::paintEvent(event);
  QPainter painter(viewport());
  const double bottom = viewport()->height() - ui::devicePixel(painter);
  ui::hairlineH(painter, 0, viewport()->width(), 0, m_look.theme().hairline);
  ui::hairlineH(painter, 0, viewport()->width(), bottom, m_look.theme().hairline);
}

void CacheList::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Delete) {
    emit removeRequested();
  } else {
    QListView::keyPressEvent(event);
  }
}

void CacheList::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
  QListView::selectionChanged(selected, deselected);
  emit selectionMoved();
}

}  // namespace spanloupe::settings
