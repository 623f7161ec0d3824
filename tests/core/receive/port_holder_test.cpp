// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who holds a port, and which one is free instead.
#include <unistd.h>

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include "core/receive/listen_sockets.h"
#include "core/receive/port_holder.h"

using namespace spanloupe;
using namespace spanloupe::receive;

class PortHolderTest : public QObject {
  Q_OBJECT
 private slots:
  void ourOwnPortIsHeldByThisProgram();
  void aPortOfIPv6IsFoundToo();
  void anotherProcessIsNamedWithoutItsOptions();
  void nobodyHoldsAFreePort();
  void textsForAPerson();
  void theNextFreePortIsFreeOnBothAddresses();
  void someFreePortsAreNotOffered();
};

void PortHolderTest::ourOwnPortIsHeldByThisProgram() {
  const auto sockets = listenOn({"127.0.0.1"}, 0);
  QVERIFY(sockets);
  QElapsedTimer timer;
  timer.start();
  const auto holder = holderOf(sockets->port);
  QVERIFY(timer.elapsed() < 1000);
  QVERIFY(holder);
  QCOMPARE(holder->pid, static_cast<int>(::getpid()));
  QVERIFY(holder->isThisProcess);
  QVERIFY(holder->command.find("port_holder_test") != std::string::npos);
}

void PortHolderTest::aPortOfIPv6IsFoundToo() {
  const auto sockets = listenOn({"::1"}, 0);
  if (!sockets) QSKIP("this machine has no ::1");
  QVERIFY(holderOf(sockets->port)->isThisProcess);
}

void PortHolderTest::anotherProcessIsNamedWithoutItsOptions() {
  std::uint16_t port = 0;
  QProcess child;
  {
    auto sockets = listenOn({"127.0.0.1"}, 0);
    QVERIFY(sockets);
    port = sockets->port;
    // The child inherits it as its standard input.
    child.setChildProcessModifier([&] { ::dup2(sockets->sockets.front().handle.fd(), 0); });
    child.start("sleep", {"60", "--", "60"});
    QVERIFY(child.waitForStarted());
  }
  const auto holder = holderOf(port);
  QVERIFY(holder);
  QCOMPARE(holder->name, std::string("sleep"));
  QCOMPARE(holder->pid, static_cast<int>(child.processId()));
  QVERIFY2(holder->command.ends_with("sleep 60"), holder->command.c_str());
  QVERIFY(!holder->isThisProcess);
  QCOMPARE(holder->text(), "sleep (pid " + std::to_string(holder->pid) + ")");
  child.kill();
  child.waitForFinished();
}

void PortHolderTest::nobodyHoldsAFreePort() {
  std::uint16_t port = 0;
  {
    const auto sockets = listenOn({"127.0.0.1"}, 0);
    port = sockets->port;
  }
  QVERIFY(!holderOf(port));
}

void PortHolderTest::textsForAPerson() {
  PortHolder holder;
  QCOMPARE(holder.text(), std::string("another user's process"));
  holder.user = "root";
  QCOMPARE(holder.text(), std::string("another user's process (root)"));
  holder.pid = 1234;
  holder.name = "otelcol";
  QCOMPARE(holder.text(), std::string("otelcol (pid 1234)"));
  holder.isThisProcess = true;
  QCOMPARE(holder.text(), std::string("this program"));
}

void PortHolderTest::theNextFreePortIsFreeOnBothAddresses() {
  const auto taken = listenOn({"127.0.0.1"}, 0);
  QVERIFY(taken->port < 65'000);
  const auto after = static_cast<std::uint16_t>(taken->port - 1);
  const auto next = nextFreePort(after);
  QVERIFY(next);
  QVERIFY(*next > taken->port);
  QVERIFY(listenOn({}, *next));
  const auto onlyV6 = listenOn({"::1"}, *next);
  if (!onlyV6) QSKIP("this machine has no ::1");
  QVERIFY(*nextFreePort(after) > *next);
}

void PortHolderTest::someFreePortsAreNotOffered() {
  QVERIFY(*nextFreePort(4316) >= 4319);
  const std::uint16_t next = *nextFreePort(20'000);
  QVERIFY(*nextFreePort(20'000, {next}) > next);
  QCOMPARE(nextFreePort(65'535).error().kind, ErrorKind::NotFound);
}

QTEST_APPLESS_MAIN(PortHolderTest)
#include "port_holder_test.moc"
