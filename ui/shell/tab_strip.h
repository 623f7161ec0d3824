// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tabs of the window: Traces, then one per opened trace with the tile of its service and the begin of its
// id. Qt's tab bar with labels of our own. UI thread.
#pragma once

#include <QTabBar>

#include "ui/common/look.h"
#include "ui/common/text_cache.h"

namespace spanloupe::shell {

/// What a tab says.
struct TabLabel {
  QString name;
  QString detail;   ///< In text3 after the name: a count, or the begin of an id.
  QString service;  ///< For the tile; null = no tile.
  bool monoDetail = false;
};

class TabStrip : public QTabBar {
  Q_OBJECT
 public:
  explicit TabStrip(const ui::Look& look, QWidget* parent = nullptr);

  int add(const TabLabel& label, bool closable);
  void setLabel(int tab, const TabLabel& label);
  [[nodiscard]] TabLabel label(int tab) const;

 protected:
  QSize tabSizeHint(int tab) const override;
  QSize minimumTabSizeHint(int tab) const override { return tabSizeHint(tab); }
  void paintEvent(QPaintEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;

 private:
  void readLook();
  void paintLabel(QPainter& painter, int tab);
  [[nodiscard]] QString shownName(const TabLabel& label) const;

  const ui::Look& m_look;
  mutable ui::TextCache m_body;
  mutable ui::TextCache m_strong;
  mutable ui::TextCache m_small;
  mutable ui::TextCache m_mono;
};

}  // namespace spanloupe::shell
