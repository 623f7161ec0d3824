// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whoever lets go of a large value last does not destroy it.
#include "ui/session/released_elsewhere.h"

#include <QtTest>
#include <atomic>

using spanloupe::session::releasedElsewhere;

class ReleasedElsewhereTest : public QObject {
  Q_OBJECT
 private slots:
  void theLastHolderDoesNotDestroyIt();
  void sharesTheValue();
  void nothingStaysNothing();
};

namespace {

struct Large {
  std::atomic<std::thread::id>& destroyedBy;
  explicit Large(std::atomic<std::thread::id>& by) : destroyedBy(by) {}
  Large(const Large&) = delete;
  Large& operator=(const Large&) = delete;
  ~Large() { destroyedBy = std::this_thread::get_id(); }
};

}  // namespace

void ReleasedElsewhereTest::theLastHolderDoesNotDestroyIt() {
  std::atomic<std::thread::id> destroyedBy{};
  auto first = releasedElsewhere(std::make_shared<const Large>(destroyedBy));
  auto second = first;
  first.reset();
  QCOMPARE(second.use_count(), 1);
  QVERIFY(destroyedBy.load() == std::thread::id());
  second.reset();
  QTRY_VERIFY(destroyedBy.load() != std::thread::id());
  QVERIFY(destroyedBy.load() != std::this_thread::get_id());
}

void ReleasedElsewhereTest::sharesTheValue() {
  const auto plain = std::make_shared<const int>(7);
  const auto wrapped = releasedElsewhere(plain);
  QCOMPARE(wrapped.get(), plain.get());
  QCOMPARE(*wrapped, 7);
}

void ReleasedElsewhereTest::nothingStaysNothing() {
  QVERIFY(releasedElsewhere(std::shared_ptr<const int>()) == nullptr);
}

QTEST_GUILESS_MAIN(ReleasedElsewhereTest)
#include "released_elsewhere_test.moc"
