// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a copy goes: nothing until it is switched on, and its headers are never shown again.
#include "ui/settings/forward_section.h"

#include <QLineEdit>
#include <QSettings>

#include "core/forward/export_target.h"
#include "section_fixture.h"
#include "ui/common/controls.h"
#include "ui/common/look.h"
#include "ui/settings/field_note.h"
#include "ui/settings/headers_editor.h"
#include "ui/settings/listen_settings.h"

namespace spanloupe::settings {
namespace {

struct Section : SectionFixture<ForwardSection> {
  [[nodiscard]] HeadersEditor& editor() const { return *section.findChild<HeadersEditor*>(); }
};

}  // namespace

class ForwardSectionTest : public QObject {
  Q_OBJECT
 private slots:
  void nothingIsForwardedByItself();
  void anAddressThatIsNoneIsSaidAndNotUsed();
  void headersAreWrittenForTheirOwnerOnlyAndNotShownAgain();
  void headersThatAreNoneAreNotWritten();
  void aFileOfHeadersIsLookedAtFirst();
  void valuesAreBlackedOut();
  void resettingForgetsWhatWasWrittenHere();
};

void ForwardSectionTest::nothingIsForwardedByItself() {
  Section f;
  QVERIFY(!forwarding(f.settings));
  f.named<ui::SegmentedControl>("Forward a copy")->choose(1);
  QVERIFY(!forwarding(f.settings));
  QVERIFY(f.notes().value(0).contains("once there is an address"));
  f.type("To", " grpc://127.0.0.1:4317 ");
  QCOMPARE(forwarding(f.settings)->url, std::string("grpc://127.0.0.1:4317"));
  QVERIFY(f.notes().isEmpty());
  QCOMPARE(f.told.count(), 2);
  f.named<ui::SegmentedControl>("Forward a copy")->choose(0);
  QVERIFY(!forwarding(f.settings));
  QCOMPARE(f.named<QLineEdit>("To")->text().trimmed(), QString("grpc://127.0.0.1:4317"));
}

void ForwardSectionTest::anAddressThatIsNoneIsSaidAndNotUsed() {
  Section f;
  f.named<ui::SegmentedControl>("Forward a copy")->choose(1);
  f.type("To", "http://127.0.0.1:4318");
  f.type("To", "ftp://127.0.0.1");
  QVERIFY(f.notes().value(0).contains("must begin with http"));
  QCOMPARE(forwarding(f.settings)->url, std::string("http://127.0.0.1:4318"));
  f.type("To", "https://user:secret@api.example.com");
  QVERIFY(f.notes().value(0).contains("file of headers") && !f.notes().value(0).contains("secret"));
  QCOMPARE(forwarding(f.settings)->url, std::string("http://127.0.0.1:4318"));
}

void ForwardSectionTest::headersAreWrittenForTheirOwnerOnlyAndNotShownAgain() {
  Section f;
  QVERIFY(!f.editor().isVisible());
  f.click("Write the headers");
  QVERIFY(f.editor().isVisible());
  QTest::keyClicks(&f.editor(), "x-team: key-123");
  f.click("Save headers");
  QTRY_COMPARE(f.told.count(), 1);
  QVERIFY(!f.editor().isVisible() && f.editor().toPlainText().isEmpty());
  const QString file = f.settings.value(kForwardHeadersKey).toString();
  QCOMPARE(file, f.home.path("forward.headers"));
  QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
  const forward::Headers expected{{"x-team", "key-123"}};
  QVERIFY(forward::readHeadersFile(file.toStdString()) == expected);
  f.settings.sync();
  QFile settings(f.settings.fileName());
  QVERIFY(settings.open(QIODevice::ReadOnly) && !settings.readAll().contains("key-123"));
  f.click("Write the headers");
  QVERIFY(f.editor().toPlainText().isEmpty());
}

void ForwardSectionTest::headersThatAreNoneAreNotWritten() {
  Section f;
  f.click("Write the headers");
  QTest::keyClicks(&f.editor(), "topsecret");
  f.click("Save headers");
  QTRY_COMPARE(f.notes().size(), 1);
  QVERIFY(f.notes().value(0).contains("line 1") && !f.notes().value(0).contains("topsecret"));
  QVERIFY(f.editor().isVisible());
  QVERIFY(!QFile::exists(f.home.path("forward.headers")));
  f.click("Cancel the headers");
  QVERIFY(!f.editor().isVisible() && f.editor().toPlainText().isEmpty() && f.notes().isEmpty());
  QCOMPARE(f.told.count(), 0);
}

void ForwardSectionTest::aFileOfHeadersIsLookedAtFirst() {
  Section f;
  const QString file = f.home.write("mine", "x-team: key-123\n");
  QFile::setPermissions(file, QFile::ReadOwner | QFile::ReadGroup);
  f.type("Headers", file);
  QTRY_VERIFY(f.notes().value(0).contains("chmod 600"));
  QCOMPARE(f.told.count(), 0);
  QFile::setPermissions(file, QFile::ReadOwner);
  f.type("Headers", file);
  QTRY_COMPARE(f.told.count(), 1);
  QVERIFY(f.notes().isEmpty());
  QCOMPARE(f.settings.value(kForwardHeadersKey).toString(), file);
}

void ForwardSectionTest::valuesAreBlackedOut() {
  Section f;
  f.click("Write the headers");
  // What is painted is the same for values of one length.
  const auto picture = [&f](const QString& text) {
    f.editor().setPlainText(text);
    f.editor().clearFocus();
    return f.editor().viewport()->grab().toImage();
  };
  QVERIFY(picture("x-team: key-123") == picture("x-team: abcdefg"));
  QVERIFY(picture("x-team: key-123") != picture("y-team: key-123"));
}

void ForwardSectionTest::resettingForgetsWhatWasWrittenHere() {
  Section f;
  f.click("Write the headers");
  QTest::keyClicks(&f.editor(), "x-team=key-123");
  f.click("Save headers");
  QTRY_COMPARE(f.told.count(), 1);
  f.settings.clear();
  f.section.reset();
  QTRY_VERIFY(!QFile::exists(f.home.path("forward.headers")));
  QVERIFY(f.named<QLineEdit>("Headers")->text().isEmpty());
}

}  // namespace spanloupe::settings

QTEST_MAIN(spanloupe::settings::ForwardSectionTest)
#include "forward_section_test.moc"
