// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Both programs take their memory from jemalloc, and it has read how.
#include <QProcess>
#include <QProcessEnvironment>
#include <QTest>

class AllocatorTest : public QObject {
  Q_OBJECT
 private slots:
  void isConfigured_data() {
    QTest::addColumn<QString>("program");
    QTest::newRow("cli") << SPANLOUPE_CLI;
    QTest::newRow("window") << SPANLOUPE_WINDOW;
  }
  void isConfigured() {
    QFETCH(QString, program);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    // Added to what the program says itself.
    environment.insert("MALLOC_CONF", "stats_print:true");
    process.setProcessEnvironment(environment);
    process.start(program, {"--version"});
    QVERIFY(process.waitForFinished());
    const QByteArray told = process.readAllStandardError();
    for (const char* const line : {"opt.percpu_arena: \"percpu\"", "opt.background_thread: true",
                                   "opt.dirty_decay_ms: 1000 ", "opt.muzzy_decay_ms: 0 "})
      QVERIFY2(told.contains(line), (QByteArray(line) + " is not in:\n" + told.left(3000)).constData());
  }
};

QTEST_GUILESS_MAIN(AllocatorTest)
#include "allocator_test.moc"
