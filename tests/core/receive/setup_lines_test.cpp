// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The lines that a person copies, word for word, and the words about an endpoint.
#include <QTest>
#include <algorithm>

#include "core/receive/setup_lines.h"

using namespace spanloupe;
using namespace spanloupe::receive;
using Phase = EndpointState::Phase;

namespace {

EndpointState listening(Protocol protocol, std::uint16_t port = 0) {
  EndpointState state;
  state.protocol = protocol;
  state.phase = Phase::Listening;
  state.port = port != 0 ? port : protocol == Protocol::OtlpGrpc ? kGrpcPort : kHttpPort;
  state.addresses = {"127.0.0.1", "::1"};
  return state;
}

std::vector<EndpointState> both() { return {listening(Protocol::OtlpGrpc), listening(Protocol::OtlpHttp)}; }

SetupLines lines(const std::vector<EndpointState>& endpoints, const std::string& id) {
  const auto all = setupLines(endpoints);
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
  return found == all.end() ? SetupLines{} : *found;
}

}  // namespace

class SetupLinesTest : public QObject {
  Q_OBJECT
 private slots:
  void everythingIsThereInOrder();
  void onlyWhatListensIsOffered();
  void textsAreExact_data();
  void textsAreExact();
  void containersAreToldWhatToListenOn();
  void tokenAndCertificateAreSetToo();
  void otherMachinesGetLinesWhereTheyCanSend();
  void containersGetTheCertificate();
  void urlsNameWhatListens();
  void statesInWords();
  void warningsForOpenEndpoints();
};

