// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sources/source_lines.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStringList>
#include <algorithm>
#include <array>

#include "ui/endpoints/endpoint_texts.h"

namespace spanloupe::sources {
namespace {

using Kind = SourceLine::Kind;

QString tr(const char* text) { return QCoreApplication::translate("sources", text); }

struct ColumnText {
  const char* title;
  const char* toolTip;
};
constexpr std::array<ColumnText, kColumnCount> kColumns{{
    {QT_TRANSLATE_NOOP("sources", "Source"), ""},
    {QT_TRANSLATE_NOOP("sources", "Format or SDK"), ""},
    {QT_TRANSLATE_NOOP("sources", "Spans"),
     QT_TRANSLATE_NOOP("sources", "Spans read or received, with those dropped since")},
    {QT_TRANSLATE_NOOP("sources", "Logs"),
     QT_TRANSLATE_NOOP("sources", "Log records read or received, with those dropped since")},
    {QT_TRANSLATE_NOOP("sources", "Size"),
     QT_TRANSLATE_NOOP("sources", "Of the file, or of all requests before compression")},
    {QT_TRANSLATE_NOOP("sources", "Spans/s"),
     QT_TRANSLATE_NOOP("sources", "Spans that came in the last second")},
    {QT_TRANSLATE_NOOP("sources", "Last seen"),
     QT_TRANSLATE_NOOP("sources", "When it last sent anything; of a file, when it was read")},
    {QT_TRANSLATE_NOOP("sources", "Duplicates"),
     QT_TRANSLATE_NOOP("sources", "Spans that came again and are kept once")},
    {QT_TRANSLATE_NOOP("sources", "Refused"),
     QT_TRANSLATE_NOOP("sources", "Requests and spans that were turned away")},
    {QT_TRANSLATE_NOOP("sources", "Dropped"),
     QT_TRANSLATE_NOOP("sources", "Spans that are gone: dropped by the limits of the session, or cleared")},
    {QT_TRANSLATE_NOOP("sources", "Diagnostics"),
     QT_TRANSLATE_NOOP("sources", "What could not be read; a click lists it")},
}};

QString stateText(const store::SourceRow& source) {
  const QString format = source.format.empty() ? tr("no trace file") : QString::fromStdString(source.format);
  switch (source.state) {
    case store::SourceState::Importing: return tr("%1, being read").arg(format);
    case store::SourceState::Incomplete: return tr("%1, not read to its end").arg(format);
    case store::SourceState::Complete: return format;
    case store::SourceState::Live: return tr("endpoint, not listening here");
  }
  return {};
}

QString endpointText(const receive::EndpointState& endpoint) {
  return endpoint.phase == receive::EndpointState::Phase::Listening ? endpoints::addressText(endpoint)
                                                                    : endpoints::phaseText(endpoint);
}

/// "opentelemetry 1.24.0, python"
QString sdkText(const ingest::SenderState& sender) {
  QStringList sdk{QString::fromStdString(sender.sdkName), QString::fromStdString(sender.sdkVersion)};
  sdk.removeAll(QString());
  QStringList parts{sdk.join(QLatin1Char(' ')), QString::fromStdString(sender.sdkLanguage)};
  parts.removeAll(QString());
  return parts.join(QStringLiteral(", "));
}

SourceLine senderLine(const ingest::SenderState& sender, const SenderRates& rates) {
  SourceLine line;
  line.kind = Kind::Sender;
  const std::string service = sender.others ? std::string("\n") : sender.service;
  line.key = "sender " + service;
  line.name = sender.others            ? tr("all other services, of any endpoint")
              : sender.service.empty() ? tr("(no service name)")
                                       : QString::fromStdString(sender.service);
  line.details = sdkText(sender);
  line.toolTip = line.details.isEmpty() ? tr("%1 does not say which SDK it uses").arg(line.name)
                                        : line.name + QLatin1Char('\n') + line.details;
  line.spans = sender.spans;
  line.logs = sender.logs;
  line.bytes = sender.bytes;
  line.refused = sender.rejected;
  line.rate = rates.ofSender(sender.source, service);
  line.lastSeen = sender.lastSeen;
  return line;
}

SourceLine refusalLine(std::string key, const QString& text, std::uint64_t count) {
  SourceLine line;
  line.kind = Kind::Refusal;
  line.key = std::move(key);
  line.name = line.toolTip = text;
  line.refused = count;
  return line;
}

Timestamp startOfDay(std::int64_t day) {
  constexpr std::uint64_t kNanosOfDay = 86'400'000'000'000;
  return timestampFromNanos(static_cast<std::uint64_t>(std::max<std::int64_t>(day, 0)) * kNanosOfDay);
}

SourceLine droppedLine(const store::EvictedRow& row, ui::TimeZone zone) {
  SourceLine line;
  line.kind = Kind::Dropped;
  line.key = "dropped " + std::to_string(row.day);
  const QString day = ui::formatDateTime(startOfDay(row.day), ui::TimeZone::Utc, 0).left(10);
  line.name = tr("dropped on %1 (UTC)").arg(day);
  line.details = ui::formatCounted(row.traces, tr("trace"), tr("traces"));
  if (row.logs > 0)
    line.details += QStringLiteral(", ") + ui::formatCounted(row.logs, tr("log record"), tr("log records"));
  line.toolTip =
      tr("%1: %2, %3, %4\nTheir spans began from %5 to %6 (%7).")
          .arg(line.name, ui::formatCounted(row.spans, tr("span"), tr("spans")),
               ui::formatCounted(row.logs, tr("log record"), tr("log records")),
               ui::formatCounted(row.traces, tr("trace"), tr("traces")), ui::formatDateTime(row.first, zone),
               ui::formatDateTime(row.last, zone), ui::zoneName(zone));
  line.dropped = row.spans;
  return line;
}

void addListening(SourceLine& line, const store::SourceRow& source, const SourceFacts& facts) {
  const session::ListeningState& state = *facts.listening;
  // Those beyond the first thousand are of all endpoints together.
  const bool isFirst = !state.sources.empty() && state.sources.front() == source.id;
  for (const ingest::SenderState& sender : state.senders)
    if (sender.others ? isFirst : sender.source == source.id)
      line.below.push_back(senderLine(sender, facts.rates));
  for (std::size_t i = 0; i < state.sources.size() && i < state.endpoints.size(); ++i) {
    if (state.sources[i] != source.id) continue;
    const receive::EndpointState& endpoint = state.endpoints[i];
    line.details = endpointText(endpoint);
    line.rate = facts.rates.ofSource(source.id);
    line.refused = line.refused.value_or(0) + endpoint.counts.refused;
    const QStringList texts = endpoints::refusalTexts(endpoint);
    for (std::size_t at = 0; at < endpoint.refusals.size(); ++at)
      line.below.push_back(
          refusalLine("refusal " + std::to_string(static_cast<int>(endpoint.refusals[at].reason)),
                      texts.value(static_cast<qsizetype>(at)), endpoint.refusals[at].count));
  }
}

SourceLine sourceLine(const store::SourceRow& source, const SourceFacts& facts) {
  const bool isLive = source.state == store::SourceState::Live;
  SourceLine line;
  line.key = std::to_string(source.id);
  const QString path = QString::fromStdString(source.name);
  line.name = isLive ? path : QFileInfo(path).fileName();
  if (line.name.isEmpty()) line.name = path;
  line.details = stateText(source);
  line.spans = source.spans;
  line.logs = source.logs;
  line.bytes = source.bytes;
  line.duplicates = source.duplicates;
  line.diagnostics = source.diagnosticTotal;
  line.lastSeen = isLive ? source.lastSeen : source.importedAt;
  if (isLive) line.refused = source.rejected;
  if (isLive && facts.listening != nullptr) addListening(line, source, facts);
  if (source.rejected > 0)
    line.below.push_back(refusalLine("invalid",
                                     tr("%1 refused: without a valid trace or span id")
                                         .arg(ui::formatCounted(source.rejected, tr("span"), tr("spans"))),
                                     source.rejected));
  if (isLive) line.dropped = 0;
  for (const store::EvictedRow& row : facts.evicted) {
    if (row.source != source.id) continue;
    line.dropped = line.dropped.value_or(0) + row.spans;
    line.below.push_back(droppedLine(row, facts.zone));
  }
  QStringList tip{isLive ? path : QDir::toNativeSeparators(path), line.details};
  if (isLive) tip << ui::formatCounted(source.requests, tr("request"), tr("requests"));
  if (source.metricPoints > 0)
    tip << tr("%1 received, not kept")
               .arg(ui::formatCounted(source.metricPoints, tr("metric point"), tr("metric points")));
  line.toolTip = tip.join(QLatin1Char('\n'));
  return line;
}

/// The copy that goes elsewhere: no source, but it is lost or kept as they are.
SourceLine forwardingLine(const session::ForwardingState& forwarding) {
  const forward::ForwardState& counts = forwarding.counts;
  SourceLine line;
  line.key = "forwarding";
  line.name = tr("copy to %1").arg(QString::fromStdString(forwarding.target));
  QStringList texts = endpoints::forwardingTexts(forwarding);
  line.toolTip = texts.join(QLatin1Char('\n'));
  if (!forwarding.problem) texts.removeFirst();
  line.details = tr("%1 sent, %2 waiting")
                     .arg(ui::formatCount(counts.sentRequests), ui::formatCount(counts.waitingRequests));
  line.refused = counts.refusedRequests + counts.rejectedRecords;
  for (const QString& text : texts) {
    SourceLine below;
    below.kind = endpoints::needsAttention(forwarding) ? Kind::Refusal : Kind::Sender;
    below.key = "forwarding " + std::to_string(line.below.size());
    below.name = below.toolTip = text;
    line.below.push_back(std::move(below));
  }
  return line;
}

QString bytesText(std::uint64_t bytes, std::uint64_t largest) {
  struct Unit {
    double size;
    const char* name;
    int decimals;
  };
  constexpr std::array<Unit, 4> kUnits{{{1, "B", 0}, {1e3, "kB", 1}, {1e6, "MB", 1}, {1e9, "GB", 1}}};
  const Unit* unit = kUnits.data();
  for (const Unit& each : kUnits)
    if (static_cast<double>(largest) >= each.size) unit = &each;
  const QString name = ui::kThinSpace + QLatin1String(unit->name);
  // What is there is not nothing: below what the column shows, it says so.
  if (bytes > 0 && static_cast<double>(bytes) < unit->size / 20)
    return QStringLiteral("<") + ui::formatFixed(0.1, unit->decimals) + name;
  return ui::formatFixed(static_cast<double>(bytes) / unit->size, unit->decimals) + name;
}

}  // namespace

std::vector<SourceLine> sourceLines(const SourceFacts& facts) {
  std::vector<SourceLine> lines;
  lines.reserve(facts.sources.size());
  for (const store::SourceRow& source : facts.sources) lines.push_back(sourceLine(source, facts));
  if (facts.listening != nullptr && facts.listening->forwarding)
    lines.push_back(forwardingLine(*facts.listening->forwarding));
  return lines;
}

QString columnTitle(Column column) { return tr(kColumns[static_cast<std::size_t>(column)].title); }

QString columnToolTip(Column column) {
  const char* const text = kColumns[static_cast<std::size_t>(column)].toolTip;
  return *text == '\0' ? QString() : tr(text);
}

bool isNumber(Column column) { return column != Column::Name && column != Column::Details; }

std::optional<std::uint64_t> numberOf(const SourceLine& line, Column column) {
  switch (column) {
    case Column::Spans: return line.spans;
    case Column::Logs: return line.logs;
    case Column::Bytes: return line.bytes;
    case Column::Rate: return line.rate;
    case Column::Duplicates: return line.duplicates;
    case Column::Refused: return line.refused;
    case Column::Dropped: return line.dropped;
    case Column::Diagnostics: return line.diagnostics;
    case Column::LastSeen:
      return nanosOf(line.lastSeen) == 0 ? std::nullopt : std::optional(nanosOf(line.lastSeen));
    case Column::Name:
    case Column::Details: break;
  }
  return std::nullopt;
}

QString cellText(const SourceLine& line, Column column, std::uint64_t largestBytes, ui::TimeZone zone) {
  if (column == Column::Name) return line.name;
  if (column == Column::Details) return line.details;
  const auto number = numberOf(line, column);
  if (!number) return {};
  if (column == Column::LastSeen) return ui::formatDateTime(line.lastSeen, zone, 0);
  return column == Column::Bytes ? bytesText(*number, largestBytes) : ui::formatCount(*number);
}

QString cellToolTip(const SourceLine& line, Column column, ui::TimeZone zone) {
  if (!isNumber(column)) return line.toolTip;
  const auto number = numberOf(line, column);
  if (!number) return {};
  if (column == Column::LastSeen)
    return ui::formatDateTime(line.lastSeen, zone, 9) + QLatin1Char(' ') + ui::zoneName(zone);
  if (column == Column::Bytes) return ui::formatCounted(*number, tr("byte"), tr("bytes"));
  if (column == Column::Diagnostics && *number > 0)
    return tr("%1; a click lists them").arg(ui::formatCounted(*number, tr("diagnostic"), tr("diagnostics")));
  return columnTitle(column) + QStringLiteral(": ") + ui::formatCount(*number);
}

QString copyText(const SourceLine& line, ui::TimeZone zone) {
  QStringList cells;
  for (int i = 0; i < kColumnCount; ++i) {
    const auto column = static_cast<Column>(i);
    const auto number = numberOf(line, column);
    cells << (column == Column::LastSeen && number ? ui::formatDateTime(line.lastSeen, zone)
              : number                             ? QString::number(*number)
                                                   : cellText(line, column, 0, zone));
  }
  return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

}  // namespace spanloupe::sources
