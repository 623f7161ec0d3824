// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A Traces page over a session that somebody else writes to, as receivers do.
#pragma once

#include <QScrollBar>

#include "core/formats/input.h"
#include "core/formats/registry.h"
#include "core/store/live_store.h"
#include "core/store/segment_builder.h"
#include "core/store/session.h"
#include "page_fixture.h"
#include "ui/common/live_strip.h"

namespace spanloupe::test {

/// A page over a session that somebody else writes to.
class LivePage {
 public:
  LivePage() : path(page.home.path("live.spanloupe")) {
    writer = std::move(*store::Session::openForWriting(path.toStdString()));
    if (!writer->beginSource({1, "endpoint", "otlp-json", {}})) qFatal("no source");
  }

  /// So many traces, each newer than the one before.
  void receive(int count) {
    std::vector<SketchTrace> traces;
    for (int i = 0; i < count; ++i)
      traces.push_back({.name = QString::number(received + i), .startMs = 1000 * (received + i)});
    const int first = std::exchange(received, received + count);
    receive(numberedFrom(first, traces));
  }
  /// OTLP JSON, which came just now.
  void receive(const QByteArray& body) {
    std::vector<store::EncodedSegment> segments;
    store::SegmentBuilder builder(
        [&](store::EncodedSegment segment) { segments.push_back(std::move(segment)); });
    builder.setSource(1);
    Diagnostics diagnostics;
    std::string text = body.toStdString();
    formats::pad(text);
    formats::formatNamed("otlp-json")->decode({{nullptr, text}, 0, nullptr}, builder, diagnostics);
    builder.finish();
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const std::int64_t at = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
    if (!writer->live().append(std::move(segments), {store::SegmentOrigin::Live, at, at}, {}))
      qFatal("cannot append");
    page.session.refresh();
  }
  [[nodiscard]] bool open() {
    page.session.openFiles({path});
    if (!QTest::qWaitFor([this] { return page.session.snapshot() && !page.session.isBusy(); })) return false;
    page.session.setLive(true);
    return true;
  }
  [[nodiscard]] bool shows(int total) {
    return QTest::qWaitFor([this, total] {
      return page.page->model().total() == static_cast<std::uint64_t>(total) && page.page->isSettled() &&
             !page.session.isBusy() && page.page->model().isWhole();
    });
  }
  [[nodiscard]] ui::LiveStrip& strip() const { return page.page->liveStrip(); }
  [[nodiscard]] traces::TraceTable& table() const { return page.page->table(); }
  [[nodiscard]] QString nameAt(int row) const {
    const store::TraceRow* trace = page.page->model().traceRow(row);
    return trace ? QString::fromStdString(trace->rootName) : QString();
  }
  [[nodiscard]] QString topName() const { return nameAt(table().tableLayout().firstRow()); }
  void press(const char* button) {
    QTest::mouseClick(strip().findChild<QAbstractButton*>(button), Qt::LeftButton);
  }

  Page page;
  QString path;
  std::unique_ptr<store::Session> writer;
  int received = 0;

 private:
  static QByteArray numberedFrom(int first, const std::vector<SketchTrace>& traces) {
    QStringList groups;
    for (int i = 0; i < static_cast<int>(traces.size()); ++i)
      groups << QStringLiteral(
                    R"({"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"web"}}]},)"
                    R"("scopeSpans":[{"spans":[%1]}]})")
                    .arg(spanJson(first + i, 0, traces[static_cast<std::size_t>(i)]));
    return "{\"resourceSpans\":[" + groups.join(QLatin1Char(',')).toUtf8() + "]}";
  }
};

}  // namespace spanloupe::test
