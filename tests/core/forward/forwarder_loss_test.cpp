// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a usual server would turn away, and yet must not be lost: large requests, and those for which the key
// is wrong at the moment.
#include <fcntl.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <cstdio>

#include "core/forward/forwarder.h"
#include "core/forward/sendable_parts.h"
#include "core/model/wire.h"
#include "tests/core/forward/grpc_endpoint.h"
#include "tests/core/forward/http_endpoint.h"

namespace spanloupe::forward {

using std::chrono::milliseconds;

class ForwarderLossTest : public QObject {
  Q_OBJECT

 private slots:
  void largeRequestsGoInPartsThatGrpcTakes();
  void largeRequestsOfJsonGoInPartsToo();
  void aDeniedRequestIsKept_data();
  void aDeniedRequestIsKept();
  void aSignalThatTheHeadersAreNotForHoldsUpNoOther();
  void metricsOfJsonForGrpcAreCounted();
  void whatCannotBeReadForAWhileIsSentLater();

 private:
  std::unique_ptr<Forwarder> forwardTo(const std::string& url) const {
    ForwardOptions options;
    options.target = *parseTarget(url, {});
    const QString name = QString::fromLatin1(QTest::currentTestFunction()) + QTest::currentDataTag();
    options.folder = m_folder.filePath(name).toStdString();
    options.firstDelay = milliseconds(20);
    options.longestDelay = milliseconds(50);
    auto forwarder = Forwarder::start(options);
    if (!forwarder) qFatal("%s", forwarder.error().message.c_str());
    return std::move(*forwarder);
  }

