// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/cell_tool_tip.h"

#include <QCoreApplication>

#include "ui/traces/sketch_shelf.h"

namespace spanloupe::traces {
namespace {

/// Names may be longer than the screen is wide, and a tool tip breaks only at spaces.
QString inLines(QString rest) {
  constexpr int kLongestLine = 100;
  constexpr int kShortestLine = 60;
  constexpr int kMostLines = 16;
  QStringList lines;
  while (rest.size() > kLongestLine && lines.size() < kMostLines - 1) {
    int end = kLongestLine;
    while (end > kShortestLine && !QStringLiteral(" /.,-_:").contains(rest[end - 1])) --end;
    if (end == kShortestLine)
      end = rest[kLongestLine - 1].isHighSurrogate() ? kLongestLine - 1 : kLongestLine;
    lines << rest.left(end);
    rest = rest.mid(end);
  }
  if (rest.size() > kLongestLine) rest = rest.left(kLongestLine - 1) + QChar(0x2026);
  return (lines << rest).join(QLatin1Char('\n'));
}

}  // namespace

QString cellToolTip(const store::TraceRow& trace, Column column, const ColumnFormats& formats,
                    const QString& service, const TraceSketch* sketch) {
  const auto tr = [](const char* text) { return QCoreApplication::translate("traces", text); };
  switch (column) {
    case Column::Root: {
      QStringList lines{inLines(QString::fromStdString(trace.rootService + ": " + trace.rootName))};
      const QString missing =
          ui::formatCounted(trace.missingParents, tr("missing parent"), tr("missing parents"));
      if (formats.isStillGrowing(trace.id)) {
        lines << tr("Spans of it came a moment ago; %1 may be on the way.").arg(missing);
      } else if (trace.missingParents > 0 && !formats.isGrowing) {
        lines << missing;
      }
      if (formats.isPinned(trace.id)) lines << tr("Pinned: it stays when the limits drop others.");
      return lines.join(QLatin1Char('\n'));
    }
    case Column::Start:
      return ui::formatDateTime(trace.start, formats.zone, 9) + QLatin1Char(' ') + ui::zoneName(formats.zone);
    case Column::Duration: return ui::formatExact(trace.duration);
    case Column::Services: return inLines(service.isEmpty() ? infoOf(column).text(trace, formats) : service);
    case Column::Waterfall: {
      const QString names = inLines(infoOf(Column::Services).text(trace, formats));
      if (!sketch || sketch->isWhole) return names;
      return names + QLatin1Char('\n') +
             tr("Drawn from %1 of its spans.").arg(ui::formatCount(std::uint64_t{SketchShelf::kMostSpans}));
    }
    case Column::Mark:
      return trace.errors > 0 ? ui::formatCounted(trace.errors, tr("failed span"), tr("failed spans"))
                              : QString();
    case Column::Spans:
    case Column::Errors: return infoOf(column).text(trace, formats);
  }
  return {};
}

}  // namespace spanloupe::traces
