// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The line above a chart: title, what the marks mean with their counts, what was left out, how it is drawn,
// and a button that folds it. Only the title and that button stay while it is folded. UI thread.
#pragma once

#include <QWidget>

#include "ui/charts/duration_plot.h"

namespace spanloupe::ui {
class Button;
class SegmentedControl;
class TextLabel;
}  // namespace spanloupe::ui

namespace spanloupe::charts {

/// What the marks mean: dot and cross, or the steps of a heatmap.
class ChartLegend : public QWidget {
  Q_OBJECT

 public:
  explicit ChartLegend(const ui::Look& look, QWidget* parent = nullptr);
  void setFrame(const ChartFrame& frame, const QString& one, const QString& many);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  enum class Mark { None, Dot, Cross, Ramp };
  struct Part {
    Mark mark = Mark::None;
    QString before;  ///< Left of a ramp.
    QString text;
    QColor ui::Theme::*color = &ui::Theme::text2;
  };
  [[nodiscard]] double widthOf(const Part& part) const;

  const ui::Look& m_look;
  std::vector<Part> m_parts;
};

class ChartHeader : public QWidget {
  Q_OBJECT

 public:
  ChartHeader(const ui::Look& look, const QString& title, QWidget* parent = nullptr);

  void setFrame(const ChartFrame& frame, const QString& one, const QString& many);
  void setFolded(bool isFolded);
  void setScale(ScaleKind scale);
  /// `isFiltered`: offer the way back to everything.
  void setFiltered(bool isFiltered, const QString& many);

 signals:
  void styleChosen(spanloupe::charts::PlotStyle style);
  void scaleChosen(spanloupe::charts::ScaleKind scale);
  void foldToggled();
  void showAllRequested();

 protected:
  void mouseDoubleClickEvent(QMouseEvent* event) override;

 private:
  const ui::Look& m_look;
  ChartLegend* m_legend;
  ui::Button* m_showAll;
  ui::SegmentedControl* m_style;
  ui::SegmentedControl* m_scale;
  ui::Button* m_fold;
  bool m_folded = false;
};

}  // namespace spanloupe::charts
