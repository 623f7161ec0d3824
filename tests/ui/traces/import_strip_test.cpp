// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/import_strip.h"

#include <QSignalSpy>
#include <QtTest>

#include "ui/common/controls.h"

using namespace spanloupe;
using namespace spanloupe::traces;
using namespace std::chrono_literals;

class ImportStripTest : public QObject {
  Q_OBJECT
 private slots:
  void writesBytesInOneUnit();
  void saysWhichFileOfHowMany();
  void leavesOutWhatIsUnknown();
  void writesTimeLeft();
  void cancelIsAsked();
};

void ImportStripTest::writesBytesInOneUnit() {
  session::ImportState state;
  state.progress = {"/tmp/incident.otlp.zst", 0, 1, 412'000'000, 1'320'000'000, 1'904'000, 0, 0, {}};
  state.spansPerSecond = 640'000;
  state.timeLeft = 84s;
  const ImportFigures figures = importFigures(state);
  QCOMPARE(figures.name, QString("incident.otlp.zst"));
  QCOMPARE(figures.bytes, QString::fromUtf8("412 of 1\u202f320\u202fMB"));
  QCOMPARE(figures.spans, QString::fromUtf8("1\u202f904\u202f000\u202fspans"));
  QCOMPARE(figures.rate, QString::fromUtf8("640\u202f000\u202fspans/s"));
  QCOMPARE(figures.timeLeft, QString::fromUtf8("1\u202fmin 24\u202fs left"));
  QVERIFY(qAbs(figures.share - 0.3121) < 0.001);
}

void ImportStripTest::saysWhichFileOfHowMany() {
  session::ImportState state;
  state.progress = {"b.json", 2, 14, 1, 2, 0, 0, 0, {}};
  QCOMPARE(importFigures(state).name, QString("3 of 14: b.json"));
}

void ImportStripTest::leavesOutWhatIsUnknown() {
  session::ImportState state;
  state.progress = {"standard input", 0, 1, 5'000'000, 0, 0, 0, 0, {}};
  const ImportFigures figures = importFigures(state);
  QCOMPARE(figures.bytes, QString::fromUtf8("5\u202f000\u202fkB"));
  QVERIFY(figures.rate.isEmpty());
  QVERIFY(figures.timeLeft.isEmpty());
  QVERIFY(figures.share < 0);
}

void ImportStripTest::writesTimeLeft() {
  QCOMPARE(timeLeftText(8s), QString::fromUtf8("8\u202fs"));
  QCOMPARE(timeLeftText(84s), QString::fromUtf8("1\u202fmin 24\u202fs"));
  QCOMPARE(timeLeftText(7500s), QString::fromUtf8("2\u202fh 5\u202fmin"));
}

void ImportStripTest::cancelIsAsked() {
  const ui::Look look;
  ImportStrip strip(look);
  strip.resize(1000, strip.sizeHint().height());
  strip.show();
  QSignalSpy cancelled(&strip, &ImportStrip::cancelRequested);
  auto* cancel = strip.findChild<ui::Button*>("cancelImport");
  QTest::mouseClick(cancel, Qt::LeftButton);
  QCOMPARE(cancelled.count(), 1);
  // It takes a moment, and cannot be asked twice.
  QVERIFY(!cancel->isEnabled());
  QCOMPARE(cancel->text(), QString::fromUtf8("Cancelling…"));
  QVERIFY(strip.rect().contains(cancel->geometry()));
  QTest::mouseClick(cancel, Qt::LeftButton);
  QCOMPARE(cancelled.count(), 1);
  strip.hide();
  strip.show();
  QVERIFY(cancel->isEnabled());
  QCOMPARE(cancel->text(), QString("Cancel"));
}

QTEST_MAIN(ImportStripTest)
#include "import_strip_test.moc"