  QTemporaryDir m_folder;
};

namespace {

constexpr std::size_t kSpans = 200;

/// 10 MB.
std::string largeRequest() {
  std::string scope, resource, message;
  for (std::size_t i = 0; i < kSpans; ++i) {
    std::string span;
    wire::appendLengthField(span, 1, std::string(16, static_cast<char>(i + 1)));
    wire::appendLengthField(span, 5, std::string(50'000, 'x'));
    wire::appendLengthField(scope, 2, span);
  }
  wire::appendLengthField(resource, 2, scope);
  wire::appendLengthField(message, 1, resource);
  return message;
}

std::string largeJson() {
  std::string spans;
  for (std::size_t i = 0; i < kSpans; ++i)
    spans +=
        (i == 0 ? "" : ",") +
        std::string(R"({"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b171","name":")") +
        std::string(50'000, 'x') + "\"}";
  return R"({"resourceSpans":[{"scopeSpans":[{"spans":[)" + spans + "]}]}]}";
}

std::size_t spansIn(std::string_view message, int depth = 0) {
  std::size_t count = 0;
  wire::Reader reader(message);
  for (wire::Field field; reader.next(field);)
    if (field.number == (depth == 0 ? 1 : 2)) count += depth == 2 ? 1 : spansIn(field.bytes, depth + 1);
  return count;
}

void offer(Forwarder& forwarder, Signal signal, Encoding encoding, std::string body) {
  forwarder.offer(signal, encoding, std::make_shared<const std::string>(std::move(body)));
}

}  // namespace

void ForwarderLossTest::largeRequestsGoInPartsThatGrpcTakes() {
  test::GrpcEndpoint endpoint;
  // A part is sent again, not those before it.
  const auto forwarder = forwardTo(endpoint.url());
  endpoint.answerNext({grpc::UNAVAILABLE, "later"});
  offer(*forwarder, Signal::Traces, Encoding::Protobuf, largeRequest());
  offer(*forwarder, Signal::Traces, Encoding::Protobuf, "\x0a");
  QTRY_COMPARE(endpoint.taken().size(), std::size_t{4});
  std::size_t spans = 0;
  for (const std::string& message : endpoint.taken()) spans += spansIn(message);
  QCOMPARE(spans, kSpans);
  QTRY_COMPARE(forwarder->state().waitingRequests, 0u);
  QCOMPARE(forwarder->state().refusedRequests, 0u);
  QCOMPARE(forwarder->state().sentRequests, 4u);
}

void ForwarderLossTest::largeRequestsOfJsonGoInPartsToo() {
  test::HttpEndpoint endpoint;
  const auto forwarder = forwardTo(endpoint.url());
  offer(*forwarder, Signal::Traces, Encoding::Json, largeJson());
  const auto seen = endpoint.waitFor(3);
  QCOMPARE(seen.size(), std::size_t{3});
  std::size_t spans = 0;
  for (const test::HttpRequestSeen& request : seen) {
    QVERIFY(request.body.size() <= kMostSent);
    QVERIFY(request.head.find("application/x-protobuf") != std::string::npos);
    spans += spansIn(request.body);
  }
  QCOMPARE(spans, kSpans);
}

void ForwarderLossTest::aDeniedRequestIsKept_data() {
  QTest::addColumn<bool>("isGrpc");
  QTest::addColumn<int>("code");
  QTest::newRow("UNAUTHENTICATED") << true << int(grpc::UNAUTHENTICATED);
  QTest::newRow("PERMISSION_DENIED") << true << int(grpc::PERMISSION_DENIED);
  QTest::newRow("401") << false << 401;
  QTest::newRow("403") << false << 403;
}

void ForwarderLossTest::aDeniedRequestIsKept() {
  QFETCH(bool, isGrpc);
  QFETCH(int, code);
  test::GrpcEndpoint grpc;
  test::HttpEndpoint http;
  constexpr int kDenials = 12;  // Of the request and of asking whether another signal is let in: 4 × 3.
  for (int i = 0; i < kDenials; ++i) {
    if (isGrpc) grpc.answerNext({static_cast<grpc::StatusCode>(code), "key expired"});
    http.answerNext("HTTP/1.1 " + std::to_string(code) +
                    " No\r\nContent-Type: text/plain\r\nContent-Length: 11\r\n\r\nkey expired");
  }
  const auto forwarder = forwardTo(isGrpc ? grpc.url() : http.url());
  offer(*forwarder, Signal::Traces, Encoding::Protobuf, "one");
  QTRY_VERIFY(forwarder->state().isRetrying);
  const ForwardState denied = forwarder->state();
  QVERIFY(denied.waitingRequests != 0);
  QVERIFY2(denied.lastError.find("key expired") != std::string::npos, denied.lastError.c_str());
  QVERIFY2(denied.lastError.find("headers") != std::string::npos, denied.lastError.c_str());
  QTRY_COMPARE(forwarder->state().sentRequests, 1u);
  QCOMPARE(forwarder->state().refusedRequests, 0u);
  QVERIFY(!forwarder->state().isRetrying);
}

void ForwarderLossTest::aSignalThatTheHeadersAreNotForHoldsUpNoOther() {
  test::HttpEndpoint endpoint;
  const std::string denied =
      "HTTP/1.1 403 No\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\nno logs";
  endpoint.answerNext(denied);
  const auto forwarder = forwardTo(endpoint.url());
  offer(*forwarder, Signal::Logs, Encoding::Protobuf, "log");
  offer(*forwarder, Signal::Traces, Encoding::Protobuf, "span");
  QTRY_COMPARE(forwarder->state().sentRequests, 1u);
  QCOMPARE(forwarder->state().refusedRequests, 1u);
  QVERIFY2(forwarder->state().lastError.find("no logs (other signals") != std::string::npos,
           forwarder->state().lastError.c_str());
  // Once it is known, it is not asked for again; and once logs are let in, they are sent.
  endpoint.answerNext(denied);
  offer(*forwarder, Signal::Logs, Encoding::Protobuf, "another log");
  offer(*forwarder, Signal::Logs, Encoding::Protobuf, "allowed now");
  QTRY_COMPARE(forwarder->state().sentRequests, 2u);
  QCOMPARE(forwarder->state().refusedRequests, 2u);
  std::vector<std::string> bodies;
  for (const test::HttpRequestSeen& request : endpoint.waitFor(5)) bodies.push_back(request.body);
  QCOMPARE(bodies, (std::vector<std::string>{"log", "", "span", "another log", "allowed now"}));
}

void ForwarderLossTest::metricsOfJsonForGrpcAreCounted() {
  test::GrpcEndpoint endpoint;
  const auto forwarder = forwardTo(endpoint.url());
  offer(*forwarder, Signal::Metrics, Encoding::Json, R"({"resourceMetrics":[]})");
  offer(*forwarder, Signal::Traces, Encoding::Protobuf, "after");
  QTRY_COMPARE(endpoint.taken(), std::vector<std::string>{"after"});
  QCOMPARE(forwarder->state().refusedRequests, 1u);
  QVERIFY(forwarder->state().lastError.find("metrics") != std::string::npos);
}

void ForwarderLossTest::whatCannotBeReadForAWhileIsSentLater() {
  auto endpoint = std::make_unique<test::HttpEndpoint>();
  const unsigned short port = endpoint->port();
  const auto forwarder = forwardTo(endpoint->url());
  endpoint.reset();
  for (const char* body : {"one", "two"}) offer(*forwarder, Signal::Traces, Encoding::Protobuf, body);
  QTRY_VERIFY(forwarder->state().isRetrying && forwarder->state().waitingRequests == 2);
  // The first is being sent; a folder in the place of the file with the second cannot be read.
  const QString folder = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()));
  const QString name = folder + "/0000000000000001.tee";
  QVERIFY(QFile::rename(name, folder + "/aside") && QDir().mkdir(name));
  endpoint = std::make_unique<test::HttpEndpoint>(port);
  QTRY_COMPARE(forwarder->state().sentRequests, 1u);
  QTRY_VERIFY(forwarder->state().lastError.find("cannot be read") != std::string::npos);
  QVERIFY(forwarder->state().isRetrying);
  // Both at once: a file that is not there is lost for good.
  const QByteArray aside = QString(folder + "/aside").toUtf8();
  QCOMPARE(::renameat2(AT_FDCWD, aside.constData(), AT_FDCWD, name.toUtf8().constData(), RENAME_EXCHANGE), 0);
  QTRY_COMPARE(forwarder->state().sentRequests, 2u);
  QCOMPARE(forwarder->state().droppedRequests, 0u);
  QCOMPARE(endpoint->waitFor(2).back().body, std::string("two"));
}

}  // namespace spanloupe::forward

QTEST_GUILESS_MAIN(spanloupe::forward::ForwarderLossTest)
#include "forwarder_loss_test.moc"
