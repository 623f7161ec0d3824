// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole program in one process, offscreen, under a clock: an application that times every event of the UI
// thread, and a window with all it needs. Painted = the widget has been given a paint event after what it
// shows is there.
#pragma once

#include <unistd.h>

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <algorithm>
#include <ctime>
#include <functional>

#include "tests/bench/measure.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tab_area.h"
#include "ui/traces/trace_table.h"
#include "ui/traces/traces_page.h"

namespace spanloupe::bench {

inline double clockMs(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Since the process was made; the kernel tells it to a hundredth of a second.
inline double sinceStartMs() {
  std::ifstream stat("/proc/self/stat");
  std::string line;
  std::getline(stat, line);
  std::string rest = line.substr(line.rfind(')') + 2);
  for (int field = 3; field < 22; ++field) rest.erase(0, rest.find(' ') + 1);
  return clockMs(CLOCK_BOOTTIME) - std::strtod(rest.c_str(), nullptr) * 1e3 / double(::sysconf(_SC_CLK_TCK));
}

/// Measures every event of the UI thread, and the paint events of one widget.
class Application : public QApplication {
 public:
  using QApplication::QApplication;

  bool notify(QObject* receiver, QEvent* event) override {
    if (event->type() == QEvent::Paint) {
      m_painted.insert(receiver);
      const double begin = clockMs(CLOCK_THREAD_CPUTIME_ID);
      const bool painted = QApplication::notify(receiver, event);
      if (receiver == m_measured) m_paints.push_back(clockMs(CLOCK_THREAD_CPUTIME_ID) - begin);
      return painted;
    }
    if (m_depth > 0) return QApplication::notify(receiver, event);
    ++m_depth;
    const double wall = clockMs(CLOCK_MONOTONIC);
    const double cpu = clockMs(CLOCK_THREAD_CPUTIME_ID);
    const QEvent::Type type = event->type();
    const QByteArray name = receiver->metaObject()->className();
    const bool handled = QApplication::notify(receiver, event);
    const double spent = clockMs(CLOCK_THREAD_CPUTIME_ID) - cpu;
    double& longest = m_longest[name + " event " + QByteArray::number(static_cast<int>(type))];
    longest = std::max(longest, spent);
    m_longestWall = std::max(m_longestWall, clockMs(CLOCK_MONOTONIC) - wall);
    --m_depth;
    return handled;
  }

  /// Begins again, with the paint events of `measured`: those of all would be much memory in half an hour.
  void forget(const QWidget* measured = nullptr) {
    m_measured = measured;
    m_longest.clear();
    m_longestWall = 0;
    m_paints.clear();
  }
  /// The 99th percentile of the paint events that are measured, in milliseconds.
  [[nodiscard]] double paint99() {
    if (m_paints.empty()) giveUp("nothing was painted");
    std::sort(m_paints.begin(), m_paints.end());
    return m_paints[std::min(m_paints.size() - 1, m_paints.size() * 99 / 100)];
  }
  [[nodiscard]] double longestCpu() const {
    return m_longest.isEmpty() ? 0 : *std::max_element(m_longest.begin(), m_longest.end());
  }
  [[nodiscard]] double longestWall() const { return m_longestWall; }
  /// The longest of each kind of event, for people: the longest few.
  [[nodiscard]] QByteArray slowest() const {
    QList<std::pair<double, QByteArray>> all;
    for (auto one = m_longest.begin(); one != m_longest.end(); ++one)
      all << std::pair(one.value(), one.key());
    std::sort(all.rbegin(), all.rend());
    QByteArray text;
    for (const auto& [ms, name] : all.first(std::min<qsizetype>(all.size(), 4)))
      text += QByteArray::number(ms, 'f', 1) + " ms " + name + "; ";
    return text;
  }

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
  const QObject* m_measured = nullptr;
  std::vector<double> m_paints;  ///< Milliseconds of the processor.
  int m_depth = 0;
  QHash<QByteArray, double> m_longest;  ///< By receiver and type, milliseconds of the processor.
  double m_longestWall = 0;
};

struct Program {
  QTemporaryDir folder;
  QSettings settings{folder.filePath("settings.ini"), QSettings::IniFormat};
  ui::Look look;
  session::TraceSession session;
  session::ViewState state;
  session::RecentFiles recent{settings};
  shell::MainWindow window{{look, session, state, recent, settings, {"", {}}}};

  explicit Program(Application& application, QSize size = {1440, 900}) {
    look.install(application);
    window.resize(size);
    window.show();
  }
  [[nodiscard]] traces::TraceTable& table() const {
    return static_cast<traces::TracesPage&>(window.tabs().page(0)).table();
  }
};

}  // namespace spanloupe::bench
