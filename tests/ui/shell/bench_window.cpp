// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_window FILE: prints how long the window takes for a big file: first traces listed, whole import,
// opening again, sorting, and the longest time the UI thread was busy at a stretch.
#include <ctime>

#include <cstdio>

#include "tests/ui/shell/window_fixture.h"

using namespace spanloupe;

namespace {

/// The longest turn of the event loop in processor time of the UI thread, so that other programs do not
/// count.
class Heartbeat : public QObject {
 public:
  Heartbeat() {
    connect(&m_timer, &QTimer::timeout, this, [this] {
      const double now = threadMs();
      m_longest = std::max(m_longest, now - m_last);
      m_last = now;
    });
    m_timer.start(0);
  }
  double takeLongestMs() { return std::exchange(m_longest, 0); }

 private:
  static double threadMs() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
  }
  QTimer m_timer;
  double m_last = threadMs();
  double m_longest = 0;
};

double waitMs(const std::function<bool()>& done) {
  QElapsedTimer timer;
  timer.start();
  while (!done()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void measure(test::WindowFixture& f, const QString& file, const char* what) {
  Heartbeat heart;
  QSignalSpy opened(&f.session, &session::TraceSession::opened);
  f.window.open({{file}, {}, {}, {}});
  const auto& model = f.table().model();
  std::printf("%s: first traces listed %.0f ms\n", what,
              waitMs([&] { return !opened.isEmpty() && model.rowCount() > 0 && model.traceRow(0); }));
  std::printf("%s: settled after another %.0f ms, longest block %.1f ms\n", what,
              waitMs([&] { return f.window.isSettled(); }), heart.takeLongestMs());
  for (const auto column :
       {store::TraceColumn::Duration, store::TraceColumn::RootName, store::TraceColumn::Start}) {
    f.table().sortBy(column);
    const double first = waitMs([&] { return model.listedOrder().column == column; });
    const double rest = waitMs([&] { return f.window.isSettled(); });
    std::printf("%s: by %s: first page %.0f ms, all after another %.0f ms, longest block %.1f ms\n", what,
                qPrintable(traces::orderTitle(column)), first, rest, heart.takeLongestMs());
  }
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  if (argc != 2) return 2;
  test::WindowFixture f;
  measure(f, QString::fromLocal8Bit(argv[1]), "new");
  measure(f, QString::fromLocal8Bit(argv[1]), "again");
  return 0;
}
