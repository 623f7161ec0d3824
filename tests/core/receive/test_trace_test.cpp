// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The test trace is a whole small trace that says what it is, and over HTTP it is posted as OTLP wants it.
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QTest>
#include <array>
#include <thread>

#include "core/formats/registry.h"
#include "core/receive/listen_sockets.h"
#include "core/receive/test_trace.h"
#include "tests/core/receive/taken_requests.h"
#include "tests/core/receive/test_certificate.h"
#include "tests/support/read_all.h"
#include "tests/support/span_printer.h"

using namespace spanloupe;
using namespace spanloupe::receive;

namespace {

/// Takes one connection, keeps what comes and answers.
class OneAnswer {
 public:
  explicit OneAnswer(std::string answer) {
    m_thread = std::jthread([this, text = std::move(answer)] {
      pollfd one{m_sockets->sockets.front().handle.fd(), POLLIN, 0};
      if (::poll(&one, 1, 10'000) <= 0) return;
      const int descriptor = ::accept(one.fd, nullptr, nullptr);
      std::array<char, 65536> block{};
      while (m_request.find("spanloupe-test") == std::string::npos) {
        const ssize_t count = ::recv(descriptor, block.data(), block.size(), 0);
        if (count <= 0) break;
        m_request.append(block.data(), static_cast<std::size_t>(count));
      }
      ::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL);
      ::close(descriptor);
    });
  }
  [[nodiscard]] ReceiverOptions options() const {
    ReceiverOptions options;
    options.protocol = Protocol::OtlpHttp;
    options.port = m_sockets->port;
    options.token = "opensesame";
    return options;
  }
  [[nodiscard]] std::string request() {
    m_thread.join();
    return m_request;
  }

 private:
  Result<ListenSockets> m_sockets = listenOn({"127.0.0.1"}, 0);
  std::string m_request;
  std::jthread m_thread;
};

}  // namespace

class TestTraceTest : public QObject {
  Q_OBJECT
 private slots:
  void itIsOneTraceOfThreeSpansAndAnEvent();
  void overHttpItIsPosted();
  void otherAnswersAreTold();
  void nobodyThereIsTold();
  void theTokenIsNotShownToAnotherCertificate();
};

void TestTraceTest::itIsOneTraceOfThreeSpansAndAnEvent() {
  const TraceId id{0x0102030405060708, 0x090a0b0c0d0e0f10};
  const std::string request = testTrace(id, timestampFromNanos(1'767'225'600'000'000'000));
  RecordingSink sink;
  Diagnostics diagnostics;
  QVERIFY(test::readBytes(request, *formats::formatNamed("otlp-proto"), sink, diagnostics));
  QCOMPARE(test::printDiagnostics(diagnostics), std::string());
  QCOMPARE(sink.spans().size(), std::size_t{3});
  const std::string text = test::printAll(sink);
  for (const char* part : {"spanloupe-test", "spanloupe.test", "Test trace", "Ask", "Answer", "half-way"})
    QVERIFY2(text.find(part) != std::string::npos, text.c_str());
  QCOMPARE(text.find("diagnos"), std::string::npos);
}

void TestTraceTest::overHttpItIsPosted() {
  OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  const auto sent = sendTestTrace(server.options());
  QVERIFY2(sent, sent ? "" : sent.error().message.c_str());
  const std::string request = server.request();
  QVERIFY(request.starts_with("POST /v1/traces HTTP/1.1\r\nHost: 127.0.0.1:"));
  QVERIFY(request.find("\r\nContent-Type: application/x-protobuf\r\n") != std::string::npos);
  QVERIFY(request.find("\r\nAuthorization: Bearer opensesame\r\n") != std::string::npos);
}

void TestTraceTest::otherAnswersAreTold() {
  OneAnswer server("HTTP/1.1 503 Service Unavailable\r\n\r\n");
  const auto sent = sendTestTrace(server.options());
  QVERIFY(!sent);
  QCOMPARE(sent.error().message,
           std::string("the test trace did not arrive: the answer was HTTP/1.1 503 Service Unavailable"));
}

void TestTraceTest::nobodyThereIsTold() {
  ReceiverOptions options;
  {
    const auto sockets = listenOn({"127.0.0.1"}, 0);
    options.port = sockets->port;
  }
  for (const Protocol protocol : {Protocol::OtlpGrpc, Protocol::OtlpHttp}) {
    options.protocol = protocol;
    const auto sent = sendTestTrace(options);
    QVERIFY(!sent);
    QCOMPARE(sent.error().kind, ErrorKind::Io);
  }
}

void TestTraceTest::theTokenIsNotShownToAnotherCertificate() {
  const test::TestCertificate shown, expected;
  if (!shown.isMade() || !expected.isMade()) QSKIP("the openssl program is needed to make a certificate");
  test::TakenRequests taken;
  ReceiverOptions options;
  options.protocol = Protocol::OtlpHttp;
  options.token = "opensesame";
  options.certificateFile = shown.certificateFile();
  options.keyFile = shown.keyFile();
  const auto receiver = startReceiver(options, taken.take());
  QVERIFY(receiver);
  options.port = (*receiver)->port();
  options.certificateFile = expected.certificateFile();
  options.keyFile = expected.keyFile();
  const auto sent = sendTestTrace(options);
  QVERIFY(!sent);
  QCOMPARE(sent.error().message,
           std::string("the test trace did not arrive: another certificate answers there"));
  QCOMPARE((*receiver)->counts().requests, std::uint64_t{0});
}

QTEST_APPLESS_MAIN(TestTraceTest)
#include "test_trace_test.moc"
