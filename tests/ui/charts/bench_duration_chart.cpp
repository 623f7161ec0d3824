// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the chart of SESSION at 1920 pixels: reading the points, summing them up, the picture as heatmap
// and as scatter (these on a thread of the pool in the window), and what is left for the UI thread. Prints
// figures, judges none.
#include <QApplication>
#include <QElapsedTimer>
#include <algorithm>
#include <cstdio>

#include "core/store/reader.h"
#include "core/store/snapshot.h"
#include "ui/charts/duration_plot.h"

namespace spanloupe::charts {
namespace {

template <typename Step>
void measure(const char* what, Step step) {
  std::vector<double> times;
  for (int i = 0; i < 5; ++i) {
    QElapsedTimer timer;
    timer.start();
    step();
    times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
  }
  std::sort(times.begin(), times.end());
  std::printf("%-34s median %7.2f ms   worst %7.2f ms\n", what, times[2], times[4]);
}

int run(const char* path) {
  auto reader = store::Reader::open(path);
  if (!reader) return 1;
  auto snapshot = (*reader)->snapshot();
  if (!snapshot) return 1;
  Result<store::TracePoints> read;
  measure("points of all traces", [&] { read = (*reader)->tracePoints(**snapshot, {}); });
  if (!read) return 1;
  const auto points = std::make_shared<const store::TracePoints>(std::move(*read));
  const PointSet set{points, points->start, points->duration, points->state, {}};
  std::printf("%zu points\n", points->size());
  PointSummary summary;
  measure("summary", [&] { summary = summarise(set); });

  ui::Look look;
  look.install(*qApp);
  DurationPlot plot(look);
  std::vector<Work> works;
  plot.setBackground([&works](WorkKind, const Work& work) { works.push_back(work); });
  plot.resize(1920, plot.sizeHint().height());
  for (const PlotStyle style : {PlotStyle::Heatmap, PlotStyle::Scatter}) {
    plot.setStyle(style);
    const bool isHeatmap = style == PlotStyle::Heatmap;
    works.clear();
    plot.setPoints(set);
    works.back()({})();
    Letter letter;
    measure(isHeatmap ? "heatmap and rates" : "scatter and rates", [&] { letter = works.back()({}); });
    QElapsedTimer timer;
    timer.start();
    letter();
    std::printf("%-34s %.2f ms\n", "UI thread: take it", static_cast<double>(timer.nsecsElapsed()) / 1e6);
    QImage canvas(plot.size(), QImage::Format_RGB32);
    measure("UI thread: paint", [&] { plot.render(&canvas); });
  }
  const ChartLayout& layout = plot.frame().layout;
  const TimeBox box = layout.boxOf(layout.plot.adjusted(200, 30, -300, -30), false);
  measure("count a box", [&] { (void)countIn(set, box); });
  measure("next point by key", [&] { (void)neighbour(set, 17U, PointStep::Later); });
  return 0;
}

}  // namespace
}  // namespace spanloupe::charts

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  if (argc != 2) {
    std::fputs("usage: bench_duration_chart SESSION\n", stderr);
    return 2;
  }
  return spanloupe::charts::run(argv[1]);
}
