// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/log_items.h"

#include <QCoreApplication>

#include "core/model/terminal_codes.h"
#include "ui/common/format.h"
#include "ui/details/attribute_items.h"
#include "ui/details/exception_items.h"

namespace spanloupe::details {

namespace {

constexpr qsizetype kBody = 1'200;

QString tr(const char* text) { return QCoreApplication::translate("SpanDetails", text); }

struct Severity {
  QChar letter;
  Tone tone;
};

// OpenTelemetry's severity numbers: four each of trace, debug, info, warn, error, fatal.
Severity severityOf(const LogView& log) {
  const std::uint32_t number = log.severityNumber;
  if (number >= 21) return {u'F', Tone::Error};
  if (number >= 17) return {u'E', Tone::Error};
  if (number >= 13) return {u'W', Tone::Warn};
  if (number >= 9) return {u'I', Tone::Secondary};
  if (number >= 5) return {u'D', Tone::Muted};
  if (number >= 1) return {u'T', Tone::Muted};
  if (log.severityText.empty()) return {u'·', Tone::Muted};
  const QChar letter = toText(beginning(log.severityText, 8)).at(0).toUpper();
  return {letter, letter == u'E' || letter == u'F' ? Tone::Error
                  : letter == u'W'                 ? Tone::Warn
                                                   : Tone::Secondary};
}

}  // namespace

void addLog(std::vector<Item>& items, const LogView& log, Timestamp spanStart) {
  const Timestamp time = nanosOf(log.time) != 0 ? log.time : log.observedTime;
  const Severity severity = severityOf(log);
  QString body = QString::fromStdString(withoutTerminalCodes(displayText(log.body)));
  Item item = textItem(ui::formatOffset(elapsed(spanStart, time)), {});
  item.value = log.body;
  item.isCut = body.size() > kBody;
  item.fullSize = static_cast<std::uint64_t>(body.size());
  if (body.isEmpty()) body = toText(beginning(log.eventName, 200));
  item.text = QString(severity.letter) + QStringLiteral("  ") + body.left(kBody);
  item.hiddenBreaks = static_cast<std::uint64_t>(body.mid(kBody).count(u'\n'));
  item.runs.push_back({0, 1, severity.tone, true});
  if (severity.tone == Tone::Error) item.runs.push_back({3, item.text.size() - 3, Tone::Error, false});
  item.note = ui::formatDateTime(time, ui::TimeZone::Utc, 9) + QStringLiteral(" UTC");
  if (!log.severityText.empty()) item.note += u'\n' + toText(beginning(log.severityText, 60));
  item.canOpen = !log.attributes.empty() || !log.eventName.empty();
  items.push_back(item);
  if (!item.canOpen) return;
  const auto parent = static_cast<std::uint32_t>(items.size());
  const std::size_t begin = items.size();
  if (!log.eventName.empty())
    items.push_back(textItem(tr("event"), toText(beginning(log.eventName, kCutText))));
  for (Item& attribute : attributeItems(log.attributes)) {
    if (attribute.key == QLatin1String("exception.stacktrace")) continue;
    items.push_back(std::move(attribute));
  }
  for (std::size_t i = begin; i < items.size(); ++i) {
    items[i].key.prepend(QStringLiteral("    "));
    items[i].parent = parent;
    items[i].shown = Shown::WhenParentOpen;
  }
  // What failed is not hidden behind a click.
  if (!attributeText(log.attributes, "exception.stacktrace").empty()) addException(items, log.attributes);
}

}  // namespace spanloupe::details
