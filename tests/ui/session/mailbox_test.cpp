// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/mailbox.h"

#include <QtTest>
#include <thread>

using spanloupe::session::Mailbox;

class MailboxTest : public QObject {
  Q_OBJECT
 private slots:
  void deliversInOrderOnItsOwnThread();
  void deliversEverythingFromSeveralThreads();
  void givesTheEventLoopATurnWhenLettersTakeLong();
};

void MailboxTest::deliversInOrderOnItsOwnThread() {
  Mailbox mailbox;
  std::vector<int> received;
  std::thread::id where;
  std::thread poster([&] {
    for (int i = 0; i < 100; ++i)
      mailbox.post([&received, &where, i] {
        received.push_back(i);
        where = std::this_thread::get_id();
      });
  });
  poster.join();
  QTRY_COMPARE(received.size(), std::size_t{100});
  QVERIFY(std::is_sorted(received.begin(), received.end()));
  QVERIFY(where == std::this_thread::get_id());
}

void MailboxTest::deliversEverythingFromSeveralThreads() {
  Mailbox mailbox;
  int received = 0;
  std::vector<std::thread> posters;
  for (int thread = 0; thread < 4; ++thread)
    posters.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) mailbox.post([&received] { ++received; });
    });
  QTRY_COMPARE(received, 4000);
  for (std::thread& poster : posters) poster.join();
}

void MailboxTest::givesTheEventLoopATurnWhenLettersTakeLong() {
  Mailbox mailbox;
  int delivered = 0;
  int deliveredAtTurn = -1;
  for (int i = 0; i < 4; ++i)
    mailbox.post([&delivered] {
      const QDeadlineTimer busy(Mailbox::kBudget);
      while (!busy.hasExpired()) continue;
      ++delivered;
    });
  QMetaObject::invokeMethod(
      this, [&] { deliveredAtTurn = delivered; }, Qt::QueuedConnection);
  QTRY_COMPARE(delivered, 4);
  QCOMPARE(deliveredAtTurn, 1);
}

QTEST_GUILESS_MAIN(MailboxTest)
#include "mailbox_test.moc"
