// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_window SOURCE: what a user of the window waits for with a large file made by bench_load: the whole
// program in one process, offscreen, from start to painted. bench_window --trace SOURCE: opening the only
// trace of a file. Uses $XDG_CACHE_HOME and $XDG_CONFIG_HOME; run.sh sets them. Painted = the widget has been
// given a paint event after what it shows is there.
#include <unistd.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QSettings>
#include <QTemporaryDir>
#include <ctime>
#include <functional>

#include "tests/bench/measure.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tab_area.h"
#include "ui/shell/trace_tab.h"
#include "ui/traces/trace_table.h"
#include "ui/traces/traces_page.h"
#include "ui/waterfall/trace_page.h"

namespace spanloupe::bench {
namespace {

double clockMs(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Since the process was made; the kernel tells it to a hundredth of a second.
double sinceStartMs() {
  std::ifstream stat("/proc/self/stat");
  std::string line;
  std::getline(stat, line);
  std::string rest = line.substr(line.rfind(')') + 2);
  for (int field = 3; field < 22; ++field) rest.erase(0, rest.find(' ') + 1);
  return clockMs(CLOCK_BOOTTIME) - std::strtod(rest.c_str(), nullptr) * 1e3 / double(::sysconf(_SC_CLK_TCK));
}

/// Measures every event of the UI thread, and counts paint events by widget.
class Application : public QApplication {
 public:
  using QApplication::QApplication;

  bool notify(QObject* receiver, QEvent* event) override {
    if (event->type() == QEvent::Paint) m_painted.insert(receiver);
    if (m_depth > 0) return QApplication::notify(receiver, event);
    ++m_depth;
    const double wall = clockMs(CLOCK_MONOTONIC);
    const double cpu = clockMs(CLOCK_THREAD_CPUTIME_ID);
    const QEvent::Type type = event->type();
    const QByteArray name = receiver->metaObject()->className();
    const bool handled = QApplication::notify(receiver, event);
    const double spent = clockMs(CLOCK_THREAD_CPUTIME_ID) - cpu;
    if (spent > m_longestCpu) {
      m_longestCpu = spent;
      m_slowest = name + " event " + QByteArray::number(static_cast<int>(type));
    }
    m_longestWall = std::max(m_longestWall, clockMs(CLOCK_MONOTONIC) - wall);
    --m_depth;
    return handled;
  }

  void forget() { m_longestCpu = m_longestWall = 0; }
  [[nodiscard]] double longestCpu() const { return m_longestCpu; }
  [[nodiscard]] double longestWall() const { return m_longestWall; }
  [[nodiscard]] const QByteArray& slowest() const { return m_slowest; }

  void until(const std::function<bool()>& done) {
    while (!done()) processEvents(QEventLoop::WaitForMoreEvents);
  }
  void untilPainted(QWidget& widget) {
    m_painted.remove(&widget);
    widget.update();
    until([&] { return m_painted.contains(&widget); });
  }

 private:
  QSet<QObject*> m_painted;
  int m_depth = 0;
  double m_longestCpu = 0;
  double m_longestWall = 0;
  QByteArray m_slowest;
};

struct Program {
  QTemporaryDir folder;
  QSettings settings{folder.filePath("settings.ini"), QSettings::IniFormat};
  ui::Look look;
  session::TraceSession session;
  session::ViewState state;
  session::RecentFiles recent{settings};
  shell::MainWindow window{{look, session, state, recent, settings, {"", {}}}};

  explicit Program(Application& application) {
    look.install(application);
    window.resize(1440, 900);
    window.show();
  }
  [[nodiscard]] traces::TraceTable& table() const {
    return static_cast<traces::TracesPage&>(window.tabs().page(0)).table();
  }
};

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
