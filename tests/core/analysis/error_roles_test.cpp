// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/analysis/trace_tree.h"
#include "tests/support/trace_sketch.h"

namespace spanloupe::analysis {

using namespace spanloupe::test;

class ErrorRolesTest : public QObject {
  Q_OBJECT

 private slots:
  void roles_data();
  void roles();
};

void ErrorRolesTest::roles_data() {
  QTest::addColumn<QString>("sketch");
  QTest::addColumn<QString>("expected");
  QTest::newRow("nothing failed") << "a root 0-10\n  a one 1-9\n"
                                  << "root\n  one\n";
  QTest::newRow("one failure is its own origin") << "a root 0-10\n  a one 1-9 error\n"
                                                 << "root\n  one: origin\n";
  QTest::newRow("failure that went all the way up")
      << "a root 0-10 error\n  a one 1-9 error\n    a two 2-8 error\n"
      << "root: propagated\n  one: propagated\n    two: origin\n";
  QTest::newRow("failure that was handled on the way")
      << "a root 0-10 error\n  a one 1-9\n    a two 2-8 error\n"
      << "root: origin\n  one\n    two: origin\n";
  QTest::newRow("several origins") << "a root 0-10 error\n  a one 1-4 error\n  a two 5-9 error\n"
                                   << "root: propagated\n  one: origin\n  two: origin\n";
  QTest::newRow("status ok is no error") << "a root 0-10 ok\n  a one 1-4 error\n"
                                         << "root\n  one: origin\n";
  QTest::newRow("orphan") << "a root 0-10 error\na one 1-4 error missing\n"
                          << "root: origin\n  one: origin\n";
}

void ErrorRolesTest::roles() {
  QFETCH(QString, sketch);
  QFETCH(QString, expected);
  const Trace trace = sketchTrace(sketch.toStdString());
  const TraceTree tree = buildTree(trace);
  const std::vector<ErrorRole> found = errorRoles(trace, tree);
  QCOMPARE(QString::fromStdString(printSpans(trace, tree.preorder, tree.depth,
                                             [&](SpanIndex span) -> std::string {
                                               if (found[span] == ErrorRole::None) return "";
                                               return found[span] == ErrorRole::Origin ? "origin"
                                                                                       : "propagated";
                                             })),
           expected);
}

}  // namespace spanloupe::analysis

QTEST_APPLESS_MAIN(spanloupe::analysis::ErrorRolesTest)
#include "error_roles_test.moc"
