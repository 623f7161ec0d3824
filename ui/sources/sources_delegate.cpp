// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sources/sources_delegate.h"

#include <QPainter>

namespace spanloupe::sources {
namespace {

constexpr double kChevronColumn = 26;
constexpr double kIndent = 20;

ui::Icon iconOf(SourceLine::Kind kind) {
  switch (kind) {
    case SourceLine::Kind::Source:
    case SourceLine::Kind::Sender: return ui::Icon::None;
    case SourceLine::Kind::Refusal: return ui::Icon::Warning;
    case SourceLine::Kind::Dropped: return ui::Icon::Trash;
  }
  return ui::Icon::None;
}

}  // namespace

SourcesDelegate::SourcesDelegate(const ui::Look& look, const SortedSources& model, QObject* parent)
    : QStyledItemDelegate(parent), m_look(look), m_model(model) {
  readLook();
}

void SourcesDelegate::readLook() {
  m_texts = ui::TextCache(m_look.fonts().body);
  m_numbers = ui::TextCache(m_look.fonts().body, true);
}

QSize SourcesDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  return {40, m_look.measures().row()};
}

int SourcesDelegate::chevronWidth() const { return m_look.measures().px(kChevronColumn); }

QColor SourcesDelegate::colorOf(const SourceLine& line, Column column) const {
  const ui::Theme& theme = m_look.theme();
  if (column == Column::Details) return theme.text2;
  if (column == Column::Name) return line.kind == SourceLine::Kind::Source ? theme.text1 : theme.text2;
  const auto number = numberOf(line, column);
  if (!number || *number == 0) return theme.text3;
  const bool isTrouble = column == Column::Refused || column == Column::Diagnostics;
  return isTrouble ? theme.warn : column == Column::LastSeen ? theme.text2 : theme.text1;
}

void SourcesDelegate::paintName(QPainter& painter, const QStyleOptionViewItem& option,
                                const QModelIndex& index) const {
  const ui::Theme& theme = m_look.theme();
  const ui::Measures& m = m_look.measures();
  const SourceLine& line = m_model.line(index);
  const QRectF cell = option.rect;
  const double size = m.iconRow();
  double x = cell.left() + chevronWidth();
  if (!line.below.empty()) {
    const QRectF chevron(cell.left() + (chevronWidth() - size) / 2, cell.center().y() - size / 2, size, size);
    const bool isOpen = option.state.testFlag(QStyle::State_Open);
    ui::paintIcon(painter, isOpen ? ui::Icon::ChevronDown : ui::Icon::ChevronRight, chevron, theme.text2);
  }
  if (index.parent().isValid()) x += m.px(kIndent);
  if (const ui::Icon icon = iconOf(line.kind); icon != ui::Icon::None) {
    const bool isRefusal = line.kind == SourceLine::Kind::Refusal;
    ui::paintIcon(painter, icon, {x, cell.center().y() - size / 2, size, size},
                  isRefusal ? theme.warn : theme.text3);
    x += size + ui::Measures::kIconGap;
  }
  painter.setPen(colorOf(line, Column::Name));
  const QString name = m_texts.elided(line.name, cell.right() - ui::Measures::kCellPadding - x);
  m_texts.draw(painter, {x, ui::centredBaseline(cell, m_texts.metrics())}, name);
}

void SourcesDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
  const ui::Theme& theme = m_look.theme();
  const QRectF cell = option.rect;
  ui::paintCellBackground(*painter, option, index.column() == 0, theme);
  const auto column = static_cast<Column>(index.column());
  if (column == Column::Name) return paintName(*painter, option, index);
  const QString text = index.data().toString();
  if (text.isEmpty()) return;
  const double baseline = ui::centredBaseline(cell, m_texts.metrics());
  painter->setPen(colorOf(m_model.line(index), column));
  const double left = cell.left() + ui::Measures::kCellPadding;
  const double right = cell.right() - ui::Measures::kCellPadding;
  if (!isNumber(column)) {
    m_texts.draw(*painter, {left, baseline}, m_texts.elided(text, right - left));
    return;
  }
  // A long number may take the padding before it; half of one would be another number.
  const bool fits = m_numbers.width(text) <= right - cell.left();
  m_numbers.drawRight(*painter, right, baseline, fits ? text : QStringLiteral("…"));
}

}  // namespace spanloupe::sources
