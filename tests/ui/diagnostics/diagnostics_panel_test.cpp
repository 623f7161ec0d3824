// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnostics/diagnostics_panel.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>

#include "tests/ui/session/session_fixture.h"

using namespace spanloupe;
using namespace spanloupe::diagnostics;

class DiagnosticsPanelTest : public QObject {
  Q_OBJECT
 private slots:
  void groupsByKindWithEveryEntryBelow();
  void copiesARowAndAll();
  void listsWhatAnImportCouldNotRead();
};

namespace {

std::shared_ptr<const DiagnosticList> someDiagnostics() {
  DiagnosticList list;
  list.groups.push_back(
      {Severity::Warning,
       "duplicate span",
       "/x/incident.json",
       {{Severity::Warning, "duplicate span", 18'204'118, "span a4d07be2915c3f68 kept once", {}}}});
  list.groups.push_back({Severity::Error,
                         "wrong id length",
                         "/x/lambda.json",
                         {{Severity::Error, "wrong id length", 2911, "trace id has 14 bytes", {}},
                          {Severity::Error, "wrong id length", 4000, "trace id has 3 bytes", {}}}});
  list.total = list.kept = 3;
  return std::make_shared<const DiagnosticList>(std::move(list));
}

}  // namespace

void DiagnosticsPanelTest::groupsByKindWithEveryEntryBelow() {
  DiagnosticsModel model;
  QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  model.setList(someDiagnostics());
  QCOMPARE(model.rowCount(), 2);
  const QModelIndex single = model.index(0, 0);
  const QModelIndex several = model.index(1, 0);
  QCOMPARE(model.rowCount(single), 0);
  QCOMPARE(model.rowCount(several), 2);
  const auto text = [&](int row, DiagnosticsModel::Column column, const QModelIndex& parent = {}) {
    return model.index(row, column, parent).data().toString();
  };
  QCOMPARE(text(0, DiagnosticsModel::Kind), QString("duplicate span"));
  QCOMPARE(text(0, DiagnosticsModel::Offset), QString::fromUtf8("18\u202f204\u202f118"));
  QCOMPARE(text(1, DiagnosticsModel::Count), QString("2"));
  QCOMPARE(text(1, DiagnosticsModel::What, several), QString("trace id has 3 bytes"));
  QCOMPARE(model.severity(several), Severity::Error);
}

void DiagnosticsPanelTest::copiesARowAndAll() {
  const test::Home home;
  const ui::Look look;
  session::TraceSession session;
  DiagnosticsPanel panel(look, session);
  panel.resize(1200, 240);
  panel.show();
  panel.setList(someDiagnostics());
  panel.tree().setCurrentIndex(panel.model().index(1, 0, panel.model().index(1, 0)));
  QTest::mouseClick(panel.findChild<QAbstractButton*>("copyRow"), Qt::LeftButton);
  QCOMPARE(QGuiApplication::clipboard()->text(),
           QString("wrong id length\t/x/lambda.json\t4000\ttrace id has 3 bytes\n"));
  panel.tree().setCurrentIndex(panel.model().index(0, 0));
  QTest::keySequence(&panel.tree(), QKeySequence::Copy);
  QVERIFY(QGuiApplication::clipboard()->text().startsWith("duplicate span\t/x/incident.json\t18204118\t"));
  QTest::mouseClick(panel.findChild<QAbstractButton*>("copyAll"), Qt::LeftButton);
  QCOMPARE(QGuiApplication::clipboard()->text().count('\n'), 4);
}

void DiagnosticsPanelTest::listsWhatAnImportCouldNotRead() {
  const test::Home home;
  const ui::Look look;
  session::TraceSession session;
  DiagnosticsPanel panel(look, session);
  panel.resize(1200, 240);
  panel.show();
  const QByteArray good = test::otlpJson({{}});
  const QByteArray lines =
      good + "\n{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"zz\"}]}]}]}\n";
  QVERIFY(test::load(session, {home.write("a.jsonl", lines)}));
  QVERIFY(session.overview().statistics.diagnostics > 0);
  QTRY_VERIFY(panel.model().rowCount() > 0);
  const QModelIndex first = panel.model().index(0, DiagnosticsModel::Offset);
  QVERIFY(first.data().toString().remove(QChar(0x202f)).toLongLong() > good.size());
  QVERIFY(panel.model().index(0, DiagnosticsModel::Source).data().toString().endsWith("a.jsonl"));
  QVERIFY(!panel.model().index(0, DiagnosticsModel::What).data().toString().isEmpty());
}

QTEST_MAIN(DiagnosticsPanelTest)
#include "diagnostics_panel_test.moc"
