// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pasted_id.h"

#include <QStringList>
#include <algorithm>

namespace spanloupe::shell {
namespace {

std::optional<TraceId> traceId(const QString& hex) {
  const auto id = TraceId::fromHex(hex.toStdString());
  return id && !id->isZero() ? id : std::nullopt;
}

// Copied from a table: a line that begins with a trace id, perhaps below a line of titles.
std::optional<PastedId> idOfRow(const QString& text) {
  constexpr qsizetype kLongestLine = 4096;
  qsizetype from = 0;
  for (int line = 0; line < 2 && from >= 0; ++line) {
    const qsizetype end = text.indexOf(QLatin1Char('\n'), from);
    const qsizetype length = std::min(kLongestLine, (end < 0 ? text.size() : end) - from);
    const QString row = text.mid(from, length);
    const QString first = row.simplified().section(QLatin1Char(' '), 0, 0);
    if (first.size() < row.size() && first.size() == 32) {
      if (const auto id = traceId(first)) return PastedId{*id, std::nullopt};
    }
    from = end < 0 ? -1 : end + 1;
  }
  return std::nullopt;
}

}  // namespace

std::optional<PastedId> pastedId(const QString& text) {
  if (const auto id = idOfRow(text)) return id;
  QString word = text.trimmed();
  if (word.startsWith(QLatin1String("traceparent:"), Qt::CaseInsensitive)) word = word.mid(12).trimmed();
  if (word.size() > 64) return std::nullopt;
  if (word.size() == 32) {
    if (const auto id = traceId(word)) return PastedId{*id, std::nullopt};
  }
  // 64-bit ids of Jaeger and Zipkin are the low half of a trace id.
  if (word.size() == 16) {
    if (const auto id = traceId(QString(16, QLatin1Char('0')) + word)) return PastedId{*id, std::nullopt};
  }
  const QStringList parts = word.split(QLatin1Char('-'));
  // version-traceid-parentid-flags (W3C Trace Context, section 3.2).
  if (parts.size() >= 4 && parts[0].size() == 2 && parts[1].size() == 32) {
    const auto id = traceId(parts[1]);
    const auto span = SpanId::fromHex(parts[2].toStdString());
    if (id && span) return PastedId{*id, span};
  }
  // X-Ray: 1-(8 digits of time)-(24 digits).
  if (parts.size() == 3 && parts[0] == QLatin1String("1") && parts[1].size() == 8 && parts[2].size() == 24) {
    if (const auto id = traceId(parts[1] + parts[2])) return PastedId{*id, std::nullopt};
  }
  return std::nullopt;
}

}  // namespace spanloupe::shell
