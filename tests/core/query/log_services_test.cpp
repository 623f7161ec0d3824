// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The services of log records, of all segments and of those that have come since.
#include "core/query/log_services.h"

#include <QTest>

#include "made_logs.h"

namespace spanloupe::query {

using test::MadeLog;

class LogServicesTest : public QObject {
  Q_OBJECT
 private slots:
  void everyServiceIsNamedOnce();
  void onlySegmentsThatAreNotKnownAreRead();
};

void LogServicesTest::everyServiceIsNamedOnce() {
  const test::TemporarySession file;
  test::LogSession session(file.path());
  session.add({{1, 9, "a", "shop"}, {2, 9, "b", "mail"}, {3, 9, "c", "shop"}, {4, 9, "d", ""}});
  session.add({{5, 9, "e", "mail"}, {6, 9, "f", "audit"}});
  const auto reader = std::move(*store::Reader::open(file.path()));
  const auto services = logServices(*reader, **reader->snapshot(), {}, {});
  QVERIFY(services.has_value());
  QCOMPARE(services->names, (std::set<std::string>{"audit", "mail", "shop"}));
  QCOMPARE(services->segments.size(), std::size_t{2});
}

void LogServicesTest::onlySegmentsThatAreNotKnownAreRead() {
  const test::TemporarySession file;
  test::LogSession session(file.path());
  session.add({{1, 9, "a", "shop"}});
  const auto reader = std::move(*store::Reader::open(file.path()));
  auto known = *logServices(*reader, **reader->snapshot(), {}, {});
  known.names = {"as it was said"};
  session.add({{2, 9, "b", "mail"}});
  const auto services = logServices(*reader, **reader->snapshot(), known, {});
  QVERIFY(services.has_value());
  QCOMPARE(services->names, (std::set<std::string>{"as it was said", "mail"}));
}

}  // namespace spanloupe::query

QTEST_GUILESS_MAIN(spanloupe::query::LogServicesTest)
#include "log_services_test.moc"
