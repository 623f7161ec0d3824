// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/open_files.h"

#include <sys/resource.h>

#include <QTest>
#include <algorithm>

using namespace spanloupe;

namespace {

rlimit limits() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) qFatal("no limit");
  return limit;
}

void setSoft(rlim_t soft) {
  rlimit limit = limits();
  limit.rlim_cur = soft;
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) qFatal("cannot set the limit");
}

}  // namespace

class OpenFilesTest : public QObject {
  Q_OBJECT
 private slots:
  void theLimitIsRaisedToWhatIsAllowed();
  void aHigherLimitStays();
};

void OpenFilesTest::theLimitIsRaisedToWhatIsAllowed() {
  setSoft(256);
  const auto wanted = std::min<rlim_t>(limits().rlim_max, kMostOpenFiles);
  QCOMPARE(raiseOpenFileLimit(), static_cast<std::size_t>(wanted));
  QCOMPARE(limits().rlim_cur, wanted);
}

void OpenFilesTest::aHigherLimitStays() {
  if (limits().rlim_max <= kMostOpenFiles) QSKIP("no more is allowed here");
  setSoft(kMostOpenFiles + 1);
  QCOMPARE(raiseOpenFileLimit(), kMostOpenFiles + 1);
}

QTEST_GUILESS_MAIN(OpenFilesTest)
#include "open_files_test.moc"
