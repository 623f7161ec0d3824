// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the waterfall on a trace of a million spans (or argv[1] of them): building the document, the first
// layout, collapsing, and painting frames of 1920 × 1080 while scrolling and zooming. Prints figures, judges
// none.
#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <algorithm>
#include <cstdio>
#include <random>

#include "tests/support/trace_sketch.h"
#include "ui/common/look.h"
#include "ui/waterfall/find_in_document.h"
#include "ui/waterfall/waterfall_view.h"

namespace spanloupe::waterfall {
namespace {

constexpr int kFrames = 400;

/// A tree with fan-outs from one to hundreds; every child inside its parent.
Trace manySpans(std::uint32_t count) {
  Trace trace;
  trace.id = {1, 1};
  trace.strings = {""};
  for (int i = 0; i < 12; ++i) trace.strings.push_back("service-" + std::to_string(i));
  for (int i = 0; i < 500; ++i) trace.strings.push_back("operation " + std::to_string(i));
  std::mt19937_64 random(7);
  struct Node {
    std::uint64_t start;
    std::uint64_t end;
    std::uint64_t parent;
    std::uint64_t id;
  };
  std::vector<Node> nodes{{0, 10'000'000'000, 0, 1}};
  while (nodes.size() < count) {
    const Node& parent = nodes[random() % nodes.size() / (1 + random() % 3)];
    const std::uint64_t length = std::max<std::uint64_t>(1, parent.end - parent.start);
    const std::uint64_t start = parent.start + random() % length;
    const std::uint64_t end = start + random() % std::max<std::uint64_t>(1, parent.end - start);
    nodes.push_back({start, end, parent.id, nodes.size() + 1});
  }
  std::stable_sort(nodes.begin(), nodes.end(),
                   [](const Node& a, const Node& b) { return a.start < b.start; });
  for (const Node& node : nodes) {
    trace.start.push_back(timestampFromNanos(test::kSketchBase + node.start));
    trace.end.push_back(timestampFromNanos(test::kSketchBase + node.end));
    trace.spanId.push_back({node.id});
    trace.parentId.push_back({node.parent});
    trace.service.push_back(static_cast<StringIndex>(1 + random() % 12));
    trace.name.push_back(static_cast<StringIndex>(13 + random() % 500));
    trace.kind.push_back(static_cast<std::uint8_t>(1 + random() % 5));
    trace.status.push_back(random() % 50 == 0 ? 2 : 0);
    trace.ref.emplace_back();
  }
  trace.eventsBegin.assign(trace.size() + 1, 0);
  trace.linksBegin.assign(trace.size() + 1, 0);
  return trace;
}

void report(const char* what, std::vector<double> milliseconds) {
  std::sort(milliseconds.begin(), milliseconds.end());
  const auto at = [&](double share) {
    return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
  };
  std::printf("%-28s median %6.2f ms   99th %6.2f ms   worst %6.2f ms\n", what, at(0.5), at(0.99),
              milliseconds.back());
}

double elapsedMs(const QElapsedTimer& timer) { return static_cast<double>(timer.nsecsElapsed()) / 1e6; }

template <typename Step>
void measureFrames(const char* what, WaterfallView& view, QImage& canvas, Step step) {
  std::vector<double> times;
  for (int i = 0; i < kFrames; ++i) {
    step(i);
    QElapsedTimer timer;
    timer.start();
    view.viewport()->render(&canvas, {}, {}, {});
    times.push_back(elapsedMs(timer));
  }
  report(what, std::move(times));
}

void run(std::uint32_t count) {
  QElapsedTimer timer;
  auto trace = std::make_shared<const Trace>(manySpans(count));
  timer.start();
  const auto document = buildTraceDocument(trace);
  std::printf("%u spans, depth %u\n%-28s %.0f ms\n", count, document->tree.maxDepth, "build document",
              elapsedMs(timer));

  ui::Look look;
  look.install(*qApp);
  std::vector<QString> services;
  for (int i = 0; i < 12; ++i) services.push_back(QStringLiteral("service-%1").arg(i));
  look.addServices(services);
  WaterfallView view(look);
  view.resize(1920, 1080);
  timer.restart();
  view.setDocument(document);
  view.grab();
  std::printf("%-28s %.0f ms\n", "first frame", elapsedMs(timer));

  view.select(0);
  timer.restart();
  view.setCollapsed(document->order[1], true);
  std::printf("%-28s %.1f ms\n", "collapse one", elapsedMs(timer));
  timer.restart();
  view.expandAll();
  std::printf("%-28s %.1f ms\n", "expand all", elapsedMs(timer));

  const auto measure = [&](const char* what, auto step) {
    timer.restart();
    step();
    std::printf("%-28s %.1f ms\n", what, elapsedMs(timer));
  };
  Visibility visibility;
  visibility.setHidden(document->services.front(), true);
  measure("hide a service", [&] { view.setVisibility(visibility); });
  visibility.onlyErrors = true;
  measure("only errors too", [&] { view.setVisibility(visibility); });
  measure("show all", [&] { view.setVisibility({}); });
  std::shared_ptr<SpanMatches> matches;
  measure("find in names and ids",
          [&] { matches = std::make_shared<SpanMatches>(findInDocument(*document, "tion ce0d")); });
  measure("find a word",
          [&] { matches = std::make_shared<SpanMatches>(findInDocument(*document, "operation 1")); });
  std::printf("%-28s %zu\n", "matches", matches->spans.size());
  measure("dim the rest", [&] { view.setMatches(matches); });
  visibility = {};
  visibility.onlyMatches = true;
  measure("hide the rest", [&] { view.setVisibility(visibility); });
  measure("next match", [&] { view.goToMatch(true); });
  measure("select all", [&] { view.selectAll(); });
  measure("end the search", [&] { view.setMatches(nullptr); });
  measure("as reported", [&] { (void)redrawn(*document, false); });
  view.select(0);

  QImage canvas(view.viewport()->size(), QImage::Format_RGB32);
  QScrollBar* bar = view.verticalScrollBar();
  measureFrames("same place", view, canvas, [](int) {});
  measureFrames("scroll by one row", view, canvas, [&](int i) { bar->setValue(i * 24); });
  measureFrames("jump through the trace", view, canvas,
                [&](int i) { bar->setValue(bar->maximum() / kFrames * i); });
  bar->setValue(0);
  measureFrames("zoom in and out", view, canvas, [&](int i) { view.zoom(i % 80 < 40 ? 0.8 : 1.25, 4e9); });
  view.resetZoom();
  view.setShowCritical(true);
  view.setMatches(matches);
  measureFrames("search, jumping", view, canvas, [&](int i) { bar->setValue(bar->maximum() / kFrames * i); });
  view.setMatches(nullptr);
  measureFrames("critical path, scrolling", view, canvas, [&](int i) { bar->setValue(i * 24); });
}

}  // namespace
}  // namespace spanloupe::waterfall

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  spanloupe::waterfall::run(argc > 1 ? static_cast<std::uint32_t>(std::max(2, std::atoi(argv[1])))
                                     : 1'000'000U);
  return 0;
}
