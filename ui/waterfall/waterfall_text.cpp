// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/waterfall_text.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace spanloupe::waterfall {

namespace {

constexpr qsizetype kLongestName = 400;

QString tr(const char* text) { return QCoreApplication::translate("WaterfallText", text); }

QString plain(const TraceDocument& doc, StringIndex index) {
  return QString::fromStdString(doc.text(index)).left(kLongestName);
}

Duration nanos(double value) { return Duration(static_cast<std::int64_t>(std::clamp(value, -9e18, 9e18))); }

QString sinceStart(const TraceDocument& doc, NodeIndex node, Timestamp time) {
  return tr("%1 from the start of the span").arg(ui::formatOffset(elapsed(doc.trace->start[node], time)));
}

/// Marks that share a pixel: the text is of the first.
QString more(std::uint32_t count) {
  return count < 2 ? QString() : QLatin1Char('\n') + tr("and %1 more at this point").arg(count - 1);
}

QString eventText(const TraceDocument& doc, const Hit& hit) {
  const TraceEvent& event = doc.trace->events[hit.index];
  return plain(doc, event.name) + QLatin1Char('\n') + sinceStart(doc, hit.node, event.time) + more(hit.count);
}

/// The ranges of the log data model.
QString severityName(std::uint32_t number) {
  static constexpr const char* kNames[] = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
  return number < 1 || number > 24 ? QString() : QLatin1String(kNames[(number - 1) / 4]);
}

QString logText(const TraceDocument& doc, const Hit& hit, ui::TimeZone zone) {
  const TraceLog& log = doc.trace->logs[hit.index];
  const QString severity = severityName(log.severityNumber);
  return (severity.isEmpty() ? tr("Log record") : tr("Log record, %1").arg(severity)) + QLatin1Char('\n') +
         sinceStart(doc, hit.node, log.time) + QLatin1Char('\n') + ui::formatDateTime(log.time, zone, 6) +
         more(hit.count);
}

/// Both places of a skewed span.
QString otherPlaceText(const TraceDocument& doc, NodeIndex node) {
  const Duration shift = doc.skewOf(node);
  const double drawn = doc.drawn(node).from;
  const auto at = [](double time) { return ui::formatOffset(nanos(time)); };
  const auto by = static_cast<double>(shift.count());
  return (doc.isSkewCorrected ? tr("Reported here: start %1\nDrawn at %2, clock skew adjusted by %3")
                                    .arg(at(drawn - by), at(drawn))
                              : tr("Belongs here: start %1\nDrawn at %2 as reported, clock skew %3")
                                    .arg(at(drawn + by), at(drawn)))
      .arg(ui::formatOffset(shift));
}

QString spanText(const TraceDocument& doc, NodeIndex node) {
  const Interval drawn = doc.drawn(node);
  const QString service = plain(doc, doc.trace->service[node]);
  QStringList lines{(service.isEmpty() ? QString() : service + QStringLiteral(" · ")) +
                    plain(doc, doc.trace->name[node])};
  lines += tr("Start +%1").arg(ui::formatExact(nanos(drawn.from)));
  lines += tr("Duration %1").arg(ui::formatExact(nanos(drawn.to - drawn.from)));
  lines += tr("Self %1").arg(ui::formatExact(doc.self[node]));
  if (doc.times.unfinished[node] != 0) lines += tr("Not finished: drawn to the end of the trace");
  const Duration shift = doc.skewOf(node);
  if (shift.count() != 0 && !doc.isSkewCorrected) {
    lines += tr("As reported; clock skew of %1 is not corrected, corrected start %2")
                 .arg(ui::formatOffset(shift),
                      ui::formatOffset(nanos(drawn.from + static_cast<double>(shift.count()))));
  } else if (shift.count() != 0) {
    lines += tr("Clock skew adjusted by %1, reported start %2")
                 .arg(ui::formatOffset(shift),
                      ui::formatOffset(nanos(drawn.from - static_cast<double>(shift.count()))));
  }
  return lines.join(QLatin1Char('\n'));
}

/// Words that can be seen neither in name nor service: something else of the span has them.
QString foundText(const WaterfallModel& model, NodeIndex node) {
  if (model.found().count() == 0 || !model.isMatch(node)) return {};
  const TraceDocument& doc = model.document();
  const QString seen =
      plain(doc, doc.trace->service[node]) + QLatin1Char('\n') + plain(doc, doc.trace->name[node]);
  QStringList unseen;
  for (const QString& word : model.found().matches().words) {
    if (!seen.contains(word, Qt::CaseInsensitive)) unseen += word;
  }
  if (unseen.isEmpty()) return {};
  return QLatin1Char('\n') +
         tr("Found by its attributes, events, ids or figures: %1").arg(unseen.join(QLatin1Char(' ')));
}

}  // namespace

QString columnTitle(double room, const std::function<double(const QString&)>& width) {
  for (const QString& title : {tr("Service and operation"), tr("Operation")}) {
    if (width(title) <= room) return title;
  }
  return {};
}

QString toolTipText(const WaterfallModel& model, const Hit& hit, ui::TimeZone zone) {
  if (hit.node == kNoNode) return {};
  const TraceDocument& doc = model.document();
  if (hit.part == HitPart::ErrorDisc && model.isCollapsed(hit.node)) {
    return ui::formatCounted(doc.errorsBelow(hit.node), tr("failed span below"), tr("failed spans below"));
  }
  if (hit.part == HitPart::HiddenCount) {
    return ui::formatCounted(model.shownBelow(hit.node), tr("span folded"), tr("spans folded"));
  }
  if (doc.isPlaceholder(hit.node)) {
    return tr("Span %1 is named as a parent but is not in the trace")
        .arg(QString::fromStdString(doc.placeholder(hit.node).id.hex()));
  }
  if (hit.part == HitPart::Event) return eventText(doc, hit);
  if (hit.part == HitPart::Log) return logText(doc, hit, zone);
  if (hit.part == HitPart::OtherPlace) return otherPlaceText(doc, hit.node);
  return spanText(doc, hit.node) + foundText(model, hit.node);
}

QString cursorText(const TraceDocument& document, double time, double nanosPerPixel, ui::TimeZone zone) {
  const int digits = nanosPerPixel >= 1e6 ? 3 : nanosPerPixel >= 1e3 ? 6 : 9;
  const Duration offset = nanos(std::max(0.0, time));
  const Timestamp at =
      timestampFromNanos(nanosOf(document.times.traceStart) + static_cast<std::uint64_t>(offset.count()));
  return ui::formatDuration(offset) + QStringLiteral(" · ") + ui::formatTimeOfDay(at, zone, digits);
}

}  // namespace spanloupe::waterfall
