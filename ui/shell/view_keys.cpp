// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/view_keys.h"

#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>
#include <array>

#include "ui/commands/command_list.h"

namespace spanloupe::shell {
namespace {

struct Line {
  const char* keys;
  const char* what;
};

constexpr std::array kLists{
    Line{QT_TRANSLATE_NOOP("view keys", "Enter · double click"),
         QT_TRANSLATE_NOOP("view keys", "Open the trace")},
    Line{QT_TRANSLATE_NOOP("view keys", "Shift or Ctrl+click"),
         QT_TRANSLATE_NOOP("view keys", "Select several")},
    Line{QT_TRANSLATE_NOOP("view keys", "/"), QT_TRANSLATE_NOOP("view keys", "Filter")},
    Line{QT_TRANSLATE_NOOP("view keys", "click on a title"), QT_TRANSLATE_NOOP("view keys", "Sort")},
    Line{QT_TRANSLATE_NOOP("view keys", "Home · End · Page"), QT_TRANSLATE_NOOP("view keys", "Move far")},
};

constexpr std::array kWaterfall{
    Line{QT_TRANSLATE_NOOP("view keys", "Ctrl + 1 · 2 · 3 · 4"),
         QT_TRANSLATE_NOOP("view keys", "Waterfall, table, JSON, logs")},
    Line{QT_TRANSLATE_NOOP("view keys", "Up · Down"), QT_TRANSLATE_NOOP("view keys", "Previous, next row")},
    Line{QT_TRANSLATE_NOOP("view keys", "Left · Right"),
         QT_TRANSLATE_NOOP("view keys", "Collapse or parent, expand or child")},
    Line{QT_TRANSLATE_NOOP("view keys", "*"), QT_TRANSLATE_NOOP("view keys", "Expand all below")},
    Line{QT_TRANSLATE_NOOP("view keys", "N · P · Backspace"),
         QT_TRANSLATE_NOOP("view keys", "Next, previous sibling, parent")},
    Line{QT_TRANSLATE_NOOP("view keys", "E · Shift+E"),
         QT_TRANSLATE_NOOP("view keys", "Deepest error first, then next, previous")},
    Line{QT_TRANSLATE_NOOP("view keys", "Ctrl+F · F3 · Shift+F3"),
         QT_TRANSLATE_NOOP("view keys", "Find, next, previous match")},
    Line{QT_TRANSLATE_NOOP("view keys", "C"), QT_TRANSLATE_NOOP("view keys", "Critical path")},
    Line{QT_TRANSLATE_NOOP("view keys", "F"),
         QT_TRANSLATE_NOOP("view keys", "Focus on the span; again: the whole trace")},
    Line{QT_TRANSLATE_NOOP("view keys", "H"), QT_TRANSLATE_NOOP("view keys", "Hide its service")},
    Line{QT_TRANSLATE_NOOP("view keys", "Shift+H"), QT_TRANSLATE_NOOP("view keys", "Show all")},
    Line{QT_TRANSLATE_NOOP("view keys", "Esc · Ctrl+Z"),
         QT_TRANSLATE_NOOP("view keys", "Leave the focus or newest rule, undo hiding")},
    Line{QT_TRANSLATE_NOOP("view keys", "Ctrl+wheel · + − 0"),
         QT_TRANSLATE_NOOP("view keys", "Zoom, all of it")},
    Line{QT_TRANSLATE_NOOP("view keys", "W · S"), QT_TRANSLATE_NOOP("view keys", "Zoom in, out")},
    Line{QT_TRANSLATE_NOOP("view keys", "A · D · Shift+wheel"),
         QT_TRANSLATE_NOOP("view keys", "Earlier, later")},
    Line{QT_TRANSLATE_NOOP("view keys", "Z · Enter · double click"),
         QT_TRANSLATE_NOOP("view keys", "Zoom to the selection, to the span")},
    Line{QT_TRANSLATE_NOOP("view keys", "Alt+Left · Alt+Right"),
         QT_TRANSLATE_NOOP("view keys", "Back and forth in zooms and places")},
    Line{QT_TRANSLATE_NOOP("view keys", "drag on the timeline"),
         QT_TRANSLATE_NOOP("view keys", "Mark a range")},
    Line{QT_TRANSLATE_NOOP("view keys", "Ctrl+Left · Ctrl+Right"),
         QT_TRANSLATE_NOOP("view keys", "Names sideways")},
};

constexpr std::array kDetails{
    Line{QT_TRANSLATE_NOOP("view keys", "Left · Right"), QT_TRANSLATE_NOOP("view keys", "Fold, unfold")},
    Line{QT_TRANSLATE_NOOP("view keys", "Shift+Left · Shift+Right"),
         QT_TRANSLATE_NOOP("view keys", "All inside a branch")},
    Line{QT_TRANSLATE_NOOP("view keys", "Shift+Enter"),
         QT_TRANSLATE_NOOP("view keys", "As it was sent, laid out")},
    Line{QT_TRANSLATE_NOOP("view keys", "Ctrl+F"), QT_TRANSLATE_NOOP("view keys", "Find key or value")},
};

template <std::size_t count>
commands::KeyGroup group(const QString& title, const std::array<Line, count>& lines) {
  commands::KeyGroup result{title, {}};
  for (const Line& line : lines)
    result.lines.push_back({QCoreApplication::translate("view keys", line.keys),
                            QCoreApplication::translate("view keys", line.what)});
  return result;
}

}  // namespace

std::vector<commands::KeyGroup> viewKeys() {
  return {group(QCoreApplication::translate("view keys", "In lists"), kLists),
          group(QCoreApplication::translate("view keys", "In the details"), kDetails),
          group(QCoreApplication::translate("view keys", "In a trace"), kWaterfall)};
}

std::vector<commands::KeyGroup> allKeys(const QMenuBar& bar, const QMenu& trace) {
  std::vector<commands::KeyGroup> groups = commands::groupsOf(commands::commandsOf(bar));
  std::erase_if(groups, [title = trace.title().remove(QLatin1Char('&'))](const commands::KeyGroup& group) {
    return group.title == title;
  });
  for (commands::KeyGroup& group : viewKeys()) groups.push_back(std::move(group));
  return groups;
}

}  // namespace spanloupe::shell
