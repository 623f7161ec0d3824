// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The unit of systemd: what its numbers mean together.
#include <QDir>
#include <QSettings>
#include <QTest>
#include "tests/source_dir.h"

namespace spanloupe::test {

class ServiceUnitTest : public QObject {
  Q_OBJECT

 private slots:
  void whatCannotStartIsGivenUp();
};

void ServiceUnitTest::whatCannotStartIsGivenUp() {
  const QDir root(QStringLiteral(SPANLOUPE_SOURCE_DIR));
  const QSettings unit(root.filePath("packaging/systemd/spanloupe.service"), QSettings::IniFormat);
  QCOMPARE(unit.value("Service/Restart").toString(), QString("on-failure"));
  // systemd's own limits are what holds without ours.
  const int interval = unit.value("Unit/StartLimitIntervalSec", 10).toInt();
  const int burst = unit.value("Unit/StartLimitBurst", 5).toInt();
  // Time for a start that fails: a session that is in use is waited for.
  constexpr int kStart = 5;
  const int each = unit.value("Service/RestartSec").toInt() + kStart;
  QVERIFY2(burst * each < interval, qPrintable(QString("%1 starts of %2 s").arg(burst).arg(each)));
  // A program that ends soon gives its port back.
  QVERIFY(burst * unit.value("Service/RestartSec").toInt() >= 15);
}

}  // namespace spanloupe::test

QTEST_APPLESS_MAIN(spanloupe::test::ServiceUnitTest)
#include "service_unit_test.moc"
