// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, keyboard and menu of a DetailsView.
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <cmath>

#include "ui/common/icons.h"
#include "ui/common/tool_tip.h"
#include "ui/details/details_view.h"

namespace spanloupe::details {

bool DetailsView::event(QEvent* event) {
  // Ctrl+F finds in what has the focus, also where the window has its own.
  if (event->type() == QEvent::ShortcutOverride &&
      static_cast<QKeyEvent*>(event)->matches(QKeySequence::Find)) {
    event->accept();
    return true;
  }
  return QAbstractScrollArea::event(event);
}

bool DetailsView::clickAction(std::size_t index, QPointF at) {
  const ItemLayout& layout = m_frame.items[index];
  for (std::uint32_t i = layout.actionsBegin; i < layout.actionsEnd; ++i) {
    if (!m_frame.actions[i].rect.adjusted(-4, 0, 4, 0).contains(at)) continue;
    act(static_cast<int>(index), m_frame.actions[i].action);
    return true;
  }
  return false;
}

bool DetailsView::isClickable(const ItemLayout& layout, QPointF at) const {
  if (layout.isSection) return false;
  if (layout.isMore) return layout.more.adjusted(-4, 0, 4, 0).contains(at);
  if (layout.isLine())
    return layout.more.contains(at) || (branchOf(layout) && at.x() < layout.valueRect.right());
  const Item& item = itemOf(layout);
  for (std::uint32_t i = layout.actionsBegin; i < layout.actionsEnd; ++i)
    if (m_frame.actions[i].rect.adjusted(-4, 0, 4, 0).contains(at))
      return m_frame.actions[i].action != ItemAction::PageLabel;
  if (layout.more.adjusted(-4, 0, 4, 0).contains(at)) return true;
  if (item.kind == ItemKind::StackFold) return true;
  if (item.kind == ItemKind::EventAxis) return layout.box.contains(at);
  const QRectF value(layout.valueRect.topLeft(), QSizeF(layout.valueRect.width(), layout.height));
  if (!value.contains(at)) return false;
  return (item.kind == ItemKind::Link && !item.isDead) || item.isUrl ||
         (item.canOpen && item.kind == ItemKind::KeyValue);
}

/// The event nearest to the pointer, unless there is none near.
void DetailsView::goToMark(const ItemLayout& axis, double x) {
  constexpr double kReach = 8;
  const Section& section = m_sections[axis.id.section];
  const AxisMark* nearest = nullptr;
  double least = kReach;
  for (const AxisMark& mark : section.axis) {
    const double away = std::abs(axis.box.left() + mark.share * axis.box.width() - x);
    if (away >= least) continue;
    least = away;
    nearest = &mark;
  }
  if (nearest == nullptr) return;
  // It may be one that was not asked for yet.
  const std::uint32_t place = nearest->item & 0x3ffffffU;
  std::size_t& pages = m_state.morePages[axis.id.section];
  pages = std::max(pages, place / kItemsAtOnce);
  relayOut();
  for (std::size_t i = 0; i < m_frame.items.size(); ++i) {
    if (!m_frame.items[i].isItem() || itemOf(m_frame.items[i]).number != nearest->item) continue;
    setCurrentItem(static_cast<int>(i));
    // With what follows it, not only its first line.
    verticalScrollBar()->setValue(static_cast<int>(m_frame.items[i].top - axis.box.height()));
    return;
  }
}

void DetailsView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const int index = itemAt(event->position());
  if (index < 0) return;
  m_current = index;
  const ItemLayout layout = m_frame.items[static_cast<std::size_t>(index)];
  const QPointF at = event->position() + QPointF(0, verticalScrollBar()->value());
  if (layout.isSection) {
    activate(static_cast<std::size_t>(index));
  } else if (clickAction(static_cast<std::size_t>(index), at)) {
    // Done.
  } else if (layout.isMore) {
    if (isClickable(layout, at)) activate(static_cast<std::size_t>(index));
  } else if (itemOf(layout).kind == ItemKind::EventAxis) {
    goToMark(layout, at.x());
  } else if (itemOf(layout).kind != ItemKind::StackFoot && itemOf(layout).kind != ItemKind::Group &&
             copyRect(layout).contains(at)) {
    copy(layout, CopyAs::Value);
  } else if (isClickable(layout, at)) {
    // Clicking again on what asks takes the question back; only its own link opens it.
    if (layout.ask.isNull()) {
      activate(static_cast<std::size_t>(index));
    } else {
      act(index, ItemAction::StopAsking);
    }
  }
  viewport()->update();
}

