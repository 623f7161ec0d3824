// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The header of the trace list: titles, the mark of the order, a click sorts. UI thread.
#pragma once

#include <QWidget>
#include <optional>

#include "ui/common/look.h"
#include "ui/traces/trace_table_layout.h"

namespace spanloupe::traces {

class TableHeader : public QWidget {
  Q_OBJECT
 public:
  TableHeader(const ui::Look& look, QWidget* parent);

  void setLayoutOfTable(const TableLayout& layout);
  void setOrder(store::TraceOrder order);

 signals:
  void columnClicked(spanloupe::traces::Column column);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  void paintTitle(QPainter& painter, Column column) const;
  [[nodiscard]] std::optional<Column> sortableAt(const QPointF& position) const;

  const ui::Look& m_look;
  TableLayout m_layout;
  store::TraceOrder m_order;
  std::optional<Column> m_hovered;
};

}  // namespace spanloupe::traces
