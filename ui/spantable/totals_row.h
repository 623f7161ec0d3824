// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The row of sums below the span table: it stays while rows scroll, and follows them sideways. UI thread.
#pragma once

#include <QWidget>

#include "ui/spantable/span_table_model.h"
#include "ui/spantable/span_table_painter.h"

namespace spanloupe::spantable {

class TotalsRow : public QWidget {
  Q_OBJECT
 public:
  TotalsRow(const ui::Look& look, const SpanTableModel& model, QWidget* parent);
  void setTableLayout(const SpanTableLayout& layout);
  /// "Total of 78 spans, Duration 1 842.6 ms, …".
  [[nodiscard]] QString spokenText() const;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] std::vector<Cell> cells() const;
  const ui::Look& m_look;
  const SpanTableModel& m_model;
  SpanTablePainter m_painter;
  SpanTableLayout m_layout;
};

}  // namespace spanloupe::spantable
