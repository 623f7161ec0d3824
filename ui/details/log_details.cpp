// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/log_details.h"

#include <QCoreApplication>

#include "ui/common/format.h"
#include "ui/details/attribute_items.h"
#include "ui/details/details_content.h"
#include "ui/details/exception_items.h"

namespace spanloupe::details {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("LogDetails", text); }

Section madeSection(SectionId id, const QString& title) {
  Section section;
  section.id = id;
  section.title = title;
  return section;
}

void addTime(std::vector<Item>& items, const QString& key, Timestamp time) {
  if (nanosOf(time) == 0) return;
  items.push_back(textItem(key, ui::formatDateTime(time, ui::TimeZone::Utc, 9) + QStringLiteral(" UTC")));
}

Section recordSection(const LogView& log) {
  Section section = madeSection(SectionId::Record, tr("Record"));
  addTime(section.items, tr("time"), log.time);
  addTime(section.items, tr("observed"), log.observedTime);
  QString severity = toText(beginning(log.severityText, 60));
  if (log.severityNumber != 0) severity += QStringLiteral(" (%1)").arg(log.severityNumber);
  if (!severity.isEmpty()) section.items.push_back(textItem(tr("severity"), severity.trimmed()));
  if (!log.eventName.empty())
    section.items.push_back(textItem(tr("event"), toText(beginning(log.eventName, kCutText))));
  if (log.traceId.isZero()) return section;
  const QString trace = QString::fromStdString(log.traceId.hex());
  const QString span = QString::fromStdString(log.spanId.hex());
  Item link = textItem(log.spanId.isZero() ? tr("trace") : tr("span"), log.spanId.isZero() ? trace : span);
  link.kind = ItemKind::Link;
  link.linkTrace = log.traceId;
  link.linkSpan = log.spanId;
  link.note = tr("Trace %1\nSpan %2").arg(trace, span);
  section.items.push_back(link);
  return section;
}

Section bodySection(const LogView& log) {
  Section section = madeSection(SectionId::Body, tr("Body"));
  section.items.push_back(attributeItem({"body", log.body}));
  return section;
}

Section attributeSection(const LogView& log) {
  Section section = madeSection(SectionId::Attributes, tr("Attributes"));
  section.note = ui::formatCount(std::uint64_t{log.attributes.size()});
  const bool failed = hasException(log.attributes);
  if (failed) addException(section.items, log.attributes);
  for (Item& item : groupedAttributeItems(log.attributes)) {
    // Told above, call by call.
    if (failed &&
        (item.key == QLatin1String("exception.type") || item.key == QLatin1String("exception.message") ||
         item.key == QLatin1String("exception.stacktrace")))
      continue;
    section.items.push_back(std::move(item));
  }
  if (log.droppedAttributes != 0)
    section.items.push_back(
        textItem(tr("dropped"), ui::formatCounted(log.droppedAttributes, tr("attribute"), tr("attributes")),
                 Tone::Muted));
  return section;
}

}  // namespace

std::shared_ptr<const LogDetails> logDetails(LogRecord record) {
  // First where it stays, then what looks into it.
  auto made = std::make_shared<LogDetails>();
  made->record = std::move(record);
  const LogView& log = made->record.log;
  if (log.body.type() != ValueType::Empty) made->sections.add(bodySection(log));
  made->sections.add(recordSection(log));
  if (!log.attributes.empty() || log.droppedAttributes != 0) made->sections.add(attributeSection(log));
  addContext(made->sections, made->record.resource, made->record.scope);
  return made;
}

}  // namespace spanloupe::details
