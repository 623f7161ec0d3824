// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A Traces page on screen with everything it needs, and short ways to click in it.
#pragma once

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>

#include "tests/ui/session/session_fixture.h"
#include "ui/traces/filter_row.h"
#include "ui/traces/table_actions.h"
#include "ui/traces/trace_table.h"
#include "ui/traces/traces_page.h"

namespace spanloupe::test {

class Page {
 public:
  Page() : settings(home.path("s.ini"), QSettings::IniFormat) { make(); }

  void make() {
    page.reset();
    page = std::make_unique<traces::TracesPage>(look, session, settings);
    page->resize(1400, 800);  // The chart takes its part of the height.
    page->show();
  }
  bool load(const std::vector<SketchTrace>& traces) {
    if (!test::load(session, {home.write("a.json", otlpJson(traces))})) return false;
    return QTest::qWaitFor(
        [&] { return page->isSettled() && page->model().rowCount() == static_cast<int>(traces.size()); });
  }
  /// Waits until the list shows what the filter asks for.
  bool settle() {
    return QTest::qWaitFor(
        [this] { return page->isSettled() && page->model().listedFilter() == page->filter(); });
  }

  [[nodiscard]] traces::TraceTable& table() const { return page->table(); }
  void click(int row, Qt::KeyboardModifiers modifiers = {}) const {
    QTest::mouseClick(table().viewport(), Qt::LeftButton, modifiers,
                      table().tableLayout().rowRect(row).center());
  }
  [[nodiscard]] QString nameAt(int row) const {
    const store::TraceRow* trace = table().model().traceRow(row);
    return trace ? QString::fromStdString(trace->rootName) : QString();
  }
  /// "1-3 5": the selected ranges.
  [[nodiscard]] QString selected() const {
    QStringList texts;
    for (const traces::RowRange& range : table().selection().ranges())
      texts << (range.first == range.last ? QString::number(range.first)
                                          : QStringLiteral("%1-%2").arg(range.first).arg(range.last));
    return texts.join(QLatin1Char(' '));
  }

  Home home;
  ui::Look look;
  session::TraceSession session;
  QSettings settings;
  std::unique_ptr<traces::TracesPage> page;
};

/// Names "0", "1", …; the newest, which is listed first, has the largest number.
inline std::vector<SketchTrace> numbered(int count) {
  std::vector<SketchTrace> traces;
  for (int i = 0; i < count; ++i)
    traces.push_back({.name = QString::number(i), .startMs = i, .durationMs = 1 + i % 7});
  return traces;
}

}  // namespace spanloupe::test