void SetupLinesTest::everythingIsThereInOrder() {
  std::vector<std::string> ids;
  std::vector<std::string> titles;
  for (const auto& one : setupLines(both())) {
    ids.push_back(one.id);
    titles.push_back(one.title());
    QVERIFY(!one.kind.empty() && !one.where.empty() && !one.lines.empty());
    const std::string text = one.text();
    QCOMPARE(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')), one.lines.size());
  }
  QCOMPARE(ids,
           (std::vector<std::string>{"env-http", "env-grpc", "python", "python-flask", "python-django",
                                     "node", "java", "go-http", "go-grpc", "dotnet", "rust", "collector-http",
                                     "collector-grpc", "docker", "docker-compose", "docker-host-network"}));
  QCOMPARE(titles.front(), std::string("Environment, HTTP"));
  QCOMPARE(titles[2], std::string("Python, Script"));
  QCOMPARE(titles[3], std::string("Python, Flask"));
  QCOMPARE(titles.back(), std::string("Docker, host's network"));
}

void SetupLinesTest::onlyWhatListensIsOffered() {
  auto endpoints = both();
  endpoints[1].phase = Phase::PortTaken;
  QVERIFY(lines(endpoints, "env-http").lines.empty());
  QVERIFY(lines(endpoints, "python").text().find("PROTOCOL=grpc") != std::string::npos);
  QCOMPARE(lines(endpoints, "rust").lines.front(),
           std::string("cargo add opentelemetry-otlp --features grpc-tonic"));
  endpoints[0].phase = Phase::Off;
  QVERIFY(setupLines(endpoints).empty());
}

void SetupLinesTest::textsAreExact_data() {
  const QString http =
      "export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf\n"
      "export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318\n"
      "export OTEL_BSP_SCHEDULE_DELAY=500\n";
  const QString grpc =
      "export OTEL_EXPORTER_OTLP_PROTOCOL=grpc\n"
      "export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317\n"
      "export OTEL_BSP_SCHEDULE_DELAY=500\n";
  const QString name = "export OTEL_SERVICE_NAME=my-service\n";
  QTest::addColumn<QString>("text");
  QTest::newRow("env-http") << http;
  QTest::newRow("env-grpc") << grpc;
  const QString python =
      "pip install opentelemetry-distro opentelemetry-exporter-otlp\n"
      "opentelemetry-bootstrap -a install\n" +
      name + http + "opentelemetry-instrument ";
  QTest::newRow("python") << python + "python myapp.py\n";
  QTest::newRow("python-flask") << python + "flask --app myapp run\n";
  QTest::newRow("python-django") << python + "python manage.py runserver --noreload\n";
  QTest::newRow("node")
      << "npm install --save @opentelemetry/api @opentelemetry/auto-instrumentations-node\n" + name + http +
             "node --require @opentelemetry/auto-instrumentations-node/register app.js\n";
  QTest::newRow("java") << "curl -L -O https://github.com/open-telemetry/opentelemetry-java-instrumentation/"
                           "releases/latest/download/opentelemetry-javaagent.jar\n" +
                               name + http + "java -javaagent:opentelemetry-javaagent.jar -jar myapp.jar\n";
  QTest::newRow("go-http") << "go get go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp\n" +
                                  name + http + "go run .\n";
  QTest::newRow("go-grpc") << "go get go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc\n" +
                                  name + grpc + "go run .\n";
  QTest::newRow("dotnet")
      << "curl -L -O https://github.com/open-telemetry/opentelemetry-dotnet-instrumentation/"
         "releases/latest/download/otel-dotnet-auto-install.sh\n"
         "sh ./otel-dotnet-auto-install.sh\n" +
             name + http + ". $HOME/.otel-dotnet-auto/instrument.sh\ndotnet run\n";
  QTest::newRow("rust") << "cargo add opentelemetry-otlp\n" + name + http + "cargo run\n";
  const QString pipelines =
      "service:\n  pipelines:\n    traces:\n      receivers: [otlp]\n      exporters: [%1]\n"
      "    logs:\n      receivers: [otlp]\n      exporters: [%1]\n";
  QTest::newRow("collector-grpc") << "exporters:\n  otlp_grpc/spanloupe:\n    endpoint: 127.0.0.1:4317\n"
                                     "    tls:\n      insecure: true\n" +
                                         pipelines.arg("otlp_grpc/spanloupe");
  QTest::newRow("collector-http")
      << "exporters:\n  otlp_http/spanloupe:\n    endpoint: http://127.0.0.1:4318\n" +
             pipelines.arg("otlp_http/spanloupe");
  QTest::newRow("docker") << "docker run --add-host=host.docker.internal:host-gateway \\\n"
                             "  -e OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf \\\n"
                             "  -e OTEL_EXPORTER_OTLP_ENDPOINT=http://host.docker.internal:4318 \\\n"
                             "  -e OTEL_BSP_SCHEDULE_DELAY=500 \\\n  my-image\n";
  QTest::newRow("docker-compose") << "services:\n  my-service:\n    extra_hosts:\n"
                                     "      - \"host.docker.internal:host-gateway\"\n    environment:\n"
                                     "      - OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf\n"
                                     "      - OTEL_EXPORTER_OTLP_ENDPOINT=http://host.docker.internal:4318\n"
                                     "      - OTEL_BSP_SCHEDULE_DELAY=500\n";
  QTest::newRow("docker-host-network") << "docker run --network=host \\\n"
                                          "  -e OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf \\\n"
                                          "  -e OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318 \\\n"
                                          "  -e OTEL_BSP_SCHEDULE_DELAY=500 \\\n  my-image\n";
}

void SetupLinesTest::textsAreExact() {
  QFETCH(QString, text);
  QCOMPARE(QString::fromStdString(lines(both(), QTest::currentDataTag()).text()), text);
}

void SetupLinesTest::containersAreToldWhatToListenOn() {
  auto endpoints = both();
  QVERIFY(lines(endpoints, "docker").where.find("listen on 172.17.0.1 as well") != std::string::npos);
  endpoints[1].addresses.emplace_back("172.17.0.1");
  QCOMPARE(lines(endpoints, "docker").where, std::string("where the container is started"));
}

void SetupLinesTest::tokenAndCertificateAreSetToo() {
  auto endpoints = both();
  for (auto& endpoint : endpoints) {
    endpoint.hasToken = true;
    endpoint.certificateFile = "/etc/spanloupe/certificate.pem";
  }
  QCOMPARE(lines(endpoints, "env-grpc").text(),
           std::string("export OTEL_EXPORTER_OTLP_PROTOCOL=grpc\n"
                       "export OTEL_EXPORTER_OTLP_ENDPOINT=https://localhost:4317\n"
                       "export OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20TOKEN\n"
                       "export OTEL_EXPORTER_OTLP_CERTIFICATE=/etc/spanloupe/certificate.pem\n"
                       "export OTEL_BSP_SCHEDULE_DELAY=500\n"));
  const std::string collector = lines(endpoints, "collector-grpc").text();
  QVERIFY(
      collector.starts_with("exporters:\n  otlp_grpc/spanloupe:\n    endpoint: localhost:4317\n    tls:\n"
                            "      ca_file: /etc/spanloupe/certificate.pem\n    headers:\n"
                            "      authorization: Bearer TOKEN\nservice:\n"));
}

void SetupLinesTest::otherMachinesGetLinesWhereTheyCanSend() {
  auto endpoints = both();
  QVERIFY(lines(endpoints, "machine-http").lines.empty());
  endpoints[1].addresses = {"127.0.0.1", "::1", "172.17.0.1"};
  QVERIFY(lines(endpoints, "machine-http").lines.empty());  // Containers are no machines.
  endpoints[1].addresses.emplace_back("192.168.1.7");
  QCOMPARE(lines(endpoints, "machine-http").text(),
           std::string("export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf\n"
                       "export OTEL_EXPORTER_OTLP_ENDPOINT=http://192.168.1.7:4318\n"
                       "export OTEL_BSP_SCHEDULE_DELAY=500\n"));
  QVERIFY(lines(endpoints, "machine-grpc").lines.empty());
  endpoints[0].addresses = {"0.0.0.0", "::1"};
  const auto all = setupLines(endpoints, {"172.17.0.1", "laptop"});
  const auto grpc =
      std::find_if(all.begin(), all.end(), [](const auto& one) { return one.id == "machine-grpc"; });
  QVERIFY(grpc != all.end());
  QCOMPARE(grpc->lines.at(1), std::string("export OTEL_EXPORTER_OTLP_ENDPOINT=http://laptop:4317"));
  QVERIFY(grpc->where.find("as laptop") != std::string::npos);
}

void SetupLinesTest::containersGetTheCertificate() {
  auto endpoints = both();
  endpoints[1].addresses.emplace_back("172.17.0.1");
  endpoints[1].certificateFile = "/etc/s.pem";
  endpoints[1].hasToken = true;
  const SetupLines docker = lines(endpoints, "docker");
  QCOMPARE(docker.text(),
           std::string("docker run --add-host=host.docker.internal:host-gateway \\\n"
                       "  -v /etc/s.pem:/etc/s.pem:ro \\\n"
                       "  -e OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf \\\n"
                       "  -e OTEL_EXPORTER_OTLP_ENDPOINT=https://host.docker.internal:4318 \\\n"
                       "  -e OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20TOKEN \\\n"
                       "  -e OTEL_EXPORTER_OTLP_CERTIFICATE=/etc/s.pem \\\n"
                       "  -e OTEL_BSP_SCHEDULE_DELAY=500 \\\n  my-image\n"));
  QVERIFY(docker.where.find("made out to host.docker.internal") != std::string::npos);
  QVERIFY(docker.where.ends_with("TOKEN stands for the token"));
  QVERIFY(lines(endpoints, "docker-compose")
              .text()
              .find("    volumes:\n      - \"/etc/s.pem:/etc/s.pem:ro\"\n") != std::string::npos);
}

void SetupLinesTest::urlsNameWhatListens() {
  EndpointState state = listening(Protocol::OtlpHttp, 5000);
  QCOMPARE(urlOf(state), std::string("http://127.0.0.1:5000"));
  state.addresses = {"::"};
  QCOMPARE(urlOf(state), std::string("http://[::1]:5000"));
  state.addresses = {"0.0.0.0", "::"};
  QCOMPARE(urlOf(state), std::string("http://127.0.0.1:5000"));
  state.addresses = {"192.168.1.7"};
  QCOMPARE(urlOf(state), std::string("http://192.168.1.7:5000"));
}

void SetupLinesTest::statesInWords() {
  EndpointState state = listening(Protocol::OtlpGrpc);
  QCOMPARE(textOf(state), std::string("listening on 127.0.0.1 and ::1, port 4317"));
  state.port = 4319;
  QCOMPARE(textOf(state),
           std::string("listening on 127.0.0.1 and ::1, port 4319: OTEL_EXPORTER_OTLP_PROTOCOL=grpc "
                       "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4319"));
  state = {};
  QCOMPARE(textOf(state), std::string("not listening"));
  state.phase = Phase::PortTaken;
  state.port = 4317;
  QCOMPARE(textOf(state), std::string("port 4317 is taken"));
  state.holder = PortHolder{1234, "otelcol", {}, {}, false};
  state.nextFree = 4319;
  QCOMPARE(textOf(state), std::string("port 4317 is held by otelcol (pid 1234); 4319 is free: "
                                      "OTEL_EXPORTER_OTLP_PROTOCOL=grpc "
                                      "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4319"));
}

void SetupLinesTest::warningsForOpenEndpoints() {
  EndpointState state = listening(Protocol::OtlpGrpc);
  QCOMPARE(warningOf(state), std::string());
  state.addresses = {"0.0.0.0", "::"};
  QCOMPARE(warningOf(state),
           std::string("open to other machines on every address; without a token, whoever reaches "
                       "it may send; without TLS, what is sent can be read on the way"));
  state.hasToken = true;
  state.certificateFile = "certificate.pem";
  QCOMPARE(warningOf(state), std::string("open to other machines on every address"));
}

QTEST_APPLESS_MAIN(SetupLinesTest)
#include "setup_lines_test.moc"
