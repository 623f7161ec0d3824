// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One-line summaries from attributes by semantic convention.
#include <QTest>
#include <deque>

#include "ui/waterfall/span_summary.h"

namespace spanloupe::waterfall {

class SpanSummaryTest : public QObject {
  Q_OBJECT

 private slots:
  void summarizes_data();
  void summarizes();
  void hugeValuesAreCut();
};

using Pairs = QList<std::pair<QByteArray, QByteArray>>;

namespace {

SpanSummary summaryOf(const QByteArray& name, SpanKind kind, const Pairs& pairs) {
  std::deque<std::string> bytes;
  std::vector<Attribute> attributes;
  for (const auto& [key, text] : pairs) {
    appendString(bytes.emplace_back(), text.toStdString());
    attributes.push_back({std::string_view(key.constData(), static_cast<std::size_t>(key.size())),
                          AttributeValue(bytes.back())});
  }
  SpanRecord record;
  record.span.name = std::string_view(name.constData(), static_cast<std::size_t>(name.size()));
  record.span.kind = kind;
  record.span.attributes = attributes;
  return summarize(record);
}

}  // namespace

void SpanSummaryTest::summarizes_data() {
  QTest::addColumn<QByteArray>("name");
  QTest::addColumn<int>("kind");
  QTest::addColumn<Pairs>("attributes");
  QTest::addColumn<QString>("text");
  QTest::addColumn<int>("target");
  const auto row = [](const char* title, const char* name, SpanKind kind, const Pairs& attributes,
                      const char* text, Target target) {
    QTest::newRow(title) << QByteArray(name) << static_cast<int>(kind) << attributes
                         << QString::fromUtf8(text) << static_cast<int>(target);
  };
  row("http server", "GET /cart", SpanKind::Server,
      {{"http.request.method", "GET"}, {"http.route", "/cart"}, {"http.response.status_code", "500"}},
      "→ 500", Target::None);
  row("http client", "GET", SpanKind::Client,
      {{"http.request.method", "GET"},
       {"url.full", "https://user:pw@acquirer.example/v2/charges?secret=1"},
       {"http.response.status_code", "504"}},
      "acquirer.example/v2/charges → 504", Target::External);
  row("old http names", "HTTP GET", SpanKind::Client,
      {{"http.method", "GET"}, {"http.url", "http://a/b"}, {"http.status_code", "200"}}, "a/b → 200",
      Target::External);
  row("sql", "SELECT", SpanKind::Client,
      {{"db.system.name", "postgresql"}, {"db.query.text", "SELECT *\n FROM stock"}}, "* FROM stock",
      Target::Database);
  row("rows of a query that its name says already", "SELECT items", SpanKind::Client,
      {{"db.system.name", "postgresql"},
       {"db.query.summary", "SELECT items"},
       {"db.response.returned_rows", "4"}},
      "4 rows", Target::Database);
  row("one row", "SELECT", SpanKind::Client,
      {{"db.system.name", "mysql"}, {"db.query.text", "SELECT 1"}, {"db.response.returned_rows", "1"}},
      QStringLiteral("1 → 1 row").toUtf8().constData(), Target::Database);
  row("redis", "HGETALL", SpanKind::Client, {{"db.system", "redis"}, {"db.statement", "HGETALL cart:1"}},
      "cart:1", Target::Cache);
  row("queue", "publish", SpanKind::Producer,
      {{"messaging.system", "kafka"}, {"messaging.destination.name", "orders"}}, "orders", Target::Queue);
  row("rpc", "charge", SpanKind::Client,
      {{"rpc.system", "grpc"},
       {"rpc.service", "Pay"},
       {"rpc.method", "Charge"},
       {"rpc.grpc.status_code", "14"}},
      "Pay/Charge → 14", Target::Rpc);
  row("nothing", "order.validate", SpanKind::Internal, {}, "", Target::None);
}

void SpanSummaryTest::summarizes() {
  QFETCH(QByteArray, name);
  QFETCH(int, kind);
  QFETCH(Pairs, attributes);
  const SpanSummary summary = summaryOf(name, static_cast<SpanKind>(kind), attributes);
  QTEST(summary.text, "text");
  QTEST(static_cast<int>(summary.target), "target");
}

void SpanSummaryTest::hugeValuesAreCut() {
  const QByteArray huge(5'000'000, 'x');
  const SpanSummary summary =
      summaryOf("q", SpanKind::Client, {{"db.system.name", "mysql"}, {"db.query.text", huge}});
  QVERIFY(summary.text.size() <= 200);
}

}  // namespace spanloupe::waterfall

QTEST_APPLESS_MAIN(spanloupe::waterfall::SpanSummaryTest)
#include "span_summary_test.moc"
