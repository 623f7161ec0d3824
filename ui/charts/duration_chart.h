// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole chart as a view shows it: header, plot, and the card beside a box. Knows points, not what they
// are: a view hands it columns and gets back positions and boxes. UI thread.
#pragma once

#include <QWidget>

#include "ui/charts/duration_plot.h"

namespace spanloupe::charts {

class BoxCard;
class ChartHeader;

struct ChartWords {
  QString title;  ///< "Duration of traces"
  QString one;    ///< "trace"
  QString many;   ///< "traces"
};

class DurationChart : public QWidget {
  Q_OBJECT

 public:
  DurationChart(const ui::Look& look, ChartWords words, QWidget* parent = nullptr);

  [[nodiscard]] DurationPlot& plot() const { return *m_plot; }
  void setBackground(Background background) { m_plot->setBackground(std::move(background)); }
  void setPoints(PointSet points) { m_plot->setPoints(std::move(points)); }
  void setScale(ScaleKind scale);
  [[nodiscard]] bool isFolded() const { return m_folded; }
  void setFolded(bool isFolded);
  /// The points are those of a box chosen before: offer the way back.
  void setFiltered(bool isFiltered);
  [[nodiscard]] bool isFiltered() const { return m_filtered; }

 signals:
  void pointActivated(std::uint32_t position);
  /// To be filtered to; the box itself is gone from the chart.
  void boxChosen(const spanloupe::charts::TimeBox& box);
  /// Everything is wanted again.
  void boxCleared();
  void foldedChanged(bool isFolded);
  void scaleChanged(spanloupe::charts::ScaleKind scale);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void placeCard();
  void clearFilter();

  const ui::Look& m_look;
  ChartWords m_words;
  ChartHeader* m_header;
  DurationPlot* m_plot;
  BoxCard* m_card;
  bool m_folded = false;
  bool m_filtered = false;
};

}  // namespace spanloupe::charts
