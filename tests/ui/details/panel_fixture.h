// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A details panel in a window of its own, and short ways to click in it.
#pragma once

#include <QScrollBar>
#include <QTest>

#include "tests/ui/details/details_fixture.h"
#include "ui/details/details_panel.h"
#include "ui/details/details_view.h"

namespace spanloupe::details {

class PanelFixture : public QObject {
 protected:
  [[nodiscard]] DetailsView& view() const { return m_panel->view(); }
  [[nodiscard]] int indexOf(ItemKind kind, const QString& part = {}) const {
    const DetailsFrame& frame = view().frame();
    for (std::size_t i = 0; i < frame.items.size(); ++i) {
      if (frame.items[i].isSection) continue;
      const Item& item = view().sections()[frame.items[i].id.section].items[frame.items[i].id.item];
      if (item.kind == kind && (item.text + item.key).contains(part)) return static_cast<int>(i);
    }
    return -1;
  }
  [[nodiscard]] const ItemLayout& layoutOf(int index) const {
    return view().frame().items[static_cast<std::size_t>(index)];
  }
  void clickAt(QPointF at) {
    at -= QPointF(0, view().verticalScrollBar()->value());
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, at.toPoint());
  }
  void clickAction(int index, const QString& text) {
    for (std::uint32_t i = layoutOf(index).actionsBegin; i < layoutOf(index).actionsEnd; ++i) {
      if (view().frame().actions[i].text != text) continue;
      clickAt(view().frame().actions[i].rect.center());
      return;
    }
    QFAIL(qPrintable("no action " + text));
  }
  void expose() {
    m_panel->QWidget::show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    QCoreApplication::processEvents();
  }

  ui::Look m_look;
  std::unique_ptr<DetailsPanel> m_panel;
};

}  // namespace spanloupe::details
