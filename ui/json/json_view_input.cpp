// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, keys and menu of the JSON view.
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>

#include "ui/common/icons.h"
#include "ui/json/json_texts.h"
#include "ui/json/json_view.h"

namespace spanloupe::json {

std::optional<ViewLine> JsonView::lineAtPoint(QPointF position) const {
  const long row = m_geometry.rowAt(position.y());
  if (!m_document || row < 0) return std::nullopt;
  const ViewLine line = topLine() + static_cast<ViewLine>(row);
  return line < lineCount() ? std::optional(line) : std::nullopt;
}

void JsonView::ensureVisible(ViewLine line) {
  QScrollBar* bar = verticalScrollBar();
  const auto at = static_cast<int>(std::min<ViewLine>(line, 2'000'000'000));
  if (at < bar->value()) {
    bar->setValue(at);
  } else if (line >= topLine() + pageLines()) {
    bar->setValue(at - static_cast<int>(pageLines()) + 1);
  }
}

void JsonView::moveTo(ViewLine line, Select select) {
  if (!m_document) return;
  line = std::min(line, lineCount() - 1);
  const std::size_t before = m_document->partAt(m_current);
  m_current = m_folds.lineAt(line);
  if (select == Select::Only) m_anchor = m_current;
  ensureVisible(line);
  notifyLineFocused(this, line);
  viewport()->update();
  const std::size_t now = m_document->partAt(m_current);
  if (now != before && m_document->parts()[now].isRecord) emit recordEntered(m_document->parts()[now].first);
}

void JsonView::setCurrentLine(ViewLine line) { moveTo(line, Select::Only); }

void JsonView::toggleFold(ViewLine line) {
  const DocLine at = m_folds.lineAt(line);
  if (const auto fold = foldAt(*m_document, at, textOf(at))) setFolded(*fold, !m_folds.isFolded(at));
}

void JsonView::goIn() {
  const auto fold = foldAt(*m_document, m_current, textOf(m_current));
  if (fold && m_folds.isFolded(m_current)) {
    setFolded(*fold, false);
  } else if (fold) {
    moveTo(currentViewLine() + 1, Select::Only);
  }
}

void JsonView::goOut() {
  const JsonText* text = textOf(m_current);
  const auto fold = foldAt(*m_document, m_current, text);
  if (fold && !m_folds.isFolded(m_current)) {
    setFolded(*fold, true);
  } else if (const auto around = foldAround(*m_document, m_current, text)) {
    moveTo(m_folds.viewLineOf(around->open), Select::Only);
  }
}

void JsonView::mousePressEvent(QMouseEvent* event) {
  const auto line = lineAtPoint(event->position());
  if (!line) return;
  const QRectF fold = QRectF(foldRect(*line)).adjusted(-4, -4, 4, 4);
  if (event->button() == Qt::LeftButton && fold.contains(event->position())) {
    setCurrentLine(*line);
    toggleFold(*line);
  } else if (event->button() == Qt::LeftButton) {
    moveTo(*line, event->modifiers().testFlag(Qt::ShiftModifier) ? Select::Extend : Select::Only);
  } else if (event->button() == Qt::RightButton) {
    const auto [first, last] = selection();
    const DocLine at = m_folds.lineAt(*line);
    if (at < first || at > last) setCurrentLine(*line);
  }
}

void JsonView::mouseDoubleClickEvent(QMouseEvent* event) {
  const auto line = lineAtPoint(event->position());
  if (line && event->button() == Qt::LeftButton) toggleFold(*line);
}

void JsonView::mouseMoveEvent(QMouseEvent* event) {
  auto line = lineAtPoint(event->position());
  if (event->buttons().testFlag(Qt::LeftButton) && m_document) {
    if (!line) line = event->position().y() < 0 ? (topLine() > 0 ? topLine() - 1 : 0) : lineCount() - 1;
    // Below the last line on screen: one more at a time, as the pointer moves.
    line = std::min(*line, topLine() + pageLines());
    moveTo(*line, Select::Extend);
  }
  if (line != m_hovered) {
    m_hovered = line;
    viewport()->update();
  }
}

bool JsonView::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::Leave && m_hovered) {
    m_hovered.reset();
    viewport()->update();
  }
  if (event->type() == QEvent::ToolTip && m_document) {
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto line = lineAtPoint(help->pos())) {
      const DocLine at = m_folds.lineAt(*line);
      const std::string path = pathOf(*m_document, at, textOf(at));
      QToolTip::showText(help->globalPos(), QString::fromStdString(path), viewport());
      return true;
    }
  }
  return QAbstractScrollArea::viewportEvent(event);
}

