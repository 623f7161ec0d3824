// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_window SOURCE: what a user of the window waits for with a large file made by bench_load: the whole
// program in one process, offscreen, from start to painted. bench_window --trace SOURCE: opening the only
// trace of a file. Uses $XDG_CACHE_HOME and $XDG_CONFIG_HOME; run.sh sets them.
#include <QKeyEvent>

#include "tests/bench/window_run.h"
#include "ui/shell/trace_tab.h"
#include "ui/waterfall/trace_page.h"

namespace spanloupe::bench {
namespace {

class Run {
 public:
  Run(Application& application, Program& program, QString source)
      : m_application(application), m_program(program), m_source(std::move(source)) {}

  void importing() {
    m_application.forget();
    print("first_list_ms", open());
    const Stopwatch rest;
    m_application.until([this] { return m_program.window.isSettled(); });
    print("import_seconds", rest.seconds());
    print("longest_event_cpu_ms", m_application.longestCpu());
    print("longest_event_wall_ms", m_application.longestWall());
    std::fprintf(stderr, "longest: %s\n", m_application.slowest().constData());
  }

  void openingAgain() {
    m_application.forget();
    print("cached_ms", open());
    const Stopwatch rest;
    m_application.until([this] { return m_program.window.isSettled(); });
    print("cached_settled_ms", rest.seconds() * 1e3);
  }

  void sorting(store::TraceColumn column, const char* name) {
    const Stopwatch watch;
    m_program.table().sortBy(column);
    const auto& model = m_program.table().model();
    m_application.until([&] { return model.listedOrder().column == column && model.traceRow(0); });
    m_application.untilPainted(*m_program.table().viewport());
    print(name, watch.seconds() * 1e3);
    m_application.until([this] { return m_program.window.isSettled(); });
  }

  /// The list must have the trace among its first rows.
  void opening(TraceId id, const char* name) {
    traces::TraceTable& table = m_program.table();
    int row = 0;
    while (row < 20 && table.model().traceRow(row) && table.model().traceRow(row)->id != id) ++row;
    if (row == 20) giveUp("the trace is not at the top of the list");
    if (openRow(row, name) != 1000) giveUp("the trace is not whole");
  }

  /// From the key to the first paint of the whole trace; returns its spans.
  std::size_t openRow(int row, const char* name) {
    traces::TraceTable& table = m_program.table();
    table.setCurrentRow(row);
    const Stopwatch watch;
    QKeyEvent press(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
    QCoreApplication::sendEvent(&table, &press);
    m_application.until([this] {
      const shell::TraceTab* tab = m_program.window.tabs().currentTrace();
      return tab && tab->document();
    });
    const shell::TraceTab& tab = *m_program.window.tabs().currentTrace();
    m_application.untilPainted(tab.page());
    print(name, watch.seconds() * 1e3);
    m_program.window.tabs().showView(0);
    return tab.document()->spanCount();
  }

 private:
  /// Until the first rows are painted.
  double open() {
    const Stopwatch watch;
    bool opened = false;
    const auto connection =
        QObject::connect(&m_program.session, &session::TraceSession::opened, [&opened] { opened = true; });
    m_program.window.open({{m_source}, {}, {}, {}});
    const auto& model = m_program.table().model();
    m_application.until([&] { return opened && model.rowCount() > 0 && model.traceRow(0); });
    m_application.untilPainted(*m_program.table().viewport());
    QObject::disconnect(connection);
    return watch.seconds() * 1e3;
  }

  Application& m_application;
  Program& m_program;
  QString m_source;
};

}  // namespace
}  // namespace spanloupe::bench

int main(int argc, char** argv) {
  using namespace spanloupe;
  qputenv("QT_QPA_PLATFORM", "offscreen");
  bench::Application application(argc, argv);
  const bool trace = argc == 3 && std::string_view(argv[1]) == "--trace";
  if (argc != 2 && !trace) bench::giveUp("usage: bench_window [--trace] SOURCE");
  bench::Program program(application);
  application.untilPainted(program.window);
  application.until([&] { return program.window.isSettled(); });
  bench::print("start_ms", bench::sinceStartMs());
  bench::Run run(application, program, QString::fromLocal8Bit(argv[argc - 1]));
  run.importing();
  if (trace) {
    bench::print("spans", static_cast<double>(run.openRow(0, "first_paint_ms")));
    return 0;
  }
  run.openingAgain();
  run.sorting(store::TraceColumn::Duration, "sort_ms");
  run.sorting(store::TraceColumn::Spans, "sort_spans_ms");
  run.opening({0x5a, 1}, "click_ms");
  run.opening({0x5a, 2}, "click_strewn_ms");
  return 0;
}
