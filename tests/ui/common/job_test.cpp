// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Of Cancel and the last step of a job exactly one wins, however close they come.
#include "ui/common/job.h"

#include <QTest>
#include <atomic>
#include <thread>

using spanloupe::ui::Job;

class JobTest : public QObject {
  Q_OBJECT
 private slots:
  void aCancelledJobDoesNotBeginItsLastStep();
  void whatBeganItsLastStepIsNotCancelled();
  void oneOfTheTwoWins();
};

void JobTest::aCancelledJobDoesNotBeginItsLastStep() {
  Job job;
  QVERIFY(job.cancel());
  QVERIFY(!job.beginLastStep());
}

void JobTest::whatBeganItsLastStepIsNotCancelled() {
  Job job;
  QVERIFY(job.beginLastStep());
  QVERIFY(!job.cancel());
}

void JobTest::oneOfTheTwoWins() {
  for (int i = 0; i < 2'000; ++i) {
    Job job;
    bool ended = false;
    std::thread worker([&] { ended = job.beginLastStep(); });
    const bool cancelled = job.cancel();
    worker.join();
    QVERIFY(ended != cancelled);
  }
}

QTEST_GUILESS_MAIN(JobTest)
#include "job_test.moc"
