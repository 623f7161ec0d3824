// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the cells of the Sources view; digits are equally wide, so that nothing shifts while figures change.
// UI thread.
#pragma once

#include <QStyledItemDelegate>

#include "ui/common/look.h"
#include "ui/common/paint.h"
#include "ui/common/text_cache.h"
#include "ui/sources/sources_model.h"

namespace spanloupe::sources {

class SourcesDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  SourcesDelegate(const ui::Look& look, const SortedSources& model, QObject* parent);

  /// After Look::changed().
  void readLook();
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  /// Where a click folds and unfolds, from the left end of a row.
  [[nodiscard]] int chevronWidth() const;

 private:
  void paintName(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
  [[nodiscard]] QColor colorOf(const SourceLine& line, Column column) const;

  const ui::Look& m_look;
  const SortedSources& m_model;
  // Laying out is part of painting.
  mutable ui::TextCache m_texts;
  mutable ui::TextCache m_numbers;
};

}  // namespace spanloupe::sources
