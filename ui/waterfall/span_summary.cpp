// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/waterfall/span_summary.h"

#include <QCoreApplication>
#include <array>

#include "core/model/utf8.h"
#include "ui/common/format.h"

namespace spanloupe::waterfall {

namespace {

constexpr qsizetype kLongest = 160;

/// The first attribute of the span with one of `keys`, newest convention first; empty when it has none.
QString find(const SpanRecord& record, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    for (const Attribute& attribute : record.span.attributes) {
      if (attribute.key != key) continue;
      QString text = attribute.value.type() == ValueType::String
                         ? QString::fromUtf8(attribute.value.asString().substr(0, 4 * kLongest))
                         : QString::fromStdString(displayText(attribute.value).substr(0, 4 * kLongest));
      return text.simplified().left(kLongest);
    }
  }
  return {};
}

bool isCache(const QString& system) {
  return system == QLatin1String("redis") || system == QLatin1String("memcached") ||
         system == QLatin1String("valkey");
}

/// Host and path of a URL without scheme, credentials, query and fragment.
QString withoutScheme(QString url) {
  const qsizetype scheme = url.indexOf(QLatin1String("://"));
  if (scheme >= 0) url.remove(0, scheme + 3);
  url = url.left(url.indexOf(QLatin1Char('?'))).section(QLatin1Char('#'), 0, 0);
  const qsizetype at = url.indexOf(QLatin1Char('@'));
  const qsizetype slash = url.indexOf(QLatin1Char('/'));
  return at >= 0 && (slash < 0 || at < slash) ? url.mid(at + 1) : url;
}

QString arrow(const QString& what, const QString& status) {
  if (status.isEmpty()) return what;
  return what.isEmpty() ? QStringLiteral("→ ") + status : what + QStringLiteral(" → ") + status;
}

bool summarizeHttp(const SpanRecord& record, const QString& name, SpanSummary& result) {
  if (find(record, {"http.request.method", "http.method"}).isEmpty()) return false;
  result.status = find(record, {"http.response.status_code", "http.status_code"});
  QString where;
  if (record.span.kind == SpanKind::Client) {
    where = withoutScheme(find(record, {"url.full", "http.url"}));
    if (where.isEmpty()) where = find(record, {"server.address", "net.peer.name", "http.host"});
    result.target = Target::External;
  } else {
    where = find(record, {"http.route", "url.path", "http.target"});
  }
  result.text = arrow(name.contains(where) ? QString() : where, result.status);
  return true;
}

bool summarizeDatabase(const SpanRecord& record, const QString& name, SpanSummary& result) {
  const QString system = find(record, {"db.system.name", "db.system"});
  if (system.isEmpty()) return false;
  result.target = isCache(system) ? Target::Cache : Target::Database;
  result.text = find(
      record, {"db.query.summary", "db.query.text", "db.statement", "db.collection.name", "db.namespace"});
  if (name == result.text) result.text.clear();
  // "SELECT" in front of "SELECT * FROM stock" says nothing new.
  if (!name.isEmpty() && result.text.startsWith(name + QLatin1Char(' ')))
    result.text.remove(0, name.size() + 1);
  bool isCount = false;
  const quint64 rows = find(record, {"db.response.returned_rows"}).toULongLong(&isCount);
  if (isCount)
    result.text += (result.text.isEmpty() ? QString() : QStringLiteral(" → ")) +
                   ui::formatCounted(rows, QCoreApplication::translate("waterfall", "row"),
                                     QCoreApplication::translate("waterfall", "rows"));
  return true;
}

bool summarizeMessaging(const SpanRecord& record, const QString& name, SpanSummary& result) {
  if (find(record, {"messaging.system"}).isEmpty()) return false;
  result.target = Target::Queue;
  const QString destination = find(record, {"messaging.destination.name", "messaging.destination"});
  result.text = name.contains(destination) ? QString() : destination;
  return true;
}

bool summarizeRpc(const SpanRecord& record, const QString& name, SpanSummary& result) {
  if (find(record, {"rpc.system", "rpc.system.name"}).isEmpty()) return false;
  result.target = Target::Rpc;
  const QString method = find(record, {"rpc.method"});
  const QString service = find(record, {"rpc.service"});
  result.status = find(record, {"rpc.grpc.status_code", "rpc.response.status_code"});
  const QString what = service.isEmpty() ? method : service + QLatin1Char('/') + method;
  result.text = arrow(name.contains(method) ? QString() : what,
                      result.status == QLatin1String("0") ? QString() : result.status);
  return true;
}

}  // namespace

SpanSummary summarize(const SpanRecord& record) {
  SpanSummary result;
  const QString name = QString::fromUtf8(record.span.name.substr(0, 4 * kLongest));
  if (summarizeDatabase(record, name, result) || summarizeMessaging(record, name, result) ||
      summarizeRpc(record, name, result) || summarizeHttp(record, name, result)) {
    return result;
  }
  if (!find(record, {"faas.invoked_name", "faas.name", "aws.lambda.invoked_arn"}).isEmpty()) {
    result.target = Target::Lambda;
    result.text = find(record, {"faas.invoked_name", "faas.trigger"});
  } else if (record.span.status == StatusCode::Error) {
    result.text =
        QString::fromUtf8(record.span.statusMessage.substr(0, 4 * kLongest)).simplified().left(kLongest);
  }
  return result;
}

}  // namespace spanloupe::waterfall
