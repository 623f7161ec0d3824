// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_accessible.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include "ui/charts/duration_plot.h"

namespace spanloupe::charts {
namespace {

class PlotInterface final : public QAccessibleWidget {
 public:
  explicit PlotInterface(DurationPlot* plot) : QAccessibleWidget(plot, QAccessible::Chart), m_plot(plot) {}

  QString text(QAccessible::Text kind) const override {
    if (kind == QAccessible::Value) return m_plot->summaryText();
    if (kind != QAccessible::Description) return QAccessibleWidget::text(kind);
    QStringList parts;
    if (const QString cursor = m_plot->cursorText(); !cursor.isEmpty()) parts << cursor;
    if (const QString box = m_plot->boxText(); !box.isEmpty()) parts << box;
    parts << DurationPlot::tr(
        "Arrow keys go from one to the next, Enter opens, Shift and arrow keys draw a box.");
    return parts.join(QStringLiteral(". "));
  }
  QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
  void doAction(const QString& action) override {
    if (action == pressAction()) {
      m_plot->activateCursor();
    } else {
      QAccessibleWidget::doAction(action);
    }
  }

 private:
  DurationPlot* m_plot;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
  auto* plot = qobject_cast<DurationPlot*>(object);
  return plot != nullptr ? new PlotInterface(plot) : nullptr;
}

}  // namespace

void installPlotAccessibility() {
  static const bool kInstalled = [] {
    QAccessible::installFactory(&makeInterface);
    return true;
  }();
  Q_UNUSED(kInstalled)
}

void notifyCursorMoved(DurationPlot* plot) {
  if (!QAccessible::isActive()) return;
  QAccessibleEvent event(plot, QAccessible::DescriptionChanged);
  QAccessible::updateAccessibility(&event);
}

void notifyValueChanged(DurationPlot* plot) {
  if (!QAccessible::isActive()) return;
  QAccessibleValueChangeEvent event(plot, plot->summaryText());
  QAccessible::updateAccessibility(&event);
}

}  // namespace spanloupe::charts
