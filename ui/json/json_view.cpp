// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/json/json_view.h"

#include <QPainter>
#include <QScrollBar>
#include <QTimer>
#include <algorithm>
#include <cmath>

#include "core/query/folded_text.h"
#include "ui/common/paint.h"
#include "ui/json/json_texts.h"

namespace spanloupe::json {
namespace {

/// Scroll bars count in lines, and an int is what they have.
int clampedInt(ViewLine lines) {
  constexpr ViewLine kMost = 2'000'000'000;
  return static_cast<int>(std::min(lines, kMost));
}

}  // namespace

JsonView::JsonView(const ui::Look& look, JsonTexts& texts, QWidget* parent)
    : QAbstractScrollArea(parent), m_look(look), m_texts(texts) {
  setFocusPolicy(Qt::StrongFocus);
  setFrameShape(QFrame::NoFrame);
  setLayoutDirection(Qt::LeftToRight);
  viewport()->setMouseTracking(true);
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(tr("JSON"));
  installJsonAccessibility();
  connect(&look, &ui::Look::changed, this, &JsonView::readLook);
  connect(&texts, &JsonTexts::arrived, this, [this] {
    m_shownValid = false;
    viewport()->update();
  });
  readLook();
}

void JsonView::readLook() {
  const ui::Measures& m = m_look.measures();
  m_mono = ui::TextCache(m_look.fonts().mono);
  m_numbers = ui::TextCache(m_look.fonts().monoSmall);
  m_widest = 0;
  const double row = std::max<double>(m.rowCompact(), std::ceil(m_mono.metrics().height()) + 2);
  m_geometry = JsonGeometry::from(m_document ? m_document->lineCount() : 0,
                                  m_numbers.width(QStringLiteral("0")), row, m.px(12));
  changed();
}

void JsonView::setDocument(std::shared_ptr<const JsonDocument> document, bool foldRecords) {
  m_document = std::move(document);
  m_folds.setDocument(m_document, foldRecords);
  m_current = m_anchor = 0;
  m_hovered.reset();
  readLook();
  verticalScrollBar()->setValue(0);
  horizontalScrollBar()->setValue(0);
  notifyLinesChanged(this);
}

void JsonView::changed() {
  m_shownValid = false;
  updateScrollBars();
  viewport()->update();
}

ViewLine JsonView::topLine() const { return static_cast<ViewLine>(verticalScrollBar()->value()); }

ViewLine JsonView::pageLines() const {
  return static_cast<ViewLine>(std::max(1.0, std::floor(viewport()->height() / m_geometry.row)));
}

void JsonView::updateScrollBars() {
  const ViewLine page = pageLines();
  verticalScrollBar()->setPageStep(clampedInt(page));
  verticalScrollBar()->setSingleStep(1);
  verticalScrollBar()->setRange(0, clampedInt(lineCount() > page ? lineCount() - page : 0));
  const int space = viewport()->width() - static_cast<int>(m_geometry.textLeft);
  const int pad = m_look.measures().px(20);
  horizontalScrollBar()->setPageStep(std::max(1, space));
  horizontalScrollBar()->setSingleStep(m_look.measures().px(20));
  horizontalScrollBar()->setRange(0, std::max(0, static_cast<int>(std::ceil(m_widest)) + pad - space));
}

const JsonText* JsonView::textOf(DocLine line) {
  const Part& part = m_document->parts()[m_document->partAt(line)];
  return part.isRecord ? m_texts.find(part.first) : nullptr;
}

ShownLine JsonView::shownLine(ViewLine line) {
  const DocLine at = m_folds.lineAt(line);
  return layOutLine(*m_document, m_folds, at, textOf(at), m_needle,
                    [this](const QString& text) { return m_mono.width(text); });
}

void JsonView::layOut() {
  m_shown.clear();
  m_shownValid = true;
  if (!m_document) return;
  const ViewLine first = topLine();
  const ViewLine end = std::min(lineCount(), first + pageLines() + 2);
  std::vector<Record> missing;
  double widest = m_widest;
  for (ViewLine line = first; line < end; ++line) {
    m_shown.push_back(shownLine(line));
    widest = std::max(widest, m_shown.back().width);
    if (!m_shown.back().isLoaded) {
      const Record record = m_document->parts()[m_document->partAt(m_shown.back().line)].first;
      if (missing.empty() || missing.back() != record) missing.push_back(record);
    }
  }
  m_texts.request(std::move(missing));
  if (widest > m_widest) {
    m_widest = widest;
    // Not while painting: the bar may come and take room.
    QTimer::singleShot(0, this, &JsonView::updateScrollBars);
  }
}

QColor JsonView::colorOf(RunStyle style) const {
  const ui::Theme& theme = m_look.theme();
  switch (style) {
    case RunStyle::Key: return theme.text1;
    case RunStyle::String: return theme.text2;
    case RunStyle::Number: return theme.accent;
    case RunStyle::Punctuation:
    case RunStyle::Note: break;
  }
  return theme.text3;
}

void JsonView::paintLine(QPainter& painter, std::size_t row) {
  const ui::Theme& theme = m_look.theme();
  const ShownLine& line = m_shown[row];
  const QRectF rect = m_geometry.rowRect(row, viewport()->width());
  const auto [first, last] = selection();
  const bool isSelected = line.line >= first && line.line <= last;
  const bool isCurrent = line.line == m_current;
  ui::RowState state;
  state.isSelected = isSelected;
  state.isHovered = m_hovered == topLine() + row;
  state.hasFocus = hasFocus();
  const QColor ground = ui::rowColor(state, theme);
  painter.fillRect(rect, ground);
  // The edge says where the keyboard is, and that is one line.
  if (isSelected && isCurrent && hasFocus())
    painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), theme.accent);

  const double base = ui::centredBaseline(rect, m_mono.metrics());
  painter.setPen(isCurrent ? theme.text1 : theme.text3);
  m_numbers.drawRight(painter, m_geometry.numberRight, base, QString::number(line.line + 1));
  if (line.fold)
    ui::paintIcon(painter, line.isFolded ? ui::Icon::ChevronRight : ui::Icon::ChevronDown,
                  m_geometry.foldRect(row), theme.text2);

  painter.save();
  painter.setClipRect(
      QRectF(m_geometry.textLeft, rect.top(), rect.width() - m_geometry.textLeft, rect.height()));
  const double left = m_geometry.textLeft - horizontalScrollBar()->value();
  for (const auto& [x, width] : line.marks)
    painter.fillRect(QRectF(left + x, rect.top() + 1, width, rect.height() - 2), theme.match);
  for (const LineRun& run : line.runs) {
    if (left + run.x > rect.width() || left + run.x + run.width < m_geometry.textLeft) continue;
    painter.setPen(colorOf(run.style));
    m_mono.draw(painter, QPointF(left + run.x, base), run.text);
  }
  // How much is missing is said where it can be seen, however far away the cut is.
  const double end = rect.width() - m_look.measures().px(8);
  if (line.isCut && left + line.width > end) {
    const LineRun& more = line.runs.back();
    const double x = std::max(m_geometry.textLeft, end - more.width);
    painter.fillRect(QRectF(x, rect.top(), rect.right() - x, rect.height()), ground);
    painter.setPen(theme.text3);
    m_mono.draw(painter, QPointF(x, base), more.text);
  }
  painter.restore();
}