void JsonView::keyPressEvent(QKeyEvent* event) {
  if (!m_document) {
    QAbstractScrollArea::keyPressEvent(event);
    return;
  }
  if (event->matches(QKeySequence::Copy)) {
    copy();
    return;
  }
  if (event->matches(QKeySequence::SelectAll)) {
    m_anchor = 0;
    m_current = m_document->lineCount() - 1;
    viewport()->update();
    return;
  }
  if ((event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier | Qt::ControlModifier)) != 0) {
    QAbstractScrollArea::keyPressEvent(event);
    return;
  }
  const Select select = event->modifiers().testFlag(Qt::ShiftModifier) ? Select::Extend : Select::Only;
  const ViewLine at = currentViewLine();
  const auto up = [at](ViewLine by) { return at > by ? at - by : 0; };
  switch (event->key()) {
    case Qt::Key_Up: moveTo(up(1), select); break;
    case Qt::Key_Down: moveTo(at + 1, select); break;
    case Qt::Key_PageUp: moveTo(up(pageLines()), select); break;
    case Qt::Key_PageDown: moveTo(at + pageLines(), select); break;
    case Qt::Key_Home: moveTo(0, select); break;
    case Qt::Key_End: moveTo(lineCount() - 1, select); break;
    case Qt::Key_Left: goOut(); break;
    case Qt::Key_Right: goIn(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: toggleFold(at); break;
    default: QAbstractScrollArea::keyPressEvent(event);
  }
}

void JsonView::copy() {
  if (!m_document) return;
  auto [first, last] = selection();
  // Of a folded line everything is meant.
  if (m_folds.isFolded(last))
    if (const auto fold = foldAt(*m_document, last, textOf(last))) last = fold->close;
  emit copyRequested(first, last, CopyForm::Lines);
}

void JsonView::fillMenu(QMenu& menu, DocLine line) {
  const JsonText* text = textOf(line);
  const auto [first, last] = selection();
  const auto fold = foldAt(*m_document, line, text);
  const auto around = foldAround(*m_document, line, text);
  if (first != last) {
    menu.addAction(ui::themedIcon(m_look, ui::Icon::Copy), tr("Copy lines"), this, [this] { copy(); });
    menu.addSeparator();
  }
  menu.addAction(tr("Copy value"), this, [this, line, fold] {
    emit copyRequested(line, fold ? fold->close : line, CopyForm::Value);
  });
  const std::string path = pathOf(*m_document, line, text);
  QAction* copyPath = menu.addAction(
      tr("Copy path"), this, [path] { QGuiApplication::clipboard()->setText(QString::fromStdString(path)); });
  copyPath->setEnabled(!path.empty());
  const auto object = fold ? fold : around;
  if (object) {
    menu.addAction(tr("Copy object"), this,
                   [this, object] { emit copyRequested(object->open, object->close, CopyForm::Object); });
  }
  const std::size_t part = m_document->partAt(line);
  const Part& record = m_document->parts()[part];
  if (record.isRecord) {
    const DocLine begin = m_document->firstLine(part);
    menu.addAction(m_document->isSpan(record.first) ? tr("Copy span") : tr("Copy log record"), this,
                   [this, begin, lines = record.lines] {
                     emit copyRequested(begin, begin + lines - 1, CopyForm::Object);
                   });
  }
  menu.addSeparator();
  if (fold) {
    const bool folded = m_folds.isFolded(line);
    menu.addAction(folded ? tr("Unfold") : tr("Fold"), this,
                   [this, fold, folded] { setFolded(*fold, !folded); });
  }
  menu.addAction(tr("Fold all spans"), this, [this] { setAllFolded(true); });
  menu.addAction(tr("Unfold all"), this, [this] { setAllFolded(false); });
}

void JsonView::contextMenuEvent(QContextMenuEvent* event) {
  if (!m_document) return;
  const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
  const auto line = byKey ? std::optional(currentViewLine()) : lineAtPoint(event->pos());
  if (!line) return;
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  fillMenu(*menu, m_folds.lineAt(*line));
  menu->popup(byKey ? viewport()->mapToGlobal(lineRect(*line).bottomLeft()) : event->globalPos());
}

void JsonView::focusInEvent(QFocusEvent* event) {
  viewport()->update();
  QAbstractScrollArea::focusInEvent(event);
}

void JsonView::focusOutEvent(QFocusEvent* event) {
  viewport()->update();
  QAbstractScrollArea::focusOutEvent(event);
}

}  // namespace spanloupe::json
