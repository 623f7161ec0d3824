// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the cells of the diagnostics list. UI thread.
#pragma once

#include <QStyledItemDelegate>

#include "ui/common/look.h"
#include "ui/diagnostics/diagnostics_model.h"

namespace spanloupe::diagnostics {

class DiagnosticsDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  DiagnosticsDelegate(const ui::Look& look, const DiagnosticsModel& model, QObject* parent);
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  const ui::Look& m_look;
  const DiagnosticsModel& m_model;
};

}  // namespace spanloupe::diagnostics