void JsonView::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.fillRect(viewport()->rect(), m_look.theme().surface);
  if (!m_shownValid) layOut();
  for (std::size_t row = 0; row < m_shown.size(); ++row) paintLine(painter, row);
}

void JsonView::resizeEvent(QResizeEvent*) { changed(); }

void JsonView::scrollContentsBy(int, int dy) {
  if (dy != 0) m_shownValid = false;
  viewport()->update();
}

void JsonView::setNeedle(const QString& needle) {
  m_needle = query::folded(needle.toStdString());
  m_shownValid = false;
  viewport()->update();
}

void JsonView::setAllFolded(bool folded) {
  if (!m_document) return;
  const DocLine top = m_folds.lineAt(topLine());
  m_folds.setAllFolded(folded);
  m_current = m_anchor = m_folds.lineAt(m_folds.viewLineOf(m_current));
  changed();
  // What was on top stays there.
  verticalScrollBar()->setValue(clampedInt(m_folds.viewLineOf(top)));
  notifyLinesChanged(this);
}

void JsonView::setFolded(const DocFold& fold, bool folded) {
  m_folds.setFolded(fold, folded);
  if (folded) {
    m_current = m_folds.lineAt(m_folds.viewLineOf(m_current));
    m_anchor = m_folds.lineAt(m_folds.viewLineOf(m_anchor));
  }
  changed();
  notifyLinesChanged(this);
}

void JsonView::goTo(DocLine line) {
  if (!m_document || line >= m_document->lineCount()) return;
  if (m_folds.reveal(line)) {
    changed();
    notifyLinesChanged(this);
  }
  m_current = m_anchor = line;
  const ViewLine at = m_folds.viewLineOf(line);
  // Some of what stands before it is seen, too.
  if (at < topLine() || at >= topLine() + pageLines())
    verticalScrollBar()->setValue(clampedInt(at > pageLines() / 3 ? at - pageLines() / 3 : 0));
  notifyLineFocused(this, at);
  viewport()->update();
}

std::pair<DocLine, DocLine> JsonView::selection() const {
  return {std::min(m_anchor, m_current), std::max(m_anchor, m_current)};
}

ViewLine JsonView::currentViewLine() const { return m_document ? m_folds.viewLineOf(m_current) : 0; }

QRect JsonView::lineRect(ViewLine line) const {
  const double top = (static_cast<double>(line) - static_cast<double>(topLine())) * m_geometry.row;
  return QRectF(0, top, viewport()->width(), m_geometry.row).toAlignedRect();
}

QRect JsonView::foldRect(ViewLine line) const {
  QRectF rect = m_geometry.foldRect(0);
  rect.moveTop(rect.top() + lineRect(line).top());
  return rect.toAlignedRect();
}

}  // namespace spanloupe::json
