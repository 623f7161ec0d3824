// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Two columns of the start page that only tell: keys and what they do, formats and how they are known. UI
// thread.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/common/look.h"

namespace spanloupe::start {

class ReferenceTable : public QWidget {
  Q_OBJECT
 public:
  struct Row {
    QStringList keys;  ///< Drawn as key caps; or empty and
    QString term;      ///< a term in text1.
    QString text;
  };
  ReferenceTable(const ui::Look& look, std::vector<Row> rows, double termWidth, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintKeys(QPainter& painter, const QStringList& keys, const QRectF& rect) const;

  const ui::Look& m_look;
  std::vector<Row> m_rows;
  double m_termWidth;
};

}  // namespace spanloupe::start