void DetailsView::mouseMoveEvent(QMouseEvent* event) {
  const int index = itemAt(event->position());
  if (index != m_hovered) {
    m_hovered = index;
    viewport()->update();
  }
  const QPointF at = event->position() + QPointF(0, verticalScrollBar()->value());
  const bool isHand = index >= 0 && isClickable(m_frame.items[static_cast<std::size_t>(index)], at);
  viewport()->setCursor(isHand ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

QString DetailsView::toolTipOf(const ItemLayout& layout) {
  if (!layout.isItem()) return {};
  const Item& item = itemOf(layout);
  if (item.kind == ItemKind::Block || item.kind == ItemKind::StackFoot) return {};
  const bool isElided = !layout.keyRect.isNull() && layout.keyBreak == 0 &&
                        m_painter.keyWidth(item.key) > layout.keyRect.width() + 0.5;
  if (item.kind == ItemKind::Exception) return item.title;
  return isElided && !item.note.isEmpty() ? item.key.trimmed() + u'\n' + item.note
         : isElided                       ? item.key.trimmed()
                                          : item.note;
}

bool DetailsView::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::Leave) {
    m_hovered = -1;
    viewport()->update();
  }
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int index = itemAt(help->pos());
    const QString text = index < 0 ? QString() : toolTipOf(m_frame.items[static_cast<std::size_t>(index)]);
    QToolTip::showText(help->globalPos(), ui::plainToolTip(text), viewport(),
                       index < 0 ? QRect() : itemRect(index));
    return true;
  }
  return QAbstractScrollArea::viewportEvent(event);
}

void DetailsView::foldOrUnfold(bool unfold) {
  if (m_current < 0 || m_current >= itemCount()) return;
  const auto index = static_cast<std::size_t>(m_current);
  const ItemLayout layout = m_frame.items[index];
  if (layout.isSection) {
    if (m_state.isFolded[layout.id.section] == unfold) toggleSection(layout.id.section);
    return;
  }
  if (layout.isMore) {
    if (unfold) showMore(index);
    return;
  }
  if (layout.isLine()) {
    foldOrUnfoldLine(index, unfold);
    return;
  }
  const Item& item = itemOf(layout);
  const bool isWhole = m_state.whole.contains(item.number);
  if (item.canOpen && item.kind != ItemKind::Exception && isOpen(item) != unfold) {
    setOpen(index, item.number);
  } else if ((unfold && !layout.more.isNull()) || (!unfold && isWhole)) {
    setWhole(index, unfold);
  } else if (!unfold) {
    // To the head of what it stands in.
    for (std::size_t i = index; i-- > 0;) {
      if (!m_frame.items[i].isSection) continue;
      setCurrentItem(static_cast<int>(i));
      return;
    }
  }
}

/// As in a tree: Left on what cannot fold goes to the branch it stands in, Right into an open one.
void DetailsView::foldOrUnfoldLine(std::size_t index, bool unfold) {
  const ItemLayout layout = m_frame.items[index];
  const auto branch = branchOf(layout);
  if (branch && *branch != unfold) {
    setBranch(index, unfold);
  } else if (unfold && branch) {
    setCurrentItem(static_cast<int>(index) + 1);
  } else if (unfold != m_state.wholeLines.contains({itemOf(layout).number, layout.line()}) &&
             (!unfold || !layout.more.isNull())) {
    setWholeLine(index, unfold);
  } else if (!unfold) {
    const JsonOutline* outline = shownOutline(itemOf(layout), m_state);
    const std::vector<std::uint32_t> around = branchesAround(*outline, layout.line());
    std::size_t at = index;
    // The root has none around it but the item's own head, or the section's.
    while (at > 0 && !m_frame.items[at].isSection &&
           (at == index ||
            (m_frame.items[at].isLine() && (around.empty() || m_frame.items[at].line() != around.back()))))
      --at;
    setCurrentItem(static_cast<int>(at));
  }
}

/// Whether there was more of the current item to see in that direction, which is then seen.
bool DetailsView::scrollInside(double by) {
  if (m_current < 0 || m_current >= itemCount()) return false;
  const ItemLayout& item = m_frame.items[static_cast<std::size_t>(m_current)];
  QScrollBar* bar = verticalScrollBar();
  const double left =
      by > 0 ? item.top + item.height - bar->value() - bar->pageStep() : bar->value() - item.top;
  if (item.height <= bar->pageStep() || left < 1 || item.top > bar->value() + bar->pageStep()) return false;
  bar->setValue(bar->value() +
                static_cast<int>(by > 0 ? std::min(by, std::ceil(left)) : -std::min(-by, left)));
  return true;
}

/// Past the quiet heads, which say nothing of their own.
void DetailsView::step(int by) {
  if (scrollInside(3 * by * m_measures.line)) return;
  int next = m_current + by;
  while (next > 0 && next < itemCount() - 1) {
    const ItemLayout& layout = m_frame.items[static_cast<std::size_t>(next)];
    if (!layout.isItem() || itemOf(layout).kind != ItemKind::Group) break;
    next += by;
  }
  setCurrentItem(next);
}

