// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which of the addresses that somebody wishes for are listened on, and which are not there.
#include "core/receive/own_addresses.h"

#include <QTest>

using namespace spanloupe::receive;

namespace {

using Words = std::vector<std::string>;

const std::vector<OwnAddress> kOwn{{"127.0.0.1", "lo"},
                                   {"::1", "lo"},
                                   {"192.168.1.7", "eth0"},
                                   {"fd00::7", "eth0"},
                                   {"172.17.0.1", "docker0"}};

}  // namespace

class OwnAddressesTest : public QObject {
  Q_OBJECT
 private slots:
  void thisMachineHasLoopback() {
    const auto own = ownAddresses();
    QVERIFY(std::any_of(own.begin(), own.end(), [](const auto& one) { return one.address == "127.0.0.1"; }));
    for (const OwnAddress& one : own) QVERIFY(isNumericAddress(one.address) && !one.interface.empty());
  }

  void loopbackStaysBesideWhatIsWishedFor() {
    QCOMPARE(openingFor({"172.17.0.1"}, kOwn).addresses, (Words{"127.0.0.1", "::1", "172.17.0.1"}));
    QCOMPARE(openingFor({"172.17.0.1"}, {{"172.17.0.1", "docker0"}}).addresses,
             (Words{"127.0.0.1", "172.17.0.1"}));
  }

  void nothingWishedForIsTheUsual() {
    QVERIFY(openingFor({}, kOwn).addresses.empty());
    QVERIFY(openingFor({"127.0.0.1", "::1", "127.0.0.5"}, kOwn).addresses.empty());
  }

  void everyAddressTakesThePlaceOfTheOthersOfItsKind() {
    QCOMPARE(openingFor({"0.0.0.0", "192.168.1.7"}, kOwn).addresses, (Words{"0.0.0.0", "::1"}));
    QCOMPARE(openingFor({"::", "fd00::7"}, kOwn).addresses, (Words{"127.0.0.1", "::"}));
    QCOMPARE(openingFor({"::", "0.0.0.0", "fd00::7"}, kOwn).addresses, (Words{"0.0.0.0", "::"}));
    QCOMPARE(openingFor({"0.0.0.0", "fd00::7"}, kOwn).addresses, (Words{"0.0.0.0", "::1", "fd00::7"}));
  }

  void oneIsListenedOnOnceHoweverItIsWritten() {
    QCOMPARE(openingFor({"fd00::7", "fd00:0:0:0:0:0:0:7", "FD00::7"}, kOwn).addresses,
             (Words{"127.0.0.1", "::1", "fd00::7"}));
  }

  void whatIsNotThereIsLeftOutAndSaid() {
    const Opening some = openingFor({"10.0.0.9", "192.168.1.7"}, kOwn);
    QCOMPARE(some.addresses, (Words{"127.0.0.1", "::1", "192.168.1.7"}));
    QCOMPARE(some.absent, (Words{"10.0.0.9"}));
    const Opening none = openingFor({"10.0.0.9", "10.0.0.9", "::"}, {{"127.0.0.1", "lo"}});
    QVERIFY(none.addresses.empty());
    QCOMPARE(none.absent, (Words{"10.0.0.9", "::"}));
  }

  void theBridgeOfContainersIsKnownByItsName() {
    QCOMPARE(containerBridge(kOwn), std::string("172.17.0.1"));
    QCOMPARE(containerBridge({{"10.88.0.1", "podman0"}}), std::string("10.88.0.1"));
    QCOMPARE(containerBridge({{"192.168.1.7", "eth0"}}), std::string());
  }

  void addressesAreToldFromNames() {
    for (const char* address : {"0.0.0.0", "::", "10.1.2.3", "fd00::1"}) QVERIFY(isNumericAddress(address));
    for (const char* name : {"", "localhost", "10.1.2", "10.1.2.3:80", "[::1]"})
      QVERIFY(!isNumericAddress(name));
    QVERIFY(isLoopbackAddress("127.3.2.1") && isLoopbackAddress("0:0:0:0:0:0:0:1"));
    QVERIFY(!isLoopbackAddress("0.0.0.0") && !isLoopbackAddress("localhost"));
    QVERIFY(isEveryAddress("0:0:0:0:0:0:0:0") && !isEveryAddress("1.0.0.0"));
  }
};

QTEST_APPLESS_MAIN(OwnAddressesTest)
#include "own_addresses_test.moc"
