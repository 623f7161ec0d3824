// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The services of a trace in a popup: check box, tile, name, spans and self time, largest self time first. A
// box cleared hides the spans of its service at once. Arrows move, Space checks, Alt and a click shows one
// service alone. Deletes itself when it closes. UI thread.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/waterfall/trace_document.h"

class QAbstractButton;
class QScrollArea;

namespace spanloupe::ui {
class Look;
}

namespace spanloupe::waterfall {

class WaterfallView;

class ServicesPopup : public QWidget {
  Q_OBJECT

 public:
  ServicesPopup(const ui::Look& look, WaterfallView& view, QWidget* parent);

  void popUp(QPoint globalPosition);

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void follow();
  void showOnly(StringIndex service);

  const ui::Look& m_look;
  WaterfallView& m_view;
  QScrollArea* m_area;
  QAbstractButton* m_all;
  struct Row {
    QAbstractButton* button;
    StringIndex service;
  };
  std::vector<Row> m_rows;
};

}  // namespace spanloupe::waterfall
