// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnostics/diagnostics_delegate.h"

#include <QPainter>

#include "ui/common/paint.h"

namespace spanloupe::diagnostics {
DiagnosticsDelegate::DiagnosticsDelegate(const ui::Look& look, const DiagnosticsModel& model, QObject* parent)
    : QStyledItemDelegate(parent), m_look(look), m_model(model) {}

QSize DiagnosticsDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  return {40, m_look.measures().row()};
}

void DiagnosticsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                const QModelIndex& index) const {
  const ui::Theme& theme = m_look.theme();
  const QRectF cell = option.rect;
  ui::paintCellBackground(*painter, option, index.column() == 0, theme);

  const bool isEntry = index.parent().isValid();
  if (index.column() == DiagnosticsModel::Mark) {
    const double size = m_look.measures().iconRow();
    const QRectF icon(cell.right() - size - 4, cell.center().y() - size / 2, size, size);
    const bool error = m_model.severity(index) == Severity::Error;
    if (!isEntry)
      ui::paintIcon(*painter, error ? ui::Icon::Error : ui::Icon::Warning, icon,
                    error ? theme.error : theme.warn);
    return;
  }
  const bool mono = index.column() == DiagnosticsModel::Offset;
  const QFont& font = mono ? m_look.fonts().mono : m_look.fonts().body;
  const bool quiet =
      index.column() == DiagnosticsModel::Source || (isEntry && index.column() == DiagnosticsModel::Kind);
  painter->setFont(font);
  painter->setPen(quiet ? theme.text2 : theme.text1);
  const QFontMetricsF metrics(font);
  const QRectF text = cell.adjusted(ui::Measures::kCellPadding, 0, -ui::Measures::kCellPadding, 0);
  const bool right = index.column() == DiagnosticsModel::Offset || index.column() == DiagnosticsModel::Count;
  // The end of a name, or of a path inside an archive, tells more than its begin.
  const auto elide = index.column() == DiagnosticsModel::Source ? Qt::ElideLeft : Qt::ElideRight;
  const QString shown = metrics.elidedText(index.data().toString(), elide, text.width());
  const double x = right ? text.right() - metrics.horizontalAdvance(shown) : text.left();
  painter->drawText(QPointF(x, ui::centredBaseline(cell, QFontMetricsF(m_look.fonts().body))), shown);
}

}  // namespace spanloupe::diagnostics
