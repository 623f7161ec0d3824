// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/log_text.h"

#include <QCoreApplication>
#include <QStringList>

#include "core/formats/otlp/json/record_writer.h"
#include "core/model/terminal_codes.h"

namespace spanloupe::logs {
namespace {

using query::LogLevel;

QString tr(const char* text) { return QCoreApplication::translate("LogText", text); }

QString toText(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

QString levelText(LogLevel level) {
  switch (level) {
    case LogLevel::Trace: return tr("TRACE");
    case LogLevel::Debug: return tr("DEBUG");
    case LogLevel::Info: return tr("INFO");
    case LogLevel::Warn: return tr("WARN");
    case LogLevel::Error: return tr("ERROR");
    case LogLevel::Fatal: return tr("FATAL");
    case LogLevel::Unknown: break;
  }
  return QStringLiteral("–");
}

ui::Icon levelIcon(LogLevel level) {
  if (level >= LogLevel::Error) return ui::Icon::Error;
  return level == LogLevel::Warn ? ui::Icon::Warning : ui::Icon::None;
}

const QColor& levelColor(LogLevel level, const ui::Theme& theme) {
  if (level >= LogLevel::Error) return theme.error;
  if (level == LogLevel::Warn) return theme.warn;
  return level == LogLevel::Info ? theme.text2 : theme.text3;
}

QString severityWords(const query::LogRow& row) {
  QString words = row.severityText.empty() ? levelText(row.level) : toText(row.severityText).left(60);
  if (row.severityNumber != 0) words += QStringLiteral(" (%1)").arg(row.severityNumber);
  return words;
}

QString timeText(Timestamp time, ui::TimeZone zone, bool withDate) {
  return withDate ? ui::formatDateTime(time, zone) : ui::formatTimeOfDay(time, zone);
}

bool isSameDay(Timestamp a, Timestamp b, ui::TimeZone zone) {
  constexpr int kDay = 10;
  return ui::formatDateTime(a, zone).left(kDay) == ui::formatDateTime(b, zone).left(kDay);
}

QString copiedLine(const LogRecord& record, ui::TimeZone zone) {
  const LogView& log = record.log;
  const Timestamp time = nanosOf(log.time) != 0 ? log.time : log.observedTime;
  QString service;
  for (const Attribute& attribute : record.resource.attributes)
    if (attribute.key == "service.name" && attribute.value.type() == ValueType::String)
      service = toText(attribute.value.asString());
  const QString severity = log.severityText.empty()
                               ? levelText(query::logLevel(log.severityNumber, log.severityText))
                               : toText(log.severityText);
  QString body = log.body.type() == ValueType::Empty
                     ? toText(log.eventName)
                     : QString::fromStdString(withoutTerminalCodes(displayText(log.body)));
  // One record is one line, and a tab begins the next column.
  QStringList cells{ui::formatDateTime(time, zone, 9),
                    severity,
                    service,
                    body,
                    log.traceId.isZero() ? QString() : QString::fromStdString(log.traceId.hex()),
                    log.spanId.isZero() ? QString() : QString::fromStdString(log.spanId.hex())};
  for (QString& cell : cells) {
    cell.replace(u'\t', u' ');
    cell.replace(QStringLiteral("\r\n"), QStringLiteral(" "));
    cell.replace(u'\n', u' ');
  }
  return cells.join(u'\t');
}

QString copiedJson(const LogRecord& record) {
  const auto addSchema = [](std::string& out, std::string_view schemaUrl) {
    if (schemaUrl.empty()) return;
    out += R"(,"schemaUrl":)";
    appendJsonString(out, schemaUrl);
  };
  std::string out = R"({"resource":)";
  formats::json::appendResource(out, record.resource);
  out += R"(,"scopeLogs":[{"scope":)";
  formats::json::appendScope(out, record.scope);
  out += R"(,"logRecords":[)";
  formats::json::appendLog(out, record.log);
  out += ']';
  addSchema(out, record.scope.schemaUrl);
  out += "}]";
  addSchema(out, record.resource.schemaUrl);
  out += '}';
  return QString::fromStdString(out);
}

}  // namespace spanloupe::logs