void DetailsView::keyPressEvent(QKeyEvent* event) {
  frame();
  const bool hasCurrent = m_current >= 0 && m_current < static_cast<int>(m_frame.items.size());
  const auto index = static_cast<std::size_t>(std::max(0, m_current));
  const bool isItem = hasCurrent && m_frame.items[index].isItem();
  if (event->matches(QKeySequence::Copy) && isItem) {
    copy(m_frame.items[index], CopyAs::Value);
    return;
  }
  if (event->matches(QKeySequence::Find)) {
    emit findRequested();
    return;
  }
  const int page = std::max(1, static_cast<int>(viewport()->height() / m_measures.row) - 1);
  switch (event->key()) {
    case Qt::Key_Up: step(-1); break;
    case Qt::Key_Down: step(1); break;
    case Qt::Key_PageUp:
      if (!scrollInside(-0.9 * viewport()->height())) setCurrentItem(m_current - page);
      break;
    case Qt::Key_PageDown:
      if (!scrollInside(0.9 * viewport()->height())) setCurrentItem(m_current + page);
      break;
    case Qt::Key_Home: setCurrentItem(0); break;
    case Qt::Key_End: setCurrentItem(itemCount() - 1); break;
    case Qt::Key_Left:
    case Qt::Key_Right: {
      const bool isInwards = event->key() == Qt::Key_Right;
      if (event->modifiers().testFlag(Qt::ShiftModifier) && isItem) {
        setBranches(index, isInwards);
      } else {
        foldOrUnfold(isInwards);
      }
      break;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
      if (event->modifiers().testFlag(Qt::ShiftModifier) && isItem) {
        const std::vector<ItemAction> actions = itemOf(m_frame.items[index]).actions;
        if (!actions.empty()) act(m_current, actions.front());
      } else {
        activateCurrent();
      }
      break;
    case Qt::Key_Escape:
      if (m_state.asking && isItem) {
        act(m_current, ItemAction::StopAsking);
        break;
      }
      [[fallthrough]];
    default: QAbstractScrollArea::keyPressEvent(event);
  }
}

void DetailsView::focusInEvent(QFocusEvent* event) {
  viewport()->update();
  QAbstractScrollArea::focusInEvent(event);
}

void DetailsView::focusOutEvent(QFocusEvent* event) {
  viewport()->update();
  QAbstractScrollArea::focusOutEvent(event);
}

/// Of a row of JSON.
void DetailsView::fillLineMenu(QMenu& menu, std::size_t index) {
  const ItemLayout layout = m_frame.items[index];
  const JsonOutline* outline = shownOutline(itemOf(layout), m_state);
  if (outline->isBranch(layout.line())) {
    menu.addSeparator();
    menu.addAction(tr("Unfold all inside"), this, [this, index] { setBranches(index, true); });
    menu.addAction(tr("Fold all inside"), this, [this, index] { setBranches(index, false); });
  }
}

void DetailsView::fillMenu(QMenu& menu, std::size_t index) {
  const ItemLayout layout = m_frame.items[index];
  if (layout.isItem() && itemOf(layout).kind != ItemKind::EventAxis &&
      itemOf(layout).kind != ItemKind::Group) {
    const Item item = itemOf(layout);
    const JsonOutline* outline = shownOutline(item, m_state);
    const bool hasKey =
        layout.isLine() ? outline != nullptr && !outline->key(layout.line()).isEmpty() : !item.key.isEmpty();
    menu.addAction(ui::themedIcon(m_look, ui::Icon::Copy), tr("Copy value"), this,
                   [this, layout] { copy(layout, CopyAs::Value); });
    if (hasKey && item.kind != ItemKind::Exception)
      menu.addAction(tr("Copy key = value"), this, [this, layout] { copy(layout, CopyAs::KeyValue); });
    if ((hasKey && item.kind != ItemKind::Exception) || layout.isLine())
      menu.addAction(tr("Copy as JSON"), this, [this, layout] { copy(layout, CopyAs::Json); });
    if (layout.isLine()) fillLineMenu(menu, index);
    const auto place = static_cast<int>(index);
    for (std::uint32_t i = layout.actionsBegin; i < layout.actionsEnd; ++i) {
      const ActionSpot spot = m_frame.actions[i];
      if (spot.action == ItemAction::CopyAll || spot.action == ItemAction::CopyUrl ||
          spot.action == ItemAction::PageLabel)
        continue;
      menu.addAction(spot.text, this, [this, place, spot] { act(place, spot.action); });
    }
    if (item.isUrl && layout.ask.isNull())
      menu.addAction(tr("Open in the browser…"), this, [this, index] { activate(index); });
  }
  if (m_details == nullptr && m_log == nullptr) return;
  if (!menu.isEmpty()) menu.addSeparator();
  menu.addAction(m_log != nullptr ? tr("Copy the whole record as JSON") : tr("Copy the whole span as JSON"),
                 this, &DetailsView::copyRecord);
}

void DetailsView::contextMenuEvent(QContextMenuEvent* event) {
  frame();
  const int index = event->reason() == QContextMenuEvent::Keyboard ? m_current : itemAt(event->pos());
  if (index < 0 || index >= static_cast<int>(m_frame.items.size())) return;
  m_current = index;
  QMenu menu(this);
  fillMenu(menu, static_cast<std::size_t>(index));
  if (!menu.isEmpty()) menu.exec(event->globalPos());
}

}  // namespace spanloupe::details
