// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The strip between column header and rows that counts what is not drawn and takes it back: hidden services,
// rules, and the way down to a focused span. Hidden while everything is shown. UI thread.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/waterfall/fact_line.h"
#include "ui/waterfall/waterfall_model.h"

class QHBoxLayout;

namespace spanloupe::waterfall {

class WaterfallView;

class HiddenStrip : public QWidget {
  Q_OBJECT

 public:
  /// Stands in `view`, which makes room for it.
  HiddenStrip(const ui::Look& look, WaterfallView& view);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] const FactLine& line() const { return *m_line; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void refresh();
  void count();
  void act(int id);

  const ui::Look& m_look;
  WaterfallView& m_view;
  FactLine* m_line;
  FactButton* m_showAll;
  QHBoxLayout* m_row;
  QString m_count;                    ///< "12 spans hidden"
  std::vector<Visibility> m_results;  ///< By the id of a fact: what is in force after a click on it.
};

}  // namespace spanloupe::waterfall
