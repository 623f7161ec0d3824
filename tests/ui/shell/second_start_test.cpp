// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/second_start.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <cstring>
#include <thread>

using namespace spanloupe::shell;

class SecondStartTest : public QObject {
  Q_OBJECT
 private slots:
  void init() { m_folder = std::make_unique<QTemporaryDir>(); }
  void handsItsFilesToTheRunningProcess();
  void knowsThatNobodyIsThere();
  void replacesTheSocketOfACrashedProcess();
  void onlyTheUserCanReachTheSocket();
  void survivesWhatIsNoRequest();

 private:
  [[nodiscard]] QString socket() const { return m_folder->filePath("s.socket"); }
  std::unique_ptr<QTemporaryDir> m_folder;
};

void SecondStartTest::handsItsFilesToTheRunningProcess() {
  StartServer server;
  QVERIFY(server.listen(socket()));
  StartRequest received;
  connect(&server, &StartServer::requested, this, [&](const StartRequest& request) { received = request; });
  const StartRequest request{{"/tmp/a.json"}, "t", "s", "traces"};
  std::atomic<int> taken = -1;
  std::thread other([&, path = socket()] { taken = handOver(path, request) ? 1 : 0; });
  QTRY_VERIFY(taken >= 0);
  other.join();
  QCOMPARE(taken.load(), 1);
  QVERIFY(received == request);
}

void SecondStartTest::knowsThatNobodyIsThere() { QVERIFY(!handOver(socket(), {})); }

void SecondStartTest::replacesTheSocketOfACrashedProcess() {
  // What a killed process leaves: a socket file nobody listens on.
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, qPrintable(socket()), sizeof address.sun_path - 1);
  QCOMPARE(::bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ::close(descriptor);
  QVERIFY(QFile::exists(socket()));
  QVERIFY(!handOver(socket(), {}));
  StartServer server;
  QVERIFY(server.listen(socket()));
  QSignalSpy requested(&server, &StartServer::requested);
  std::thread other([path = socket()] { (void)handOver(path, {}); });
  QVERIFY(requested.wait());
  QCoreApplication::processEvents();
  other.join();
}

void SecondStartTest::onlyTheUserCanReachTheSocket() {
  StartServer server;
  QVERIFY(server.listen(socket()));
  struct stat status {};
  QCOMPARE(::stat(qPrintable(socket()), &status), 0);
  QCOMPARE(status.st_mode & 077, 0U);
}

void SecondStartTest::survivesWhatIsNoRequest() {
  StartServer server;
  QVERIFY(server.listen(socket()));
  QSignalSpy requested(&server, &StartServer::requested);
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, qPrintable(socket()), sizeof address.sun_path - 1);
  QCOMPARE(::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  QCOMPARE(::send(descriptor, "hello\n", 6, 0), ssize_t{6});
  QTRY_VERIFY([&] {
    char byte = 0;
    return ::recv(descriptor, &byte, 1, MSG_DONTWAIT) == 0;
  }());
  ::close(descriptor);
  QCOMPARE(requested.count(), 0);
}

QTEST_GUILESS_MAIN(SecondStartTest)
#include "second_start_test.moc"
