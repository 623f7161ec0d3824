// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/receive/http_access.h"

#include <QTest>

using namespace spanloupe::receive;

namespace {

const HttpAccess kLoopback{{"127.0.0.1", "::1"}, {}};
const HttpAccess kOpen{{"127.0.0.1", "192.168.1.5"}, {}};
const HttpAccess kOpenWithToken{{"192.168.1.5"}, "secret"};
const HttpAccess kEverywhere{{"0.0.0.0", "::"}, {}};

}  // namespace

class HttpAccessTest : public QObject {
  Q_OBJECT

 private slots:
  void loopbackIsNotOpen() {
    QVERIFY(!isOpen(kLoopback));
    QVERIFY(!isOpen({{"127.0.0.5"}, {}}));
    QVERIFY(isOpen(kOpen));
    QVERIFY(isOpen(kEverywhere));
  }

  void onlyNamesThatMeanThisMachineReachLoopback_data() {
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("allowed");
    for (const char* host :
         {"localhost", "LocalHost:4318", "localhost.", "127.0.0.1", "127.0.0.1:4318", "[::1]", "[::1]:4318",
          "[0:0:0:0:0:0:0:1]:1", "shop.localhost:4318", "host.docker.internal:4318", "localhost:"})
      QTest::newRow(host) << QString(host) << true;
    for (const char* host : {"evil.example",
                             "evil.example:4318",
                             "localhost.evil.example",
                             "127.0.0.1.evil.example",
                             "notlocalhost",
                             "",
                             ":4318",
                             "127.0.0.1:4318:1",
                             "127.0.0.1:x",
                             "user@localhost",
                             "[::1",
                             "[::1]x",
                             "[::2]",
                             "10.0.0.1",
                             "0.0.0.0",
                             "127.1",
                             "2130706433",
                             "localhost/",
                             "localhost evil",
                             "[localhost",
                             "127.0.0.1:123456"})
      QTest::newRow(*host == '\0' ? "empty" : host) << QString(host) << false;
  }
  void onlyNamesThatMeanThisMachineReachLoopback() {
    QFETCH(QString, host);
    QFETCH(bool, allowed);
    QCOMPARE(isAllowedHost(kLoopback, host.toStdString(), false), allowed);
    // An Origin makes no difference: it is looked at by itself.
    QCOMPARE(isAllowedHost(kLoopback, host.toStdString(), true), allowed);
  }

  void openEndpointsAreReachedByAddressAndByName() {
    QVERIFY(isAllowedHost(kOpen, "192.168.1.5:4318", true));
    QVERIFY(!isAllowedHost(kOpen, "192.168.1.6:4318", true));
    QVERIFY(isAllowedHost(kEverywhere, "10.1.2.3", true));
    QVERIFY(isAllowedHost(kEverywhere, "[fe80::1]:4318", true));
    // A program names this machine as its network does; a page in a browser that does so may be a trick.
    QVERIFY(isAllowedHost(kOpen, "workstation.lan:4318", false));
    QVERIFY(!isAllowedHost(kOpen, "workstation.lan:4318", true));
    QVERIFY(isAllowedHost(kOpenWithToken, "workstation.lan:4318", true));
    QVERIFY(!isAllowedHost(kOpen, "two words", true));
  }

  void originsAreComparedWhole() {
    const std::vector<std::string> allowed{"http://localhost:3000", "https://shop.example/", "null"};
    QVERIFY(isAllowedOrigin("http://localhost:3000", allowed));
    QVERIFY(isAllowedOrigin("HTTP://LOCALHOST:3000", allowed));
    QVERIFY(isAllowedOrigin("https://shop.example", allowed));
    QVERIFY(isAllowedOrigin("https://shop.example:443", allowed));
    for (const char* origin :
         {"http://localhost", "http://localhost:30000", "https://localhost:3000", "http://shop.example",
          "https://shop.example.evil.example", "https://evil.example/https://shop.example", "null", "",
          "http://localhost:3000, http://evil.example", "*"})
      QVERIFY2(!isAllowedOrigin(origin, allowed), origin);
    QVERIFY(!isAllowedOrigin("http://localhost:3000", {}));
    QVERIFY(!isAllowedOrigin("http://localhost:3000", {"*"}));
  }

  void tokensAreComparedWhole() {
    QVERIFY(isRightToken("Bearer secret", "secret"));
    QVERIFY(isRightToken("bearer  secret", "secret"));
    for (const char* given : {"", "Bearer", "Bearer ", "Bearer secre", "Bearer secrets", "Bearer Secret",
                              "Basic secret", "secret", "Bearersecret", "Bearer secretsecret"})
      QVERIFY2(!isRightToken(given, "secret"), given);
    QVERIFY(!isRightToken("Bearer ", ""));
  }
};

QTEST_GUILESS_MAIN(HttpAccessTest)
#include "http_access_test.moc"
