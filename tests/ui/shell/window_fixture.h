// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A main window with everything it needs, in a home of its own.
#pragma once

#include <QApplication>
#include <QSettings>

#include "tests/ui/session/session_fixture.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tab_area.h"
#include "ui/shell/tab_strip.h"
#include "ui/shell/trace_tab.h"
#include "ui/shell/view_registry.h"
#include "ui/traces/trace_table.h"
#include "ui/traces/traces_page.h"

namespace spanloupe::test {

struct WindowFixture {
  Home home;
  QSettings settings{home.path("settings.ini"), QSettings::IniFormat};
  ui::Look look;
  session::TraceSession session;
  session::ViewState state;
  session::RecentFiles recent{settings};
  shell::MainWindow window{{look, session, state, recent, settings, {"0.0.0", {{"Qt", "6", "LGPL-3.0"}}}}};

  WindowFixture() {
    look.install(*qApp);
    window.resize(1280, 800);
    window.show();
  }
  [[nodiscard]] traces::TracesPage& tracesPage() const {
    return static_cast<traces::TracesPage&>(window.tabs().page(0));
  }
  [[nodiscard]] traces::TraceTable& table() const { return tracesPage().table(); }
  [[nodiscard]] shell::TraceTab* trace() const { return window.tabs().currentTrace(); }
  /// Tabs of traces come after those of the views.
  [[nodiscard]] static int firstTrace() { return static_cast<int>(shell::views().size()); }
  [[nodiscard]] int traceTabs() const { return window.tabs().strip().count() - firstTrace(); }
  [[nodiscard]] QAction* action(const QString& text) const {
    for (QAction* each : window.findChildren<QAction*>())
      if (each->text().remove('&') == text) return each;
    qFatal("there is no action '%s'", qPrintable(text));
  }
  bool open(const QStringList& files) {
    QSignalSpy loaded(&session, &session::TraceSession::loaded);
    window.open({files, {}, {}, {}});
    return (loaded.count() > 0 || loaded.wait(30000)) &&
           QTest::qWaitFor([this] { return window.isSettled(); }, 10000);
  }
};

inline std::vector<SketchTrace> shop() {
  return {{.service = "frontend", .name = "GET /cart", .startMs = 0, .durationMs = 120, .spans = 4},
          {.service = "frontend",
           .name = "POST /checkout",
           .startMs = 50,
           .durationMs = 1842,
           .spans = 12,
           .errors = 3},
          {.service = "worker", .name = "reindex", .startMs = 90, .durationMs = 30, .spans = 1}};
}

}  // namespace spanloupe::test
