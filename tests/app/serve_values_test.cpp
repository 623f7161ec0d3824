// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Options of `serve` and `send`, the variables of a program that is run, and the counting of latencies.
#include <QTest>

#include "app/cli/child_program.h"
#include "app/cli/latencies.h"
#include "app/cli/option_values.h"

namespace spanloupe::cli {

class ServeValuesTest : public QObject {
  Q_OBJECT

 private slots:
  void durations_data();
  void durations();
  void amountsKnowTheirUnits();
  void addresses_data();
  void addresses();
  void aProgramIsToldWhereToSend();
  void whatTheUserChoseStays();
  void endpointsOfSingleSignalsDoNotWin();
  void oursIsNotSentThroughAProxy();
  void warnsWhenNothingCanArrive();
  void percentilesAreWithinTwoPercent();
};

namespace {

Arguments with(const QString& value) {
  Arguments arguments;
  arguments.options["x"] = {value.toStdString()};
  return arguments;
}

std::string find(const Environment& environment, const std::string& name) {
  for (const std::string& entry : environment)
    if (entry.starts_with(name + "=")) return entry.substr(name.size() + 1);
  return "(not set)";
}

}  // namespace

void ServeValuesTest::durations_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<qint64>("nanos");
  QTest::newRow("seconds") << "10" << qint64{10'000'000'000};
  QTest::newRow("fraction") << "0.5s" << qint64{500'000'000};
  QTest::newRow("milliseconds") << "250ms" << qint64{250'000'000};
  QTest::newRow("minutes") << "2m" << qint64{120'000'000'000};
  QTest::newRow("min") << "2min" << qint64{120'000'000'000};
  QTest::newRow("several") << "1h30m5s" << qint64{5'405'000'000'000};
  QTest::newRow("days") << "1d" << qint64{86'400'000'000'000};
  for (const char* wrong : {"x", "10x", "-1s", "5sec", "1h30q", "1e30d"})
    QTest::newRow(wrong) << wrong << qint64{-1};
}

void ServeValuesTest::durations() {
  QFETCH(QString, text);
  QFETCH(qint64, nanos);
  const auto duration = durationOf(with(text), "x");
  QCOMPARE(duration.has_value(), nanos >= 0);
  if (duration) QCOMPARE(qint64{(*duration)->count()}, nanos);
  QVERIFY(!*durationOf({}, "x"));
}

void ServeValuesTest::amountsKnowTheirUnits() {
  QCOMPARE(**amountOf(with("20M"), "x", 1000), 20'000'000u);
  QCOMPARE(**amountOf(with("4G"), "x", 1024), std::uint64_t{4} << 30);
  QCOMPARE(**amountOf(with("10k/s"), "x", 1000), 10'000u);
  QCOMPARE(**amountOf(with("1.5k"), "x", 1000), 1500u);
  for (const char* wrong : {"", "k", "10q", "-1", "1kk", "1e30"}) QVERIFY(!amountOf(with(wrong), "x", 1000));
}

void ServeValuesTest::addresses_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("host");
  QTest::addColumn<int>("port");
  QTest::newRow("port") << "4317"
                        << "" << 4317;
  QTest::newRow("localhost") << "localhost:1"
                             << "" << 1;
  QTest::newRow("IPv4") << "0.0.0.0:80"
                        << "0.0.0.0" << 80;
  QTest::newRow("IPv6") << "[::1]:80"
                        << "::1" << 80;
  for (const char* wrong : {"x", ":80", "host:80", "::1:80", "70000", "1.2.3.4:", "1.2.3:80", "[]:1"})
    QTest::newRow(wrong) << wrong << "" << -1;
}

void ServeValuesTest::addresses() {
  QFETCH(QString, text);
  QFETCH(QString, host);
  QFETCH(int, port);
  const auto address = listenAddressOf(with(text), "x", 7);
  QCOMPARE(address.has_value(), port >= 0);
  if (!address) return;
  QCOMPARE(QString::fromStdString(address->host), host);
  QCOMPARE(int{address->port}, port);
  QVERIFY(listenAddressOf(with("off"), "x", 7)->off);
  QCOMPARE(int{listenAddressOf({}, "x", 7)->port}, 7);
}

void ServeValuesTest::aProgramIsToldWhereToSend() {
  const Environment told = withSdkVariables({"PATH=/bin", "OTEL_TRACES_EXPORTER="}, {1, 2});
  QCOMPARE(find(told, "PATH"), std::string("/bin"));
  QCOMPARE(find(told, "OTEL_EXPORTER_OTLP_ENDPOINT"), std::string("http://127.0.0.1:2"));
  QCOMPARE(find(told, "OTEL_EXPORTER_OTLP_PROTOCOL"), std::string("http/protobuf"));
  for (const char* name : {"OTEL_TRACES_EXPORTER", "OTEL_LOGS_EXPORTER", "OTEL_METRICS_EXPORTER"})
    QCOMPARE(find(told, name), std::string("otlp"));
  QCOMPARE(find(told, "OTEL_BSP_SCHEDULE_DELAY"), std::string("200"));
  QCOMPARE(find(withSdkVariables({}, {1, 0}), "OTEL_EXPORTER_OTLP_PROTOCOL"), std::string("grpc"));
}

void ServeValuesTest::whatTheUserChoseStays() {
  const Environment told = withSdkVariables(
      {"OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "OTEL_TRACES_EXPORTER=otlp,console", "OTEL_BSP_SCHEDULE_DELAY=9",
       "OTEL_SERVICE_NAME=x", "OTEL_EXPORTER_OTLP_ENDPOINT=https://elsewhere"},
      {1, 2});
  QCOMPARE(find(told, "OTEL_EXPORTER_OTLP_ENDPOINT"), std::string("http://127.0.0.1:1"));
  QCOMPARE(find(told, "OTEL_EXPORTER_OTLP_PROTOCOL"), std::string("grpc"));
  QCOMPARE(find(told, "OTEL_TRACES_EXPORTER"), std::string("otlp,console"));
  QCOMPARE(find(told, "OTEL_BSP_SCHEDULE_DELAY"), std::string("9"));
  QCOMPARE(find(told, "OTEL_SERVICE_NAME"), std::string("x"));
  // A protocol that is off cannot be kept.
  QCOMPARE(
      find(withSdkVariables({"OTEL_EXPORTER_OTLP_PROTOCOL=grpc"}, {0, 2}), "OTEL_EXPORTER_OTLP_PROTOCOL"),
      std::string("http/protobuf"));
}

void ServeValuesTest::endpointsOfSingleSignalsDoNotWin() {
  const Environment told = withSdkVariables(
      {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://a/v1/traces", "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=grpc",
       "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=http/json"},
      {1, 2});
  QCOMPARE(find(told, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"), std::string("(not set)"));
  QCOMPARE(find(told, "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"), std::string("http://127.0.0.1:1"));
  QCOMPARE(find(told, "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"), std::string("http://127.0.0.1:2/v1/metrics"));
}

void ServeValuesTest::oursIsNotSentThroughAProxy() {
  const Environment told = withSdkVariables({"http_proxy=http://p", "no_proxy=a"}, {1, 2});
  QCOMPARE(find(told, "no_proxy"), std::string("a,127.0.0.1,localhost"));
  QCOMPARE(find(withSdkVariables({}, {1, 2}), "no_proxy"), std::string("(not set)"));
}

void ServeValuesTest::warnsWhenNothingCanArrive() {
  QVERIFY(sdkWarnings({"OTEL_TRACES_EXPORTER=console,otlp", "OTEL_SDK_DISABLED=false"}).empty());
  QCOMPARE(sdkWarnings({"OTEL_TRACES_EXPORTER=console"}).size(), std::size_t{1});
  QCOMPARE(sdkWarnings({"OTEL_SDK_DISABLED=true"}).size(), std::size_t{1});
}

void ServeValuesTest::percentilesAreWithinTwoPercent() {
  Latencies latencies;
  QCOMPARE(qint64{latencies.percentile(0.5).count()}, qint64{0});
  for (int i = 1; i <= 100'000; ++i) latencies.add(std::chrono::microseconds(i));
  for (const double share : {0.01, 0.5, 0.9, 0.99}) {
    const auto exact = share * 100'000 * 1000;
    const auto told = static_cast<double>(latencies.percentile(share).count());
    QVERIFY2(told >= exact && told <= exact * 1.02, qPrintable(QString::number(told)));
  }
  QCOMPARE(qint64{latencies.longest().count()}, qint64{100'000'000});
  QCOMPARE(qint64{latencies.percentile(1).count()}, qint64{100'000'000});
  Latencies one;
  one.add(std::chrono::nanoseconds(17));
  one.add(std::chrono::hours(100));
  latencies.merge(one);
  QCOMPARE(latencies.count(), std::uint64_t{100'002});
  QCOMPARE(qint64{latencies.percentile(0).count()}, qint64{17});
}

}  // namespace spanloupe::cli

QTEST_APPLESS_MAIN(spanloupe::cli::ServeValuesTest)
#include "serve_values_test.moc"
