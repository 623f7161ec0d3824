// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_reading SOURCE: what a reader of the only trace of a file waits for, at 1920 x 1080: first paint,
// frames while scrolling, zooming, dragging and hovering, search, folding, the table, and the memory all that
// takes. bench_reading --turns SOURCE: the longest turn of the UI thread of whatever a reader does with that
// trace. bench_reading --list SOURCE: frames of the trace list, its order, and the chart above it. Uses
// $XDG_CACHE_HOME and $XDG_CONFIG_HOME; run.sh sets them.
#include <QDeadlineTimer>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollBar>
#include <QTimer>

#include "tests/bench/window_run.h"
#include "ui/charts/duration_chart.h"
#include "ui/session/released_elsewhere.h"
#include "ui/shell/tab_strip.h"
#include "ui/shell/trace_finder.h"
#include "ui/shell/trace_tab.h"
#include "ui/spantable/span_table_page.h"
#include "ui/traces/trace_chart.h"
#include "ui/waterfall/find_bar.h"
#include "ui/waterfall/find_in_document.h"
#include "ui/waterfall/minimap.h"
#include "ui/waterfall/trace_actions.h"
#include "ui/waterfall/trace_page.h"

namespace spanloupe::bench {
namespace {

constexpr int kFrames = 240;
constexpr int kTimes = 5;
constexpr int kTypingPause = 100;  ///< More than the find field waits for the next key.
// Of the table, as it is at first.
constexpr int kNameColumn = 0;
constexpr int kDurationColumn = 4;

void mouse(QWidget& widget, QEvent::Type type, QPointF at, Qt::MouseButtons buttons = Qt::NoButton) {
  const Qt::MouseButton button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
  QMouseEvent event(type, at, widget.mapToGlobal(at), button, buttons, Qt::NoModifier);
  QCoreApplication::sendEvent(&widget, &event);
}

void type(QWidget& widget, int key, const QString& text) {
  QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier, text);
  QCoreApplication::sendEvent(&widget, &event);
}

class Reading {
 public:
  Reading(Application& application, Program& program) : m_application(application), m_program(program) {}

