// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who may send: chosen, checked before it counts, and no secret in the settings.
#include "ui/settings/reach_section.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>

#include "section_fixture.h"
#include "tests/core/receive/test_certificate.h"
#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/settings/confirm_button.h"
#include "ui/settings/field_note.h"
#include "ui/settings/token_field.h"

namespace spanloupe::settings {
namespace {

struct Section : SectionFixture<ReachSection> {
  [[nodiscard]] QByteArray fileOfSettings() {
    settings.sync();
    QFile file(settings.fileName());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
};

}  // namespace

class ReachSectionTest : public QObject {
  Q_OBJECT
 private slots:
  void nobodyElseMaySendByItself();
  void addressesCountOnceTheyAreAddresses();
  void addressesOfThisMachineAreOffered();
  void aTokenIsInAFileOfItsOwn();
  void theTokenIsShownOnDemandAndCopied();
  void anotherTokenAndNoTokenAreAskedAbout();
  void filesThatDoNotFitAreSaidAtTheirField();
  void filesThatFitAreUsed();
  void webPagesAreNamedByTheirOrigin();
  void resettingForgetsTheToken();
};

void ReachSectionTest::nobodyElseMaySendByItself() {
  Section f;
  QVERIFY(reach(f.settings).addresses.empty());
  f.settings.setValue(kAddressesKey, QStringList("172.17.0.1"));
  QVERIFY(reach(f.settings).addresses.empty());
  f.section.readSettings();
  QVERIFY(f.notes().isEmpty());
  f.named<ui::SegmentedControl>("Other machines")->choose(1);
  QCOMPARE(reach(f.settings).addresses, (std::vector<std::string>{"172.17.0.1"}));
  QCOMPARE(f.told.count(), 1);
  QVERIFY(f.notes().value(0).contains("Without a token"));
}

void ReachSectionTest::addressesCountOnceTheyAreAddresses() {
  Section f;
  f.named<ui::SegmentedControl>("Other machines")->choose(1);
  QVERIFY(f.notes().value(0).contains("once there is an address"));
  f.type("Addresses", "172.17.0.1 myhost");
  QVERIFY(f.notes().join('|').contains("“myhost” is no numeric address"));
  QVERIFY(reach(f.settings).addresses.empty());
  f.type("Addresses", " 172.17.0.1,::  172.17.0.1");
  QCOMPARE(reach(f.settings).addresses, (std::vector<std::string>{"172.17.0.1", "::"}));
  QCOMPARE(f.named<QLineEdit>("Addresses")->text(), QString("172.17.0.1, ::"));
  QCOMPARE(f.told.count(), 2);
}

void ReachSectionTest::addressesOfThisMachineAreOffered() {
  Section f;
  f.click("Add an address of this machine");
  auto* menu = f.section.findChild<QMenu*>();
  QTRY_VERIFY(menu->isVisible());
  QStringList offered;
  for (const QAction* action : menu->actions()) offered << action->text();
  QVERIFY(offered.filter("127.0.0.1").isEmpty());
  QCOMPARE(offered.filter("0.0.0.0").size(), 1);
  for (QAction* action : menu->actions())
    if (action->text().startsWith("0.0.0.0")) action->trigger();
  menu->close();
  QCOMPARE(f.named<QLineEdit>("Addresses")->text(), QString("0.0.0.0"));
  QCOMPARE(f.settings.value(kAddressesKey).toStringList(), QStringList("0.0.0.0"));
}

void ReachSectionTest::aTokenIsInAFileOfItsOwn() {
  Section f;
  f.named<ui::SegmentedControl>("Other machines")->choose(1);
  f.click("Make a token");
  QTRY_COMPARE(f.told.count(), 2);
  const QString file = QString::fromStdString(reach(f.settings).tokenFile);
  QCOMPARE(file, f.home.path("listen.token"));
  QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
  QFile open(file);
  QVERIFY(open.open(QIODevice::ReadOnly));
  const QByteArray token = open.readAll().trimmed();
  QCOMPARE(token.size(), 32);
  QVERIFY(!f.fileOfSettings().contains(token));
  QVERIFY(f.named<QLineEdit>("Token")->text().isEmpty());
}

void ReachSectionTest::theTokenIsShownOnDemandAndCopied() {
  Section f;
  f.click("Make a token");
  QTRY_COMPARE(f.told.count(), 1);
  f.click("Show the token");
  auto* field = f.named<QLineEdit>("Token");
  QTRY_COMPARE(field->text().size(), 32);
  const QString token = field->text();
  f.click("Show the token");
  QCOMPARE(field->text(), QString());
  QGuiApplication::clipboard()->clear();
  f.click("Copy the token");
  QTRY_COMPARE(QGuiApplication::clipboard()->text(), token);
  QCOMPARE(field->text(), QString());
}

void ReachSectionTest::anotherTokenAndNoTokenAreAskedAbout() {
  Section f;
  f.click("Make a token");
  QTRY_COMPARE(f.told.count(), 1);
  const auto read = [&f] {
    QFile file(f.home.path("listen.token"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  };
  const QByteArray first = read();
  f.click("New one");
  QCOMPARE(read(), first);
  f.click("Senders need it too. Make it?");
  QTRY_COMPARE(f.told.count(), 2);
  QVERIFY(read() != first);
  f.click("Remove");
  f.click("Let anyone send?");
  QCOMPARE(f.told.count(), 3);
  QVERIFY(!f.settings.value(kTokenKey).toBool());
  QTRY_VERIFY(!QFile::exists(f.home.path("listen.token")));
}

void ReachSectionTest::filesThatDoNotFitAreSaidAtTheirField() {
  const test::TestCertificate one, two;
  if (!one.isMade() || !two.isMade()) QSKIP("the openssl program is needed to make a certificate");
  Section f;
  f.type("Certificate", QString::fromStdString(one.certificateFile()));
  QVERIFY(f.notes().value(0).contains("when both are here"));
  f.type("Its key", QString::fromStdString(two.keyFile()));
  QTRY_COMPARE(f.notes(), QStringList("this key is not that of the certificate"));
  f.type("Certificate", f.home.path("missing.pem"));
  QTRY_VERIFY(f.notes().value(0).startsWith("cannot read the certificate"));
  QCOMPARE(f.told.count(), 0);
  QVERIFY(reach(f.settings).certificateFile.empty());
}

void ReachSectionTest::filesThatFitAreUsed() {
  const test::TestCertificate files;
  if (!files.isMade()) QSKIP("the openssl program is needed to make a certificate");
  Section f;
  f.named<ui::SegmentedControl>("Other machines")->choose(1);
  f.type("Certificate", QString::fromStdString(files.certificateFile()));
  f.type("Its key", QString::fromStdString(files.keyFile()));
  QTRY_COMPARE(f.told.count(), 2);
  QCOMPARE(reach(f.settings).certificateFile, files.certificateFile());
  QCOMPARE(reach(f.settings).keyFile, files.keyFile());
  f.type("Certificate", {});
  f.type("Its key", {});
  QTRY_COMPARE(f.told.count(), 3);
  QVERIFY(reach(f.settings).keyFile.empty());
}

void ReachSectionTest::webPagesAreNamedByTheirOrigin() {
  Section f;
  for (const char* wrong : {"localhost:3000", "ftp://a", "http://a/path", "http://user@a"}) {
    f.type("Web pages", wrong);
    QVERIFY2(f.notes().join('|').contains("is no origin"), wrong);
  }
  QCOMPARE(f.told.count(), 0);
  f.type("Web pages", "http://localhost:3000 https://shop.example");
  QCOMPARE(allowedOrigins(f.settings),
           (std::vector<std::string>{"http://localhost:3000", "https://shop.example"}));
  addAllowedOrigin(f.settings, "http://localhost:5173");
  addAllowedOrigin(f.settings, "http://localhost:3000");
  QCOMPARE(allowedOrigins(f.settings).size(), std::size_t{3});
  f.section.readSettings();
  QVERIFY(f.named<QLineEdit>("Web pages")->text().endsWith(", http://localhost:5173"));
}

void ReachSectionTest::resettingForgetsTheToken() {
  Section f;
  f.named<ui::SegmentedControl>("Other machines")->choose(1);
  f.type("Addresses", "0.0.0.0");
  f.click("Make a token");
  QTRY_COMPARE(f.told.count(), 3);
  f.settings.clear();
  f.section.reset();
  QTRY_VERIFY(!QFile::exists(f.home.path("listen.token")));
  QCOMPARE(f.named<ui::SegmentedControl>("Other machines")->current(), 0);
  QVERIFY(f.named<QLineEdit>("Addresses")->text().isEmpty() && f.notes().isEmpty());
}

}  // namespace spanloupe::settings

QTEST_MAIN(spanloupe::settings::ReachSectionTest)
#include "reach_section_test.moc"