  void open(const QString& source) {
    m_program.window.open({{source}, {}, {}, {}});
    settle();
    const double before = static_cast<double>(anonymousKilobytes()) / 1000;
    m_application.forget();
    QKeyEvent press(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
    m_program.table().setCurrentRow(0);
    const Stopwatch watch;
    QCoreApplication::sendEvent(&m_program.table(), &press);
    m_application.until([this] { return tab() && tab()->document(); });
    m_application.untilPainted(tab()->page());
    print("first_paint_ms", watch.seconds() * 1e3);
    print("open_longest_event_ms", m_application.longestCpu());
    std::fprintf(stderr, "longest: %s\n", m_application.slowest().constData());
    m_application.forget();
    settle();
    print("after_first_paint_event_ms", m_application.longestCpu());
    print("spans", static_cast<double>(tab()->document()->spanCount()));
    print("tab_mb", static_cast<double>(anonymousKilobytes()) / 1000 - before);
    m_before = before;
  }

  void frames() {
    waterfall::WaterfallView& view = waterfall();
    QWidget& port = *view.viewport();
    m_application.forget(&port);
    each(port, [&](int i) { view.verticalScrollBar()->setValue(i * 997); });
    each(port, [&](int i) { view.zoom(i % 60 < 30 ? 0.8 : 1.25); });
    view.resetZoom();
    each(port, [&](int i) { mouse(port, QEvent::MouseMove, {600.0 + i * 3, 40.0 + i * 2}); });
    mouse(port, QEvent::MouseButtonPress, {700, 300}, Qt::LeftButton);
    each(port, [&](int i) { mouse(port, QEvent::MouseMove, {700.0 + i * 3, 300}, Qt::LeftButton); });
    mouse(port, QEvent::MouseButtonRelease, {1420, 300});
    auto* minimap = tab()->findChild<waterfall::Minimap*>();
    mouse(*minimap, QEvent::MouseButtonPress, {300, 20}, Qt::LeftButton);
    each(port, [&](int i) { mouse(*minimap, QEvent::MouseMove, {300.0 + i * 3, 20}, Qt::LeftButton); });
    mouse(*minimap, QEvent::MouseButtonRelease, {1020, 20});
    print("frame_p99_ms", m_application.paint99());
    print("frame_longest_event_ms", m_application.longestCpu());
    std::fprintf(stderr, "longest: %s\n", m_application.slowest().constData());
    view.resetZoom();
  }

  void folding() {
    m_application.forget();
    const Stopwatch collapse;
    waterfall().collapseAll();
    m_application.untilPainted(*waterfall().viewport());
    print("collapse_all_ms", collapse.seconds() * 1e3);
    const Stopwatch expand;
    waterfall().expandAll();
    m_application.untilPainted(*waterfall().viewport());
    print("expand_all_ms", expand.seconds() * 1e3);
  }

  /// Several times: the first search reads the texts of the trace. Without the field's wait for the next key.
  void finding(const QString& words, const char* name) {
    auto* finder = tab()->findChild<shell::TraceFinder*>();
    std::size_t spans = 0;
    const auto search = [&] {
      bool isFound = false;
      const auto connection = QObject::connect(finder, &shell::TraceFinder::found,
                                               [&](const QString&, const std::vector<SpanIndex>& found) {
                                                 isFound = true;
                                                 spans = found.size();
                                               });
      const Stopwatch watch;
      finder->find(words);
      m_application.until([&] { return isFound; });
      QObject::disconnect(connection);
      return watch.seconds() * 1e3;
    };
    const double first = search();
    double best = 1e9;
    for (int i = 0; i < 3; ++i) best = std::min(best, search());
    print((std::string(name) + "_first_ms").c_str(), first);
    print((std::string(name) + "_ms").c_str(), best);
    print((std::string(name) + "_spans").c_str(), static_cast<double>(spans));
  }

  void table() {
    tab()->page().showView(1);
    auto* page = tab()->findChild<spantable::SpanTablePage*>();
    settle();
    m_application.untilPainted(*page);
    m_application.forget();
    for (const auto& [column, name] : {std::pair(kDurationColumn, "table_sort_duration_ms"),
                                       std::pair(kNameColumn, "table_sort_name_ms")}) {
      const Stopwatch watch;
      bool sorted = false;
      const auto connection = QObject::connect(&page->model(), &spantable::SpanTableModel::contentChanged,
                                               [&sorted] { sorted = true; });
      page->model().sortBy(column);
      m_application.until([&] { return sorted; });
      m_application.untilPainted(*page->table().viewport());
      QObject::disconnect(connection);
      print(name, watch.seconds() * 1e3);
    }
    print("table_longest_event_ms", m_application.longestCpu());
    print("everything_mb", static_cast<double>(anonymousKilobytes()) / 1000 - m_before);
  }

  /// The generated trace has no errors. Here one span in fifty failed, as chance wills, and none in the
  /// second half of the rows, so that the next error can be far.
  void failSome() {
    const waterfall::TraceDocument& doc = *tab()->document();
    auto trace = std::make_shared<Trace>(*doc.trace);
    for (std::uint32_t at = 0; at < doc.nodeCount() / 2; ++at)
      if (at * 2654435761U < 0xffffffffU / 50) trace->status[doc.order[at]] = 2;
    tab()->page().setDocument(session::releasedElsewhere(waterfall::buildTraceDocument(trace)));
    quiet();
  }

  /// Each rule laid on and lifted: the longest turn of the UI thread until all is painted.
  void rules() {
    waterfall::WaterfallView& view = waterfall();
    const waterfall::TraceDocument& doc = view.model().document();
    const auto lift = [&] { view.setVisibility({}); };
    const auto rule = [&](const char* name, const std::function<void(waterfall::Visibility&)>& change) {
      print((std::string(name) + "_event_ms").c_str(), longest(lift, [&] {
              waterfall::Visibility visibility;
              change(visibility);
              view.setVisibility(std::move(visibility));
            }));
    };
    rule("hide_service", [&](auto& rules) { rules.setHidden(doc.services[1], true); });
    rule("hide_half", [&](auto& rules) {
      for (std::size_t i = 0; i < doc.services.size(); i += 2) rules.setHidden(doc.services[i], true);
    });
    rule("only_errors", [](auto& rules) { rules.onlyErrors = true; });
    rule("only_critical", [](auto& rules) { rules.onlyCritical = true; });
    rule("focus", [&](auto& rules) { rules.focus = doc.order[1]; });
    view.setMatches(matches(QStringLiteral("select")));
    rule("only_matches", [](auto& rules) { rules.onlyMatches = true; });
    print("show_all_event_ms", longest(
                                   [&] {
                                     waterfall::Visibility visibility;
                                     visibility.onlyMatches = true;
                                     view.setVisibility(visibility);
                                   },
                                   lift));
    print("matches_event_ms",
          longest([&] { view.setMatches(nullptr); },
                  [&, found = matches(QStringLiteral("select"))] { view.setMatches(found); }));
    view.setMatches(nullptr);
    const auto expand = [&] { view.expandAll(); };
    print("collapse_all_event_ms", longest(expand, [&] { view.collapseAll(); }));
    print("to_depth_event_ms", longest(expand, [&] { view.expandToDepth(3); }));
    print("siblings_event_ms", longest(expand, [&] { view.collapseSiblings(doc.order[1]); }));
    print("expand_all_event_ms", longest([&] { view.collapseAll(); }, expand));
  }

  /// What hands do all day: the longest turn of the UI thread until the details are there too.
  void moves(const char* when) {
    waterfall::WaterfallView& view = waterfall();
    const waterfall::TraceActions& actions = tab()->page().actions();
    const auto nothing = [] {};
    const auto say = [&](const char* name, double ms) {
      print((std::string(name) + when + "_event_ms").c_str(), ms);
    };
    const auto press = [&](int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
      return [&view, key, modifiers] {
        QKeyEvent event(QEvent::KeyPress, key, modifiers);
        QCoreApplication::sendEvent(&view, &event);
      };
    };
    const auto click = [&] {
      mouse(*view.viewport(), QEvent::MouseButtonPress, {200, 300}, Qt::LeftButton);
      mouse(*view.viewport(), QEvent::MouseButtonRelease, {200, 300});
    };
    const auto top = [&] { view.select(view.model().nodeAt(0)); };
    say("click", longest(top, click));
    say("key_down", longest(nothing, press(Qt::Key_Down)));
    say("key_end", longest(top, press(Qt::Key_End)));
    const std::uint32_t errors = view.model().document().tree.errorCount;
    if (errors == 0) giveUp("no span failed");
    const auto middle = [&] {
      view.select(view.model().document().order[view.model().document().nodeCount() / 2]);
    };
    say("next_error", longest(middle, [&] { actions.nextError->trigger(); }));
    say("next_hidden_error", longest(
                                 [&] {
                                   waterfall::Visibility visibility;
                                   visibility.hiddenServices = view.model().document().services;
                                   std::sort(visibility.hiddenServices.begin(),
                                             visibility.hiddenServices.end());
                                   visibility.onlyCritical = true;
                                   view.setVisibility(visibility);
                                 },
                                 [&] { actions.nextError->trigger(); }));
    view.setVisibility({});
    view.setMatches(matches(QStringLiteral("select")));
    say("next_match", longest(top, [&] { actions.nextMatch->trigger(); }));
    view.setMatches(nullptr);
    say("select_all", longest(top, press(Qt::Key_A, Qt::ControlModifier)));
    say("escape", longest(press(Qt::Key_A, Qt::ControlModifier), press(Qt::Key_Escape)));
    auto* edit = tab()->findChild<waterfall::FindBar*>();
    say("type_word",
        longest([&] { edit->edit().clear(); }, [&] { type(edit->edit(), Qt::Key_S, QStringLiteral("s")); }));
    say("clear_word",
        longest([&] { type(edit->edit(), Qt::Key_S, QStringLiteral("s")); }, [&] { edit->edit().clear(); }));
    const int at = m_program.window.tabs().strip().currentIndex();
    say("leave_tab", longest([&] { m_program.window.tabs().strip().setCurrentIndex(at); },
                             [&] { m_program.window.tabs().showView(0); }));
    say("switch_tab", longest([&] { m_program.window.tabs().showView(0); },
                              [&] { m_program.window.tabs().strip().setCurrentIndex(at); }));
  }

  /// The moves again when table and JSON follow the selection, and each view as it is shown again.
  void otherViews() {
    for (const auto& [view, name] :
         {std::pair(2, "json"), std::pair(1, "table"), std::pair(0, "waterfall")}) {
      print((std::string("first_") + name + "_event_ms").c_str(),
            once([&] { tab()->page().showView(view); }));
    }
    for (const auto& [view, name] :
         {std::pair(2, "json"), std::pair(1, "table"), std::pair(0, "waterfall")}) {
      print((std::string("show_") + name + "_event_ms").c_str(),
            longest([&] { tab()->page().showView((view + 1) % 3); }, [&] { tab()->page().showView(view); }));
    }
    moves("_with_views");
  }

  void close() {
    const auto it = [&] { m_program.window.tabs().closeCurrent(); };
    print("close_tab_event_ms", once(it));
  }

  void list(const QString& source) {
    m_program.window.open({{source}, {}, {}, {}});
    settle();
    traces::TraceTable& list = m_program.table();
    m_application.forget(list.viewport());
    each(*list.viewport(), [&](int i) { list.verticalScrollBar()->setValue(i * 31); });
    print("list_frame_p99_ms", m_application.paint99());
    auto& page = static_cast<traces::TracesPage&>(m_program.window.tabs().page(0));
    page.chart().setMatching({});
    const Stopwatch watch;
    page.chart().setLinear(true);
    m_application.until([&] { return page.chart().isSettled(); });
    m_application.untilPainted(page.chart().chart());
    print("chart_redraw_ms", watch.seconds() * 1e3);
    print("list_longest_event_ms", m_application.longestCpu());
  }

 private:
  [[nodiscard]] shell::TraceTab* tab() const { return m_program.window.tabs().currentTrace(); }
  [[nodiscard]] waterfall::WaterfallView& waterfall() const { return tab()->page().waterfall(); }
  void settle() {
    m_application.until([this] { return m_program.window.isSettled(); });
  }
  /// Others use the machine too: the least of some times.
  double longest(const std::function<void()>& prepare, const std::function<void()>& act) {
    double least = 1e9;
    for (int i = 0; i < kTimes; ++i) {
      prepare();
      least = std::min(least, once(act));
    }
    return least;
  }
  double once(const std::function<void()>& act) {
    quiet();
    m_application.forget();
    // As an event of its own, so that it is timed like one.
    QMetaObject::invokeMethod(&m_program.window, act, Qt::QueuedConnection);
    QCoreApplication::processEvents();
    quiet();
    std::fprintf(stderr, "longest: %s\n", m_application.slowest().constData());
    return m_application.longestCpu();
  }
  void quiet() {
    settle();
    // Timers of no time move what a layout cannot; what is typed waits for the next key.
    auto* bar = tab() != nullptr ? tab()->findChild<waterfall::FindBar*>() : nullptr;
    const QDeadlineTimer end(bar != nullptr && bar->edit().isModified() ? kTypingPause : 1);
    QTimer wake;
    wake.start(1);
    m_application.until([&] { return end.hasExpired(); });
    settle();
    m_application.untilPainted(m_program.window);
  }
  [[nodiscard]] std::shared_ptr<const waterfall::SpanMatches> matches(const QString& words) const {
    return std::make_shared<const waterfall::SpanMatches>(
        waterfall::findInDocument(*tab()->document(), words));
  }
  template <typename Step>
  void each(QWidget& painted, Step step) {
    for (int i = 0; i < kFrames; ++i) {
      step(i);
      m_application.untilPainted(painted);
    }
  }

  Application& m_application;
  Program& m_program;
  double m_before = 0;
};

}  // namespace
}  // namespace spanloupe::bench

int main(int argc, char** argv) {
  using namespace spanloupe;
  qputenv("QT_QPA_PLATFORM", "offscreen");
  bench::Application application(argc, argv);
  const bool list = argc == 3 && std::string_view(argv[1]) == "--list";
  const bool turns = argc == 3 && std::string_view(argv[1]) == "--turns";
  if (argc != 2 && !list && !turns) bench::giveUp("usage: bench_reading [--list | --turns] SOURCE");
  bench::Program program(application, {1920, 1080});
  bench::Reading reading(application, program);
  const QString source = QString::fromLocal8Bit(argv[argc - 1]);
  if (list) {
    reading.list(source);
    return 0;
  }
  reading.open(source);
  if (turns) {
    reading.failSome();
    reading.rules();
    reading.moves("");
    reading.otherViews();
    reading.close();
    return 0;
  }
  reading.frames();
  reading.folding();
  reading.finding(QStringLiteral("select"), "find_many");
  reading.finding(QStringLiteral("req-438ad2d6"), "find_rare");
  reading.table();
  return 0;
}
